"""Ingest on the wire: limits, headers, the descriptors a recorder gets, and the problems a backend may answer with.

    PUT  /ingest/v1/streams/{stream_id}/init/{n}                    body: ftyp+moov
    PUT  /ingest/v1/streams/{stream_id}/fragments/{seq}?init={n}    body: [prft] moof mdat, or lines of JSON for the context log
         x-access-token: the ingest grant · Content-Digest: sha-256=:…: · Content-Type · Content-Length, all required
    GET  /ingest/v1/streams/{stream_id}            200 with a `StreamStatus`: what is there
    POST /ingest/v1/streams/{stream_id}/complete   {"last_seq": n, "inits": [1, …]} → 200 with a `StreamStatus`, or 409 with the
                                                   ranges of what is missing: {"missing": [[13, 13]], "missing_inits": [[2, 2]]};
                                                   "lost": [[13, 13]] in the request names numbers that will never come (their
                                                   files were destroyed before they could be sent), and that nobody need wait for
    POST /ingest/v1/recordings/{recording_id}/grant  the grant in the header lives on, as long as a track is not complete:
                                                     200 {"grant", "expires_at" (epoch s), "streams", "limits"}

Numbers count from one; ``last_seq`` 0 says that the track holds nothing. 201 stored, 200 was stored already: both mean durable,
both have an ETag (the SHA-256 in hexadecimal) and no body. Once somebody has asked for the session's end, answers to what is new
bear ``x-lookhear-stop: 1``, and a `StreamStatus` says "stop_requested": the recorder should end the recording. A backend that says
neither wishes nothing. Everything else is a problem (RFC 9457): a body of
{"type", "title", "status", "detail", "success": false, "message", "error_code"}.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_FRAGMENT_BYTES: Final = 8 << 20
MAX_INIT_BYTES: Final = 64 << 10
MAX_TRACKS: Final = 64  # of one recording
MAX_CONTEXT_BYTES: Final = 1 << 20
MAX_NUMBER: Final = 99_999_999  # of an init or a fragment: eight digits; one a second for three years
TOKEN_HEADER: Final = "x-access-token"  # noqa: S105 - the name of a header
STOP_HEADER: Final = "x-lookhear-stop"


class Problem(StrEnum):
    """The last part of a problem's type; the value is part of the wire."""

    UNAUTHORIZED = "unauthorized"  # no credential, or one that nobody issued
    EXPIRED = "expired"  # a credential past its time; a grant can be renewed
    REVOKED = "revoked"
    FORBIDDEN = "forbidden"  # a valid credential for something else
    NOT_FOUND = "not-found"
    BAD_REQUEST = "bad-request"  # the request itself makes no sense
    BAD_DIGEST = "bad-digest"  # the body is not what its digest says, or there is no digest
    CONFLICT = "conflict"  # other bytes are stored under this number
    MISSING = "missing"  # complete was said, and fragments are missing
    CLOSED = "closed"  # the track is complete
    LENGTH_REQUIRED = "length-required"
    INIT_MISSING = "init-missing"
    TOO_LARGE = "too-large"
    WRONG_TYPE = "wrong-type"
    NOT_A_FRAGMENT = "not-a-fragment"
    TOO_SLOW = "too-slow"  # the body did not come in time
    BUSY = "busy"  # come again later, as Retry-After says
    DISK_FULL = "disk-full"

    @property
    def status(self) -> HTTPStatus:
        """The HTTP status that goes with it."""
        return _STATUS[self]

    @property
    def type_uri(self) -> str:
        """The problem's type as RFC 9457 wants it: an identifier, not an address."""
        return f"urn:lookhear:problem:{self.value}"


_STATUS: Final = {
    Problem.UNAUTHORIZED: HTTPStatus.UNAUTHORIZED,
    Problem.EXPIRED: HTTPStatus.UNAUTHORIZED,
    Problem.REVOKED: HTTPStatus.UNAUTHORIZED,
    Problem.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Problem.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Problem.BAD_REQUEST: HTTPStatus.BAD_REQUEST,
    Problem.BAD_DIGEST: HTTPStatus.BAD_REQUEST,
    Problem.CONFLICT: HTTPStatus.CONFLICT,
    Problem.MISSING: HTTPStatus.CONFLICT,
    Problem.CLOSED: HTTPStatus.GONE,
    Problem.LENGTH_REQUIRED: HTTPStatus.LENGTH_REQUIRED,
    Problem.INIT_MISSING: HTTPStatus.PRECONDITION_FAILED,
    Problem.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Problem.WRONG_TYPE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    Problem.NOT_A_FRAGMENT: HTTPStatus.UNPROCESSABLE_ENTITY,
    Problem.TOO_SLOW: HTTPStatus.REQUEST_TIMEOUT,
    Problem.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Problem.DISK_FULL: HTTPStatus.INSUFFICIENT_STORAGE,
}


class StreamState(StrEnum):
    """What a backend says of a track."""

    OPEN = "open"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamDescriptor:
    """Where one track goes. ``url`` is absolute: ``…/ingest/v1/streams/{stream_id}``."""

    stream_id: str
    track: str
    url: str


Ranges = tuple[tuple[int, int], ...]
"""Numbers as inclusive ranges: ``((1, 12), (14, 20))``."""


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """Whole numbers as ascending inclusive ranges."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def parse_ranges(value: object) -> Ranges:
    """Inclusive ranges as they come from JSON. Raises ValueError for what are no ranges."""
    pairs: list[tuple[int, int]] = []
    for pair in value if isinstance(value, list) else [value]:
        match pair:
            case [int(first), int(last)] if 0 <= first <= last:
                pairs.append((first, last))
            case _:
                raise ValueError(f"{pair!r} is not a range of numbers")
    return tuple(pairs)


def union_of(*several: Ranges) -> Ranges:
    """Ranges in any order, overlapping or not, as ascending ranges that do not touch."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(pair for ranges in several for pair in ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def missing_in(ranges: Ranges, *, last: int) -> Ranges:
    """What of the numbers one to ``last`` is in none of the ascending ranges."""
    found: list[tuple[int, int]] = []
    position = 1
    for first, end in ranges:
        if first > last:
            break
        if first > position:
            found.append((position, first - 1))
        position = max(position, end + 1)
    if position <= last:
        found.append((position, last))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamStatus:
    """What a backend has of a track: the numbers of its inits and fragments. ``last_seq`` is known once it is complete.

    ``is_stored`` false: what it processed is removed after a while, and is not among those numbers any more. ``is_stop_wished``: somebody
    has asked there for the end of the session.

    ``sha256`` (hexadecimal) is that over the SHA-256 digests, 32 bytes each, of the fragments in order of their numbers, as a
    recording's receipt has it; None from a backend that does not say.
    """

    stream_id: str
    track: str
    state: StreamState
    inits: Ranges
    have: Ranges
    last_seq: int | None
    sha256: str | None = None
    is_stored: bool = True
    is_stop_wished: bool = False

    def to_json(self) -> dict[str, object]:
        """The object on the wire."""
        return {
            "stream_id": self.stream_id,
            "track": self.track,
            "state": self.state.value,
            "inits": [list(pair) for pair in self.inits],
            "have": [list(pair) for pair in self.have],
            "last_seq": self.last_seq,
            "sha256": self.sha256,
            "store": self.is_stored,
            "stop_requested": self.is_stop_wished,
        }

    @classmethod
    def parse(cls, value: object) -> StreamStatus:
        """Read the object on the wire. Raises ValueError for what is none."""
        match value:
            case {"stream_id": str(stream_id), "track": str(track), "state": str(state), "inits": list(inits), "have": list(have), **rest}:
                last_seq, sha256 = rest.get("last_seq"), rest.get("sha256")
                if last_seq is None or (isinstance(last_seq, int) and not isinstance(last_seq, bool)):
                    return cls(
                        stream_id=stream_id,
                        track=track,
                        state=StreamState(state),
                        inits=parse_ranges(inits),
                        have=parse_ranges(have),
                        last_seq=last_seq,
                        sha256=sha256 if isinstance(sha256, str) else None,
                        is_stored=rest.get("store") is not False,
                        is_stop_wished=rest.get("stop_requested") is True,
                    )
        raise ValueError("that is not the status of a track")


def is_within(number: int, ranges: Ranges) -> bool:
    """Whether a number lies in one of the ranges."""
    return any(first <= number <= last for first, last in ranges)
