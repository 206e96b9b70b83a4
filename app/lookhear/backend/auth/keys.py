"""API keys beside the one that the backend was started with: made, listed and taken back while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.auth.secrets import issue
from lookhear.backend.records import Credential, CredentialKind
from lookhear.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.auth.authenticator import Authenticator
    from lookhear.backend.ports import Store, Transaction

MAX_KEYS: Final = 1000
START_KEY: Final = "start"
_ID_CHARS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An API key as it is shown; nobody can tell its secret from this. The times are wall times in ns."""

    id: str
    name: str
    hint: str
    created_ns: int
    revoked_ns: int | None = None
    is_start_key: bool = False


class KeyService:
    """Keys are rows, and only the SHA-256 of their secrets is kept. The start key is none: it is given anew at every start."""

    def __init__(self, *, store: Store, auth: Authenticator, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._auth = auth
        self._now_ns = now_ns

    async def all(self) -> list[ApiKey]:
        """Every key, the start key first, then the oldest; revoked ones too."""
        found = await self._store.read(lambda tx: tx.credentials.of_kind(CredentialKind.API_KEY))
        start = self._auth.start_key
        first = ApiKey(id=START_KEY, name="", hint=start.hint, created_ns=start.created_ns, is_start_key=True)
        return [first, *(_shown(credential) for credential in found)]

    async def create(self, name: str) -> tuple[str, ApiKey]:
        """A new key: the only copy of its secret, and how it is shown. Raises Conflict when there are too many."""
        secret, credential = issue(CredentialKind.API_KEY, now_ns=self._now_ns(), expires_ns=None, name=name)

        def work(tx: Transaction) -> None:
            good = [each for each in tx.credentials.of_kind(CredentialKind.API_KEY) if each.revoked_ns is None]
            if len(good) >= MAX_KEYS:
                raise Conflict(f"There are {MAX_KEYS} API keys, which is as many as there may be.", hint="Revoke some.")
            tx.credentials.add(credential)

        await self._store.write(work)
        return secret, _shown(credential)

    async def revoke(self, key_id: str) -> None:
        """Take a key back; from now on it is good for nothing. Raises NotFound, and Conflict for the start key."""
        if key_id == START_KEY:
            raise Conflict(
                "The key that the backend was started with cannot be revoked.",
                hint="Start the backend with another one.",
            )
        now = self._now_ns()

        def work(tx: Transaction) -> str:
            found = next((each for each in tx.credentials.of_kind(CredentialKind.API_KEY) if id_of(each) == key_id), None)
            if found is None:
                raise NotFound("There is no API key with this id.")
            tx.credentials.revoke(found.sha256, now_ns=now)
            return found.sha256

        self._auth.forget(await self._store.write(work))


def id_of(credential: Credential) -> str:
    """What a key is called where it may be seen: the beginning of its SHA-256, from which nothing follows about the rest."""
    return f"key-{credential.sha256[:_ID_CHARS]}"


def _shown(credential: Credential) -> ApiKey:
    return ApiKey(
        id=id_of(credential),
        name=credential.name,
        hint=credential.hint,
        created_ns=credential.created_ns,
        revoked_ns=credential.revoked_ns,
    )
