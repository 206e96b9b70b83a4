from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.understanding.client import INDEX_NAME, Stream, StreamHit, UnderstandingClient, digest, sights
from lookhear.errors import BackendRefused, BackendUnreachable
from tests.fakes.understood_backend import BEGAN_S, UnderstoodBackend, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def backend() -> Iterator[UnderstoodBackend]:
    with UnderstoodBackend() as made:
        yield made


@pytest.fixture
def client(backend: UnderstoodBackend) -> Iterator[UnderstandingClient]:
    with UnderstandingClient(backend.source) as made:
        yield made


def test_streams_and_a_socket(client: UnderstandingClient) -> None:
    assert client.streams("cap-1") == [Stream(stream_id="rts-1", channel="display:1"), Stream(stream_id="rts-2", channel="mic:default")]
    assert client.socket() == ("ws://127.0.0.1:1/ws/none", "con-1")


def test_a_transcript_is_started_read_page_by_page_and_stopped(client: UnderstandingClient, backend: UnderstoodBackend) -> None:
    assert client.transcript("rts-2").status == "not_configured"
    assert client.start_transcript("rts-2", connection_id="con-1", language="de").status == "running"
    assert backend.asked[-1][2] == {"action": "start", "ws_connection_id": "con-1", "language_code": "de"}
    backend.spoken["rts-2"] = [spoken(float(number), f"word {number}") for number in range(120)]
    assert len(client.spoken("rts-2")) == 120
    assert [row["text"] for row in client.spoken("rts-2", from_s=BEGAN_S + 119.5)] == ["word 118", "word 119"]
    client.stop_transcript("rts-2")
    assert client.transcript("rts-2").status == "stopped"


def test_indexes_are_started_told_of_and_stopped(client: UnderstandingClient, backend: UnderstoodBackend) -> None:
    made = client.start_index("rts-1", sights(every_s=4.0))
    client.start_index("rts-2", digest(every_s=60.0, prompt="Sum up"), connection_id="con-1")
    assert (made.index_id, made.name, made.has_sound) == ("idx-rts-1-time", INDEX_NAME, False)
    assert [index.has_sound for index in client.indexes("rts-2")] == [True]
    backend.indexes[made.index_id]["error"] = {"code": "engine.busy", "message": "It is too hot."}
    assert client.index("rts-1", made.index_id).sentence == "It is too hot."
    backend.alerts = [{"alert_id": "al-1", "label": "Promise", "last_triggered_at": 5.0}]
    assert client.alerts("rts-1", made.index_id) == backend.alerts
    client.stop_index("rts-1", made.index_id)
    assert client.index("rts-1", made.index_id).status == "stopped"


def test_a_search_tells_what_can_be_shown(client: UnderstandingClient, backend: UnderstoodBackend) -> None:
    hit = {"capture_session_id": "cap-1", "rtstream_name": "mic:default", "start": 7.5, "text": "budget", "index_type": "transcript"}
    backend.hits = [hit, {"start": "never"}]
    assert client.search("budget") == [
        StreamHit(session_id="cap-1", channel="mic:default", start_s=7.5, text="budget", index_type="transcript")
    ]


def test_what_a_backend_refuses_is_an_error_without_its_key(client: UnderstandingClient, backend: UnderstoodBackend) -> None:
    backend.refusal = (401, {"success": False, "message": "sk-its-key is no key.", "error_code": "UNAUTHORIZED"})
    with pytest.raises(BackendRefused) as refused:
        client.streams("cap-1")
    assert "sk-its-key" not in str(refused.value)


def test_a_backend_that_is_gone_is_an_error(backend: UnderstoodBackend) -> None:
    source = type(backend.source)(url="http://127.0.0.1:1", credential="x")
    with UnderstandingClient(source) as client, pytest.raises(BackendUnreachable):
        client.socket()
