"""One track: a capture thread, a mailbox and an encoder thread, put together for a display or for a sound."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lookhear.recorder.pipeline.capture_stage import CaptureStage
from lookhear.recorder.pipeline.mailbox import Mailbox, Overflow
from lookhear.recorder.ports import AudioBlock, Frame
from lookhear.recorder.quality import Quality

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.pipeline.sealing import SealItem
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue

_PICTURES_WAITING = 4  # an eighth of a second: an encoder that is held up for a moment catches up without losing one
_BLOCKS_WAITING = 64  # about three seconds: what is dropped beyond that becomes a counted gap


class _Stage(Protocol):
    """What encoder stages of both kinds have in common."""

    def run(self) -> None:
        """Encode until the mailbox is closed."""
        ...


class StageThread:
    """The thread `enc-<channel>`. The stage is made inside it, so that what it imports holds up nothing but itself."""

    def __init__(self, channel: ChannelId, build: Callable[[], _Stage]) -> None:
        self._thread = threading.Thread(target=lambda: build().run(), name=f"enc-{channel.slug}")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def join(self) -> None:
        """Wait until everything is handed on, after the mailbox was closed."""
        self._thread.join()


@dataclass(frozen=True, slots=True)
class Track:
    """The two threads of one channel."""

    channel_id: ChannelId
    capture: CaptureStage
    encoder: StageThread

    def start(self) -> None:
        """Start both, the receiver first."""
        self.encoder.start()
        self.capture.start()

    def join(self) -> None:
        """Wait for both, after `CaptureStage.ask_to_stop`."""
        self.capture.join()
        self.encoder.join()


def display_track(
    channel: ChannelId,
    *,
    screens: Callable[[], ScreenCatalogue],
    fps: int,
    quality: Quality = Quality.BALANCED,
    sink: Callable[[SealItem], None],
    clock: SessionClock,
) -> Track:
    """The track of a display."""

    def build() -> _Stage:
        from lookhear.recorder.pipeline.video_stage import VideoStage

        return VideoStage(channel, mailbox=mailbox, sink=sink, clock=clock, fps=fps, quality=quality)

    mailbox: Mailbox[object] = Mailbox(
        _PICTURES_WAITING, Overflow.DROP_OLDEST, is_droppable=lambda item: isinstance(item, Frame), merge=_merge_pictures
    )
    capture = CaptureStage(channel, open_source=lambda: screens().open(channel, fps=fps), mailbox=mailbox, now_ns=clock.now_ns)
    return Track(channel, capture, StageThread(channel, build))


def sound_track(
    channel: ChannelId, *, sounds: Callable[[], AudioCatalogue], sink: Callable[[SealItem], None], clock: SessionClock
) -> Track:
    """The track of a microphone or of system audio."""

    def build() -> _Stage:
        from lookhear.recorder.pipeline.audio_stage import AudioStage

        return AudioStage(channel, mailbox=mailbox, sink=sink, clock=clock)

    mailbox: Mailbox[object] = Mailbox(_BLOCKS_WAITING, Overflow.DROP_OLDEST, is_droppable=lambda item: isinstance(item, AudioBlock))
    capture = CaptureStage(channel, open_source=lambda: sounds().open(channel), mailbox=mailbox, now_ns=clock.now_ns)
    return Track(channel, capture, StageThread(channel, build))


def _merge_pictures(kept: object, dropped: object) -> object:
    return kept.after(dropped) if isinstance(kept, Frame) and isinstance(dropped, Frame) else kept
