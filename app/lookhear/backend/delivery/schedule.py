"""When a webhook that was not taken is tried again: seconds at first, hours in the end."""

from __future__ import annotations

import datetime as dt
import email.utils
import math
import random
from typing import Final

from lookhear.media.samples import NS_PER_S

DELAYS_S: Final = (1.0, 5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 7200.0, 14_400.0)
LONGEST_DELAY_S: Final = DELAYS_S[-1]
_JITTER: Final = 0.2  # so that what failed together does not come back together


def delay_s(failures: int, *, retry_after_s: float = 0.0) -> float:
    """How long to wait after so many attempts. A receiver may ask for more patience than that, up to the longest delay."""
    usual = DELAYS_S[min(max(failures, 1), len(DELAYS_S)) - 1] * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - spreads load
    return max(usual, min(retry_after_s, LONGEST_DELAY_S))


def retry_after_s(header: str | None, *, now_ns: int) -> float:
    """What Retry-After says (RFC 9110 §10.2.3), in seconds from ``now_ns``, wall time; zero for nothing and for nonsense."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_DELAY_S)
    try:
        at = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if at.tzinfo is None:  # "-0000": UTC without saying so
        at = at.replace(tzinfo=dt.UTC)
    left_s = at.timestamp() - now_ns / NS_PER_S
    return min(max(0.0, left_s), LONGEST_DELAY_S) if math.isfinite(left_s) else 0.0
