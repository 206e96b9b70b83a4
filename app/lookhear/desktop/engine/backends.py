"""Which backend recordings go to: wishes of a person, and what a real test call says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.declared import BackendKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendWish:
    """What a person typed. ``preset`` is the name of one of `recorder.upload.tokens.presets.PRESETS`, or empty for the address's own."""

    kind: BackendKind
    url: str = ""
    mint_url: str = ""
    preset: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendCheck:
    """What came of it. ``sentence`` tells it, ``hint`` what to do; ``secret_place`` is where the secret is kept, for people."""

    is_good: bool
    sentence: str
    hint: str = ""
    secret_place: str = ""
    wants_secret: bool = False
