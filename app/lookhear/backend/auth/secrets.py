"""Secrets and what is kept of them. All are random (256 bits), so one round of SHA-256 hides them as well as a slow hash would."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import Credential, CredentialKind
from lookhear.protocol.ids import new_secret

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SECRET_CHARS: Final = 512
_HINT_CHARS: Final = 7
PREFIXES: Final[Mapping[CredentialKind, str]] = {
    CredentialKind.API_KEY: "sk",
    CredentialKind.CLIENT_TOKEN: "st",
    CredentialKind.GRANT: "ig",
}


def sha256_of(secret: str) -> str:
    """The name under which a secret is kept, in hexadecimal. Looking up by it takes the same time for a near miss and a far one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def issue(
    kind: CredentialKind,
    *,
    now_ns: int,
    expires_ns: int | None,
    session_id: str | None = None,
    recording_id: str | None = None,
    user_id: str | None = None,
    name: str = "",
) -> tuple[str, Credential]:
    """Mint a secret: the only copy of it, and the row that is kept."""
    secret = new_secret(PREFIXES[kind])
    credential = Credential(
        sha256=sha256_of(secret),
        kind=kind,
        hint=secret[:_HINT_CHARS],
        created_ns=now_ns,
        expires_ns=expires_ns,
        session_id=session_id,
        recording_id=recording_id,
        user_id=user_id,
        name=name,
    )
    return secret, credential
