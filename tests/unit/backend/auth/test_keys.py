"""API keys that come and go while the backend runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.auth import keys as keys_module
from lookhear.backend.auth.keys import START_KEY, KeyService, id_of
from lookhear.errors import Conflict, CredentialRevoked, NotFound
from tests.fakes.serving import KEY, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as backend:
        yield backend


@pytest.fixture
def keys(backend: ServedBackend) -> KeyService:
    services = backend.services
    return KeyService(store=services.store, auth=services.auth, now_ns=services.now_ns)


def test_a_new_key_opens_everything_until_it_is_revoked(backend: ServedBackend, keys: KeyService) -> None:
    secret, key = backend.store.run(keys.create("web shop"))
    found = backend.store.run(backend.services.auth.identify(secret))
    assert (found.name, key.name, key.id) == ("web shop", "web shop", id_of(found))
    assert backend.ask("GET", "/collection", key=secret).status_code == 200
    backend.store.run(keys.revoke(key.id))
    with pytest.raises(CredentialRevoked, match="was revoked"):
        backend.store.run(backend.services.auth.identify(secret))
    assert backend.ask("GET", "/collection", key=KEY).status_code == 200


def test_the_secret_is_nowhere_but_in_the_one_answer(backend: ServedBackend, keys: KeyService) -> None:
    secret, key = backend.store.run(keys.create("x"))
    row = backend.store.read(lambda tx: tx.credentials.of_kind(backend.services.auth.start_key.kind))[0]
    assert secret not in repr(row)
    assert secret not in repr(key)
    assert secret.startswith(key.hint)
    assert len(key.hint) < 8


def test_the_list_begins_with_the_start_key_and_keeps_what_was_revoked(backend: ServedBackend, keys: KeyService) -> None:
    _, first = backend.store.run(keys.create("first"))
    backend.clock.advance(5)
    _, second = backend.store.run(keys.create("second"))
    backend.store.run(keys.revoke(first.id))
    found = backend.store.run(keys.all())
    assert [(key.id, key.is_start_key) for key in found] == [(START_KEY, True), (first.id, False), (second.id, False)]
    assert [key.revoked_ns is None for key in found] == [True, False, True]


def test_the_start_key_cannot_be_revoked(backend: ServedBackend, keys: KeyService) -> None:
    with pytest.raises(Conflict, match="started with"):
        backend.store.run(keys.revoke(START_KEY))
    assert backend.ask("GET", "/collection").status_code == 200


def test_what_is_no_key_cannot_be_revoked_either(backend: ServedBackend, keys: KeyService) -> None:
    token = backend.token()
    credential = backend.store.run(backend.services.auth.identify(token))
    with pytest.raises(NotFound):
        backend.store.run(keys.revoke(id_of(credential)))
    backend.store.run(backend.services.auth.identify(token))


def test_there_is_an_end_to_how_many_there_may_be(backend: ServedBackend, keys: KeyService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_module, "MAX_KEYS", 2)
    _, first = backend.store.run(keys.create("a"))
    backend.store.run(keys.create("b"))
    with pytest.raises(Conflict, match="as many as there may be"):
        backend.store.run(keys.create("c"))
    backend.store.run(keys.revoke(first.id))
    backend.store.run(keys.create("c"))
