from __future__ import annotations

import pytest

from lookhear.desktop.engine.understanding.client import UnderstandingClient
from lookhear.desktop.engine.understanding.starting import start
from lookhear.desktop.engine.understanding.texts import text_of
from lookhear.desktop.engine.understanding.values import LineKind, TextState
from tests.fakes.entries import entry
from tests.fakes.understood_backend import BEGAN_S, UnderstoodBackend, seen, spoken

ENTRY = entry(started_wall_ns=round(BEGAN_S * 1e9), session_id="cap-1", is_private=True)
EVERYTHING = (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY)


@pytest.mark.parametrize(
    ("status", "state"),
    [("running", TextState.GROWING), ("stopped", TextState.WHOLE), ("waiting_for_engine", TextState.WHOLE)],
)
def test_everything_is_told_in_order(status: str, state: TextState) -> None:
    with UnderstoodBackend() as backend, UnderstandingClient(backend.source) as client:
        start(client, client.streams("cap-1"), wanted=EVERYTHING)
        backend.set_status(status)
        backend.spoken["rts-2"] = [spoken(5.0, "hello")]
        backend.found = {"idx-rts-1-time": [seen(1.0, "One")], "idx-rts-2-transcript": [spoken(6.0, "They met.")]}
        text = text_of(client, ENTRY)
        assert text.state is state
        assert [(line.kind, round(line.at_s)) for line in text.lines] == [
            (LineKind.SCREEN, 1),
            (LineKind.SPEECH, 5),
            (LineKind.SUMMARY, 6),
        ]


def test_nobody_was_asked_or_nobody_can() -> None:
    with UnderstoodBackend() as backend, UnderstandingClient(backend.source) as client:
        assert text_of(client, ENTRY).state is TextState.NONE
        start(client, client.streams("cap-1"), wanted=EVERYTHING)
        backend.set_status("waiting_for_engine")
        assert text_of(client, ENTRY).state is TextState.NO_ENGINE
        for row in backend.indexes.values():
            row["error"] = {"code": "backend.engine_off", "message": "The engine for vision is switched off. Write it there."}
        assert text_of(client, ENTRY).state is TextState.ENGINE_OFF


def test_of_two_indexes_that_of_this_application_is_read() -> None:
    with UnderstoodBackend() as backend, UnderstandingClient(backend.source) as client:
        backend.indexes["other"] = backend.started("rts-1", {"name": "other"}) | {"rtstream_index_id": "other"}
        backend.indexes["idx-rts-1-time"]["name"] = "Lookhear"
        backend.found = {"other": [seen(1.0, "other")], "idx-rts-1-time": [seen(2.0, "own")]}
        assert [line.parts for line in text_of(client, ENTRY).lines] == [("own",)]
        del backend.indexes["idx-rts-1-time"]
        assert [line.parts for line in text_of(client, ENTRY).lines] == [("other",)]
