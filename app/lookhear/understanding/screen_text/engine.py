"""The engine ``screen-text``: reads what is new on a screen, and says which application it is in. Runs in a worker process."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineFailed
from lookhear.media.samples import NS_PER_S
from lookhear.understanding.lateness import Lateness
from lookhear.understanding.ports import Description
from lookhear.understanding.screen_text.memory import LineMemory
from lookhear.understanding.screen_text.screen import Screen
from lookhear.understanding.screen_text.sentences import Front, fronts_of, sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lookhear.understanding.ports import Picture
    from lookhear.understanding.screen_text.lines import Line
    from lookhear.understanding.screen_text.screen import Sight, TextReader

MODEL: Final = "PP-OCRv6-small"
UNREAD: Final = "unread"
"""The key in the metadata that tells how many lines are still to be read: ask again, even of the same picture."""

_BUDGET_S: Final = 1.2  # for the lines of one picture; finding them comes on top
_HURRIED: Final = 0.2  # of that, while it is late; so much of the processor's time it takes in any case
_MOST_CHARS: Final = 4000
_MOST_STREAMS: Final = 16
_MOST_TOLD: Final = 200  # lines in the metadata
_NOTHING: Final = "There is no text on the screen."


def make(options: Mapping[str, object]) -> ScreenText:
    """The engine. Options: ``budget_s``, ``most_chars``. Raises EngineFailed when it is not installed, or an option is none it takes."""
    from lookhear.understanding.screen_text.rapid import RapidReader

    budget_s = _number(options, "budget_s", _BUDGET_S, least=0.1, most=60)
    most_chars = _number(options, "most_chars", _MOST_CHARS, least=100, most=100_000)
    if options.get("model", MODEL) != MODEL:
        raise EngineFailed(f"Screen text is read with the model {MODEL}.", hint="Leave out the option model.")
    return ScreenText(RapidReader(), budget_s=budget_s, most_chars=int(most_chars))


@dataclass(slots=True)
class _Stream:
    """What was seen and said of one stream."""

    screen: Screen
    front: Front = field(default_factory=Front)
    is_known: bool = False
    lateness: Lateness = field(default_factory=Lateness)


class ScreenText:
    """Screens of several streams, the last few of which are remembered. Of the pictures of a window the last one is read.

    Reading stops when its time is up, and sooner when it is late: what changed is told in time, the rest of a screen when there is time.
    A part of its time is the processor's, so that a screen is read on a machine that has hardly any for it, too.
    """

    def __init__(
        self,
        reader: TextReader,
        *,
        budget_s: float = _BUDGET_S,
        most_chars: int = _MOST_CHARS,
        clock: Callable[[], float] = time.monotonic,
        worked: Callable[[], float] = time.process_time,
    ) -> None:
        self._reader = reader
        self._budget_s = budget_s
        self._most_chars = most_chars
        self._clock, self._worked = clock, worked
        self._memory = LineMemory()
        self._streams: OrderedDict[str, _Stream] = OrderedDict()

    def describe(
        self, pictures: Sequence[Picture], *, prompt: str, model: str | None, context: Sequence[Mapping[str, object]], stream: str
    ) -> Description:
        """A sentence about the last picture; an empty one when nothing is new since the last time of this stream."""
        del model  # there is one
        if not pictures:
            return Description(text="")
        known = self._streams.pop(stream, None) or _Stream(Screen(self._reader, self._memory))
        begun = self._clock()
        is_late = known.lateness.is_late(begun - pictures[-1].at_ns / NS_PER_S)
        until = begun + self._budget_s * (_HURRIED if is_late else 1)
        least = self._worked() + self._budget_s * _HURRIED  # a machine without time for us has a line or two read in it otherwise
        sight = known.screen.look(pictures[-1].rgb, has_time=lambda: self._clock() < until or self._worked() < least)
        self._streams[stream] = known  # what failed in the middle is forgotten
        while len(self._streams) > _MOST_STREAMS:
            self._streams.popitem(last=False)
        fronts = fronts_of(context) or [known.front]
        said = self._said(known, sight, fronts, prompt=prompt)
        if said.text:
            height, width = pictures[-1].rgb.shape[:2]
            said = replace(said, metadata={**said.metadata, "size": [width, height]})
        return said

    def _said(self, known: _Stream, sight: Sight, fronts: Sequence[Front], *, prompt: str) -> Description:
        is_new = bool(sight.fresh or sight.gone) or fronts[-1] != known.front or not known.is_known
        known.front = fronts[-1]
        metadata: dict[str, object] = {UNREAD: sight.unread} if sight.unread else {}
        if not is_new:
            return Description(text="", metadata=metadata)
        text = sentence_of(fronts, sight.fresh, sight.lines, prompt=prompt, most_chars=self._most_chars)
        known.is_known = known.is_known or bool(text) or not sight.unread
        metadata |= {
            "app": known.front.app,
            "title": known.front.title,
            "lines": [_told(line) for line in sight.fresh[:_MOST_TOLD]],
            "changed": {"new": len(sight.fresh), "gone": sight.gone, "moved": sight.moved},
        }
        return Description(text=text or ("" if sight.unread else _NOTHING), metadata=metadata)


def _told(line: Line) -> dict[str, object]:
    box = line.box
    return {"text": line.text, "box": [box.left, box.top, box.width, box.height], "score": round(line.score, 3)}


def _number(options: Mapping[str, object], name: str, default: float, *, least: float, most: float) -> float:
    value = options.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise EngineFailed(f"The option {name} of screen-text is a number from {least:g} to {most:g}.", hint="Change it in engines.toml.")
    return value
