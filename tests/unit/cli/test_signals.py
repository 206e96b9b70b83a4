from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import run
from lookhear.cli.signals import as_interrupt
from lookhear.media.copying import GatheringWriter
from tests.fakes.recordings import complete

if TYPE_CHECKING:
    from pathlib import Path

_HANG_UP = getattr(signal, "SIGHUP", signal.SIGTERM)
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals that one process sends another")


def end_by(number: signal.Signals) -> None:
    with as_interrupt():
        os.kill(os.getpid(), number)
        threading.Event().wait(30)  # the handler runs before this is over


@_POSIX
@pytest.mark.parametrize("number", [signal.SIGTERM, _HANG_UP])
def test_a_signal_is_an_interrupt_and_the_handler_before_comes_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt):
        end_by(number)
    assert signal.getsignal(number) == before


@_POSIX
def test_a_program_that_is_to_outlive_its_terminal_ignores_the_hang_up() -> None:
    before = signal.signal(_HANG_UP, signal.SIG_IGN)
    try:
        with as_interrupt():
            os.kill(os.getpid(), _HANG_UP)
            assert signal.getsignal(_HANG_UP) is signal.SIG_IGN
    finally:
        signal.signal(_HANG_UP, before)


def test_a_thread_that_cannot_set_handlers_goes_on_without() -> None:
    seen: list[bool] = []
    before = signal.getsignal(signal.SIGTERM)

    def work() -> None:
        with as_interrupt():
            seen.append(signal.getsignal(signal.SIGTERM) == before)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [True]


@_POSIX
@pytest.mark.parametrize("number", [signal.SIGTERM, _HANG_UP])
def test_an_export_that_is_ended_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path / "home"))
    folder = complete(tmp_path / "home" / "recordings")
    videos = tmp_path / "videos"
    seen: list[list[str]] = []
    flush = GatheringWriter.flush

    def ended_half_way(writer: GatheringWriter) -> None:
        flush(writer)
        seen.append([file.suffix for file in videos.iterdir()])
        os.kill(os.getpid(), number)

    monkeypatch.setattr(GatheringWriter, "flush", ended_half_way)
    assert run(["export", folder.name, "--output", str(videos / "talk.mp4")]) == 130
    assert seen[0] == [".part"]
    assert list(videos.iterdir()) == []
