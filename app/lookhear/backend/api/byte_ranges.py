"""Parts of a file on request (RFC 9110 §14), and answers that may be kept for ever or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.requests import Request

CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Length, Content-Range, ETag, Date",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""For everything a player fetches: whoever has the link may look, from whatever page."""
KEPT: Final = "public, max-age=31536000, immutable"
"""For what everybody may have for ever, such as the player's own program."""
NOT_KEPT: Final = "no-store"
_KEPT_S: Final = 3600
_ONE_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class NotSatisfiable(Exception):
    """The range lies behind the end: 416."""


def wanted_range(request: Request, size_bytes: int, *, etag: str) -> tuple[int, int] | None:
    """The bytes a request wants, from the first to before the last; None for all of them.

    Several ranges, an unknown unit and an If-Range about another version mean everything. Raises NotSatisfiable.
    """
    header = request.headers.get("range", "")
    if_range = request.headers.get("if-range")
    found = _ONE_RANGE.fullmatch(header.replace(" ", ""))
    if found is None or (if_range is not None and if_range != f'"{etag}"'):
        return None
    first, last = found[1], found[2]
    if not first and not last:
        return None
    if not first:
        if int(last) == 0:
            raise NotSatisfiable
        return max(0, size_bytes - int(last)), size_bytes
    if last and int(last) < int(first):
        return None
    if int(first) >= size_bytes:
        raise NotSatisfiable
    return int(first), min(size_bytes, int(last) + 1 if last else size_bytes)


def kept_for(left_s: float | None, *, is_stored: bool) -> str:
    """How long media may be kept by who got them, and by nobody else: links end, and what they show is removed.

    ``left_s`` is what the link has left, None for no end; what is not to be stored is not to be kept either.
    """
    if not is_stored:
        return NOT_KEPT
    return f"private, max-age={max(0, min(_KEPT_S, _KEPT_S if left_s is None else int(left_s)))}, immutable"


def is_known(request: Request, etag: str) -> bool:
    """Whether who asks has this version already: 304."""
    return etag in {each.strip().removeprefix("W/").strip('"') for each in request.headers.get("if-none-match", "").split(",")}
