from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path


def test_only_a_server_that_was_told_to_ends_when_idle(tmp_path: Path) -> None:
    with ServedBackend(tmp_path / "a") as lasting, ServedBackend(tmp_path / "b", idle_exit_s=60.0) as embedded:
        assert "idle exit" not in [work.name for work in lasting.services.background]
        assert "idle exit" in [work.name for work in embedded.services.background]


def test_the_rules_share_one_store_and_one_clock(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert backend.created().created_ns == backend.clock()
        assert backend.data("GET", "/collection/default/capture/session")["sessions"]
