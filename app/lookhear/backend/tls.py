"""TLS of the server itself, for who has a certificate and no proxy in front."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from lookhear.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def server_context(cert: Path, key: Path) -> ssl.SSLContext:
    """What the server speaks TLS with: 1.2 and up, with the ciphers that Python's defaults hold for good (PEP 644 and later).

    ``cert`` holds the certificate and those between it and its authority, ``key`` its key; both are PEM. Raises UsageError.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    context.set_alpn_protocols(["http/1.1"])
    for path, what in ((cert, "certificate"), (key, "key")):
        try:
            path.read_bytes()
        except OSError as exc:
            raise UsageError(f"The TLS {what} {path} cannot be read ({exc.strerror}).") from exc

    def refuse() -> str:
        raise UsageError(f"The TLS key {key} is locked by a password.", hint="A server starts alone: give it one that is not.")

    try:
        context.load_cert_chain(cert, key, password=refuse)
    except (ssl.SSLError, ValueError) as exc:
        reason = {"KEY_VALUES_MISMATCH": "the key is not that of the certificate"}.get(getattr(exc, "reason", "") or "", "they hold no PEM")
        raise UsageError(f"The TLS certificate {cert} and its key {key} cannot be used: {reason}.") from exc
    return context
