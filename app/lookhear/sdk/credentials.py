"""Which backend is meant and with which key: arguments, variables of the environment, the backend of this computer (contract §1.2).

Standard library only; nothing is asked over a network.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.errors import AuthenticationError, ConnectionFailed
from lookhear.protocol.credentials import is_secret
from lookhear.protocol.discovery import FOLDER
from lookhear.system.discovery import read_discovery

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_VARIABLES: Final = ("VIDEO_DB_API_KEY", "VIDEODB_API_KEY")
URL_VARIABLES: Final = ("VIDEODB_BASE_URL", "VIDEO_DB_BASE_URL", "VIDEODB_API_URL", "VIDEO_DB_API")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A backend and what it is asked with. The credential is not in its repr."""

    base_url: str
    credential: str = field(repr=False)


def find_access(*, api_key: str | None, session_token: str | None, base_url: str | None, environ: Mapping[str, str], data: Path) -> Access:
    """What the arguments of `connect` mean. ``data`` is the folder of this person's backend.

    A key comes before a token, and an argument before a variable. Without any URL it is the backend of this computer, with its own key
    unless an argument gives another: the key of a variable is most likely somebody else's, and is sent nowhere then.

    Raises AuthenticationError without a credential, ConnectionFailed when no backend runs here.
    """
    given = api_key or session_token
    credential = given or first_of(KEY_VARIABLES, environ)
    if url := base_url or first_of(URL_VARIABLES, environ):
        if not credential:
            raise AuthenticationError(
                "There is neither an API key nor a token.",
                hint=f"Give api_key or session_token, or set {' or '.join(KEY_VARIABLES)}.",
            )
        return Access(base_url=url, credential=credential)
    found = read_discovery(data / FOLDER)
    if found is None:
        hint = (
            f"Start it with `lookhear serve`, or name another one with base_url or {URL_VARIABLES[0]}, and its key with {KEY_VARIABLES[0]}."
        )
        if credential:
            raise ConnectionFailed("No backend is named, and none runs on this computer for you.", hint=hint)
        raise AuthenticationError("There is no API key, and no backend runs on this computer for you.", hint=hint)
    return Access(base_url=found.url, credential=given or found.api_key)


def first_of(names: tuple[str, ...], environ: Mapping[str, str]) -> str:
    """The first variable that is set and not empty, without what surrounds it; empty without one."""
    return next((value for name in names if (value := environ.get(name, "").strip())), "")


def checked_credential(text: object) -> str:
    """A credential that can stand in a header. Raises AuthenticationError, without showing it."""
    if not isinstance(text, str) or not is_secret(text.strip()):
        raise AuthenticationError(
            "The key or token is not one: it is empty, or holds a space, a line end or a letter beyond ASCII.",
            hint="Copy it again from where it was made.",
        )
    return text.strip()
