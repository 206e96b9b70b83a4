"""Which backend recordings go to: wishes of a person, and what a real test call says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.declared import BackendKind
    from lookhear.system.secrets.kinds import SecretPlace


class BackendState(StrEnum):
    """What a test call came to, in kinds: the GUI words each in its language."""

    GOOD = "good"
    BAD_ADDRESS = "bad_address"
    BAD_SECRET = "bad_secret"  # noqa: S105 - what was typed cannot be one
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"  # its certificate
    UNSUITABLE = "unsuitable"  # what answers is no backend, or too old a one
    WANTS_SECRET = "wants_secret"  # noqa: S105 - it answers, and wants to know who asks
    REFUSED = "refused"
    BUSY = "busy"
    FAILED = "failed"  # here, before anybody was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendWish:
    """What a person typed. ``preset`` is the name of one of `recorder.upload.tokens.presets.PRESETS`, or empty for the address's own.

    An empty ``secret`` means the one that is kept for that address, if there is one.
    """

    kind: BackendKind
    url: str = ""
    mint_url: str = ""
    preset: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretKept:
    """Where secrets are kept here; ``file`` is its path where that is a file, for people."""

    place: SecretPlace
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendCheck:
    """What came of it. ``sentence`` tells it, ``hint`` what to do, both in English; ``state`` is what other languages are made from.

    ``who`` is the origin of the address that was asked last. ``is_open_to_others``: it is spoken to without encryption over a network.
    ``kept`` is where the secret is kept, once it is.
    """

    state: BackendState
    sentence: str
    hint: str = ""
    who: str = ""
    is_open_to_others: bool = False
    kept: SecretKept | None = None

    @property
    def is_good(self) -> bool:
        """Whether recordings can go there."""
        return self.state is BackendState.GOOD

    @property
    def wants_secret(self) -> bool:
        """Whether a sign-in is missing or wrong."""
        return self.state in {BackendState.WANTS_SECRET, BackendState.BAD_SECRET}
