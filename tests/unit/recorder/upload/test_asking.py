from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable
from lookhear.recorder.upload.asking import AskedBackend, Source
from tests.fakes.backend_library import KEY, BackendWithSessions

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTED = "/collection/default/capture/session"


class Asking(AskedBackend):
    """A backend that is asked for its sessions, with the credential or without."""

    def listed(self, *, is_open: bool = False) -> dict[str, object]:
        return self._ask("GET", LISTED, is_open=is_open)


@pytest.fixture
def backend() -> Iterator[BackendWithSessions]:
    with BackendWithSessions() as made:
        yield made


def test_an_answer_is_taken_out_of_its_envelope(backend: BackendWithSessions) -> None:
    with Asking(backend.source) as asking:
        assert asking.listed() == {"sessions": [], "next_page": None}
    assert backend.asked == [("GET", LISTED, KEY)]


def test_the_credential_stays_here_where_the_path_is_the_permission(backend: BackendWithSessions) -> None:
    with Asking(backend.source) as asking:
        asking.listed(is_open=True)
    assert backend.asked == [("GET", LISTED, "")]


def test_a_refusal_is_an_error_that_never_has_the_credential_in_it(backend: BackendWithSessions) -> None:
    said = {"success": False, "message": f"What is {KEY}?", "error_code": "UNAUTHORIZED"}
    backend.answer = (401, "application/json", json.dumps(said).encode())
    with Asking(backend.source) as asking, pytest.raises(BackendRefused, match="What is …") as refused:
        asking.listed()
    assert KEY not in str(refused.value)


def test_a_page_is_no_answer(backend: BackendWithSessions) -> None:
    backend.answer = (200, "text/html", b"<html>Sign in</html>")
    with Asking(backend.source) as asking, pytest.raises(BackendUnsuitable, match="a web page"):
        asking.listed()


def test_nobody_is_asked_behind_the_end(backend: BackendWithSessions) -> None:
    with Asking(backend.source) as asking:
        asking.close()
    with pytest.raises(BackendUnreachable, match="not asked any more"):
        asking.listed()
    assert backend.asked == []


def test_a_source_does_not_show_its_credential() -> None:
    assert KEY not in repr(Source(url="http://127.0.0.1:1", credential=KEY))
