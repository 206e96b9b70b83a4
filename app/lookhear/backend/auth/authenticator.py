"""Who is asking: a secret from a header becomes the credential it stands for."""

from __future__ import annotations

import hmac
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from lookhear.backend.auth.secrets import MAX_SECRET_CHARS, issue, sha256_of
from lookhear.backend.records import Credential, CredentialKind
from lookhear.errors import CredentialExpired, CredentialRevoked, Unauthorized
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Bus, Store

_REMEMBERED: Final = 4096
CHANGED_TOPIC: Final = "credentials"
"""Rung with the SHA-256 of a credential whose row has changed: it was taken back, or its end was moved."""


class Authenticator:
    """Knows the API key it was started with; everything else is looked up by its SHA-256 and remembered for a while.

    Owned by the event loop. The memory is bounded, and what is revoked or extended here is forgotten at once.
    """

    def __init__(self, store: Store, *, api_key: str, now_ns: Callable[[], int], bus: Bus | None = None) -> None:
        self._store = store
        self._bus = bus
        self._now_ns = now_ns
        self._api_key = Credential(sha256=sha256_of(api_key), kind=CredentialKind.API_KEY, hint=api_key[:7], created_ns=now_ns())
        self._remembered: OrderedDict[str, Credential] = OrderedDict()
        self._changes = 0

    @property
    def start_key(self) -> Credential:
        """The API key that the backend was started with. It is no row, and cannot be revoked."""
        return self._api_key

    async def identify(self, secret: str | None, *, may_be_expired: bool = False) -> Credential:
        """The credential of a secret. Raises Unauthorized, CredentialExpired or CredentialRevoked with a sentence.

        ``may_be_expired`` is for renewing a grant. What the credential is good for is not asked here: see `scopes`.
        """
        if not secret:
            raise Unauthorized("This needs a credential, and the request has none.")
        if len(secret) > MAX_SECRET_CHARS:
            raise Unauthorized("The header x-access-token holds something that is no credential.")
        sha256 = sha256_of(secret)
        if hmac.compare_digest(sha256, self._api_key.sha256):
            return self._api_key
        credential = await self._look_up(sha256)
        if credential.revoked_ns is not None:
            raise CredentialRevoked(f"The {_name_of(credential)} was revoked.")
        if credential.expires_ns is not None and credential.expires_ns <= self._now_ns() and not may_be_expired:
            raise CredentialExpired(f"The {_name_of(credential)} has expired.")
        return credential

    async def mint_token(self, *, expires_in_s: int, user_id: str | None = None, session_id: str | None = None) -> tuple[str, Credential]:
        """A new client token, good for the whole account as contract §1.2 says, or for one session; this is the only copy of the secret."""
        now = self._now_ns()
        expires_ns = now + expires_in_s * NS_PER_S
        secret, credential = issue(CredentialKind.CLIENT_TOKEN, now_ns=now, expires_ns=expires_ns, user_id=user_id, session_id=session_id)
        await self._store.write(lambda tx: tx.credentials.add(credential))
        return secret, credential

    async def revoke(self, secret: str) -> bool:
        """Take a client token or a grant back; False when nobody issued it. The key of the command line cannot be revoked."""
        sha256, now = sha256_of(secret), self._now_ns()
        was_known = await self._store.write(lambda tx: tx.credentials.revoke(sha256, now_ns=now))
        self.forget(sha256)
        return was_known

    def forget(self, sha256: str) -> None:
        """Look a credential up anew next time, because its row has changed."""
        self._changes += 1  # a reader that is under way may have seen the row before the change: it must not remember it
        self._remembered.pop(sha256, None)
        if self._bus is not None:
            self._bus.publish(CHANGED_TOPIC, {"sha256": sha256})  # who holds something open for it looks anew, too

    async def _look_up(self, sha256: str) -> Credential:
        known = self._remembered.get(sha256)
        if known is not None:
            self._remembered.move_to_end(sha256)
            return known
        changes = self._changes
        credential = await self._store.read(lambda tx: tx.credentials.get(sha256))
        if credential is None:
            raise Unauthorized("Nobody issued this credential here.")
        if changes != self._changes:
            return credential
        self._remembered[sha256] = credential
        if len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        return credential


def _name_of(credential: Credential) -> str:
    return {CredentialKind.API_KEY: "API key", CredentialKind.CLIENT_TOKEN: "client token", CredentialKind.GRANT: "ingest grant"}[
        credential.kind
    ]
