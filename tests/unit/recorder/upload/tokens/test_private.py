"""The private backend of this computer as a source of tokens."""

from __future__ import annotations

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable
from lookhear.recorder.upload.tokens.ports import PrivateBackend
from lookhear.recorder.upload.tokens.private import PrivateProvider
from tests.fakes.backend import KEY, TOKEN, FakeBackend
from tests.fakes.mint import FakeMint, Reply


class Finder:
    """Finds what it was told, or nothing."""

    def __init__(self, *found: PrivateBackend) -> None:
        self.found = list(found)

    def find(self) -> PrivateBackend:
        if not self.found:
            raise BackendUnreachable("It is still starting.")
        return self.found[0] if len(self.found) == 1 else self.found.pop(0)


def test_its_own_key_opens_a_session() -> None:
    with FakeBackend() as backend:
        ticket = PrivateProvider(Finder(PrivateBackend(url=backend.url, api_key=KEY)), wall_s=lambda: 1_000).obtain()
        assert (ticket.session_id, ticket.token, ticket.expires_at_s, ticket.api_url) == ("cap-minted-1", TOKEN, 1_600, backend.url)


def test_a_wrong_key_is_refused_and_not_shown() -> None:
    with FakeBackend() as backend, pytest.raises(BackendRefused) as caught:
        PrivateProvider(Finder(PrivateBackend(url=backend.url, api_key="sk-wrong"))).obtain()
    assert "sk-wrong" not in caught.value.for_people()


def test_an_answer_without_a_session_is_no_backend_of_ours() -> None:
    with FakeMint({"/init-session": Reply({"success": True, "data": {}})}) as mint, pytest.raises(BackendUnsuitable):
        PrivateProvider(Finder(PrivateBackend(url=mint.url, api_key=KEY))).obtain()


def test_it_is_looked_for_anew_each_time() -> None:
    first, second = PrivateBackend(url="http://127.0.0.1:1", api_key=KEY), PrivateBackend(url="http://127.0.0.1:2", api_key=KEY)
    provider = PrivateProvider(Finder(first, second))
    assert [provider.locate("http://127.0.0.1:9"), provider.locate("http://127.0.0.1:9")] == [first.url, second.url]
    with pytest.raises(BackendUnreachable):
        PrivateProvider(Finder()).locate("http://127.0.0.1:9")
