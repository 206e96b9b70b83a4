"""The session object, key for key as clients read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.sessions.beginning import ChannelRequest
from lookhear.backend.sessions.reading import SessionView, has_aliases, is_stalled, session_object, view_of
from lookhear.backend.settings import AliasRows
from lookhear.backend.streams.links import Links
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import CHANNELS, NOW_NS, NS_PER_S, RECORDING, ServedBackend
from tests.fakes.stored import INIT, SESSION, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Session, Video

LINKS = Links("https://capture.example.test")


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def shown(backend: ServedBackend, session_id: str, *, with_aliases: bool = False) -> dict[str, object]:
    view = backend.store.read(lambda tx: view_of(tx, tx.sessions.get(session_id) or SESSION))
    return session_object(view, links=LINKS, now_ns=backend.clock(), stalled_after_s=10, with_aliases=with_aliases)


def test_a_session_without_its_recorder_has_lists_and_no_nulls_in_their_place(backend: ServedBackend) -> None:
    session = backend.created()
    told = shown(backend, session.id)
    assert (told["channels"], told["rtstreams"], told["metadata"]) == ([], [], {})
    assert "data" not in told
    assert (told["id"], told["session_id"]) == (session.id, session.id)
    assert (told["created_at"], told["created_at_iso"]) == (1_800_000_000.0, "2027-01-15T08:00:00.000Z")
    assert told["exported_video_id"] is None
    assert str(told["player_url"]).startswith("https://capture.example.test/watch?v=")


def test_channels_are_shown_in_the_recorders_order_and_derived_tracks_are_none(backend: ServedBackend) -> None:
    channels = (ChannelRequest(channel_id="mic:default", name="Blue Yeti", store=False), ChannelRequest(channel_id="display:1"))
    begun = backend.begun(channels=channels, tracks=("mix:default",), clock_wall_origin_ns=5 * NS_PER_S // 2)
    told = shown(backend, begun.session.id)
    assert told["channels"] == [
        {
            "channel_id": "mic:default",
            "type": "audio",
            "name": "Blue Yeti",
            "store": False,
            "is_primary": False,
            "stream_id": begun.streams[0].id,
            "status": "open",
        },
        {
            "channel_id": "display:1",
            "type": "video",
            "name": "display:1",
            "store": True,
            "is_primary": True,
            "stream_id": begun.streams[1].id,
            "status": "open",
        },
    ]
    assert (told["recording_id"], told["started_at"], told["primary_video_channel_id"]) == (RECORDING, 2.5, "display:1")


@pytest.mark.parametrize(("last_seq", "status"), [(0, "unavailable"), (7, "complete")])
def test_a_channel_of_which_nothing_came_is_unavailable(backend: ServedBackend, last_seq: int, status: str) -> None:
    begun = backend.begun()
    ended = replace(begun.streams[0], state=StreamState.COMPLETE, last_seq=last_seq)
    backend.store.write(lambda tx: tx.streams.update(ended))
    told = shown(backend, begun.session.id)["channels"]
    assert isinstance(told, list)
    assert [row["status"] for row in told] == [status, "open"]


def test_a_stream_says_the_rate_of_its_sound_and_the_file_it_became(backend: ServedBackend) -> None:
    begun = backend.begun(channels=CHANNELS)
    display, mic = begun.streams
    asset: Video = replace(VIDEO, id="a-1", session_id=begun.session.id, channel="mic:default", is_session=False)
    backend.store.add(replace(INIT, stream_id=mic.id, rate=44_100), asset)
    rows = shown(backend, begun.session.id)["rtstreams"]
    assert isinstance(rows, list)
    found = {row["id"]: (row["sample_rate"], row["exported_asset_id"]) for row in rows}
    assert found == {mic.id: (44_100, "a-1"), display.id: (30, None)}


@pytest.mark.parametrize(
    ("quiet_s", "state", "stalled"),
    [
        (10.0, SessionState.ACTIVE, False),
        (10.1, SessionState.ACTIVE, True),
        (1000.0, SessionState.STOPPING, False),
        (1000.0, SessionState.STARTING, False),
    ],
)
def test_a_live_session_is_stalled_when_it_has_been_quiet_for_too_long(quiet_s: float, state: SessionState, *, stalled: bool) -> None:
    session = replace(SESSION, state=state, changed_ns=NOW_NS - 99 * NS_PER_S, last_media_ns=NOW_NS - round(quiet_s * NS_PER_S))
    assert is_stalled(session, now_ns=NOW_NS, after_s=10) is stalled


@pytest.mark.parametrize(
    ("setting", "client", "wanted"),
    [
        (AliasRows.AUTO, "videodb-python/0.5.1", True),
        (AliasRows.AUTO, "videodb-node/0.3.0", True),
        (AliasRows.AUTO, "lookhear/0.2", False),
        (AliasRows.AUTO, None, False),
        (AliasRows.OFF, "videodb-python/0.5.1", False),
        (AliasRows.ALWAYS, None, True),
    ],
)
def test_aliases_are_for_clients_that_look_for_them(
    backend: ServedBackend, setting: AliasRows, client: str | None, *, wanted: bool
) -> None:
    assert has_aliases(replace(backend.settings, alias_rows=setting), client) is wanted


@pytest.mark.parametrize(
    ("session", "status"),
    [
        (replace(SESSION, state=SessionState.EXPORTED), "exported"),
        (replace(SESSION, state=SessionState.EXPORTED, exported_video_id=None), None),
        (replace(SESSION, state=SessionState.STOPPED, error={"code": "export_failed"}), "failed"),
        (replace(SESSION, state=SessionState.FAILED), "failed"),
        (replace(SESSION, state=SessionState.FAILED, recording_id=None), None),
        (replace(SESSION, state=SessionState.ACTIVE), None),
        (replace(SESSION, state=SessionState.STOPPED), None),
    ],
)
def test_the_state_of_the_export_follows_from_that_of_the_session(session: Session, status: str | None) -> None:
    view = SessionView(session=session, streams=(), slug=None)
    told = session_object(view, links=LINKS, now_ns=NOW_NS, stalled_after_s=10)
    assert told["export_status"] == status
    assert (told["player_url"], told["stream_url"]) == (None, None)


def test_an_export_that_failed_and_is_asked_for_again_is_under_way(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    failed = replace(backend.session(begun.session.id), error={"code": "export_failed", "message": "No."})
    backend.store.write(lambda tx: tx.sessions.update(failed))
    assert shown(backend, begun.session.id)["export_status"] == "exporting"


def test_no_export_is_under_way_for_a_lost_recorder_that_had_sent_nothing(backend: ServedBackend) -> None:
    begun = backend.begun()
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.lose(tx, begun.session, now_ns=NOW_NS))
    told = shown(backend, begun.session.id)
    assert (told["status"], told["export_status"]) == ("stopped", None)


def test_a_stopped_session_with_something_to_keep_is_being_exported(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    assert shown(backend, begun.session.id)["export_status"] == "exporting"
