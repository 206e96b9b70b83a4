"""What everybody who asks over HTTP has in common: words for what went wrong, how long to wait, whom plain HTTP trusts."""

from __future__ import annotations

import ssl
from typing import Final

import httpx

UNTRUSTED: Final = "its certificate is not trusted"


def reason_of(error: Exception) -> str:
    """A few words of our own for the kinds of failure there are: what a proxy or a TLS library says may name whatever it likes."""
    if isinstance(error, httpx.ConnectError):
        return UNTRUSTED if "certificate" in str(error).lower() else "no connection"
    if isinstance(error, httpx.ProxyError):
        return "the proxy refuses"
    if isinstance(error, httpx.RemoteProtocolError):
        return "the answer broke off"
    return "the connection broke"


def retry_after_s(text: str) -> float:
    """The seconds of a Retry-After; a date, which RFC 9110 §10.2.3 allows as well, counts as none."""
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0.0  # noqa: PLR2004 - eleven days are enough


def trusting_nobody() -> ssl.SSLContext:
    """For a client that never speaks TLS: with no authority at all, any attempt to would fail. Those of the system take a while to read."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
