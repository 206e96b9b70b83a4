from __future__ import annotations

from lookhear.desktop.engine.understanding.client import UnderstandingClient
from lookhear.desktop.engine.understanding.starting import is_video, start, stop, streams_of
from lookhear.desktop.engine.understanding.values import LineKind
from tests.fakes.understood_backend import UnderstoodBackend

EVERYTHING = (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY)


def test_displays_are_read_and_sounds_written_down_and_summed_up() -> None:
    with UnderstoodBackend() as backend, UnderstandingClient(backend.source) as client:
        streams = client.streams("cap-1")
        started = start(client, streams, wanted=EVERYTHING, language="de", connection_id="con-1")
        assert [(each.kind, each.stream.channel) for each in started] == [
            (LineKind.SCREEN, "display:1"),
            (LineKind.SPEECH, "mic:default"),
            (LineKind.SUMMARY, "mic:default"),
        ]
        assert [each.kind for each in start(client, streams, wanted=(LineKind.SUMMARY,))] == []  # there is nothing to sum up
        stop(client, streams, unwanted=EVERYTHING)
        assert backend.transcripts == {"rts-2": "stopped"}
        assert {row["status"] for row in backend.indexes.values()} == {"stopped"}


def test_indexes_of_others_are_left_alone() -> None:
    with UnderstoodBackend() as backend, UnderstandingClient(backend.source) as client:
        backend.started("rts-1", {"name": "mine"})
        stop(client, client.streams("cap-1"), unwanted=(LineKind.SCREEN,))
        assert [row["status"] for row in backend.indexes.values()] == ["running"]


def test_what_was_made_of_tracks_is_no_track() -> None:
    found = streams_of([("a", "display:1"), ("b", "mix:default"), ("c", "context:default"), ("d", "system_audio:default")])
    assert [stream.channel for stream in found] == ["display:1", "system_audio:default"]
    assert is_video("display:2")
    assert not is_video("mic:default")
    assert not is_video("nonsense")
