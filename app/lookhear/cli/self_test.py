"""`lookhear --self-test`: whether everything this program is made of came along. One function for each part, and none needs a desktop.

What `lookhear doctor` asks of a machine, this asks of the program: after it was packed, and after it was installed.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import os
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear import __version__
from lookhear.errors import LookhearError
from lookhear.system.bundle import keyring_of_this_system, of_other_systems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lookhear.protocol.channels import ChannelId
    from lookhear.protocol.discovery import Discovery
    from lookhear.recorder.ports import AudioSource, ChannelInfo

FLAG: Final = "--self-test"
_RECORD_S: Final = 1.2
_CHILD_S: Final = 60.0
_END_S: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one part; ``detail`` is what was seen, or what is wrong."""

    part: str
    ok: bool
    detail: str
    took_ms: int


def run(argv: Sequence[str]) -> int:
    """Try every part; gives how many failed. ``--out`` keeps the outcomes as JSON, for a program that has no terminal."""
    parser = argparse.ArgumentParser(prog=f"lookhear {FLAG}", description="Try every part of this program, and give how many failed.")
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="write the outcomes there as well")
    out: Path | None = parser.parse_args(argv).out
    with tempfile.TemporaryDirectory(prefix="lookhear-self-test-") as folder:
        outcomes = [_tried(name, check, Path(folder)) for name, check in PARTS.items()]
    for outcome in outcomes:
        print(f"{'ok     ' if outcome.ok else 'problem'}  {outcome.part}: {outcome.detail} ({outcome.took_ms} ms)")
    failures = sum(not outcome.ok for outcome in outcomes)
    if out is not None:
        told = {"version": __version__, "failures": failures, "parts": [asdict(outcome) for outcome in outcomes]}
        out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return failures


def _tried(name: str, check: Callable[[Path], str], folder: Path) -> Outcome:
    begin_s = time.monotonic()
    try:
        is_good, detail = True, check(folder)
    except LookhearError as exc:
        is_good, detail = False, exc.for_people()
    except Exception as exc:  # noqa: BLE001 - whatever is missing of a part, the others are still to be tried
        is_good, detail = False, f"{type(exc).__name__}: {exc}"
    return Outcome(part=name, ok=is_good, detail=detail, took_ms=round((time.monotonic() - begin_s) * 1000))


def recording(folder: Path) -> str:
    """A second of a made-up display and a made-up microphone is encoded, sealed and exported."""
    from lookhear.recorder.exporting import export
    from lookhear.recorder.receipt import build_receipt

    recorded = asyncio.run(_record(folder / "recordings"))
    receipt = build_receipt(recorded, verify=True)
    (file,) = export(recorded, folder / "self-test.mp4")
    if not file.stat().st_size or any(not track.bytes for track in receipt.tracks):
        raise ValueError("a track stayed empty")
    encoders = sorted({track.encoder for track in receipt.tracks})
    return f"{len(receipt.tracks)} tracks by {', '.join(encoders)}, {file.stat().st_size} bytes of .mp4"


class _Tone:
    """An `AudioCatalogue` whose microphone hears a tone."""

    def __init__(self, now_ns: Callable[[], int]) -> None:
        self._now_ns = now_ns

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        """Not asked for here."""
        del probe
        return []

    def open(self, channel: ChannelId) -> AudioSource:
        """Any channel is the tone."""
        from lookhear.recorder.sources.audio.synthetic import SyntheticAudioSource, SyntheticSound

        del channel
        return SyntheticAudioSource(SyntheticSound(), now_ns=self._now_ns)


async def _record(root: Path) -> Path:
    from lookhear.protocol.channels import ChannelId, ChannelKind
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.service import PlannedChannel, Recorder, RecordingPlan
    from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
    from lookhear.recorder.spool.rows import EndReason

    clock = SessionClock()
    screens, sounds = SyntheticCatalogue((Script(),), now_ns=clock.now_ns), _Tone(clock.now_ns)
    display, microphone = ChannelId.display(1), ChannelId(ChannelKind.MIC, "made-up")
    channels = tuple(PlannedChannel(channel_id=channel, name=str(channel), device="made up") for channel in (display, microphone))
    recorder = Recorder(screens=lambda: screens, sounds=lambda: sounds, root=root, clock=clock)
    await recorder.start(RecordingPlan(channels=channels, primary=display))
    await asyncio.sleep(_RECORD_S)
    await recorder.stop(EndReason.STOPPED)
    return recorder.folder


def reading(folder: Path) -> str:
    """A process of our own reads the .mp4 that was just exported."""
    return asyncio.run(_read(folder / "self-test.mp4"))


async def _read(file: Path) -> str:
    from lookhear.backend.videos.reading import messages_of

    async with messages_of(file, media=None, silent_s=_CHILD_S, whole_s=_CHILD_S) as messages:
        count = len([message async for message in messages])
    if not count:
        raise ValueError("it said nothing")
    return f"{count} messages of a process of its own"


def screens(_folder: Path) -> str:
    """The libraries that read displays load; whether there is one is not asked."""
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.sources.screen import mss_source, open_catalogue

    catalogue = open_catalogue(os.environ, now_ns=SessionClock().now_ns)
    try:
        return f"{len(catalogue.displays(probe=False))} displays, through {type(catalogue).__name__} (other systems: {mss_source.__name__})"
    except LookhearError as exc:
        return str(exc)


def sounds(_folder: Path) -> str:
    """PortAudio came along, and on Linux the sound server's library is there or said to be missing."""
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.sources.audio import open_catalogue
    from lookhear.recorder.sources.audio.sounddevice_devices import load_portaudio

    version = load_portaudio().get_portaudio_version()[1]
    catalogue = open_catalogue(now_ns=SessionClock().now_ns)
    try:
        return f"{version}; {len(catalogue.inputs())} inputs, through {type(catalogue).__name__}"
    except LookhearError as exc:
        return f"{version}; {exc}"


def store(folder: Path) -> str:
    """The backend's database is made and brought to its newest form, and can search in texts."""
    from lookhear.backend.storage.database import SqliteStore

    file = folder / "store.sqlite3"
    asyncio.run(SqliteStore.open(file, now_ns=time.time_ns).close())
    return f"SQLite, {file.stat().st_size} bytes of tables, full-text search among them"


def backend(folder: Path) -> str:
    """The backend of this computer starts as a process of its own, answers, and ends when it is told to."""
    from lookhear.recorder.upload.embedded import version_at

    with _served(folder / "home") as found:
        return f"Lookhear {version_at(found.url)} answers on this computer"


@contextmanager
def _served(home: Path) -> Iterator[Discovery]:
    from lookhear.protocol.discovery import FOLDER
    from lookhear.system.discovery import read_discovery
    from lookhear.system.processes import own_command

    home.mkdir()
    child = subprocess.Popen(  # noqa: S603 (our own program)
        own_command("serve", "--embedded", "--idle-exit", "60"),
        env={**os.environ, "LOOKHEAR_HOME": os.fspath(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        give_up_s = time.monotonic() + _CHILD_S
        while (found := read_discovery(home / FOLDER)) is None:
            if time.monotonic() > give_up_s or child.poll() is not None:
                raise ValueError(f"it does not get ready (exit code {child.poll()})")
            _wait_a_moment(child)
        yield found
    finally:
        child.terminate()
        try:
            child.wait(_END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_a_moment(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(0.1)
    except subprocess.TimeoutExpired:
        return


def engine(_folder: Path) -> str:
    """The capture engine starts as a process of its own."""
    from lookhear.system.processes import own_command

    done = subprocess.run(own_command("engine", "--version"), capture_output=True, text=True, timeout=_CHILD_S, check=True)  # noqa: S603 (our own program)
    return done.stdout.strip()


def certificates(_folder: Path) -> str:
    """The authorities that TLS trusts came along."""
    import ssl

    import certifi

    count = len(ssl.create_default_context(cafile=certifi.where()).get_ca_certs())
    if not count:
        raise ValueError("there are none")
    return f"{count} authorities"


def secrets(_folder: Path) -> str:
    """The keyring library finds what it could keep secrets with; a machine that has nothing of the kind is said to have none."""
    import keyring.backend

    known = sorted({type(one).__module__.rpartition(".")[2] for one in keyring.backend.get_all_keyring()})
    if (of_this_system := keyring_of_this_system()) is not None:  # that it is no use on this machine is another matter
        importlib.import_module(of_this_system)
    return f"keyring knows {', '.join(known)}"


def modules(_folder: Path) -> str:
    """Every module of the program can be loaded, and with it every library that one of them needs."""
    import pkgutil

    import lookhear

    names = [found.name for found in pkgutil.walk_packages(lookhear.__path__, "lookhear.")]
    loaded = [name for name in names if not of_other_systems() & set(name.split("."))]
    for name in loaded:
        importlib.import_module(name)
    return f"{len(loaded)} load"


def windows(_folder: Path) -> str:
    """Qt shows a window on a screen that is none, draws the icons, speaks the languages and has its player."""
    from lookhear.desktop.self_test import look

    return look()


PARTS: Final[dict[str, Callable[[Path], str]]] = {
    "modules": modules,
    "recording": recording,
    "reading": reading,
    "screens": screens,
    "sounds": sounds,
    "store": store,
    "backend": backend,
    "engine": engine,
    "certificates": certificates,
    "secrets": secrets,
    "windows": windows,
}
