from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from lookhear import __version__
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path


def test_a_running_server_says_what_it_is_to_anybody(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert backend.data("GET", "/healthz", key=None) == {"status": "ok", "service": "lookhear", "version": __version__}


def test_one_that_can_write_is_ready(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert backend.data("GET", "/readyz", key=None) == {"status": "ready"}


def test_one_whose_disk_has_no_room_is_not(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, reserve_bytes=shutil.disk_usage(tmp_path).total) as backend:
        answer = backend.ask("GET", "/readyz", key=None)
        assert (answer.status_code, answer.json()["error_code"]) == (507, "FULL")
        assert "MiB left" in answer.json()["message"]
