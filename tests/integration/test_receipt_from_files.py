"""The receipt and the status line against a program that shares no line with Lookhear and reads only the files."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from demo.desktop import VirtualDesktop
from demo.scene.launch import start_scene
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.tail import read_status
from tests.fakes.recordings import WALL_NS, interrupted

COUNTER = Path(__file__).parents[1] / "tools" / "count_spool.py"
EXACT = ("frames", "samples", "keyframes", "dropped_frames", "inits", "fragments", "bytes", "sha256", "peak")
SECONDS = ("first_s", "last_s", "duration_s", "missing_s", "gap_total_s", "paused_s", "silence_filled_s")


def counted(folder: Path) -> dict[str, Any]:
    """What the independent program says; isolated (-I), so that it cannot import anything of this project."""
    done = subprocess.run([sys.executable, "-I", str(COUNTER), str(folder)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def assert_same(receipt: dict[str, Any], found: dict[str, Any]) -> None:
    assert (receipt["recording_id"], receipt["end_reason"], receipt["bytes"]) == (
        found["recording_id"],
        found["end_reason"],
        found["bytes"],
    )
    assert receipt["duration_s"] == pytest.approx(found["duration_s"], abs=2e-6)
    assert len(receipt["tracks"]) == len(found["tracks"])
    for ours, theirs in zip(receipt["tracks"], found["tracks"], strict=True):
        assert theirs["is_in_sequence"]
        assert theirs["digests_agree"]
        assert {key: ours[key] for key in EXACT} == {key: theirs[key] for key in EXACT}, ours["channel_id"]
        assert len(ours["gaps"]) == theirs["gaps"]
        for key in SECONDS:
            assert ours[key] == (None if theirs[key] is None else pytest.approx(theirs[key], abs=2e-6)), (ours["channel_id"], key)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A real recording of a virtual desktop with a scene that moves and speaks, and the receipt the program printed."""
    home = tmp_path_factory.mktemp("home")
    with VirtualDesktop(size=(640, 480)) as desktop:
        start_scene(desktop, "talking")
        argv = [sys.executable, "-m", "lookhear", "record", "--duration", "4", "--output", str(home / "talk.mp4"), "--json"]
        env = {**desktop.env, "LOOKHEAR_HOME": str(home), "LOOKHEAR_BACKEND": "none"}
        done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (folder,) = (home / "recordings").iterdir()
    return folder, json.loads(done.stdout)


def test_the_receipt_of_a_real_recording_is_what_the_files_say(recorded: tuple[Path, dict[str, Any]]) -> None:
    folder, printed = recorded
    found = counted(folder)
    assert_same(printed, found)
    assert_same(json.loads((folder / "receipt.json").read_text("utf-8")), found)
    assert [track["channel_id"] for track in found["tracks"]] == ["display:1", "mic:default", "system_audio:default"]
    assert all(track["fragments"] > 0 for track in found["tracks"])
    verified = build_receipt(folder, verify=True)
    assert [track.lost_fragments for track in verified.tracks] == [0, 0, 0]


def test_the_status_line_of_a_real_recording_says_the_same(recorded: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = recorded
    found = counted(folder)
    status = read_status(folder, 0)
    assert status.bytes == found["bytes"]
    assert [track.fragments for track in status.tracks] == [track["fragments"] for track in found["tracks"]]
    assert status.tracks[0].frames == found["tracks"][0]["frames"]


def test_the_receipt_of_a_recovered_recording_is_what_the_files_say(tmp_path: Path) -> None:
    folder = interrupted(tmp_path, fragments=6)
    os.truncate(folder / "mic-default" / "00000003.m4s", 99)
    (folder / "display-1" / "00000005.m4s").unlink()
    journal = folder / "journal.ndjson"
    os.truncate(journal, journal.stat().st_size - 40)
    recover(folder)
    found = counted(folder)
    receipt = json.loads((folder / "receipt.json").read_text("utf-8"))
    assert_same(receipt, found)
    assert [track["fragments"] for track in found["tracks"]] == [5, 5]
    assert found["end_reason"] == "recovered"
    assert read_status(folder, WALL_NS).has_ended


def test_the_counter_uses_the_standard_library_only() -> None:
    tree = ast.parse(COUNTER.read_text("utf-8"))
    imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imports |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imports} <= sys.stdlib_module_names
