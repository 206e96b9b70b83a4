"""A recording that runs is asked, paused, resumed and stopped from another process, by the real program."""

from __future__ import annotations

import contextlib
import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from demo.audio import MIC_FEED, SPEAKERS
from demo.process import run, wait_until
from demo.scene.launch import start_scene
from lookhear.recorder.control.wire import socket_path
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.rows import PAUSED
from lookhear.system import local_socket
from tests.tools.recorded import audio_tracks, loudness, paints, sound
from tests.tools.watching import MIC, SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from tests.tools.program import Program

_ALL = (SCREEN, MIC, SYSTEM_AUDIO)


def listeners(desktop: VirtualDesktop) -> set[str]:
    """Who records from a source of the sound server now: numbers of its source outputs."""
    return {line.split()[0] for line in run(["pactl", "list", "short", "source-outputs"], env=desktop.env).splitlines()}


def tone(path: Path, *, hertz: int) -> Path:
    subprocess.run(["sox", "-n", "-r", "48000", "-c", "2", str(path), "synth", "60", "sine", str(hertz), "gain", "-6"], check=True)
    return path


def painted(log: Path) -> int:
    """The number of the newest paint of the scene."""
    lines = [line for line in log.read_bytes().split(b"\n")[:-1] if b'"paint"' in line]
    return int(json.loads(lines[-1])["n"]) if lines else 0


def wait_for_paints(log: Path, count: int) -> int:
    wanted = painted(log) + count
    wait_until(lambda: painted(log) >= wanted, what=f"{count} more paints")
    return painted(log)


def finished(child: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    receipt: dict[str, Any] = json.loads(out)
    return receipt


def test_a_pause_closes_every_source_and_nothing_of_it_is_in_any_file(
    own_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    desktop, log, file = own_desktop, tmp_path / "scene.ndjson", tmp_path / "f.mp4"
    start_scene(desktop, "counter", log=log)
    desktop.play(tone(tmp_path / "always.wav", hertz=440))
    desktop.play(tmp_path / "always.wav", sink=MIC_FEED)
    secret = tone(tmp_path / "secret.wav", hertz=1000)
    before = listeners(desktop)
    child = lookhear.start(desktop.env, "record", "--output", str(file), "--json")
    watched = Watched.begin(lookhear.home, child, channels=_ALL)
    for channel in _ALL:
        watched.wait_for_fragments(channel, 2)
    assert len(listeners(desktop) - before) == 2

    told = lookhear.json(desktop.env, "pause")
    assert (told["recording_id"], told["state"], told["changed"]) == (watched.folder.name, "paused", True)
    assert listeners(desktop) - before == set()
    first_unseen = painted(log) + 1
    players = [desktop.play(secret, sink=sink) for sink in (SPEAKERS, MIC_FEED)]
    wait_for_paints(log, 20)
    status = lookhear.json(desktop.env, "status")["recordings"][0]
    assert (status["state"], {track["health"] for track in status["tracks"]}) == ("paused", {"paused"})
    assert status["paused_s"] > 0
    wait_for_paints(log, 20)
    for player in players:
        player.stop()
    last_unseen = painted(log)

    assert lookhear.json(desktop.env, "resume")["failures"] == []
    for channel in _ALL:
        watched.wait_for_fragments(channel, 3)
    assert len(listeners(desktop) - before) == 2
    assert lookhear.json(desktop.env, "status")["recordings"][0]["state"] == "recording"
    assert lookhear.json(desktop.env, "stop")["state"] == "ended"
    receipt = finished(child)

    assert (receipt["end_reason"], receipt["warnings"]) == ("stopped", [])
    assert receipt["paused_s"] > 0.5
    for track in receipt["tracks"]:
        assert [gap["reason"] for gap in track["gaps"]] == [PAUSED]
        assert (track["gap_total_s"], track["lost_fragments"]) == (0.0, 0)
    numbers = {number for _, number in paints(file) if number is not None}
    assert last_unseen - first_unseen >= 30
    assert [number for number in range(first_unseen, last_unseen + 1) if number in numbers] == []
    assert min(numbers) < first_unseen
    assert max(numbers) > last_unseen
    for stream in range(audio_tracks(file)):
        heard = sound(file, stream=stream)
        slices = [heard.mono[at : at + heard.rate // 10] for at in range(0, len(heard.mono), heard.rate // 10)]
        assert max(loudness(part, rate=heard.rate, hertz=440) for part in slices) > 0.1
        assert max(loudness(part, rate=heard.rate, hertz=1000) for part in slices[:-1]) < 0.05


def test_a_recorder_that_is_killed_while_paused_leaves_a_recording_that_is_whole(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    child = lookhear.start(desktop.env, "record", "--output", str(tmp_path / "f.mp4"))
    watched = Watched.begin(lookhear.home, child, channels=_ALL)
    lookhear.json(desktop.env, "pause")
    child.kill()
    child.wait()
    (report,) = lookhear.json(desktop.env, "recover")["recovered"]
    assert (report["outcome"], report["damaged"]) == ("recovered", [])
    receipt = build_receipt(watched.folder, verify=True)
    assert [track.lost_fragments for track in receipt.tracks] == [0, 0, 0]
    assert [warning for warning in receipt.warnings if "ended unexpectedly" not in warning and "silence" not in warning] == []
    assert len(receipt.pauses) == 1
    log = RecordingLog.load(watched.folder)
    kinds = [json.loads(line)["kind"] for row in log.context for line in log.path(row).read_bytes().splitlines()]
    assert kinds.count("pause") == 1
    assert kinds[-1] == "ended"
    done = lookhear.run(desktop.env, "status")
    assert (done.returncode, done.stdout) == (3, "")
    assert "Nothing is being recorded." in done.stderr
    assert list((lookhear.home / "run").iterdir()) == [], "what the dead one left is removed"


def test_a_recording_can_be_stopped_while_it_is_paused(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    child = lookhear.start(desktop.env, "record", "--output", str(tmp_path / "f.mp4"), "--json")
    Watched.begin(lookhear.home, child, channels=_ALL)
    lookhear.json(desktop.env, "pause")
    again = lookhear.run(desktop.env, "pause")
    assert (again.returncode, again.stdout.strip().endswith("was paused already.")) == (0, True)
    stopped = lookhear.run(desktop.env, "stop")
    assert (stopped.returncode, "is stopped" in stopped.stdout) == (0, True)
    receipt = finished(child)
    assert [gap["reason"] for track in receipt["tracks"] for gap in track["gaps"]] == [PAUSED] * 3


@pytest.mark.parametrize("command", ["stop", "pause", "resume", "status"])
def test_when_nothing_is_recorded_that_is_said(desktop: VirtualDesktop, lookhear: Program, command: str) -> None:
    done = lookhear.run(desktop.env, command)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Nothing is being recorded." in done.stderr


def test_of_two_recordings_one_must_be_named(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    children = [
        lookhear.start(desktop.env, "record", "--no-mic", "--no-system-audio", "--json", "--output", str(tmp_path / f"{n}.mp4"))
        for n in range(2)
    ]

    def both() -> list[str]:
        listed: list[dict[str, Any]] = json.loads(lookhear.run(desktop.env, "status", "--json").stdout)["recordings"]
        return [one["recording_id"] for one in listed if one["answers"]]

    ids = wait_until(lambda: ids if len(ids := both()) == 2 else None, what="two recordings running")
    asked = lookhear.run(desktop.env, "stop")
    assert asked.returncode == 2
    assert all(recording_id in asked.stderr for recording_id in ids)
    assert lookhear.run(desktop.env, "stop", "rec-01ZZZZZZZZ").returncode == 2
    for recording_id in ids:
        assert lookhear.json(desktop.env, "stop", recording_id)["recording_id"] == recording_id
    assert {finished(child)["end_reason"] for child in children} == {"stopped"}


def test_whatever_is_said_over_the_socket_the_recording_goes_on(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    child = lookhear.start(desktop.env, "record", "--no-mic", "--json", "--output", str(tmp_path / "f.mp4"))
    watched = Watched.begin(lookhear.home, child)
    path = socket_path(lookhear.home / "run", watched.folder.name)
    wait_until(path.exists, what="the control socket")
    assert path.stat().st_mode & 0o077 == 0
    with contextlib.ExitStack() as silent:
        for line in [b"", b"\0\xff" * 100_000, b"[" * 200_000, b"{}\n", b'{"do":"stop"', b"GET / HTTP/1.1\r\n\r\n", *[b"{"] * 30]:
            connection = silent.enter_context(local_socket.connect(path, timeout_s=30))
            with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                connection.sendall(line)
        watched.wait_for_fragments(SCREEN, 3)
    assert lookhear.json(desktop.env, "status")["recordings"][0]["answers"]
    lookhear.json(desktop.env, "stop")
    receipt = finished(child)
    assert (receipt["end_reason"], receipt["warnings"]) == ("stopped", [])
    assert receipt["tracks"][0]["gaps"] == []
