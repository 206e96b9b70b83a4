"""The thread `cap-<channel>`: opens a source, reads it, and opens it anew when it was lost, until it is told to stop.

While its gate is closed the source is closed too: a microphone's light goes out. Nothing is repaired in place: a lost source is
closed and a fresh one takes over. What goes wrong here never reaches the other channels.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol, TypeVar

from lookhear.errors import CaptureError, LookhearError, SourceLost
from lookhear.recorder.pipeline.gate import Gate
from lookhear.recorder.pipeline.messages import Lost, Opened, Settle
from lookhear.recorder.ports import AudioBlock, Frame
from lookhear.recorder.spool.rows import PAUSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.pipeline.mailbox import Mailbox

HANGS_AFTER_S = 10.0  # longer than any wait of a source that has a limit
_READ_S = 0.25
_RETRY_FIRST_S, _RETRY_LONGEST_S = 0.1, 1.0  # doubling: a source that is back is noticed within a second
_LIVED_NS = 2_000_000_000  # a source that worked for so long is tried again at once

log = logging.getLogger(__name__)

_ItemT_co = TypeVar("_ItemT_co", covariant=True)


class Source(Protocol[_ItemT_co]):
    """What screen and audio sources have in common."""

    name: str

    def read(self, timeout_s: float) -> _ItemT_co | None:
        """The next item, or None after the timeout."""
        ...

    def close(self) -> None:
        """Let go of the system's handle."""
        ...


class CaptureStage:
    """Supervises one source. ``put`` hands items and messages to the encoder's mailbox."""

    def __init__(
        self,
        channel: ChannelId,
        *,
        open_source: Callable[[], Source[object]],
        mailbox: Mailbox[object],
        now_ns: Callable[[], int],
    ) -> None:
        self._channel, self._open, self._mailbox, self._now_ns = channel, open_source, mailbox, now_ns
        self._gate = Gate()
        self._tried = threading.Event()
        self._first_failure: LookhearError | None = None
        self._opened_ns: int | None = None
        self._away_ns: int | None = now_ns()  # written by the thread, read by anybody
        # A daemon, because a system's call that never returns must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name=f"cap-{channel.slug}", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def first_failure(self, timeout_s: float) -> LookhearError | None:
        """Wait until opening was tried once, or once since a pause; the error when that failed (it is tried again nevertheless)."""
        if not self._tried.wait(timeout_s):
            return CaptureError(f"{self._channel} did not answer within {timeout_s:g} seconds.")
        return self._first_failure

    @property
    def opened_ns(self) -> int | None:
        """Session time when the source was first opened, None before."""
        return self._opened_ns

    @property
    def away_ns(self) -> int | None:
        """Session time since when the source is not open, None while it is. One that is lost as soon as it opens counts as away."""
        return self._away_ns

    def ask_to_stop(self) -> None:
        """Ask the thread to end; returns at once."""
        self._gate.end()

    def pause(self, t_ns: int) -> None:
        """Ask for the source to be closed; returns at once. Nothing of ``t_ns`` (session time) or later is captured."""
        self._gate.close(t_ns)

    def wait_paused(self, timeout_s: float = HANGS_AFTER_S) -> bool:
        """Wait until it is closed, and what it gave is handed to the sealing thread.

        False for one that hangs in the system; it is closed as soon as it answers.
        """
        is_closed = self._gate.wait_left(timeout_s)
        if not is_closed:
            log.warning("%s does not answer; it is closed as soon as it does", self._channel)
        settle = Settle(threading.Event())
        return is_closed and (not self._mailbox.put(settle) or settle.done.wait(timeout_s))

    def resume(self, t_ns: int) -> None:
        """Let the source be opened again; returns at once, and `first_failure` tells how it went.

        Nothing before ``t_ns`` is captured.
        """
        self._first_failure = None
        self._tried.clear()
        self._gate.open(t_ns)

    def join(self, timeout_s: float = HANGS_AFTER_S) -> None:
        """Wait for the thread. One that hangs in its source is left behind, so that everything else can come to its end."""
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            log.warning("%s does not answer any more; the recording ends without waiting for it", self._channel)
            self._mailbox.close()

    def _run(self) -> None:
        try:
            while self._gate.enter():
                self._keep_open()
                self._leave()
        finally:
            self._tried.set()  # nobody need wait for it any more
            self._mailbox.close()

    def _leave(self) -> None:
        """Say that the source is closed for a pause, if it is that."""
        since_ns = self._gate.closing_ns
        if since_ns is not None:
            self._mailbox.put(Lost(PAUSED, since_ns, is_pause=True))
            self._tried.set()
            self._gate.left()

    def _keep_open(self) -> None:
        """Open the source again and again, and read it, until it may not be open any more."""
        retry_s = _RETRY_FIRST_S
        told = ""
        while self._gate.may_stay:
            try:
                source = self._open()
            except LookhearError as exc:
                told = self._report(str(exc), told)
                self._note_failure(exc)
            except Exception as exc:
                log.warning("opening %s failed", self._channel, exc_info=exc)
                told = self._report(f"It cannot be opened ({type(exc).__name__}).", told)
                self._note_failure(CaptureError(told))
            else:
                now_ns = self._now_ns()
                told = self._read_until_lost(source, now_ns)
                if self._now_ns() - now_ns > _LIVED_NS:  # else it flaps, and is tried ever more rarely
                    retry_s = _RETRY_FIRST_S
            self._tried.set()
            self._gate.wait(retry_s)
            retry_s = min(2 * retry_s, _RETRY_LONGEST_S)

    def _note_failure(self, failure: LookhearError) -> None:
        if not self._tried.is_set():  # later ones must not hide the first from whoever asks late
            self._first_failure = failure

    def _report(self, reason: str, told: str) -> str:
        if reason != told:
            self._mailbox.put(Lost(reason, self._now_ns()))
        return reason

    def _read_until_lost(self, source: Source[object], now_ns: int) -> str:
        reason = ""
        away_ns = self._away_ns
        try:
            if self._gate.may_stay:  # it may have been opened into a pause
                self._mailbox.put(Opened(source.name, getattr(source, "device", ""), now_ns))
                self._opened_ns = self._opened_ns or now_ns
                self._away_ns = None
                self._tried.set()
            while self._gate.may_stay:
                item = self._wished(source.read(_READ_S))
                if item is not None:
                    self._mailbox.put(item)
        except SourceLost as exc:
            reason = str(exc)
        except CaptureError as exc:
            reason = exc.for_people()
        except Exception as exc:
            log.warning("reading %s failed", self._channel, exc_info=exc)
            reason = f"It stopped working ({type(exc).__name__})."
        finally:
            ended_ns = self._now_ns()
            has_flapped = bool(reason) and ended_ns - now_ns <= _LIVED_NS
            self._away_ns = away_ns if has_flapped and away_ns is not None else ended_ns
            self._close(source)
        return self._report(reason, "") if reason else ""

    def _wished(self, item: object) -> object:
        """What of an item was captured while somebody wished it."""
        return item.within(*self._gate.span) if isinstance(item, Frame | AudioBlock) else item

    def _close(self, source: Source[object]) -> None:
        try:
            source.close()
        except Exception as exc:
            log.warning("closing %s failed", self._channel, exc_info=exc)
