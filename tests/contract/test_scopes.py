"""Who may ask what: every route, every kind of credential, as the table in scopes.txt says. A route that is not in it fails the test.

A line is a route and those who get past the door: key (an API key), token (a client token of the account), own and other (client
tokens that are bound to the session the route is about, or to another one), grant (that of its recording), or anybody. Everybody else
gets 403; no credential, one that nobody issued, one that was revoked and one that has expired get 401. What happens behind the door
(404, 422, 409 …) is no matter here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from lookhear.protocol.digests import content_digest
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import fragment_of, init_of
from tests.fakes.serving import OTHER_RECORDING, ServedBackend
from tests.fakes.stored import VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TABLE: Final = Path(__file__).with_name("scopes.txt")
METHODS: Final = ("get", "put", "post", "patch", "delete")
WHO: Final = ("key", "token", "own", "other", "grant")
ANYBODY: Final = "anybody"
REFUSED: Final = (401, 403)
# Routes that look at a request before they look at what its credential is good for: these requests get that far.
BODIES: Final[dict[str, dict[str, object]]] = {
    "POST /capture/session/start": {"session_id": "{session_id}", "recording_id": "{recording_id}"},
    "POST /rtstream/event": {"event_prompt": "somebody laughs", "label": "laughing"},
    "POST /share": {"target": "{stream_id}"},
    "POST /collection/{collection_id}/upload": {"url": "https://files.example/talk.mp4"},
    "POST /ingest/v1/streams/{stream_id}/complete": {"last_seq": 0},
}
ROWS: Final = {"POST /compile": {"video_id": "{video_id}"}}
UPLOADS: Final = (
    "PUT /ingest/v1/streams/{stream_id}/init/{number}",
    "PUT /ingest/v1/streams/{stream_id}/fragments/{number}",
)
OF_EXPIRED_GRANTS: Final = ("POST /ingest/v1/recordings/{recording_id}/grant", "GET /ingest/v1/streams/{stream_id}")
"""What a grant that has run out is still good for; for other expired credentials it is a matter of scope."""
TICKETS: Final = {"POST /upload/{ticket}": 401}  # the credential is in the path, and there is no such ticket


def table() -> dict[str, frozenset[str]]:
    """Who may, by route."""
    rows = [line.split("|") for line in TABLE.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return {" ".join(route.split()): frozenset(who.split()) for route, who in rows}


class Door:
    """A backend with two sessions, and one credential of each kind."""

    def __init__(self, backend: ServedBackend) -> None:
        self.backend = backend
        begun = backend.begun()
        backend.store.add(replace(VIDEO, session_id=begun.session.id))
        other = backend.begun(recording_id=OTHER_RECORDING)
        self.known = {
            "session_id": begun.session.id,
            "stream_id": begun.streams[0].id,
            "recording_id": begun.session.recording_id or "",
            "collection_id": "default",
            "video_id": VIDEO.id,
            "number": "1",
            "slug": begun.slug,
        }
        self.secrets: dict[str, str | None] = {
            "key": backend.settings.api_key,
            "token": backend.token(),
            "own": self._bound_to(begun.session.id),
            "other": self._bound_to(other.session.id),
            "grant": begun.grant,
        }
        self.bad: dict[str, str | None] = {"none": None, "unknown": "st-nobody-issued-this", "empty": ""}
        revoked = backend.token()
        backend.data("POST", "/capture/session/token/revoke", json={"token": revoked})
        key = backend.data("POST", "/key", json={})
        backend.data("DELETE", f"/key/{key['id']}")
        self.bad |= {"a revoked token": revoked, "a revoked key": key["key"], "an expired token": self._expired()}

    def _bound_to(self, session_id: str) -> str:
        auth = self.backend.services.auth
        secret, _ = self.backend.store.run(auth.mint_token(expires_in_s=3600, session_id=session_id))
        return secret

    def _expired(self) -> str:
        secret = str(self.backend.data("POST", "/capture/session/token", json={"expires_in": 1})["token"])
        self.backend.clock.advance(2_000_000_000)
        return secret

    def knocks(self, route: str, secret: str | None) -> int:
        """The status that a credential gets at a route."""
        method, path = route.split()
        request: dict[str, Any] = {}
        if route in BODIES:
            request["json"] = self._told(BODIES[route])
        elif route in ROWS:
            request["json"] = [self._told(ROWS[route])]
        elif route in UPLOADS:
            body = init_of(TrackKind.DISPLAY) if "/init/" in route else fragment_of(TrackKind.DISPLAY, 1)
            headers = {"Content-Type": TrackKind.DISPLAY.content_type, "Content-Digest": content_digest(body.sha256)}
            request = {"content": body.data, "headers": headers, "params": {} if "/init/" in route else {"init": 1}}
        return self.backend.ask(method, self._filled(path), key=secret, **request).status_code

    def _told(self, body: Mapping[str, object]) -> dict[str, object]:
        return {name: self._filled(value) if isinstance(value, str) else value for name, value in body.items()}

    def _filled(self, text: str) -> str:
        return re.sub(r"{(\w+)}", lambda found: self.known.get(found[1], "nothing"), text)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with ServedBackend(tmp_path, key_requests_per_s=0.0) as backend:
        yield Door(backend)


def routes(door: Door) -> list[str]:
    """Every route of the backend, those that remove things last, and what is inside of something before that."""
    paths: dict[str, dict[str, Any]] = door.backend.ask("GET", "/openapi.json", key=None).json()["paths"]
    found = [f"{method.upper()} {path}" for path, item in paths.items() for method in METHODS if method in item]
    return sorted(found, key=lambda route: (route.startswith("DELETE"), -route.count("/")))


def test_every_route_stands_in_the_table_and_the_table_names_no_other(door: Door) -> None:
    assert set(routes(door)) ^ table().keys() == set()


def test_every_word_of_the_table_means_something() -> None:
    assert set().union(*table().values()) == {*WHO, ANYBODY}


def test_each_credential_gets_past_the_doors_that_the_table_says(door: Door, subtests: pytest.Subtests) -> None:
    allowed = table()
    for route in routes(door):
        if ANYBODY in allowed[route]:
            continue
        with subtests.test(route):
            found = {who for who in WHO if door.knocks(route, door.secrets[who]) not in REFUSED}
            assert found == allowed[route]
            bad = {name: door.knocks(route, secret) for name, secret in door.bad.items()}
            wanted = dict.fromkeys(bad, 401) | ({"an expired token": 403} if route in OF_EXPIRED_GRANTS else {})
            assert bad == wanted


def test_what_is_open_to_anybody_asks_for_no_credential(door: Door) -> None:
    refused = {route: door.knocks(route, None) for route, who in table().items() if ANYBODY in who}
    assert {route: status for route, status in refused.items() if status in REFUSED} == TICKETS
