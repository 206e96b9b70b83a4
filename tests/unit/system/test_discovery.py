from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.protocol.discovery import DISCOVERY_FILE, Discovery
from lookhear.system.discovery import read_discovery

if TYPE_CHECKING:
    from pathlib import Path

DISCOVERY = Discovery(url="http://127.0.0.1:1234", api_key="sk-x", pid=7, started_ns=8, version="0.4.0")


def test_what_a_backend_wrote_is_read(tmp_path: Path) -> None:
    (tmp_path / DISCOVERY_FILE).write_text(DISCOVERY.to_json(), encoding="utf-8")
    assert read_discovery(tmp_path) == DISCOVERY


@pytest.mark.parametrize("text", [None, "", "[]", '{"url": 1}', "\udcff"])
def test_without_a_whole_file_no_backend_is_ready(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / DISCOVERY_FILE).write_bytes(text.encode(errors="surrogateescape"))
    assert read_discovery(tmp_path) is None
