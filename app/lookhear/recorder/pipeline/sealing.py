"""The thread `seal`: the one place that writes the spool. Takes what the encoder threads finished, in their order.

Fsync takes milliseconds to seconds, so it must not happen where pictures wait to be encoded; and one writer needs no locks.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.errors import DiskFull, StorageError
from lookhear.media.fragments import build_fragment
from lookhear.recorder.pipeline.mailbox import Mailbox, MailboxClosed, Overflow
from lookhear.recorder.spool.rows import EndReason, FragmentFacts, FragmentRow, GapRow, InitFacts, InitRow, SourceRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.media.cutter import CutFragment
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.spool.rows import Row
    from lookhear.recorder.spool.writer import RecordingWriter

_WAITING = 64  # fragments: a minute of a still desktop, about 16 MB of a busy one

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SealInit:
    """An init segment to seal."""

    facts: InitFacts
    data: bytes


@dataclass(frozen=True, slots=True)
class SealFragment:
    """A fragment to seal."""

    facts: FragmentFacts
    data: bytes


def facts_of(cut: CutFragment, *, channel: ChannelId, init: int, seq: int, timescale: int) -> FragmentFacts:
    """What both kinds of track know of a fragment. A stage adds what only it knows with `dataclasses.replace`."""
    return FragmentFacts(
        channel=channel,
        init=init,
        seq=seq,
        tfdt=cut.base_decode_time,
        duration=cut.duration,
        timescale=timescale,
        samples=len(cut.samples),
        keyframes=cut.keyframes,
    )


def fragment_of(cut: CutFragment, facts: FragmentFacts, *, clock: SessionClock) -> SealFragment:
    """The fragment as it goes to disk. Raises MediaError."""
    data = build_fragment(
        sequence=facts.seq,
        base_decode_time=facts.tfdt,
        timescale=facts.timescale,
        samples=cut.samples,
        wall_ns=clock.wall_origin_ns + facts.from_ns,
        is_video=facts.channel.kind.is_video,
    )
    return SealFragment(facts, data)


SealItem = SealInit | SealFragment | SourceRow | GapRow


class Sealer:
    """Owns the writer. ``on_row`` hears of every row after it is durable, ``on_failure`` once when nothing more can be sealed."""

    def __init__(
        self,
        writer: RecordingWriter,
        *,
        now_ns: Callable[[], int],
        on_row: Callable[[Row], None],
        on_failure: Callable[[StorageError], None],
    ) -> None:
        self._writer, self._now_ns = writer, now_ns
        self._on_row, self._on_failure = on_row, on_failure
        self._queue: Mailbox[SealItem] = Mailbox(_WAITING, Overflow.BLOCK)
        self._failure: StorageError | None = None
        self._reason = EndReason.STOPPED
        self._thread = threading.Thread(target=self._run, name="seal")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def put(self, item: SealItem) -> None:
        """Hand over what is to be sealed; waits while the disk is far behind. For the encoder threads."""
        self._queue.put(item)

    def finish(self, reason: EndReason) -> None:
        """Seal what is left, write the end row and close the recording. Call when no encoder thread runs any more."""
        self._reason = reason
        self._queue.close()
        self._thread.join()

    def _run(self) -> None:
        with self._writer:
            try:
                while True:
                    item = self._queue.get()
                    if item is not None and self._failure is None:
                        self._seal(item)
            except MailboxClosed:
                self._end()

    def _seal(self, item: SealItem) -> None:
        try:
            self._on_row(self._write(item))
        except StorageError as exc:
            self._give_up(exc)
        except Exception as exc:  # stage thread: nobody may wait for ever on a queue that is not emptied
            log.warning("sealing failed", exc_info=exc)
            self._give_up(StorageError(f"The recording cannot be written any more ({type(exc).__name__})."))

    def _give_up(self, error: StorageError) -> None:
        self._failure = error
        self._on_failure(error)

    def _write(self, item: SealItem) -> InitRow | FragmentRow | SourceRow | GapRow:
        if isinstance(item, SealFragment):
            return self._writer.seal_fragment(item.facts, item.data)
        if isinstance(item, SealInit):
            return self._writer.seal_init(item.facts, item.data)
        if isinstance(item, SourceRow):
            return self._writer.source(item)
        return self._writer.gap(item)

    def _end(self) -> None:
        reason = self._reason
        if self._failure is not None:
            reason = EndReason.DISK_FULL if isinstance(self._failure, DiskFull) else EndReason.STORAGE_FAILED
        try:
            self._on_row(self._writer.end(reason, t_ns=self._now_ns()))
        except StorageError as exc:  # recovery will write the end at the next start
            log.warning("the end of the recording could not be written: %s", exc.code)
