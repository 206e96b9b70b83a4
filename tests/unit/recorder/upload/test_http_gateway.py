"""The gateway against a strict backend on a real socket."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnsuitable
from lookhear.protocol.ingest import Problem, StreamState
from lookhear.protocol.tracks import TrackKind
from lookhear.recorder.spool.binding import Grant, Ticket
from lookhear.recorder.upload.gateway import Blob
from lookhear.recorder.upload.http_gateway import HttpGateway, _start_body
from tests.fakes.backend import TOKEN, FakeBackend, Fault
from tests.fakes.recordings import MIC, fragment_bytes, fragment_facts, init_bytes, manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = manifest()
DATA = fragment_bytes(fragment_facts(MIC, 1))


@pytest.fixture
def backend() -> Iterator[FakeBackend]:
    with FakeBackend() as made:
        yield made


@pytest.fixture
def gateway(backend: FakeBackend) -> Iterator[HttpGateway]:
    made = HttpGateway(backend.url + "/")
    yield made
    made.close()


def ticket(session_id: str = "cap-1", token: str = TOKEN) -> Ticket:
    return Ticket(session_id=session_id, token=token, expires_at_s=None, api_url="unused")


@pytest.fixture
def grant(gateway: HttpGateway) -> Grant:
    return gateway.start(ticket(), MANIFEST, derived=["context:default"])


def blob(data: bytes = DATA, *, number: int = 1, init: int | None = 1) -> Blob:
    return Blob(kind=TrackKind.MIC, number=number, init=init, data=data, sha256=hashlib.sha256(data).hexdigest())


def stream(grant: Grant, track: str = "mic:default") -> str:
    found = grant.stream_of(track)
    assert found is not None
    return found.stream_id


def test_a_start_names_every_track_and_gives_a_grant(backend: FakeBackend, grant: Grant) -> None:
    assert {each.track for each in grant.streams} == {"display:1", "mic:default", "context:default"}
    assert (grant.grant, grant.session_id, grant.player_url) == ("ig-right", "cap-1", f"{backend.url}/watch?v=slug")


def test_a_fragment_goes_behind_its_init_and_twice_does_no_harm(backend: FakeBackend, gateway: HttpGateway, grant: Grant) -> None:
    with pytest.raises(BackendRefused) as caught:
        gateway.put(grant, stream(grant), blob())
    assert caught.value.reason == Problem.INIT_MISSING
    gateway.put(grant, stream(grant), blob(init_bytes(MIC), init=None))
    gateway.put(grant, stream(grant), blob())
    gateway.put(grant, stream(grant), blob())
    assert backend.of("mic:default").fragments == {1: (1, DATA)}
    status = gateway.status(grant, stream(grant))
    assert (status.have, status.inits, status.state) == (((1, 1),), ((1, 1),), StreamState.OPEN)


def test_a_complete_names_what_is_missing_and_what_is_lost(gateway: HttpGateway, grant: Grant) -> None:
    gateway.put(grant, stream(grant), blob(init_bytes(MIC), init=None))
    with pytest.raises(BackendRefused) as caught:
        gateway.complete(grant, stream(grant), last_seq=2, inits=[1], lost=())
    assert (caught.value.reason, caught.value.details["missing"]) == (Problem.MISSING, [[1, 2]])
    assert gateway.complete(grant, stream(grant), last_seq=2, inits=[1], lost=((1, 2),)).state is StreamState.COMPLETE


def test_a_grant_is_renewed_and_a_session_stopped_and_looked_at(backend: FakeBackend, gateway: HttpGateway, grant: Grant) -> None:
    assert gateway.renew(grant, MANIFEST.recording_id) == grant
    gateway.stop(grant)
    assert gateway.session(ticket()).state == backend.sessions["cap-1"] == "stopping"


@pytest.mark.parametrize(
    ("made", "reason"),
    [(ticket(token="st-wrong"), Problem.UNAUTHORIZED), (ticket("cap-9"), Problem.NOT_FOUND), (ticket("../cap-1"), Problem.NOT_FOUND)],
)
def test_a_start_with_the_wrong_things_is_refused(gateway: HttpGateway, made: Ticket, reason: Problem) -> None:
    with pytest.raises(BackendRefused) as caught:
        gateway.start(made, MANIFEST, derived=[])
    assert caught.value.reason == reason


def test_a_wrong_grant_is_refused_and_not_shown(gateway: HttpGateway, grant: Grant) -> None:
    wrong = dataclasses.replace(grant, grant="ig-wrong")
    with pytest.raises(BackendRefused) as caught:
        gateway.put(wrong, stream(grant), blob())
    assert caught.value.reason == Problem.UNAUTHORIZED
    assert "ig-wrong" not in caught.value.for_people()


def test_identifiers_lead_nowhere_else(backend: FakeBackend, gateway: HttpGateway, grant: Grant) -> None:
    with pytest.raises(BackendRefused):
        gateway.status(grant, "../../capture/session/cap-1")
    assert backend.requests[-1][1] == "/ingest/v1/streams/..%2F..%2Fcapture%2Fsession%2Fcap-1"


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.HTML_NOT_FOUND, Fault.REDIRECT])
def test_a_page_instead_of_an_answer_is_no_backend(backend: FakeBackend, gateway: HttpGateway, grant: Grant, fault: Fault) -> None:
    backend.plan(fault, times=1)
    with pytest.raises(BackendUnsuitable):
        gateway.put(grant, stream(grant), blob())
    backend.plan(fault, on="GET", times=1)
    with pytest.raises(BackendUnsuitable):
        gateway.status(grant, stream(grant))


@pytest.mark.parametrize("url", ["", "a.example", "ftp://a.example"])
def test_what_is_no_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(BackendUnsuitable, match="not the address"):
        HttpGateway(url)


def test_a_backend_that_wants_the_end_says_so_with_what_it_stores(backend: FakeBackend, gateway: HttpGateway, grant: Grant) -> None:
    assert not gateway.put(grant, stream(grant), blob(init_bytes(MIC), init=None))
    assert not gateway.status(grant, stream(grant)).is_stop_wished
    backend.is_stop_wished = True
    assert gateway.put(grant, stream(grant), blob())
    assert gateway.status(grant, stream(grant)).is_stop_wished
    assert gateway.complete(grant, stream(grant), last_seq=1, inits=[1], lost=()).is_stop_wished


def test_a_start_says_of_each_channel_whether_it_is_to_be_stored_or_nothing(gateway: HttpGateway) -> None:
    stores: tuple[bool | None, ...] = (False, None)
    channels = tuple(dataclasses.replace(each, store=store) for each, store in zip(MANIFEST.channels, stores, strict=True))
    body = _start_body(ticket(), dataclasses.replace(MANIFEST, channels=channels), derived=[])
    said = body["channels"]
    assert isinstance(said, list)
    assert [channel["store"] for channel in said] == [False, None]
