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
from lookhear.recorder.pipeline.mailbox import Mailbox, Overflow
from lookhear.recorder.spool.rows import DeedRow, EndReason, FragmentFacts, GapRow, InitFacts, SourceRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.media.cutter import CutFragment
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.spool.rows import Row
    from lookhear.recorder.spool.writer import RecordingWriter

_WAITING = 64  # fragments: a minute of a still desktop, about 16 MB of a busy one
_CONTEXT_EVERY_NS = 5_000_000_000  # files of the context log, when something happens all the time
_CONTEXT_WAITS_NS = 500_000_000  # what happens together is sealed together

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


@dataclass(frozen=True, slots=True)
class _Flush:
    """Asks to be told when everything before it is durable, or never will be."""

    done: threading.Event


SealItem = SealInit | SealFragment | SourceRow | GapRow | DeedRow


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
        self._queue: Mailbox[SealItem | _Flush] = Mailbox(_WAITING, Overflow.BLOCK)
        self._failure: StorageError | None = None
        self._reason: EndReason | None = None  # None: the recording is to be thrown away if nothing was captured
        self._is_unwanted = False  # it is to be thrown away in any case
        self._has_fragments = False
        self._context_since_ns: int | None = None  # when the first thing happened that is in no file of the context log
        self._context_sealed_ns = -_CONTEXT_EVERY_NS
        self._thread = threading.Thread(target=self._run, name="seal")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def put(self, item: SealItem) -> None:
        """Hand over what is to be sealed; waits while the disk is far behind. For the encoder threads."""
        self._queue.put(item)

    def write(self, item: SealItem) -> bool:
        """Put an item and wait until it is durable; False when it is not."""
        self._queue.put(item)
        return self.flush()

    def flush(self) -> bool:
        """Wait until what was put before is durable; False when it is not, because storage failed or the recording ended."""
        flush = _Flush(threading.Event())
        if not self._queue.put(flush):
            return False
        flush.done.wait()
        return self._failure is None

    def finish(self, reason: EndReason) -> None:
        """Seal what is left, write the end row and close the recording. Call when no encoder thread runs any more."""
        self._reason = reason
        self._queue.close()
        self._thread.join()

    def abandon(self) -> None:
        """Close the recording and throw it away. One that holds a fragment after all is kept, and ended for want of sources."""
        self._queue.close()
        self._thread.join()

    def discard(self) -> None:
        """Throw the recording away, whatever it holds. What is put from now on is not sealed any more."""
        self._is_unwanted = True
        self._queue.close()
        self._thread.join()

    def _run(self) -> None:
        with self._writer:
            self._note_context()
            for item in self._queue.items(self._patience_s):
                if isinstance(item, _Flush):
                    item.done.set()
                elif item is not None and self._failure is None and not self._is_unwanted:
                    self._seal(item)
                self._tend_context()
            if self._is_unwanted:
                self._writer.remove()
            elif self._reason is None and self._failure is None and not self._has_fragments:
                self._writer.discard()
            else:
                self._end(self._reason or EndReason.SOURCES_LOST)

    def _note_context(self) -> None:
        if self._context_since_ns is None and self._writer.context_bytes:
            self._context_since_ns = self._now_ns()

    def _patience_s(self) -> float | None:
        """How long to wait for the next item: until the next file of the context log is due."""
        due_ns = self._context_due_ns()
        return None if due_ns is None else max(0.0, (due_ns - self._now_ns()) / 1e9)

    def _context_due_ns(self) -> int | None:
        if self._context_since_ns is None or self._failure is not None:
            return None
        return max(self._context_since_ns + _CONTEXT_WAITS_NS, self._context_sealed_ns + _CONTEXT_EVERY_NS)

    def _tend_context(self) -> None:
        self._note_context()
        due_ns = self._context_due_ns()
        if due_ns is not None and (self._writer.is_context_full or self._now_ns() >= due_ns):
            self._context_since_ns, self._context_sealed_ns = None, self._now_ns()
            self._guarded(self._writer.seal_context)

    def _seal(self, item: SealItem) -> None:
        self._guarded(lambda: self._write(item))

    def _guarded(self, write: Callable[[], Row | None]) -> None:
        try:
            row = write()
            if row is not None:
                self._on_row(row)
        except StorageError as exc:
            self._give_up(exc)
        except Exception as exc:  # stage thread: nobody may wait for ever on a queue that is not emptied
            log.warning("sealing failed", exc_info=exc)
            self._give_up(StorageError(f"The recording cannot be written any more ({type(exc).__name__})."))

    def _give_up(self, error: StorageError) -> None:
        self._failure = error
        self._on_failure(error)

    def _write(self, item: SealItem) -> Row:
        if isinstance(item, SealFragment):
            row = self._writer.seal_fragment(item.facts, item.data)
            self._has_fragments = True
            return row
        if isinstance(item, SealInit):
            return self._writer.seal_init(item.facts, item.data)
        if isinstance(item, SourceRow):
            return self._writer.source(item)
        if isinstance(item, GapRow):
            return self._writer.gap(item)
        return self._writer.did(item)

    def _end(self, reason: EndReason) -> None:
        if self._failure is not None:
            reason = EndReason.DISK_FULL if isinstance(self._failure, DiskFull) else EndReason.STORAGE_FAILED
        try:
            for row in self._writer.end(reason, t_ns=self._now_ns()):
                self._on_row(row)
        except StorageError as exc:  # recovery will write the end at the next start
            log.warning("the end of the recording could not be written: %s", exc.code)
