"""Keeps a source open that nobody records: for a preview, or so that a device is warm when the recording begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.recorder.pipeline.capture_stage import CaptureStage, Source
from lookhear.recorder.pipeline.mailbox import Mailbox, Overflow
from lookhear.recorder.pipeline.messages import Lost, Opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.watching import Watched
    from lookhear.protocol.channels import ChannelId

_JOIN_S: Final = 2.0  # one that hangs in the system is left behind


class Feed:
    """A source on a thread of its own, opened anew when it is lost. What it gives goes to the board of ``watched``, and nowhere else.

    ``tell`` is called on that thread: with a sentence when the source cannot be opened or is lost, with "" when it is open.
    """

    def __init__(
        self,
        channel: ChannelId,
        *,
        watched: Watched,
        fps: int,
        now_ns: Callable[[], int],
        tell: Callable[[str], object] = lambda _sentence: None,
    ) -> None:
        def open_source() -> Source[object]:
            if channel.kind.is_video:
                return watched.screens().open(channel, fps=fps)
            return watched.sounds().open(channel)

        self.channel: Final = channel
        self._stage = CaptureStage(channel, open_source=open_source, mailbox=_Ears(tell), now_ns=now_ns)

    def start(self) -> None:
        """Open it, on its thread."""
        self._stage.start()

    def ask_to_stop(self) -> None:
        """Ask for the source to be closed; returns at once."""
        self._stage.ask_to_stop()

    def join(self, timeout_s: float = _JOIN_S) -> None:
        """Wait until it is closed, after `ask_to_stop`. Blocks."""
        self._stage.join(timeout_s)


class _Ears(Mailbox[object]):
    """Takes what a capture thread says and keeps nothing."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__(1, Overflow.DROP_OLDEST)
        self._tell = tell

    def put(self, item: object) -> bool:
        """Pass on how the source is; pictures and sound were seen already."""
        if isinstance(item, Lost) and not item.is_pause:
            self._tell(item.reason)
        elif isinstance(item, Opened):
            self._tell("")
        return True
