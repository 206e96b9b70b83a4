"""What goes away comes back: devices, servers, displays. The other tracks never notice, and the receipt tells the truth."""

from __future__ import annotations

import itertools
import json
import signal
import sys
from typing import TYPE_CHECKING, Any

import av
import pytest

from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.manifest import read_manifest
from lookhear.recorder.spool.rows import SourceState
from tests.tools.watching import MIC, SCREEN, SECOND_SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from lookhear.protocol.channels import ChannelId
    from tests.tools.program import Program

_ALL = (SCREEN, MIC, SYSTEM_AUDIO)
_A_MOMENT_S = 5.0  # it is a fraction of a second, and on a machine that is busy with other things no more than this


class Running:
    """A recording in its own process, watched from its files."""

    def __init__(self, lookhear: Program, desktop: VirtualDesktop, file: Path, *arguments: str) -> None:
        self.file = file
        self.child: subprocess.Popen[str] = lookhear.start(desktop.env, "record", "--json", "--output", str(file), *arguments)
        self._home = lookhear.home

    def watched(self, *channels: ChannelId) -> Watched:
        return Watched.begin(self._home, self.child, channels=channels or _ALL)

    def finish(self) -> dict[str, Any]:
        """Stop it, and give its receipt by channel, checked against every byte."""
        self.child.send_signal(signal.SIGINT)
        out, err = self.child.communicate(timeout=45)
        assert self.child.returncode == 0, err
        printed: dict[str, Any] = json.loads(out)
        (folder,) = (self._home / "recordings").iterdir()
        verified = build_receipt(folder, verify=True)
        assert [track.lost_fragments for track in verified.tracks] == [0] * len(verified.tracks)
        assert not [warning for warning in verified.warnings if "nothing says why" in warning]
        assert_plays(self.file)
        return {track["channel_id"]: track for track in printed["tracks"]}


def assert_plays(file: Path) -> None:
    """Every track of a file can be decoded to its end, with rising times."""
    with av.open(str(file)) as container:
        kinds = [stream.type for stream in container.streams]
    for index in range(len(kinds)):
        with av.open(str(file)) as container:
            times = [frame.pts for frame in container.decode(container.streams[index])]
        assert times
        assert all(before < after for before, after in itertools.pairwise(times) if before is not None and after is not None)


def is_contiguous(watched: Watched, channel: ChannelId) -> bool:
    rows = watched.fragments(channel)
    return all(before.end == after.tfdt for before, after in itertools.pairwise(rows) if before.init == after.init)


def test_a_microphone_that_is_unplugged_and_plugged_in_again_heals(own_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    running = Running(lookhear, own_desktop, tmp_path / "f.mp4", "--mic", "testmic")
    watched = running.watched(SCREEN, SYSTEM_AUDIO)
    mic = next(channel.channel_id for channel in read_manifest(watched.folder).channels if channel.kind is ChannelKind.MIC)
    watched.wait_for_fragments(mic)
    own_desktop.unplug_mic()
    watched.wait_for_source(mic, SourceState.LOST)
    watched.wait_for_fragments(SCREEN, 3)
    own_desktop.plug_mic()
    watched.wait_for_source(mic, SourceState.BACK)
    watched.wait_for_fragments(mic, 2)
    tracks = running.finish()
    assert len(tracks[str(mic)]["gaps"]) == 1
    assert tracks["display:1"]["gaps"] == tracks["system_audio:default"]["gaps"] == []
    assert is_contiguous(watched, SCREEN)


def test_the_default_microphone_follows_the_systems_choice(own_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    running = Running(lookhear, own_desktop, tmp_path / "f.mp4")
    watched = running.watched()
    own_desktop.set_default_source("secondmic")
    watched.wait_for_source(MIC, SourceState.LOST)
    back = watched.wait_for_source(MIC, SourceState.BACK)
    assert "secondmic" in back.device
    watched.wait_for_fragments(MIC, 2)
    tracks = running.finish()
    assert tracks["mic:default"]["device"] == "testmic, secondmic"
    assert tracks["mic:default"]["gap_total_s"] < _A_MOMENT_S
    assert tracks["system_audio:default"]["gaps"] == []


def test_an_audio_server_that_dies_and_comes_back_costs_a_gap_and_nothing_else(
    own_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    running = Running(lookhear, own_desktop, tmp_path / "f.mp4")
    watched = running.watched()
    own_desktop.kill_audio()
    for channel in (MIC, SYSTEM_AUDIO):
        watched.wait_for_source(channel, SourceState.LOST)
    watched.wait_for_fragments(SCREEN, 3)
    own_desktop.start_audio()
    for channel in (MIC, SYSTEM_AUDIO):
        watched.wait_for_source(channel, SourceState.BACK)
        watched.wait_for_fragments(channel, 2)
    tracks = running.finish()
    for sound in ("mic:default", "system_audio:default"):
        assert len(tracks[sound]["gaps"]) == 1
        assert tracks[sound]["gap_total_s"] >= 1.0
    assert tracks["display:1"]["gaps"] == []
    assert is_contiguous(watched, SCREEN)


def test_a_display_that_changes_its_size_goes_on_in_the_new_one(two_displays: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    running = Running(lookhear, two_displays, tmp_path / "f.mp4", "--display", "2", "--no-mic")
    watched = running.watched(SECOND_SCREEN, SYSTEM_AUDIO)
    two_displays.resize_display((800, 600), output=1, x=1280)
    watched.wait_for_source(SECOND_SCREEN, SourceState.BACK)
    watched.wait_for_fragments(SECOND_SCREEN, 3)
    tracks = running.finish()
    assert tracks["display:2"]["inits"] == 2
    assert tracks["display:2"]["gap_total_s"] < _A_MOMENT_S
    assert tracks["system_audio:default"]["gaps"] == []
    with av.open(str(running.file)) as container:
        sizes = list(dict.fromkeys((picture.width, picture.height) for picture in container.decode(video=0)))
    assert (1024, 768) in sizes


def test_a_display_that_is_removed_comes_back_as_the_same_one(two_displays: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    running = Running(lookhear, two_displays, tmp_path / "f.mp4", "--all-displays", "--no-mic")
    watched = running.watched(SCREEN, SECOND_SCREEN)
    two_displays.display.remove_output(1)
    lost = watched.wait_for_source(SECOND_SCREEN, SourceState.LOST)
    watched.wait_for_fragments(SCREEN, 3)
    two_displays.resize_display((1024, 768), output=1, x=1280)
    back = watched.wait_for_source(SECOND_SCREEN, SourceState.BACK)
    watched.wait_for_fragments(SECOND_SCREEN, 2)
    tracks = running.finish()
    assert len(tracks["display:2"]["gaps"]) == 1
    away_s = (back.t_ns - lost.t_ns) / 1e9
    assert away_s - 0.5 < tracks["display:2"]["gap_total_s"] < away_s + _A_MOMENT_S
    assert tracks["display:1"]["gap_total_s"] < _A_MOMENT_S


def test_a_suspended_program_counts_the_time_it_slept(own_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    running = Running(lookhear, own_desktop, tmp_path / "f.mp4")
    watched = running.watched()
    if sys.platform != "linux":
        pytest.skip("what follows exists on Linux only")
    sleeper = own_desktop.start("sleep", ["sleep", "8"])
    running.child.send_signal(signal.SIGSTOP)
    sleeper.wait(30)
    running.child.send_signal(signal.SIGCONT)
    for channel in _ALL:
        watched.wait_for_fragments(channel, 3)
    tracks = running.finish()
    for name, track in tracks.items():
        assert 6.5 < track["gap_total_s"] < 8 + _A_MOMENT_S, name
        assert track["inits"] == 2, name
    ends = [track["last_s"] for track in tracks.values()]
    assert max(ends) - min(ends) < _A_MOMENT_S


def test_an_x_server_that_ends_leaves_the_sound_running(own_desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    running = Running(lookhear, own_desktop, tmp_path / "f.mp4")
    watched = running.watched()
    own_desktop.display.child.stop()
    watched.wait_for_source(SCREEN, SourceState.LOST)
    watched.wait_for_fragments(MIC, 3)
    tracks = running.finish()
    assert tracks["display:1"]["fragments"] > 0
    assert tracks["mic:default"]["gaps"] == tracks["system_audio:default"]["gaps"] == []
