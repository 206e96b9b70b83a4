"""How a recording begins and ends: signals, terminals and pipes, exit codes, sentences."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import av
import pytest

from demo.process import wait_until
from tests.tools.watching import MIC, SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from tests.tools.program import Program

_ALL = (SCREEN, MIC, SYSTEM_AUDIO)


def decoded_pictures(file: Path) -> int:
    with av.open(str(file)) as container:
        return sum(1 for _ in container.decode(video=0))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_recording_cleanly(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "f.mp4"
    child = lookhear.start(desktop.env, "record", "--output", str(file), "--json")
    Watched.begin(lookhear.home, child, channels=_ALL)
    child.send_signal(number)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (0, "")
    receipt = json.loads(out)
    assert (receipt["state"], receipt["end_reason"]) == ("complete", "signal")
    assert all("only silence was heard" in warning for warning in receipt["warnings"])
    assert decoded_pictures(file) == receipt["tracks"][0]["frames"]


def test_a_second_signal_while_stopping_does_no_harm(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    file = tmp_path / "f.mp4"
    child = lookhear.start(desktop.env, "record", "--output", str(file), "--json")
    watched = Watched.begin(lookhear.home, child)
    child.send_signal(signal.SIGTERM)
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=30)
    listed = lookhear.json(desktop.env, "recordings")["recordings"]
    assert [(item["recording_id"], item["state"]) for item in listed] == [(watched.folder.name, "complete")]


def test_a_signal_before_anything_was_captured_leaves_no_recording_that_looks_broken(desktop: VirtualDesktop, lookhear: Program) -> None:
    child = lookhear.start(desktop.env, "record", "--json")
    wait_until(lambda: list((lookhear.home / "recordings").glob("rec-*")), what="the recording's folder")
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=30)
    assert child.returncode in {0, 1, 3, 130, -signal.SIGTERM}
    states = {item["state"] for item in lookhear.json(desktop.env, "recordings")["recordings"]}
    assert states <= {"complete"}


def test_piped_output_has_no_live_line_and_no_control_characters(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    file = tmp_path / "f.mp4"
    done = lookhear.run(desktop.env, "record", "--duration", "2", "--output", str(file))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    assert done.stdout.splitlines()[-1] == str(file)
    assert "display 1" in done.stdout


def test_a_terminal_shows_a_live_line_and_takes_it_away(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("what follows exists on Linux only")
    ours, theirs = pty.openpty()
    env = {**desktop.env, "LOOKHEAR_HOME": str(lookhear.home), "LOOKHEAR_BACKEND": "none", "COLUMNS": "100"}
    argv = [sys.executable, "-m", "lookhear", "record", "--duration", "3", "--output", str(tmp_path / "f.mp4")]
    try:
        child = subprocess.Popen(argv, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        shown = b""
        while select.select([ours], [], [], 30)[0]:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end was closed
                break
            if not part:
                break
            shown += part
        child.wait(30)
    finally:
        os.close(ours)
    text = shown.decode()
    lines = text.split("\x1b[2K")
    live = [line for line in lines if line.startswith("●")]
    assert child.returncode == 0, text
    assert len(live) >= 3
    assert any("display 1 ok" in line and "mic ok" in line and "MB" in line for line in live)
    assert all(len(line.rstrip("\r")) < 100 for line in live)
    assert "●" not in lines[-1]
    assert str(tmp_path / "f.mp4") in lines[-1]


def test_whoever_reads_the_output_may_leave_early(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    child = lookhear.start(desktop.env, "channels")
    assert child.stdout is not None
    child.stdout.close()
    child.wait(30)
    assert child.stderr is not None
    assert "Traceback" not in child.stderr.read()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["record", "--display", "0"], "displays count from one"),
        (["record", "--duration", "0"], "not a number of seconds above zero"),
        (["record", "--fps", "61"], "not a number from 1 to 60"),
        (["record", "--no-display", "--all-displays"], "contradicts"),
        (["record", "--no-display", "--no-mic", "--no-system-audio"], "Nothing is left to be recorded."),
        (["record", "--display", "7"], "There is no display 7."),
        (["record", "--output", "film.avi"], "does not end in .mp4"),
        (["export", "nothing", "--output", "x.mp4"], "recording"),
        ([], "COMMAND"),
        (["dance"], "dance"),
    ],
)
def test_a_command_that_makes_no_sense_ends_with_2_and_says_why(
    desktop: VirtualDesktop, lookhear: Program, arguments: list[str], sentence: str
) -> None:
    done = lookhear.run(desktop.env, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not list((lookhear.home / "recordings").glob("rec-*"))


def test_a_wrong_display_is_told_which_ones_there_are(desktop: VirtualDesktop, lookhear: Program) -> None:
    done = lookhear.run(desktop.env, "record", "--display", "2")
    assert done.returncode == 2
    assert "There is: 1 (" in done.stderr
    assert "1280×720" in done.stderr


def test_a_wrong_microphone_is_told_which_ones_there_are(desktop: VirtualDesktop, lookhear: Program) -> None:
    done = lookhear.run(desktop.env, "record", "--mic", "trumpet")
    assert done.returncode in {2, 3}
    assert "trumpet" in done.stderr
    assert "testmic" in done.stderr


def test_without_display_and_sound_nothing_can_be_captured(lookhear: Program, quiet_desktop: VirtualDesktop) -> None:
    env = {key: value for key, value in quiet_desktop.env.items() if key != "DISPLAY"}
    done = lookhear.run(env, "record", "--duration", "1")
    assert done.returncode == 3
    assert "Nothing could be captured." in done.stderr
    assert "DISPLAY is not set" in done.stderr
    assert "lookhear doctor" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((lookhear.home / "recordings").glob("rec-*"))
    for command in ("channels", "doctor"):
        asked = lookhear.run(env, command)
        assert asked.returncode == 3
        assert "DISPLAY is not set" in asked.stdout


def test_without_a_display_the_sound_is_recorded_and_the_display_is_told_of(
    blind_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    done = lookhear.run(blind_desktop.env, "record", "--duration", "1.5", "--output", str(tmp_path / "f.mp4"), "--json")
    assert done.returncode == 0, done.stderr
    assert "display:1 is not recorded for now: There is no display here" in done.stderr
    tracks = {track["channel_id"]: track for track in json.loads(done.stdout)["tracks"]}
    assert tracks["mic:default"]["fragments"] > 0
    assert tracks["display:1"]["fragments"] == 0


def test_without_an_audio_server_the_display_is_recorded_and_the_sounds_are_told_of(
    quiet_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    done = lookhear.run(quiet_desktop.env, "record", "--duration", "1.5", "--output", str(tmp_path / "f.mp4"), "--json")
    assert done.returncode == 0, done.stderr
    assert "mic:default is not recorded for now" in done.stderr
    assert "system_audio:default is not recorded for now" in done.stderr
    tracks = {track["channel_id"]: track for track in json.loads(done.stdout)["tracks"]}
    assert tracks["display:1"]["fragments"] > 0
    assert decoded_pictures(tmp_path / "f.mp4") == tracks["display:1"]["frames"]


@pytest.mark.parametrize("variable", [{"WAYLAND_DISPLAY": "wayland-0"}, {"XDG_SESSION_TYPE": "wayland"}])
def test_a_wayland_session_is_refused_with_a_sentence_instead_of_black_pictures(
    desktop: VirtualDesktop, lookhear: Program, variable: dict[str, str]
) -> None:
    env = {**desktop.env, **variable}
    done = lookhear.run(env, "record", "--no-mic", "--no-system-audio", "--duration", "1")
    assert done.returncode == 3
    assert "This is a Wayland session" in done.stderr
    assert "--no-display" in done.stderr


def test_a_file_that_exists_is_not_replaced_unasked(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    file = tmp_path / "f.mp4"
    file.write_bytes(b"precious")
    done = lookhear.run(desktop.env, "record", "--duration", "1", "--output", str(file))
    assert done.returncode == 2
    assert f"{file} exists already." in done.stderr
    assert file.read_bytes() == b"precious"
    lookhear.json(desktop.env, "record", "--duration", "1", "--no-mic", "--no-system-audio", "--output", str(file), "--force")
    assert decoded_pictures(file) > 0


def test_a_home_that_is_no_folder_is_told_of(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    lookhear.home.write_bytes(b"")
    done = lookhear.run(desktop.env, "record", "--duration", "1", "--output", str(tmp_path / "f.mp4"))
    assert done.returncode == 1
    assert str(lookhear.home) in done.stderr
    assert "LOOKHEAR_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_folder_that_cannot_be_made_is_told_of_before_anything_is_recorded(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = lookhear.run(desktop.env, "record", "--duration", "1", "--output", str(tmp_path / "file" / "f.mp4"))
    assert done.returncode in {1, 2}
    assert str(tmp_path / "file") in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((lookhear.home / "recordings").glob("rec-*"))
