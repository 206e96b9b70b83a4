"""The thread `cap-<channel>`: opens a source, reads it, and opens it anew when it was lost, until it is told to stop.

Nothing is repaired in place: a lost source is closed and a fresh one takes over. What goes wrong here never reaches the
other channels.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol, TypeVar

from lookhear.errors import CaptureError, LookhearError, SourceLost
from lookhear.recorder.pipeline.messages import Lost, Opened

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
        self._stop = threading.Event()
        self._tried = threading.Event()
        self._first_failure: LookhearError | None = None
        self._opened_ns: int | None = None
        # A daemon, because a system's call that never returns must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name=f"cap-{channel.slug}", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def first_failure(self, timeout_s: float) -> LookhearError | None:
        """Wait until opening was tried once; the error when that failed (it is tried again nevertheless)."""
        if not self._tried.wait(timeout_s):
            return CaptureError(f"{self._channel} did not answer within {timeout_s:g} seconds.")
        return self._first_failure

    @property
    def opened_ns(self) -> int | None:
        """Session time when the source was first opened, None before."""
        return self._opened_ns

    def ask_to_stop(self) -> None:
        """Ask the thread to end; returns at once."""
        self._stop.set()

    def join(self, timeout_s: float = HANGS_AFTER_S) -> None:
        """Wait for the thread. One that hangs in its source is left behind, so that everything else can come to its end."""
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            log.warning("%s does not answer any more; the recording ends without waiting for it", self._channel)
            self._mailbox.close()

    def _run(self) -> None:
        retry_s = _RETRY_FIRST_S
        told = ""
        try:
            while not self._stop.is_set():
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
                    self._mailbox.put(Opened(source.name, getattr(source, "device", ""), now_ns))
                    self._opened_ns = self._opened_ns or now_ns
                    self._tried.set()
                    told = self._read_until_lost(source)
                    if self._now_ns() - now_ns > _LIVED_NS:  # else it flaps, and is tried ever more rarely
                        retry_s = _RETRY_FIRST_S
                self._tried.set()
                self._stop.wait(retry_s)
                retry_s = min(2 * retry_s, _RETRY_LONGEST_S)
        finally:
            self._mailbox.close()

    def _note_failure(self, failure: LookhearError) -> None:
        if not self._tried.is_set():  # later ones must not hide the first from whoever asks late
            self._first_failure = failure

    def _report(self, reason: str, told: str) -> str:
        if reason != told:
            self._mailbox.put(Lost(reason, self._now_ns()))
        return reason

    def _read_until_lost(self, source: Source[object]) -> str:
        reason = ""
        try:
            while not self._stop.is_set():
                item = source.read(_READ_S)
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
            self._close(source)
        return self._report(reason, "") if reason else ""

    def _close(self, source: Source[object]) -> None:
        try:
            source.close()
        except Exception as exc:
            log.warning("closing %s failed", self._channel, exc_info=exc)
