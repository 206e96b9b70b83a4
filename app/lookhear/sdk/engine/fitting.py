"""Messages that fit in a line: one that is too long loses the ends of its longest texts and lists, never its form. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.sdk.stdio import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEPS: Final = ((2000, 300), (300, 200), (100, 100), (40, 20))  # characters a text, items a list
_CUT: Final = "…"


def line_of(message: Mapping[str, object]) -> bytes:
    """The line of a message, shortened until it may be sent (see `lookhear.sdk.stdio`). Raises ValueError when nothing helps."""
    try:
        return encode(message)
    except ValueError:
        for text_chars, list_items in _STEPS:
            shorter = {key: value if key == "commandId" else _cut(value, text_chars, list_items) for key, value in message.items()}
            try:
                return encode(shorter)
            except ValueError:
                continue
        raise


def _cut(value: object, text_chars: int, list_items: int) -> object:
    if isinstance(value, str):
        return value if len(value) <= text_chars else value[: text_chars - 1] + _CUT
    if isinstance(value, dict):
        return {key: _cut(item, text_chars, list_items) for key, item in list(value.items())[:list_items]}
    if isinstance(value, list | tuple):
        return [_cut(item, text_chars, list_items) for item in value[:list_items]]
    return value
