"""What is said of a screen: who is in front, then what changed, then what else is there, as long as there is room. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.understanding.screen_text.lines import blocks_of, passage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lookhear.understanding.screen_text.lines import Line

_WORD: Final = re.compile(r"\w{3,}")
_ASKING: Final = frozenset(
    """about activity and any anything app application are being content contents currently describe describes desktop detail details
    display displayed does doing each every everything find for frame frames from give happening happens has have her his how image
    images into its list look mention name note over page person picture pictures please read report say says scene screen see seen
    sentence sentences should show showing shown shows summarise summarize summary tell text that the their them then there these they
    thing things this those user users using video visible was watch what whatever when where which while who whole why window windows
    with word words you your""".split()  # noqa: SIM905 - a list of a hundred words cannot be read
)
"""Words of which a request is made: they say nothing of what is looked for."""
_OTHERS: Final = 3  # applications that were in front before, in the same window of time


@dataclass(frozen=True, slots=True)
class Front:
    """The application that is in front, and its window's title; empty where nobody knows."""

    app: str = ""
    title: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.app, f"'{self.title}'" if self.title else "") if part)


def fronts_of(context: Iterable[Mapping[str, object]]) -> list[Front]:
    """What was in front, in order, each as often as it came there."""
    found: list[Front] = []
    for event in context:
        if event.get("kind") == "window":
            front = Front(_text(event.get("app")), _text(event.get("title")))
            if found[-1:] != [front]:
                found.append(front)
    return found


def sentence_of(fronts: Sequence[Front], fresh: Sequence[Line], lines: Iterable[Line], *, prompt: str, most_chars: int) -> str:
    """A sentence such as ``User is in Firefox, 'Quarterly report': …``, with whole lines only.

    Fresh lines come before the others, and among both those with a word of the prompt come first.
    """
    known = set(fresh)
    groups = _cut([*_sorted(fresh, prompt), *_sorted([line for line in lines if line not in known], prompt)], most_chars)
    passages = [passage_of(group) for group in groups if group]
    shown = " — ".join(passages)
    front = str(fronts[-1]) if fronts else ""
    before = [str(each) for each in dict.fromkeys(fronts[:-1]) if str(each) and str(each) != front][-_OTHERS:]
    where = (f"User is in {front}" if front else "On the screen") + (f" (before in {'; '.join(before)})" if before else "")
    if shown:
        return f"{where}: {shown}"
    return f"{where}." if front else ""


def wanted_words(prompt: str) -> frozenset[str]:
    """The words of a request that may stand on a screen."""
    return frozenset(word for word in _WORD.findall(prompt.casefold()) if word not in _ASKING)


def _sorted(lines: Sequence[Line], prompt: str) -> tuple[list[Line], list[Line]]:
    """Lines as they are read: those with a word of the prompt, and the others."""
    words = wanted_words(prompt)
    found: tuple[list[Line], list[Line]] = ([], [])
    for line in (line for block in blocks_of(lines) for line in block):
        found[not words & set(_WORD.findall(line.text.casefold()))].append(line)
    return found


def _cut(groups: Iterable[list[Line]], most_chars: int) -> list[list[Line]]:
    """As much of the groups as there is room for."""
    left, found = most_chars, []
    for group in groups:
        fitting: list[Line] = []
        for line in group:
            left -= len(line.text) + 1
            if left >= 0:
                fitting.append(line)
        found.append(fitting)
    return found


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
