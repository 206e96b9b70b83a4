"""What the disk and other processes do to a recording: kills, full disks, two recorders at once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import av
import pytest

from demo.scene.launch import start_scene
from lookhear.recorder.receipt import build_receipt
from tests.tools.watching import MIC, SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from tests.tools.program import Program

_ALL = (SCREEN, MIC, SYSTEM_AUDIO)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 300 MB, of which a recording keeps 200 MB free."""
    if sys.platform != "linux":
        pytest.skip("what follows exists on Linux only")
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"this machine mounts no small disk: {done.stderr.strip()}")
    with contextlib.ExitStack() as undo:
        undo.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=True)
        yield folder


def test_after_a_kill_recover_finishes_what_was_sealed(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    child = lookhear.start(desktop.env, "record")
    watched = Watched.begin(lookhear.home, child, channels=_ALL)
    for channel in _ALL:
        watched.wait_for_fragments(channel, 2)
    child.kill()
    child.wait()
    told = lookhear.json(desktop.env, "recover")
    assert [report["recording_id"] for report in told["recovered"]] == [watched.folder.name]
    assert told["failures"] == []
    receipt = build_receipt(watched.folder, verify=True)
    assert receipt.end_reason == "recovered"
    assert [track.lost_fragments for track in receipt.tracks] == [0, 0, 0]
    for track, channel in zip(receipt.tracks, _ALL, strict=True):
        assert track.fragments >= len(watched.fragments(channel))
    file = tmp_path / "f.mp4"
    assert lookhear.json(desktop.env, "export", watched.folder.name, "--output", str(file))["files"] == [str(file)]
    with av.open(str(file)) as container:
        assert sum(1 for _ in container.decode(video=0)) == receipt.tracks[0].frames
    assert lookhear.json(desktop.env, "recover")["recovered"] == []


def test_the_next_recording_finishes_what_a_crash_left_by_itself(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    child = lookhear.start(desktop.env, "record")
    watched = Watched.begin(lookhear.home, child)
    child.kill()
    child.wait()
    lookhear.json(desktop.env, "record", "--duration", "1.5", "--output", str(tmp_path / "f.mp4"))
    assert build_receipt(watched.folder).end_reason == "recovered"


def test_two_recorders_at_once_both_record_and_neither_touches_the_others_files(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    files = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    children = [lookhear.start(desktop.env, "record", "--duration", "3", "--json", "--output", str(file)) for file in files]
    outcomes = [(*child.communicate(timeout=45), child.returncode) for child in children]
    assert [code for _, _, code in outcomes] == [0, 0], outcomes
    receipts = [json.loads(out) for out, _, _ in outcomes]
    assert len({receipt["recording_id"] for receipt in receipts}) == 2
    for receipt in receipts:
        assert receipt["state"] == "complete"
        assert all(track["fragments"] > 2 and track["lost_fragments"] == 0 for track in receipt["tracks"])
    states = [item["state"] for item in lookhear.json(desktop.env, "recordings")["recordings"]]
    assert states == ["complete", "complete"]


def test_recover_never_touches_a_recording_that_is_being_written(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    child = lookhear.start(desktop.env, "record", "--json", "--output", str(tmp_path / "f.mp4"))
    watched = Watched.begin(lookhear.home, child)
    told = lookhear.json(desktop.env, "recover")
    assert (told["recovered"], told["failures"]) == ([], [])
    assert [item["state"] for item in lookhear.json(desktop.env, "recordings")["recordings"]] == ["recording"]
    part = tmp_path / "part.mp4"
    partial = lookhear.json(desktop.env, "export", watched.folder.name, "--output", str(part))
    assert partial["still_recording"]
    watched.wait_for_fragments(SCREEN, 2)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 0, err
    assert json.loads(out)["state"] == "complete"
    with av.open(str(part)) as container:
        assert sum(1 for _ in container.decode(video=0)) > 0


def fill(folder: Path, *, left_bytes: int) -> None:
    """Take all room of a disk but about so much; with 0 really all of it, whatever somebody else takes meanwhile."""
    if sys.platform != "linux":
        pytest.skip("what follows exists on Linux only")
    free = os.statvfs(folder)
    fd = os.open(folder / "filler", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.posix_fallocate(fd, 0, free.f_bavail * free.f_frsize - max(left_bytes, 4_000_000))
        with contextlib.suppress(OSError):
            while not left_bytes:
                os.write(fd, bytes(4096))
    finally:
        os.close(fd)


def test_a_disk_that_fills_up_ends_the_recording_and_everything_sealed_is_whole(
    desktop: VirtualDesktop, lookhear: Program, small_disk: Path, tmp_path: Path
) -> None:
    lookhear.home = small_disk / "home"
    file = tmp_path / "f.mp4"
    scene = start_scene(desktop, "video")
    child = lookhear.start(desktop.env, "record", "--json", "--output", str(file))
    watched = Watched.begin(lookhear.home, child, channels=_ALL)
    watched.wait_for_fragments(SCREEN, 2)
    fill(small_disk, left_bytes=190_000_000)
    out, err = child.communicate(timeout=45)
    scene.stop()
    assert "The recording was stopped." in err
    assert "Traceback" not in err
    receipt = json.loads(out)
    assert receipt["end_reason"] == "disk_full"
    assert "The disk was full; the recording stopped early." in receipt["warnings"]
    assert all(track["fragments"] > 0 for track in receipt["tracks"])
    verified = build_receipt(watched.folder, verify=True)
    assert [track.lost_fragments for track in verified.tracks] == [0, 0, 0]
    with av.open(str(file)) as container:
        assert sum(1 for _ in container.decode(video=0)) == verified.tracks[0].frames


def test_a_disk_that_is_full_at_the_start_is_told_of(desktop: VirtualDesktop, lookhear: Program, small_disk: Path, tmp_path: Path) -> None:
    lookhear.home = small_disk / "home"
    fill(small_disk, left_bytes=150_000_000)
    done = lookhear.run(desktop.env, "record", "--duration", "1", "--output", str(tmp_path / "f.mp4"))
    assert done.returncode == 1
    assert "MB left" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((lookhear.home / "recordings").glob("rec-*"))


def test_a_disk_that_is_suddenly_full_to_the_last_byte_costs_only_what_came_after(
    desktop: VirtualDesktop, lookhear: Program, small_disk: Path, tmp_path: Path
) -> None:
    lookhear.home = small_disk / "home"
    file = tmp_path / "f.mp4"
    child = lookhear.start(desktop.env, "record", "--json", "--output", str(file))
    watched = Watched.begin(lookhear.home, child, channels=_ALL)
    fill(small_disk, left_bytes=0)
    out, err = child.communicate(timeout=45)
    assert "The recording was stopped." in err
    assert "Traceback" not in err
    receipt = json.loads(out)
    assert receipt["end_reason"] == "disk_full"
    verified = build_receipt(watched.folder, verify=True)
    assert [track.lost_fragments for track in verified.tracks] == [0, 0, 0]
    assert [track.fragments >= len(watched.fragments(channel)) for track, channel in zip(verified.tracks, _ALL, strict=True)] == [True] * 3
    with av.open(str(file)) as container:
        assert sum(1 for _ in container.decode(video=0)) == verified.tracks[0].frames


def test_a_disk_that_cannot_be_written_is_told_of(desktop: VirtualDesktop, lookhear: Program, small_disk: Path, tmp_path: Path) -> None:
    lookhear.home = small_disk / "home"
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = lookhear.run(desktop.env, "record", "--duration", "1", "--output", str(tmp_path / "f.mp4"))
    assert done.returncode == 1
    assert str(small_disk) in done.stderr
    assert "LOOKHEAR_HOME" in done.stderr
    assert "Traceback" not in done.stderr
    blocked = lookhear.run(desktop.env, "record", "--duration", "1", "--output", str(small_disk / "f.mp4"))
    assert blocked.returncode == 1
    assert "cannot be written" in blocked.stderr


def test_a_file_whose_disk_is_full_is_told_with_the_way_out(
    desktop: VirtualDesktop, lookhear: Program, small_disk: Path, tmp_path: Path
) -> None:
    fill(small_disk, left_bytes=0)
    done = lookhear.run(desktop.env, "record", "--duration", "1.5", "--output", str(small_disk / "f.mp4"), "--json")
    assert done.returncode == 1
    assert "The video could not be written" in done.stderr
    assert "lookhear export" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["state"] == "complete"
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
