"""Addresses of live sources. They often hold a password, so only `SourceAddress.shown` is ever told or logged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from lookhear.backend.delivery.guard import Target, is_host, plain
from lookhear.errors import AddressRefused

_DEFAULT_PORTS: Final = {"rtsp": 554, "rtsps": 322}
PORTS: Final = frozenset({322, 443, 554, 8322, 8443, 8554})
"""Of public addresses: others are of other services."""
MAX_CHARS: Final = 2000
_HINT: Final = "It looks like rtsp://camera.example.org/stream."


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks, where a source wants to know."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAddress:
    """A live source. ``asked`` is the address in requests: it has no login."""

    target: Target
    is_encrypted: bool
    shown: str
    asked: str = field(repr=False)  # its query may hold a password
    login: Login | None = None


def source_address(url: str) -> SourceAddress:
    """Read an address. Raises AddressRefused, which repeats nothing of it."""
    if len(url) > MAX_CHARS or any(not char.isprintable() or char in ' \\"<>^`{|}' or ord(char) > 126 for char in url):  # noqa: PLR2004 - ASCII
        raise AddressRefused("url is not the address of a live source.", hint=_HINT)
    try:
        parts = urlsplit(url)
        host, port = plain(parts.hostname or ""), parts.port
        login = Login(unquote(parts.username, errors="strict"), unquote(parts.password or "", errors="strict")) if parts.username else None
    except ValueError as exc:
        raise AddressRefused("url is not the address of a live source.", hint=_HINT) from exc
    if parts.scheme not in _DEFAULT_PORTS or port == 0 or not is_host(host):
        raise AddressRefused("url must begin with rtsp:// or rtsps:// and name a host.", hint=_HINT)
    if login is not None and not all(char.isprintable() and char != '"' for char in login.user + login.password):
        raise AddressRefused("url: the user name and the password may not hold quotes or what cannot be printed.", hint=_HINT)
    named = f"[{host}]" if ":" in host else host
    shown = f"{parts.scheme}://{named}{f':{port}' if port else ''}{parts.path}"
    return SourceAddress(
        target=Target(host=host, port=port or _DEFAULT_PORTS[parts.scheme]),
        is_encrypted=parts.scheme == "rtsps",
        shown=shown,
        asked=f"{shown}?{parts.query}" if parts.query else shown,
        login=login,
    )
