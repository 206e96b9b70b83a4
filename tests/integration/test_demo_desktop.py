"""The virtual desktop is what the other tests stand on: what it says it shows and plays is really there, and it goes without a trace."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import wave
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.audio import MIC, MIC_FEED, SECOND_MIC, SPEAKERS
from demo.desktop import VirtualDesktop
from demo.process import DesktopError, wait_until
from demo.scene.pulse import RATE
from demo.scene.sound import tone
from tests.tools.recorded import loudness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
SPEAKER_HZ, VOICE_HZ = 440.0, 1000.0
HEARD = 3000.0  # of 32768; the tones are played at half of that


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(") ", 1)[1][0] != "Z"
    except FileNotFoundError:
        return False


def descendants(pid: int) -> set[int]:
    found: set[int] = set()
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, listing.read_text("ascii").split()):
            found |= {child} | descendants(child)
    return found


def write_wav(path: Path, samples: NDArray[np.int16]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


@contextmanager
def listening(desktop: VirtualDesktop, source: str) -> Iterator[subprocess.Popen[bytes]]:
    argv = ["parec", "-d", source, "--rate", str(RATE), "--channels=1", "--format=s16le", "--raw", "--latency-msec=20"]
    with subprocess.Popen(argv, env=desktop.env, stdout=subprocess.PIPE) as child:
        try:
            yield child
        finally:
            child.kill()


def hears(ear: subprocess.Popen[bytes], hertz: float) -> bool:
    """Whether the next tenth of a second of a source holds a tone."""
    assert ear.stdout is not None
    samples = np.frombuffer(ear.stdout.read(RATE // 10 * 2), np.int16)
    return loudness(samples, rate=RATE, hertz=hertz) > HEARD


def outputs(desktop: VirtualDesktop) -> list[str]:
    listing = subprocess.run(["xrandr", "--listmonitors"], env=desktop.env, capture_output=True, text=True, check=True).stdout
    return [line.split()[-1] + " " + line.split()[2] for line in listing.splitlines()[1:]]


def test_what_is_played_sounds_in_the_monitor_it_belongs_to_and_in_no_other(desktop: VirtualDesktop, tmp_path: Path) -> None:
    desktop.play(write_wav(tmp_path / "music.wav", tone(SPEAKER_HZ, 20.0)), sink=SPEAKERS)
    desktop.play(write_wav(tmp_path / "voice.wav", tone(VOICE_HZ, 20.0)), sink=MIC_FEED)
    with listening(desktop, f"{SPEAKERS}.monitor") as system, listening(desktop, MIC) as mic:
        wait_until(lambda: hears(system, SPEAKER_HZ), what="the tune sounding in the speakers")
        wait_until(lambda: hears(mic, VOICE_HZ), what="the voice sounding in the microphone")
        assert not hears(system, VOICE_HZ)
        assert not hears(mic, SPEAKER_HZ)


def test_a_program_on_the_desktop_is_led_to_nothing_outside_of_it(desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_COOKIE", "LOOKHEAR_HOME"):
        monkeypatch.setenv(name, "outside")
    assert "outside" not in desktop.env.values()
    assert Path(desktop.env["HOME"]).is_relative_to(desktop.folder)
    assert Path(desktop.env["XDG_RUNTIME_DIR"]).stat().st_mode & 0o777 == 0o700


def test_the_microphone_can_be_pulled_out_and_comes_back_as_the_default(own_desktop: VirtualDesktop) -> None:
    own_desktop.unplug_mic()
    assert MIC not in own_desktop.audio.sources()
    with pytest.raises(DesktopError, match="not plugged in"):
        own_desktop.unplug_mic()
    own_desktop.plug_mic()
    assert own_desktop.audio.pactl("get-default-source") == MIC


def test_another_microphone_can_become_the_default(own_desktop: VirtualDesktop) -> None:
    own_desktop.set_default_source(SECOND_MIC)
    assert own_desktop.audio.pactl("get-default-source") == SECOND_MIC


def test_devices_can_be_added_and_removed(own_desktop: VirtualDesktop) -> None:
    module = own_desktop.load_module("module-null-sink", "sink_name=headset norewinds=1")
    assert "headset.monitor" in own_desktop.audio.sources()
    own_desktop.unload_module(module)
    assert "headset.monitor" not in own_desktop.audio.sources()


def test_the_audio_server_crashes_and_starts_again_with_the_same_devices(own_desktop: VirtualDesktop) -> None:
    before, pid = own_desktop.audio.sources(), own_desktop.audio.pid
    own_desktop.kill_audio()
    with pytest.raises(DesktopError):
        own_desktop.audio.sources()
    own_desktop.start_audio()
    assert own_desktop.audio.sources() == before
    assert own_desktop.audio.pid != pid


def test_outputs_are_resized_removed_and_brought_back(two_displays: VirtualDesktop) -> None:
    assert [line.split()[0] for line in outputs(two_displays)] == ["DUMMY0", "DUMMY1"]
    two_displays.display.remove_output(1)
    assert [line.split()[0] for line in outputs(two_displays)] == ["DUMMY0"]
    two_displays.resize_display((800, 600), output=1, x=1280)
    two_displays.resize_display((1000, 700))
    assert [line.split()[1].replace("/", "x").split("x")[::2] for line in outputs(two_displays)] == [["1000", "700"], ["800", "600"]]


def test_a_display_of_xvfb_says_that_it_cannot_be_resized(desktop: VirtualDesktop) -> None:
    with pytest.raises(DesktopError, match="outputs="):
        desktop.resize_display((800, 600))


def test_nothing_is_left_when_a_desktop_ends() -> None:
    before = descendants(os.getpid())
    with VirtualDesktop(outputs=[(640, 480)]) as desktop:
        folder, display = desktop.folder, desktop.env["DISPLAY"].strip(":")
        started = descendants(os.getpid()) - before
        assert len(started) >= 4  # X server, window manager, audio server, janitor
        assert Path(f"/tmp/.X11-unix/X{display}").exists()  # noqa: S108  (where X servers put their sockets)
    assert not folder.exists()
    assert not [pid for pid in started if is_alive(pid)]
    assert not Path(f"/tmp/.X11-unix/X{display}").exists()  # noqa: S108


def test_nothing_is_left_when_the_start_fails_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("Xvfb", "openbox", "setpriv"):
        found = subprocess.run(["which", program], capture_output=True, text=True, check=True).stdout.strip()
        (tmp_path / program).symlink_to(found)
    monkeypatch.setenv("PATH", str(tmp_path))  # there is no pulseaudio on it
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = descendants(os.getpid())
    with pytest.raises(DesktopError, match="Install the package pulseaudio"), VirtualDesktop(size=(640, 480)):
        pass
    assert descendants(os.getpid()) == before
    assert not list(tmp_path.glob("lookhear-desktop-*"))


def test_nothing_is_left_when_the_process_that_owns_it_is_killed() -> None:
    script = """
        import sys
        from demo.desktop import VirtualDesktop
        with VirtualDesktop(size=(640, 480)) as desktop:
            print(desktop.folder, flush=True)
            sys.stdin.read()
    """
    argv = [sys.executable, "-c", textwrap.dedent(script)]
    with subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        folder = Path(owner.stdout.readline().strip())
        started = descendants(owner.pid)
        assert folder.exists()
        assert len(started) >= 4
        owner.kill()
    wait_until(lambda: not any(map(is_alive, started)), what="the orphans ending")
    wait_until(lambda: not folder.exists(), what="the folder going")
