"""The upload beside a recording of this process: begun when it no longer disturbs the start, told what happens, ended with it or later.

Whatever goes wrong with it is kept to be told; the recording does not notice. `promise` and `begin` may run on any thread, and
so may whoever waits; the rest belongs to the thread or loop that records.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.errors import LookhearError
from lookhear.recorder.upload.status import UploadState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.recorder.upload.status import TrackProgress, UploadStatus

_LOG: Final = logging.getLogger(__name__)
_MOMENT_S: Final = 5.0  # a line that is down for no longer is not worth a word


class Uploading(Protocol):
    """As much of `lookhear.recorder.upload.publisher.Publisher` as is needed here."""

    def start(self) -> None:
        """Begin; nothing is waited for."""
        ...

    def ring(self) -> None:
        """Something was sealed."""
        ...

    def recording_ended(self) -> None:
        """Nothing more comes."""
        ...

    def status(self) -> UploadStatus:
        """How far it is."""
        ...

    def trouble(self) -> LookhearError | None:
        """Why nothing goes out."""
        ...

    def progress(self) -> tuple[TrackProgress, ...]:
        """How far each track is."""
        ...

    def wait(self, timeout_s: float) -> UploadStatus:
        """Wait until nothing is left to do, or the time has passed."""
        ...

    def close(self) -> UploadStatus:
        """End its threads."""
        ...


class Worries:
    """Notes whether what an upload says of itself is worth a word: it is refused, or nobody has answered for more than a moment."""

    def __init__(self) -> None:
        self._offline_since_s: float | None = None

    def is_one(self, state: UploadState, *, now_s: float) -> bool:
        """Whether it is now. Ask now and then; ``now_s`` is of any clock that never goes back."""
        if state is not UploadState.OFFLINE:
            self._offline_since_s = None
            return state is UploadState.REFUSED
        if self._offline_since_s is None:
            self._offline_since_s = now_s
        return now_s - self._offline_since_s >= _MOMENT_S


class RunUpload:
    """Hands one recording over. ``make`` makes the upload of a recording's folder, ``promise`` notes where it shall go."""

    def __init__(self, make: Callable[[Path], Uploading], *, promise: Callable[[Path], object] = lambda _folder: None) -> None:
        self._make, self._promise = make, promise
        self._uploading: Uploading | None = None
        self._has_ended = False
        self.failure: LookhearError | None = None  # why it could not begin

    @property
    def uploading(self) -> Uploading | None:
        """What uploads; None before it has begun."""
        return self._uploading

    def promise(self, folder: Path) -> None:
        """Note beside the recording where it shall go, before anything is loaded: a crash in the first seconds must not forget it."""
        try:
            self._promise(folder)
        except LookhearError as exc:  # what begins soon tries it again
            _LOG.info("where %s goes is not noted yet: %s", folder.name, exc)

    def begin(self, folder: Path) -> None:
        """Load what uploading needs and start it; takes a moment of work, and waits for nobody. A ``failure`` is kept."""
        try:
            uploading = self._make(folder)
            uploading.start()
        except LookhearError as exc:
            self.failure = exc
            return
        self._uploading = uploading
        if self._has_ended:
            uploading.recording_ended()

    def ring(self) -> None:
        """Something was sealed."""
        if self._uploading is not None:
            self._uploading.ring()

    def recording_ended(self) -> None:
        """Nothing more is sealed: what is left goes out."""
        self._has_ended = True
        if self._uploading is not None:
            self._uploading.recording_ended()

    def status(self) -> UploadStatus | None:
        """How far it is; None before it has begun."""
        return None if self._uploading is None else self._uploading.status()

    def trouble(self) -> LookhearError | None:
        """Why it could not begin, or why nothing goes out; None while all is well."""
        return self.failure if self._uploading is None else self._uploading.trouble()

    def progress(self) -> tuple[TrackProgress, ...]:
        """How far each track is; nothing before it has begun."""
        return () if self._uploading is None else self._uploading.progress()

    def close(self) -> UploadStatus | None:
        """End its threads, and say how far it came. Waits a moment for those that wait for an answer."""
        return None if self._uploading is None else self._uploading.close()
