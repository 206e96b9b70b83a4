"""From what a backend tells to lines that people read, and those of one recording put in order. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.understanding.values import Line, LineKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MS: Final = 1000.0
MOST_LINES: Final = 20_000
"""Of one recording that is over; hours of talk and of changing screens."""
MOST_RECENT: Final = 4_000
"""Lines of a recording that runs: those in front of them are in the library."""
_MOST_CHARS: Final = 20_000  # of one line
_RECENT: Final = 40  # lines that an echo may be made of: what a panel has room for
_MISREAD: Final = 2  # words of an echo that were read otherwise
_WORD: Final = re.compile(r"\w\w+")
_BETWEEN: Final = " · "  # texts of a screen
_SAME_S: Final = 0.002  # times are told in milliseconds


def spoken_line(row: Mapping[str, Any], *, channel: str, origin_s: float) -> Line | None:
    """A record of a transcript; None for one that holds nothing, as of a stretch that failed."""
    return _line(LineKind.SPEECH, row, channel=channel, origin_s=origin_s)


def found_line(row: Mapping[str, Any], *, kind: LineKind, channel: str, origin_s: float) -> Line | None:
    """A record of an index; None for one that holds nothing."""
    metadata = row.get("metadata")
    told = metadata if isinstance(metadata, dict) else {}
    line = _line(kind, row, channel=channel, origin_s=origin_s, app=_text(told.get("app")), title=_text(told.get("title")))
    if line is None or (told.get("lines") == [] and not line.app and not line.title):
        return None  # a screen without a word on it, in no window
    return dataclasses.replace(line, parts=_parts(told.get("lines")))


def _parts(lines: object) -> tuple[str, ...]:
    """The texts of a screen, line by line, as an engine that reads tells them."""
    texts = (each.get("text") if isinstance(each, dict) else each for each in (lines if isinstance(lines, list) else ()))
    return tuple(" ".join(text.split()) for text in texts if isinstance(text, str) and text.strip())


def heard_line(message: Mapping[str, Any], *, origin_s: float) -> Line | None:
    """What a socket tells of a transcript or an alert; None for anything else. What indexes found is asked for: it has more to it."""
    data = message.get("data")
    if not isinstance(data, dict) or message.get("type") not in {"transcript", "alert"}:
        return None
    row = {"start": _seconds(data.get("start")), "end": _seconds(data.get("end")), "text": data.get("text")}
    channel = _text(message.get("rtstream_name"))
    if message["type"] == "alert":
        return _line(LineKind.ALERT, row, channel=channel, origin_s=origin_s, label=_text(message.get("label")))
    return _line(LineKind.SPEECH, row, channel=channel, origin_s=origin_s, is_final=message.get("is_final") is True)


class Lines:
    """The lines of one recording. What is not final gives way to what comes of its track.

    ``drops_echoes``: a screen on which nothing is to be read but what was told already is left out. A panel that shows these lines may
    stand on the very screen that is read, and would be read again, and shown, and read, without an end. ``is_live``: the newest lines
    stay, however long it runs; else the first ones.
    """

    def __init__(self, *, drops_echoes: bool = False, is_live: bool = False) -> None:
        self._drops_echoes = drops_echoes
        self._is_live = is_live
        self._screens: dict[str, tuple[tuple[str, str], frozenset[str]]] = {}  # window and texts of each display, as they were last
        self._heard: dict[tuple[LineKind, str, int, str], None] = {}  # in order
        self._recent: deque[frozenset[str]] = deque(maxlen=_RECENT)
        self._known: dict[tuple[LineKind, str, int, str], Line] = {}
        self._interim: dict[str, Line] = {}  # by track
        self._latest_s: dict[tuple[LineKind, str], float] = {}
        self.is_new = False
        self.is_cut = False  # there were more than are kept

    def add(self, line: Line) -> None:
        """Take a line; one that is known already changes nothing."""
        if not line.is_final:
            if line.at_s + _SAME_S >= self._latest_s.get((line.kind, line.channel), 0.0) and self._interim.get(line.channel) != line:
                self._interim[line.channel] = line
                self.is_new = True
            return
        key = (line.kind, line.channel, round(line.at_s * _MS), line.label)
        if key in self._heard or (not self._is_live and len(self._heard) >= MOST_LINES):
            self.is_cut = self.is_cut or key not in self._heard
            return
        self._heard[key] = None
        if self._is_live and len(self._heard) > MOST_RECENT:
            oldest = next(iter(self._heard))
            del self._heard[oldest]
            self._known.pop(oldest, None)
        latest = (line.kind, line.channel)
        self._latest_s[latest] = max(self._latest_s.get(latest, 0.0), line.end_s)
        shown = self._only_new(line) if line.kind is LineKind.SCREEN else line
        if shown is None or (self._drops_echoes and self._is_echo(shown)):
            return
        interim = self._interim.get(line.channel)
        if line.kind is LineKind.SPEECH and interim is not None and interim.at_s <= line.end_s:
            del self._interim[line.channel]
        self._known[key] = shown
        self.is_new = True

    def _only_new(self, line: Line) -> Line | None:
        """What a screen shows that it did not show before in the same window; None where that is nothing."""
        window, parts = self._screens.get(line.channel, (("", ""), frozenset[str]()))
        self._screens[line.channel] = ((line.app, line.title), frozenset(line.parts))
        if not line.parts or window != (line.app, line.title):
            return line
        new = [part for part in line.parts if part not in parts]
        return dataclasses.replace(line, text=_BETWEEN.join(new)) if new else None

    def _is_echo(self, line: Line) -> bool:
        words = frozenset(_WORD.findall(f"{line.text} {line.app} {line.title}".casefold()))
        is_echo = False
        if line.kind is LineKind.SCREEN and words and self._recent:
            is_echo = len(words.difference(*self._recent)) <= _MISREAD
        if not is_echo:
            self._recent.append(words)
        return is_echo

    def extend(self, lines: Iterable[Line | None]) -> None:
        """Take several."""
        for line in lines:
            if line is not None:
                self.add(line)

    def latest_s(self, kind: LineKind, channel: str) -> float | None:
        """When the last line of a kind and a track ended; None before the first."""
        return self._latest_s.get((kind, channel))

    def all(self) -> tuple[Line, ...]:
        """Every line in order of time."""
        return tuple(sorted([*self._known.values(), *self._interim.values()], key=lambda line: (line.at_s, line.kind, line.channel)))


def _line(
    kind: LineKind,
    row: Mapping[str, Any],
    *,
    channel: str,
    origin_s: float,
    is_final: bool = True,
    app: str = "",
    title: str = "",
    label: str = "",
) -> Line | None:
    match row:
        case {"start": int() | float() as start_s, "end": int() | float() as end_s, "text": str(text)} if text.strip() or label:
            return Line(
                kind=kind,
                channel=channel,
                at_s=max(0.0, start_s - origin_s),
                end_s=max(0.0, end_s - origin_s),
                text=" ".join(text[:_MOST_CHARS].split()),
                is_final=is_final,
                app=app,
                title=title,
                label=label,
            )
    return None


def _seconds(value: object) -> float | None:
    return value / _MS if isinstance(value, int | float) else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
