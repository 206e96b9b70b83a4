"""Times as the wire tells them: seconds since 1970, or ISO 8601."""

from __future__ import annotations

import datetime as dt

from lookhear.media.samples import NS_PER_S


def seconds_of(ns: int) -> float:
    """Nanoseconds as seconds, to the millisecond."""
    return round(ns / NS_PER_S, 3)


def iso_of(ns: int) -> str:
    """A wall time as ``2026-01-31T12:00:00.250Z``."""
    moment = dt.datetime.fromtimestamp(ns / NS_PER_S, tz=dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ns_of(seconds: float) -> int:
    """Seconds as nanoseconds."""
    return round(seconds * NS_PER_S)
