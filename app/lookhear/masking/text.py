"""A text with marks instead of secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.masking.finding import find
from lookhear.masking.kinds import Masked, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.masking.kinds import Span


def mask(text: str, *, is_unfinished: bool = False) -> Masked:
    """A text without its secrets; everything around them stays. ``is_unfinished`` as in `find`. Masking twice changes nothing more."""
    spans = find(text, is_unfinished=is_unfinished)
    return Masked(marked(text, spans), counted(spans)) if spans else Masked(text, {})


def marked(text: str, spans: Sequence[Span]) -> str:
    """The text with these stretches marked."""
    pieces: list[str] = []
    behind = 0
    for span in spans:
        pieces += [text[behind : span.start], span.sort.mark]
        behind = span.end
    return "".join([*pieces, text[behind:]])
