"""Recording through the backend of this computer: it starts by itself, is shared, dies, comes back, and ends when nobody uses it."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.recorder.spool.library import has_media
from tests.tools.live import Backend, assert_all_is_there, discovered, receipt_of, wait_until_bound
from tests.tools.program import backends
from tests.tools.recorded import audio_tracks
from tests.tools.watching import MIC, SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from tests.tools.program import Program

_ALL = (SCREEN, MIC, SYSTEM_AUDIO)
pytestmark = pytest.mark.timeout(240)  # two programs that start, on a machine that may be busy


@pytest.fixture
def env(desktop: VirtualDesktop) -> dict[str, str]:
    """The virtual desktop, and the default backend."""
    return {**desktop.env, "LOOKHEAR_BACKEND": "embedded"}


def finish(child: subprocess.Popen[str]) -> dict[str, object]:
    """Stop a recording and give what it printed."""
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    return receipt_of(out)


def test_a_recording_is_kept_by_the_backend_of_this_computer_and_comes_back_as_a_video(
    env: dict[str, str], lookhear: Program, tmp_path: Path
) -> None:
    receipt = lookhear.json(env, "record", "--duration", "5", "--output", str(tmp_path / "f.mp4"))
    folder = lookhear.home / "recordings" / receipt["recording_id"]
    backend = Backend(lookhear.home / "backend")
    assert receipt["upload"]["state"] == "done"
    assert receipt["playback_url"].startswith(f"{backend.url}/watch?v=")
    assert_all_is_there(folder, backend)
    assert not has_media(folder)
    (listed,) = lookhear.json(env, "recordings")["recordings"]
    assert (listed["state"], listed["upload"]["state"], listed["upload"]["is_here"]) == ("complete", "uploaded", False)
    fetched = lookhear.json(env, "export", receipt["recording_id"], "--output", str(tmp_path / "again.mp4"))
    assert fetched["files"] == [str(tmp_path / "again.mp4")]
    assert audio_tracks(tmp_path / "again.mp4") == audio_tracks(tmp_path / "f.mp4")


def test_two_recorders_share_one_backend(env: dict[str, str], lookhear: Program, tmp_path: Path) -> None:
    children = [lookhear.start(env, "record", "--json", "--output", str(tmp_path / f"{number}.mp4")) for number in range(2)]
    folders = wait_until(
        lambda: found if len(found := sorted((lookhear.home / "recordings").glob("rec-*"))) == len(children) else None,
        what="two recordings",
    )
    for folder in folders:
        wait_until_bound(folder)
    assert len(backends(lookhear.home)) == 1
    told = [finish(child) for child in children]
    assert len({str(each["recording_id"]) for each in told}) == len(children)
    backend = Backend(lookhear.home / "backend")
    for folder in folders:
        assert_all_is_there(folder, backend)


def test_a_backend_that_crashes_is_started_again_and_gets_everything(env: dict[str, str], lookhear: Program, tmp_path: Path) -> None:
    child = lookhear.start(env, "record", "--json", "--output", str(tmp_path / "f.mp4"))
    watched = Watched.begin(lookhear.home, child, channels=_ALL)
    wait_until_bound(watched.folder)
    (pid,) = backends(lookhear.home)
    os.kill(pid, signal.SIGKILL)
    watched.wait_for_fragments(SCREEN, 4)
    told = finish(child)
    assert told["warnings"] == [] or all("silence" in str(warning) for warning in told["warnings"])  # type: ignore[attr-defined]
    assert backends(lookhear.home) != [pid]
    assert_all_is_there(watched.folder, Backend(lookhear.home / "backend"))


def test_nobody_is_left_when_nobody_wants_anything_any_more(env: dict[str, str], lookhear: Program, tmp_path: Path) -> None:
    env = {**env, "LOOKHEAR_IDLE_EXIT_S": "2"}
    done = lookhear.run(env, "record", "--duration", "3", "--output", str(tmp_path / "f.mp4"))
    assert done.returncode == 0, done.stderr
    wait_until(lambda: not backends(lookhear.home), what="the backend's end")
    assert discovered(lookhear.home / "backend") is None
    assert list((lookhear.home / "backend").glob("*.part")) == []


def test_a_backend_that_cannot_start_costs_a_sentence_and_nothing_else(env: dict[str, str], lookhear: Program, tmp_path: Path) -> None:
    lookhear.home.mkdir()
    (lookhear.home / "backend").write_text("a file where the folder should be", "utf-8")
    done = lookhear.run(env, "record", "--duration", "3", "--no-wait", "--output", str(tmp_path / "f.mp4"))
    assert done.returncode == 5, done.stderr
    assert "not handed over yet" in done.stderr
    assert (tmp_path / "f.mp4").exists()
