"""How known user's backends are asked for a session: data, chosen by the path of the mint address (contract §7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Yields(StrEnum):
    """What the answer of a step is looked through for."""

    ACCESS = "access"  # an app's own token, for the steps behind it
    TOKEN = "token"  # noqa: S105 - a kind of answer
    SESSION = "session"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One POST. ``path`` is put behind the part of the address before the preset's own; ``{secret}`` in ``body`` is the mint secret."""

    path: str
    yields: Yields
    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One kind of user's backend. ``endings`` are the ends of the paths it is known by; empty steps ask the address itself."""

    name: str
    endings: tuple[str, ...]
    steps: tuple[Step, ...]


_USER: Final = {"user_id": "desktop"}
_WITH_KEY: Final = {"name": "Lookhear", "api_key": "{secret}"}
_TRPC: Final = "/api/trpc"

ONE_CALL: Final = (Step(path="", yields=Yields.BOTH),)
_TWO_CALLS: Final = (
    Step(path="/api/token", yields=Yields.TOKEN, body=_USER),
    Step(path="/api/capture-session", yields=Yields.SESSION),
)
# tRPC servers with a transformer want their input under "json", those without one leave unknown keys alone.
_TRPC_CALLS: Final = (
    Step(path=f"{_TRPC}/token.generate", yields=Yields.TOKEN, body={"json": {}}),
    Step(path=f"{_TRPC}/capture.createSession", yields=Yields.SESSION, body={"json": {}}),
)

PRESETS: Final = (
    Preset(name="init-session", endings=("/init-session",), steps=ONE_CALL),
    Preset(
        name="register, token, capture-session",
        endings=("/api/register",),
        steps=(Step(path="/api/register", yields=Yields.ACCESS, body=_WITH_KEY), *_TWO_CALLS),
    ),
    Preset(name="token, capture-session", endings=("/api/capture-session", "/api/token"), steps=_TWO_CALLS),
    Preset(
        name="tRPC with register",
        endings=(f"{_TRPC}/auth.register",),
        steps=(
            Step(
                path=f"{_TRPC}/auth.register", yields=Yields.ACCESS, body={"json": {"name": "Lookhear", "apiKey": "{secret}"}, **_WITH_KEY}
            ),
            *_TRPC_CALLS,
        ),
    ),
    Preset(name="tRPC", endings=(f"{_TRPC}/capture.createSession", f"{_TRPC}/token.generate", _TRPC), steps=_TRPC_CALLS),
    Preset(name="sessions", endings=("/api/sessions",), steps=ONE_CALL),
    Preset(name="start-capture", endings=("/api/start-capture",), steps=ONE_CALL),
    Preset(name="capture session", endings=("/api/capture/session",), steps=ONE_CALL),
)
GENERIC: Final = Preset(name="generic", endings=(), steps=ONE_CALL)


def preset_of(url: str) -> tuple[Preset, str]:
    """The preset that an address belongs to, and the part of the address that its steps' paths are put behind.

    An address that no preset knows is asked as it is.
    """
    for preset in PRESETS:
        for ending in preset.endings:
            if url.endswith(ending):
                return preset, url if preset.steps == ONE_CALL else url.removesuffix(ending)
    return GENERIC, url
