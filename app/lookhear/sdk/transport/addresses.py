"""The address of a backend as a developer gives it. Standard library only, no I/O."""

from __future__ import annotations

from lookhear.errors import BackendUnsuitable, InvalidRequestError
from lookhear.protocol.addresses import checked_url


def base_url_of(text: str) -> str:
    """A base URL without the slash at its end. Raises InvalidRequestError for what is none."""
    try:
        return checked_url(text, what="a capture backend")
    except BackendUnsuitable as exc:
        raise InvalidRequestError(str(exc), hint=exc.hint) from None
