from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.serving import BASE_URL, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def test_rows_carry_both_ids_alone_and_in_lists(backend: ServedBackend) -> None:
    begun = backend.begun(tracks=("mix:default",))
    listed = backend.data("GET", "/rtstream", key=backend.token())
    assert (listed["count"], listed["next"], listed["previous"]) == (2, None, None)
    for row in listed["results"]:
        assert row["id"] == row["rtstream_id"]
        assert backend.data("GET", f"/rtstream/{row['id']}") == row
    assert {row["id"] for row in listed["results"]} == {stream.id for stream in begun.streams[:2]}


def test_pages_name_their_neighbours(backend: ServedBackend) -> None:
    backend.begun()
    first = backend.data("GET", "/rtstream?limit=1&name=i&ordering=created_at")
    assert first["next"] == f"{BASE_URL}/rtstream?limit=1&offset=1&name=i&ordering=created_at"
    second = backend.data("GET", first["next"].removeprefix(BASE_URL))
    assert (second["next"], second["previous"]) == (None, first["next"].replace("offset=1", "offset=0"))
    assert first["results"] != second["results"]


def test_lists_may_be_of_one_state(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.complete(begun.streams[0])
    stopped = backend.data("GET", "/rtstream?status=stopped")["results"]
    assert [(row["name"], row["status"]) for row in stopped] == [("display:1", "stopped")]


def test_lists_of_a_state_hold_rows_that_show_it(backend: ServedBackend) -> None:
    begun = backend.begun()
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.lose(tx, begun.session, now_ns=backend.clock()))  # its tracks stay open
    for status, wanted in (("stopped", 2), ("connected", 0)):
        listed = backend.data("GET", f"/rtstream?status={status}")
        assert (listed["count"], [row["status"] for row in listed["results"]]) == (wanted, [status] * wanted)


def test_a_derived_track_and_a_stranger_are_not_found(backend: ServedBackend) -> None:
    begun = backend.begun(tracks=("mix:default",))
    for stream_id in (begun.streams[-1].id, "rts-none", "nothing"):
        assert backend.ask("GET", f"/rtstream/{stream_id}").status_code == 404


def test_a_stream_may_be_asked_for_what_it_does_and_stopped_with_its_session(backend: ServedBackend) -> None:
    begun = backend.begun()
    stream_id = begun.streams[0].id
    assert backend.data("PATCH", f"/rtstream/{stream_id}/status", json={"action": "start"}) == {}
    assert backend.data("PATCH", f"/rtstream/{stream_id}/status", json={"action": "stop"}) == {}
    assert backend.data("GET", f"/collection/default/capture/session/{begun.session.id}")["status"] == "stopping"
    assert backend.ask("PATCH", f"/rtstream/{stream_id}/status", json={"action": "dance"}).status_code == 422


def test_parameters_of_a_list_may_be_left_empty(backend: ServedBackend) -> None:
    backend.begun()
    assert backend.data("GET", "/rtstream?status=&limit=&offset=&name=&ordering=")["count"] == 2
