"""Finds session, token, expiry and backend in the JSON of a user's backend, wherever it put them.

Every user's backend invented its own answer. The rule (contract §7): look for these names in the object itself, then under
``data``, ``result``, ``result.data`` and ``result.data.json``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SESSION: Final = ("session_id", "sessionId", "capture_session_id", "captureSessionId", "id")
TOKEN: Final = ("token", "client_token", "clientToken", "session_token", "sessionToken")
ACCESS: Final = ("access_token", "accessToken", "token")
API_URL: Final = ("api_url", "apiUrl", "base_url", "backend_base_url", "videodb_api_url")
_EXPIRES_AT: Final = ("expires_at", "expiresAt")
_EXPIRES_IN: Final = ("expires_in", "expiresIn", "token_ttl_seconds")
_PATHS: Final = ((), ("data",), ("result",), ("result", "data"), ("result", "data", "json"))
_MS_FROM: Final = 100_000_000_000  # epoch seconds reach this in the year 5138, milliseconds did in 1973


def find_text(value: object, names: Iterable[str]) -> str | None:
    """The first of these names, in their order, that stands for a text anywhere it may stand."""
    places = list(_places(value))
    for name in names:
        for place in places:
            found = place.get(name)
            if isinstance(found, str) and found.strip():
                return found.strip()
    return None


def find_expiry_s(value: object, *, wall_s: float) -> float | None:
    """When the token ends, in epoch seconds: told as such (number or ISO 8601), or as seconds from now."""
    for place in _places(value):
        for name in _EXPIRES_AT:
            if (moment := _moment_s(place.get(name))) is not None:
                return moment
        for name in _EXPIRES_IN:
            if (seconds := _number(place.get(name))) is not None:
                return wall_s + seconds
    return None


def _places(value: object) -> Iterator[dict[str, object]]:
    for path in _PATHS:
        place = value
        for step in path:
            place = place.get(step) if isinstance(place, dict) else None
        if isinstance(place, dict):
            yield place


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1 << 53:
        return float(value)
    return float(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16 else None  # noqa: PLR2004 - as above


def _moment_s(value: object) -> float | None:
    number = _number(value)
    if number is not None:
        return number / 1000 if number >= _MS_FROM else number
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
