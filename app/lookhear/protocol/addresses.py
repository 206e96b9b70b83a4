"""Addresses of backends: checked before anything is sent there, and shown without what nobody else should see."""

from __future__ import annotations

import ipaddress
import logging
from urllib.parse import urlsplit

from lookhear.errors import BackendUnsuitable
from lookhear.protocol.credentials import is_secret

log = logging.getLogger(__name__)


def checked_url(url: str, *, what: str) -> str:
    """An address without the slash at its end. Raises BackendUnsuitable for what is none."""
    text = url.strip().rstrip("/")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if (
        parts.scheme not in {"http", "https"}
        or not host
        or not is_secret(text)  # nothing but printable ASCII
        or parts.username is not None
        or parts.query
        or parts.fragment
    ):
        raise BackendUnsuitable(
            f"{_shown(text)} is not the address of {what}.",
            hint="It begins with http:// or https://, as https://lookhear.example.com, and holds no user, ? or #.",
        )
    if parts.scheme == "http" and not is_this_computer(host):
        log.info("%s is reached without encryption: whoever shares the network can see what is recorded.", origin_of(text))
    return parts.geturl().rstrip("/")  # with its scheme in lower case


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: what may be shown to anybody."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def is_this_computer(host: str) -> bool:
    """Whether a host name is a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(text: str) -> str:
    """An address as it may be shown: what could hold a credential is left out."""
    bare = text.partition("?")[0].partition("#")[0]
    scheme, separator, rest = bare.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"[:200] if separator else bare.rpartition("@")[2][:200]
