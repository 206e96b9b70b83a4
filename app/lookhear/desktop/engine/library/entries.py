"""What the library shows: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path


MARKER: Final = "Marker"
"""What a marker is called in the recording's log when nobody gave it a text."""


class EntryState(StrEnum):
    """What a person should know of a recording first."""

    RECORDING = "recording"
    UPLOADING = "uploading"
    READY = "ready"
    RECOVERED = "recovered"
    NEEDS_HELP = "needs_help"  # the backend refuses it, or it is damaged
    REMOTE = "remote"  # only the backend has it


class Found(StrEnum):
    """Where the words of a search were found; those behind NAME are filled by engines that understand."""

    NAME = "name"
    DATE = "date"
    TRANSCRIPT = "transcript"
    SCREEN_TEXT = "screen_text"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place of a recording where a search found something; ``at_s`` counts from its beginning."""

    found: Found
    text: str
    at_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEntry:
    """One recording. ``name`` is what the person called it, or empty; ``share`` of the upload 0…1 while UPLOADING."""

    recording_id: str
    name: str
    started_wall_ns: int
    duration_s: float
    bytes: int
    state: EntryState
    share: float | None = None
    channels: tuple[str, ...] = ()
    folder: Path | None = None  # None: not on this computer
    is_here: bool = True  # the media are on this computer; otherwise the backend has them, and playing fetches them
    link: str | None = None
    session_id: str = ""  # of the backend that has it, where one has
    is_private: bool = False  # that is the backend of this computer
    sentence: str = ""  # what to know or to do, where there is something
    code: str = ""  # of the error that the sentence belongs to, for its translation
    hits: tuple[Hit, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether a process writes it now: it can neither be deleted nor played to its end."""
        return self.state is EntryState.RECORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryQuery:
    """What is looked for: words in names, dates and what was understood; wall times in epoch seconds.

    ``meant_s``: the stretch of time that the words stand for in the person's language, where they do: "last Monday", "3. März".
    """

    text: str = ""
    from_s: float | None = None
    to_s: float | None = None
    meant_s: tuple[float, float] | None = None


class SpanKind(StrEnum):
    """Why nothing was captured for a while."""

    PAUSE = "pause"  # somebody wished it
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a recording in which something is missing, in seconds from its beginning; ``channel`` is empty where all is."""

    kind: SpanKind
    from_s: float
    to_s: float
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment that somebody wanted to find again, in seconds from the beginning."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayableFile:
    """A file that a player can open: one display and all sound, in the order of ``sounds``.

    Its first moment is ``begins_s`` behind the recording's: a display may have come later than the sound.
    """

    path: Path
    label: str
    sounds: tuple[str, ...]
    begins_s: float = 0.0
    has_picture: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Playable:
    """A recording ready to be played: a file for each display, the primary one first."""

    files: tuple[PlayableFile, ...]
    duration_s: float
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
