"""What the windows of the gallery are filled with: sources, recordings, a full disk. Nobody's real data."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lookhear.desktop.engine.backends import BackendCheck, BackendState, SecretKept
from lookhear.desktop.engine.health import HealthLine, HealthName, HealthReport
from lookhear.desktop.engine.library.entries import EntryState, LibraryEntry
from lookhear.desktop.engine.permissions import PermissionStep, StepState
from lookhear.desktop.engine.shortcuts import HotkeysState
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.desktop.engine.storage.values import StorageView
from lookhear.desktop.engine.trial import TrialTrack
from lookhear.desktop.engine.view import LastRecording, Phase, Proof, RecordingView, TrackVerdict, TrackView, UploadsView
from lookhear.protocol.channels import ChannelId
from lookhear.system.autostart import AutostartState
from lookhear.system.permissions.kinds import Permission
from lookhear.system.secrets.kinds import SecretPlace
from tests.tools.gallery import understood
from tests.tools.gallery.painted import thumbnail

if TYPE_CHECKING:
    from lookhear.desktop.engine.library.entries import LibraryQuery
    from tests.fakes.desktop import FakeBridge

FIRST, SECOND = ChannelId.display(1), ChannelId.display(2)
MICROPHONE, HEADSET = ChannelId.parse("mic:default"), ChannelId.parse("mic:headset")
SYSTEM = ChannelId.parse("system_audio:default")
FOLDER = Path("recordings")
GIB = 1024**3
NOW = dt.datetime.now().astimezone().replace(hour=15, minute=4, second=0, microsecond=0)  # "today" is today

OFFERS = Offers(
    displays=(
        DisplayOffer(channel_id=FIRST, number=1, name="DELL U2723QE", device="DP-1", width=3840, height=2160, is_primary=True),
        DisplayOffer(
            channel_id=SECOND, number=2, name="Built-in display", device="eDP-1", width=2560, height=1600, is_primary=False, x=3840
        ),
    ),
    microphones=(
        SoundOffer(channel_id=MICROPHONE, name="Blue Yeti Stereo Microphone", device="yeti", is_default=True, rate=48_000, channels=2),
        SoundOffer(channel_id=HEADSET, name="WH-1000XM5", device="bluez", is_default=False, rate=16_000, channels=1, is_call_quality=True),
    ),
    outputs=(SoundOffer(channel_id=SYSTEM, name="Speakers", device="speakers", is_default=True, rate=48_000, channels=2),),
)
CHOICE = Choice(displays=(FIRST, SECOND), primary=FIRST, microphone=MICROPHONE, system_audio=SYSTEM)
LEVELS = ((MICROPHONE, 0.42), (HEADSET, 0.1), (SYSTEM, 0.63))

TRACKS = (
    TrackView(channel_id=FIRST, label="Display 1", proof=Proof.GOOD, sealed_bytes=31_000_000),
    TrackView(channel_id=SECOND, label="Display 2", proof=Proof.GOOD, sealed_bytes=12_000_000),
    TrackView(channel_id=MICROPHONE, label="Blue Yeti", proof=Proof.GOOD, sealed_bytes=4_000_000),
    TrackView(channel_id=SYSTEM, label="System audio", proof=Proof.GOOD, sealed_bytes=4_000_000),
)
RECORDING = RecordingView(
    recording_id="rec-1",
    folder=FOLDER,
    recorded_ns=12 * 60_000_000_000 + 3_000_000_000,
    at_monotonic_ns=0,
    tracks=TRACKS,
    primary=FIRST,
    has_microphone=True,
)
DOUBTFUL = (
    *TRACKS[:2],
    TrackView(channel_id=MICROPHONE, label="Blue Yeti", proof=Proof.MISSING, unproven_s=12.0, reason="No microphone is connected."),
    TRACKS[3],
)
UPLOADS = UploadsView(recordings=3, left_bytes=412_000_000, bytes_per_s=1_250_000.0)
LAST = LastRecording(
    recording_id="rec-1",
    folder=FOLDER,
    duration_s=723.0,
    verdicts=(
        TrackVerdict(channel="display:1", duration_s=723.0),
        TrackVerdict(channel="display:2", duration_s=723.0),
        TrackVerdict(channel="mic:default", duration_s=723.0, gaps=2, gap_s=3.1),
        TrackVerdict(channel="system_audio:default", duration_s=723.0),
    ),
    link="http://127.0.0.1:9000/watch/abc",
)


def view_fields(kind: str) -> dict[str, Any]:
    """The fields of `AppView` for what the name says."""
    running = dataclasses.replace(RECORDING, at_monotonic_ns=time.monotonic_ns())
    fields: dict[str, dict[str, Any]] = {
        "idle": {},
        "recording": {"phase": Phase.RECORDING, "recording": running, "uploads": UPLOADS},
        "paused": {"phase": Phase.PAUSED, "recording": running},
        "attention": {"phase": Phase.RECORDING, "recording": dataclasses.replace(running, tracks=DOUBTFUL)},
        "countdown": {"phase": Phase.COUNTDOWN, "countdown_left_s": 3},
        "stopped": {"last": LAST, "uploads": UPLOADS},
        "forbidden": {"missing_permissions": (Permission.SCREEN_CAPTURE, Permission.MICROPHONE)},
        "private": {"private_until_s": NOW.timestamp() + 900},
    }
    return fields[kind]


_NAMES = (
    ("Design review: onboarding", EntryState.RECORDING, 0, 723, None),
    ("", EntryState.UPLOADING, 1, 1840, 0.43),
    ("Interview with the field team", EntryState.READY, 3, 3605, None),
    ("", EntryState.RECOVERED, 22, 412, None),
    ("Bug 2231: cursor jumps when the second display is unplugged", EntryState.NEEDS_HELP, 26, 95, None),
    ("Quarterly numbers", EntryState.REMOTE, 49, 2710, None),
    ("Pairing on the player", EntryState.READY, 70, 5120, None),
    ("", EntryState.READY, 74, 61, None),
    ("Talk: fragments and journals", EntryState.READY, 200, 4055, None),
    ("Support call", EntryState.READY, 320, 1285, None),
)


def entries() -> tuple[LibraryEntry, ...]:
    """A library."""
    return tuple(
        LibraryEntry(
            recording_id=f"rec-{number}",
            name=name,
            started_wall_ns=int((NOW - dt.timedelta(hours=hours, minutes=7 * number)).timestamp() * 1e9),
            duration_s=float(seconds),
            bytes=seconds * 120_000,
            state=state,
            share=share,
            channels=("display:1", "display:2", "mic:default", "system_audio:default")[: 2 + number % 3],
            folder=None if state is EntryState.REMOTE else FOLDER / f"rec-{number}",
            is_here=state is not EntryState.REMOTE,
            link=None if state is EntryState.NEEDS_HELP else f"http://127.0.0.1:9000/watch/{number}",
            sentence="The backend refuses this recording." if state is EntryState.NEEDS_HELP else "",
            code="upload.refused" if state is EntryState.NEEDS_HELP else "",
        )
        for number, (name, state, hours, seconds, share) in enumerate(_NAMES)
    )


STEPS = (
    PermissionStep(permission=Permission.SCREEN_CAPTURE, state=StepState.WORKS, proof="3840 × 2160"),
    PermissionStep(permission=Permission.MICROPHONE, state=StepState.NOT_ASKED, can_ask=True),
    PermissionStep(permission=Permission.SYSTEM_AUDIO, state=StepState.STALE, settings_link="settings:privacy"),
)
STORAGE = StorageView(
    folder=Path("Videos") / "Lookhear",
    is_usual=True,
    recordings=48,
    recordings_bytes=61 * GIB,
    backend_bytes=18 * GIB,
    trash=3,
    trash_bytes=2 * GIB,
    free_bytes=212 * GIB,
    total_bytes=512 * GIB,
    hours_left=96.0,
    paced_by=10,
)
HEALTH = HealthReport(
    lines=(
        HealthLine(name=HealthName.DISPLAY, is_good=True, detail="2 displays"),
        HealthLine(name=HealthName.MICROPHONE, is_good=False, detail="No microphone is connected."),
        HealthLine(name=HealthName.SYSTEM_AUDIO, is_good=True, detail="Speakers"),
        HealthLine(name=HealthName.ENCODER, is_good=True, detail="libx264"),
        HealthLine(name=HealthName.FOLDER, is_good=True, detail="Videos/Lookhear"),
        HealthLine(name=HealthName.DISK, is_good=True, amount_bytes=212 * GIB),
        HealthLine(name=HealthName.SETTINGS, is_good=True),
        HealthLine(name=HealthName.BACKEND, is_good=True, detail="http://127.0.0.1:9000"),
    ),
    version="Lookhear 0.4.0",
    machine="Linux 6.12, X11, Python 3.12",
)

BACKEND_URL = "https://capture.example.org"
REFUSED = BackendCheck(
    state=BackendState.REFUSED, sentence=f"The backend at {BACKEND_URL} refuses. It says: the quota is used up.", who=BACKEND_URL
)
SECRETS = SecretKept(place=SecretPlace.FILE, file="~/.local/share/lookhear/secrets.json")
TRIAL_TRACKS = (
    TrialTrack(channel_id=FIRST, duration_s=10.0),
    TrialTrack(channel_id=MICROPHONE, duration_s=10.0, peak=0.0, is_silent=True),
    TrialTrack(channel_id=SYSTEM, duration_s=10.0, peak=0.4),
)


def _found(query: LibraryQuery) -> list[LibraryEntry]:
    """What a search finds: names, and the budget where it was spoken of."""
    if query.text == "budget":
        return [understood.with_hits(entry) for entry in entries()[2:7:2]]
    return [entry for entry in entries() if query.text.lower() in entry.name.lower()]


def fill(bridge: FakeBridge) -> None:
    """Have the services of a fake engine answer with all this."""
    engine = bridge.engine
    engine.sources.answers |= {"offers": OFFERS, "choice": CHOICE}
    engine.library.answers |= {
        "entries": _found,
        "thumbnail": lambda recording_id: thumbnail(int(recording_id.rpartition("-")[2])),
        "link": LAST.link,
    }
    engine.storage.answers |= {"look": STORAGE}
    engine.health.answers |= {"report": lambda **_: HEALTH, "licences": ()}
    engine.hotkeys.answers |= {"state": HotkeysState()}
    engine.settings.answers |= {"autostart": AutostartState.OFF}
    engine.permissions.answers |= {"steps": STEPS}
    engine.backends.answers |= {"keeps_secrets": SECRETS, "use": REFUSED}
    engine.backends.answers |= {"check": lambda wish: BackendCheck(state=BackendState.GOOD, sentence="It answers.", who=wish.url)}
    understood.fill(bridge)
