"""What people see of what was understood: frozen values, made on the engine loop, drawn by the GUI."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class LineKind(StrEnum):
    """What a line tells."""

    SPEECH = "speech"
    SCREEN = "screen"
    SUMMARY = "summary"
    ALERT = "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something that was said, seen, summed up or found, in seconds from the beginning of the recording.

    ``channel`` is the name of the track it comes from. Not final: it may still change. ``app`` and ``title`` are the window that was in
    front, ``label`` is that of an alert, ``parts`` are the texts of a screen, each by itself.
    """

    kind: LineKind
    channel: str
    at_s: float
    end_s: float
    text: str
    is_final: bool = True
    app: str = ""
    title: str = ""
    label: str = ""
    parts: tuple[str, ...] = field(default=(), repr=False)


class LaneState(StrEnum):
    """How one kind of understanding stands."""

    OFF = "off"  # as the settings say
    NOTHING = "nothing"  # of its kind is recorded
    KEPT_HERE = "kept_here"  # the recording goes to no backend that understands it
    WAITING = "waiting"  # for the backend
    NO_ENGINE = "no_engine"
    ENGINE_OFF = "engine_off"  # there is one perhaps, and somebody switched it off
    AT_WORK = "at_work"
    TROUBLED = "troubled"  # its last piece did not work
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One kind of understanding of the recording; ``sentence`` says what is wrong, where the backend said so.

    ``late_s`` is how long after it was recorded the newest line came, and ``quiet_s`` for how long an engine at work got on with nothing;
    both are in tens of seconds, and zero where nobody would notice.
    """

    kind: LineKind
    state: LaneState
    sentence: str = ""
    late_s: int = 0
    quiet_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveContext:
    """Everything that is known of the recording that runs, or of the last one. ``lines`` are in order of time."""

    recording_id: str = ""
    lanes: tuple[Lane, ...] = ()
    lines: tuple[Line, ...] = field(default=(), repr=False)

    def lane(self, kind: LineKind) -> Lane | None:
        """How this kind stands; None where nothing is known."""
        return next((lane for lane in self.lanes if lane.kind is kind), None)

    @property
    def screen(self) -> Line | None:
        """What was on a screen last."""
        return next((line for line in reversed(self.lines) if line.kind is LineKind.SCREEN), None)


class TextState(StrEnum):
    """What the text of a recording is worth."""

    WHOLE = "whole"
    GROWING = "growing"  # something is still at work on it
    NONE = "none"  # nobody was asked to understand it
    NO_ENGINE = "no_engine"
    ENGINE_OFF = "engine_off"
    AWAY = "away"  # the backend that has it does not answer
    ELSEWHERE = "elsewhere"  # no backend of this computer has it


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingText:
    """The text of a recording, in order of time. ``is_cut``: it goes on, and only its beginning is here."""

    recording_id: str
    state: TextState
    lines: tuple[Line, ...] = field(default=(), repr=False)
    is_cut: bool = False
