"""The upload beside a recording of this process: begun when its first seconds are over, told while it runs, waited for at the end."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, Final

from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.progress import Progress
from lookhear.cli.upload_text import left_text, short_text
from lookhear.errors import LookhearError, UsageError
from lookhear.recorder.run_upload import RunUpload, Worries
from lookhear.recorder.upload.status import UploadState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.upload.status import UploadStatus

WAIT_S: Final = 300.0  # at the end, while something still goes out
STILL_S: Final = 30.0  # at the end, while nothing does
_LOOK_S: Final = 0.25
_GRACE_S: Final = 1.0  # the last pieces mostly go out within that, which is not worth a word
_MORE: Final = "`lookhear uploads` finishes that, and so does the next start of Lookhear."


_LOG: Final = logging.getLogger(__name__)


class Handover(RunUpload):
    """Hands one recording over. `begin` may run on any thread; the rest belongs to the main thread.

    Whatever goes wrong here is a sentence, told once; the recording does not notice.
    """

    def __init__(
        self,
        make: Callable[[Path], Uploading],
        *,
        is_waited_for: bool = True,
        promise: Callable[[Path], object] = lambda _folder: None,
        let_go: Callable[[Path], object] = lambda _folder: None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(make, promise=promise)
        self._is_waited_for, self._now_s, self._let_go = is_waited_for, now_s, let_go
        self._told: set[UploadState] = set()
        self._worries = Worries()

    def begin(self, folder: Path) -> None:
        """Load what uploading needs and start it; takes a moment of work, and waits for nobody."""
        super().begin(folder)
        if self.failure is not None:
            _tell(f"Nothing is handed over for now: {self.failure.for_people()}")

    def beside(self) -> str:
        """What the live line says of it."""
        return "" if self.uploading is None else short_text(self.uploading.status())

    def complain(self) -> None:
        """Say once that the backend refused, or has not been reached for a while. Call it now and then."""
        if self.uploading is None:
            return
        status = self.uploading.status()
        if self._worries.is_one(status.state, now_s=self._now_s()) and status.state not in self._told:
            self._told.add(status.state)
            _tell(f"{status.sentence} The recording goes on.")

    def conclude(self, *, is_quiet: bool) -> UploadStatus | None:
        """Wait for what is left, as long as that helps, and end. Ctrl-C leaves the rest to later. None when it never began."""
        if self.uploading is None:
            return None
        if self._is_waited_for:
            try:
                self._wait(self.uploading, is_quiet=is_quiet)
            except KeyboardInterrupt:
                _tell("The rest of the upload is left for later.")
        return self.uploading.close()

    def let_go(self, folder: Path) -> None:
        """Remove the media here when the backend has them and need not be asked for them again; call it when nobody reads them any more."""
        try:
            self._let_go(folder)
        except UsageError as exc:  # something that was said makes no sense, and only a person can mend it
            _tell(f"The media stay on this computer. {exc.for_people()}")
        except LookhearError as exc:  # they stay, which harms nobody
            _LOG.info("the media of %s stay for now: %s", folder.name, exc)

    def _wait(self, uploading: Uploading, *, is_quiet: bool) -> None:
        began_s = moved_s = self._now_s()
        seen: tuple[object, ...] = ()
        is_told = False
        with Progress("handing over", is_quiet=is_quiet) as progress:
            while not (status := uploading.wait(_LOOK_S)).is_settled:
                now_s = self._now_s()
                if not is_told and now_s - began_s >= _GRACE_S:
                    is_told = True
                    _tell(f"{left_text(status)} That is waited for now; Ctrl-C leaves the rest for later.")
                mark = (status.acked_fragments, status.acked_bytes, status.pending_fragments)
                if mark != seen:
                    seen, moved_s = mark, now_s
                if now_s - moved_s > STILL_S or now_s - began_s > WAIT_S:
                    return
                progress.show(status.acked_bytes / max(1, status.acked_bytes + status.pending_bytes))


def code_of(status: UploadStatus | None) -> ExitCode:
    """The exit code of a recording that is fine by itself."""
    if status is None:
        return ExitCode.NOT_UPLOADED
    return {UploadState.DONE: ExitCode.DONE, UploadState.REFUSED: ExitCode.REFUSED}.get(status.state, ExitCode.NOT_UPLOADED)


def tell_outcome(status: UploadStatus | None) -> None:
    """Say what is not as it should be, and what will mend it."""
    if status is None:
        _tell(f"Nothing of it is handed over yet. {_MORE}")
    elif status.state is UploadState.REFUSED:
        _tell(f"{status.sentence} The recording itself is safe on this computer.")
    elif status.state is not UploadState.DONE:
        _tell(f"{left_text(status)} {_MORE}")
        if status.state is UploadState.OFFLINE:
            _tell(status.sentence)
    elif status.refused_fragments:
        _tell(status.sentence)


def _tell(sentence: str) -> None:
    over_the_live_line = "\r\x1b[2K" if sys.stderr.isatty() else ""
    print(f"{over_the_live_line}lookhear: {sentence}", file=sys.stderr)
