"""Which languages an engine understands, as tags such as ``en`` or ``de-DE``. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineFailed

if TYPE_CHECKING:
    from collections.abc import Collection

_TAG: Final = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)


def primary_language(tag: str) -> str:
    """The language of a tag: ``de`` of ``de-DE``. Raises EngineFailed for what is no tag."""
    match = _TAG.fullmatch(tag.strip())
    if match is None:
        raise EngineFailed("The language of this stream is no language tag.", hint="Name it like en, de or pt-BR.")
    return match[1].lower()


def check_language(tag: str | None, known: Collection[str], *, engine: str) -> None:
    """Raises EngineFailed for a language that is not among those known; none at all is the engine's own."""
    if tag is None or primary_language(tag) in known:
        return
    shown = " and ".join(sorted(known)) if len(known) < 3 else f"{len(known)} languages, and not this one"  # noqa: PLR2004 - a pair
    raise EngineFailed(
        f"{engine} does not understand the language {primary_language(tag)!r}: it knows {shown}.",
        hint="Choose another speech engine or model for this language.",
    )
