"""How far what is understood is behind what is recorded, by what came and when. Pure; belongs to the engine loop.

An engine that keeps up says something within seconds, and gets on in a silence as well. On a busy machine words come late, and
nothing is lost by that: a person should read so, and not wait in front of a word that says "listening".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.desktop.engine.understanding.values import LineKind

_LATE_S: Final = 30.0  # what is said comes at a pause, and a screen is looked at every few seconds
_QUIET_S: Final = 180.0  # in a silence an engine that tells final words only gets on every other minute
_WORTH_S: Final = 120.0  # for so long what was found out counts
_STEP_S: Final = 10  # finer than this nobody wants to know


class Lateness:
    """Of one recording that began at ``origin_s``; all moments are wall times of this machine."""

    def __init__(self, origin_s: float) -> None:
        self._origin_s = origin_s
        self._newest: dict[LineKind, float] = {}  # the moment of its latest line, in seconds of the recording
        self._late: dict[LineKind, tuple[float, float]] = {}  # how late that was, and when it came
        self._moved: dict[LineKind, tuple[frozenset[str], float]] = {}  # how far its pipelines were, and since when

    def came(self, kind: LineKind, newest_s: float, *, now_s: float) -> None:
        """The newest line of a kind ends there."""
        if newest_s > self._newest.get(kind, 0.0):
            self._newest[kind] = newest_s
            self._late[kind] = (now_s - self._origin_s - newest_s, now_s)

    def stands(self, kind: LineKind, moved: frozenset[str], *, now_s: float) -> None:
        """The pipelines of a kind are so far; in words that are different when they got on."""
        if kind not in self._moved or self._moved[kind][0] != moved:
            self._moved[kind] = (moved, now_s)

    def late_s(self, kind: LineKind, *, now_s: float) -> int:
        """How late the newest line was; zero where that is as it should be, or long ago."""
        late_s, came_s = self._late.get(kind, (0.0, now_s))
        return _stepped(late_s) if late_s >= _LATE_S and now_s - came_s < _WORTH_S else 0

    def quiet_s(self, kind: LineKind, *, now_s: float) -> int:
        """For how long its pipelines got on with nothing; zero where that is not long."""
        quiet_s = now_s - self._moved.get(kind, (frozenset(), now_s))[1]
        return _stepped(quiet_s) if quiet_s >= _QUIET_S else 0


def _stepped(seconds: float) -> int:
    return int(seconds) // _STEP_S * _STEP_S
