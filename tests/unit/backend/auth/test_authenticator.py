"""Who is asking: known, unknown, expired and revoked credentials."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.auth import authenticator as module
from lookhear.backend.auth.authenticator import Authenticator
from lookhear.backend.auth.secrets import MAX_SECRET_CHARS, sha256_of
from lookhear.backend.records import Credential, CredentialKind
from lookhear.errors import CredentialExpired, CredentialRevoked, Unauthorized
from tests.fakes.serving import KEY, NOW_NS, NS_PER_S, ServedBackend
from tests.fakes.stored import GRANT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def identify(backend: ServedBackend, secret: str | None, *, may_be_expired: bool = False) -> Credential:
    return backend.store.run(backend.services.auth.identify(secret, may_be_expired=may_be_expired))


def minted(backend: ServedBackend, *, expires_in_s: int = 600) -> str:
    return backend.store.run(backend.services.auth.mint_token(expires_in_s=expires_in_s, user_id="u"))[0]


def test_the_key_it_was_started_with_is_known_and_stands_in_no_row(backend: ServedBackend) -> None:
    assert identify(backend, KEY).kind is CredentialKind.API_KEY
    assert backend.store.read(lambda tx: tx.credentials.get(sha256_of(KEY))) is None


@pytest.mark.parametrize("secret", [None, "", "st-nobody", KEY[:-1], KEY + "x", "x" * (MAX_SECRET_CHARS + 1), "\udcff"])
def test_what_nobody_issued_is_refused(backend: ServedBackend, secret: str | None) -> None:
    with pytest.raises(Unauthorized) as caught:
        identify(backend, secret)
    assert type(caught.value) is Unauthorized
    assert not secret or secret not in caught.value.for_people()


def test_a_token_is_good_until_its_end(backend: ServedBackend) -> None:
    token = minted(backend, expires_in_s=600)
    found = identify(backend, token)
    assert (found.kind, found.user_id, found.expires_ns) == (CredentialKind.CLIENT_TOKEN, "u", NOW_NS + 600 * NS_PER_S)
    backend.clock.advance(600 * NS_PER_S - 1)
    assert identify(backend, token) == found
    backend.clock.advance(1)
    with pytest.raises(CredentialExpired, match="client token has expired"):
        identify(backend, token)
    assert identify(backend, token, may_be_expired=True) == found


def test_a_revoked_token_is_refused_at_once_although_it_was_remembered(backend: ServedBackend) -> None:
    token = minted(backend)
    identify(backend, token)
    assert backend.store.run(backend.services.auth.revoke(token))
    with pytest.raises(CredentialRevoked, match="revoked"):
        identify(backend, token)
    assert not backend.store.run(backend.services.auth.revoke(token))


def test_neither_the_key_nor_a_stranger_can_be_revoked(backend: ServedBackend) -> None:
    for secret in (KEY, "st-nobody"):
        assert not backend.store.run(backend.services.auth.revoke(secret))
    assert identify(backend, KEY).kind is CredentialKind.API_KEY


def test_a_look_that_saw_the_row_before_it_was_revoked_does_not_bring_it_back(backend: ServedBackend) -> None:
    token = minted(backend)
    auth = Authenticator(backend.services.store, api_key=KEY, now_ns=backend.clock)

    async def scene() -> None:
        look = asyncio.create_task(auth.identify(token))
        await asyncio.sleep(0)  # it has asked the store
        await auth.revoke(token)
        await asyncio.gather(look, return_exceptions=True)
        with pytest.raises(CredentialRevoked):
            await auth.identify(token)

    backend.store.run(scene())


def test_a_longer_term_counts_once_it_is_told(backend: ServedBackend) -> None:
    secret = "ig-0123456789"
    row = replace(GRANT, sha256=sha256_of(secret), expires_ns=NOW_NS + 1)
    backend.store.add(row)
    identify(backend, secret)
    backend.store.write(lambda tx: tx.credentials.extend(row.sha256, expires_ns=NOW_NS + 10))
    backend.services.auth.forget(row.sha256)
    backend.clock.advance(5)
    assert identify(backend, secret).expires_ns == NOW_NS + 10


def test_it_remembers_only_so_many(backend: ServedBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 2)
    auth = backend.services.auth
    tokens = [minted(backend) for _ in range(3)]
    for token in tokens:
        identify(backend, token)
    assert [sha256_of(token) in auth._remembered for token in tokens] == [False, True, True]
