"""Names of windows in a real recording of a real desktop."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

from demo.process import wait_until
from lookhear.recorder.spool.log import RecordingLog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from tests.tools.program import Program

_WITHIN_S = 60
_OPTIONS = ("record", "--no-mic", "--no-system-audio")


def windows_of(root: Path) -> list[dict[str, object]]:
    """The events about windows that are sealed."""
    return [event for folder in sorted(root.glob("rec-*")) for event in _events(folder) if event["kind"] == "window"]


def _events(folder: Path) -> Iterator[dict[str, object]]:
    if (folder / "manifest.json").exists():
        log = RecordingLog.load(folder)
        for row in log.context:
            yield from (json.loads(line) for line in log.path(row).read_bytes().splitlines())


def note(env: Mapping[str, str], title: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(["xmessage", "-title", title, "hello"], env=dict(env))


def test_the_window_in_front_and_its_changes_are_in_the_log(lookhear: Program, quiet_desktop: VirtualDesktop, tmp_path: Path) -> None:
    env = quiet_desktop.env
    opened = [note(env, "quarterly report")]
    child = lookhear.start(env, *_OPTIONS, "--output", str(tmp_path / "a.mp4"))
    root = lookhear.home / "recordings"
    try:
        wait_until(lambda: "quarterly report" in titles(root), what="the first window", deadline_s=_WITHIN_S)
        opened.append(note(env, "--password hunter2"))
        wait_until(lambda: "--password [masked: password]" in titles(root), what="the second window", deadline_s=_WITHIN_S)
    finally:
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
        for each in opened:
            each.kill()
            each.wait()
    assert child.returncode == 0, err
    assert all(event["app"] == "Xmessage" for event in windows_of(root))
    assert "quarterly" not in out + err
    assert not [path for path in lookhear.home.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]


def test_nothing_of_it_is_there_where_it_is_not_wished(lookhear: Program, quiet_desktop: VirtualDesktop, tmp_path: Path) -> None:
    env = quiet_desktop.env
    opened = note(env, "quarterly report")
    try:
        subprocess.run(["xdotool", "search", "--sync", "--name", "quarterly report"], env=env, check=True, stdout=subprocess.DEVNULL)
        lookhear.json(env, *_OPTIONS, "--no-window-names", "--duration", "1", "--output", str(tmp_path / "a.mp4"))
        (lookhear.home / "settings.toml").write_text("version = 1\n[privacy]\nwindow_names = false\n", "utf-8")
        lookhear.json(env, *_OPTIONS, "--duration", "1", "--output", str(tmp_path / "b.mp4"))
    finally:
        opened.kill()
        opened.wait()
    assert windows_of(lookhear.home / "recordings") == []
    assert len(list((lookhear.home / "recordings").glob("rec-*"))) == 2


def titles(root: Path) -> list[object]:
    return [event["title"] for event in windows_of(root)]
