"""Recorders of scripted sources, and waiting for what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.media.samples import NS_PER_S
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.events import Event, FragmentSealed, Journalled
from lookhear.recorder.pipeline.clock import LEAD_NS, SessionClock
from lookhear.recorder.service import PlannedChannel, Recorder, RecordingPlan
from lookhear.recorder.sources.screen.synthetic import Script, SyntheticCatalogue
from lookhear.recorder.spool.rows import SourceRow, SourceState
from tests.fakes.catalogues import SyntheticSounds

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue
    from lookhear.system.active_window import ActiveWindows

SMALL = Script(width=160, height=96)


def plan(*names: str, fps: int = 30) -> RecordingPlan:
    chosen = [ChannelId.parse(name) for name in names]
    channels = tuple(PlannedChannel(channel_id=channel, name=f"Name of {channel}", device="dev") for channel in chosen)
    return RecordingPlan(channels=channels, primary=next((channel for channel in chosen if channel.kind.is_video), None), fps=fps)


def recorder(
    root: Path,
    *,
    screens: ScreenCatalogue | None = None,
    sounds: AudioCatalogue | None = None,
    windows: Callable[[], ActiveWindows] | None = None,
) -> Recorder:
    clock = SessionClock()
    pictures = screens or SyntheticCatalogue((SMALL, SMALL), now_ns=clock.now_ns)
    tones = sounds or SyntheticSounds(now_ns=clock.now_ns)
    return Recorder(screens=lambda: pictures, sounds=lambda: tones, root=root, clock=clock, windows=windows)


async def events_until_sealed(made: Recorder, channels: set[str], *, span_s: float) -> list[Event]:
    """Events until each channel has sealed media that reaches so far behind the making of the recorder."""
    events: list[Event] = []
    missing = set(channels)
    while missing:
        event = await made.next_event()
        events.append(event)
        if isinstance(event, FragmentSealed) and event.row.to_ns >= span_s * NS_PER_S + LEAD_NS:
            missing.discard(str(event.row.channel))
    return events


class Pluggable(Script):
    """A display whose cable the test holds."""

    def __init__(self, away: threading.Event) -> None:
        super().__init__(width=160, height=96)
        object.__setattr__(self, "_away", away)  # a script is frozen

    def is_absent(self, now_ns: int) -> bool:
        away: threading.Event = getattr(self, "_away")  # noqa: B009 - set as above
        return away.is_set()


async def state_of_source(made: Recorder, state: SourceState) -> None:
    while True:
        event = await made.next_event()
        if isinstance(event, Journalled) and isinstance(event.row, SourceRow) and event.row.state is state:
            return
