"""One track: a capture thread, a mailbox and an encoder thread, put together for a display or for a sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lookhear.recorder.pipeline.capture_stage import CaptureStage
from lookhear.recorder.pipeline.mailbox import Mailbox, Overflow
from lookhear.recorder.ports import AudioBlock, Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.pipeline.sealing import SealItem
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue

_PICTURES_WAITING = 2  # the newest matter most
_BLOCKS_WAITING = 64  # about three seconds: what is dropped beyond that becomes a counted gap


class EncoderStage(Protocol):
    """What encoder threads of both kinds have in common."""

    def start(self) -> None:
        """Start the thread."""
        ...

    def join(self) -> None:
        """Wait until everything is handed on, after the mailbox was closed."""
        ...


@dataclass(frozen=True, slots=True)
class Track:
    """The two threads of one channel."""

    channel_id: ChannelId
    capture: CaptureStage
    encoder: EncoderStage

    def start(self) -> None:
        """Start both, the receiver first."""
        self.encoder.start()
        self.capture.start()

    def join(self) -> None:
        """Wait for both, after `CaptureStage.ask_to_stop`."""
        self.capture.join()
        self.encoder.join()


def display_track(
    channel: ChannelId, *, screens: ScreenCatalogue, fps: int, sink: Callable[[SealItem], None], clock: SessionClock
) -> Track:
    """The track of a display."""
    from lookhear.recorder.pipeline.video_stage import VideoStage

    mailbox: Mailbox[object] = Mailbox(
        _PICTURES_WAITING, Overflow.DROP_OLDEST, is_droppable=lambda item: isinstance(item, Frame), merge=_merge_pictures
    )
    capture = CaptureStage(channel, open_source=lambda: screens.open(channel, fps=fps), mailbox=mailbox, now_ns=clock.now_ns)
    return Track(channel, capture, VideoStage(channel, mailbox=mailbox, sink=sink, clock=clock, fps=fps))


def sound_track(channel: ChannelId, *, sounds: AudioCatalogue, sink: Callable[[SealItem], None], clock: SessionClock) -> Track:
    """The track of a microphone or of system audio."""
    from lookhear.recorder.pipeline.audio_stage import AudioStage

    mailbox: Mailbox[object] = Mailbox(_BLOCKS_WAITING, Overflow.DROP_OLDEST, is_droppable=lambda item: isinstance(item, AudioBlock))
    capture = CaptureStage(channel, open_source=lambda: sounds.open(channel), mailbox=mailbox, now_ns=clock.now_ns)
    return Track(channel, capture, AudioStage(channel, mailbox=mailbox, sink=sink, clock=clock))


def _merge_pictures(kept: object, dropped: object) -> object:
    return kept.after(dropped) if isinstance(kept, Frame) and isinstance(dropped, Frame) else kept
