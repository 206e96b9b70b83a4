"""A recorder comes: what it is given, and what it cannot have."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.auth.secrets import sha256_of
from lookhear.backend.records import CredentialKind
from lookhear.backend.sessions.beginning import ChannelRequest
from lookhear.errors import Conflict, InvalidRequest, NotFound
from lookhear.protocol.ids import is_recording_id
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import CHANNELS, NOW_NS, NS_PER_S, OTHER_RECORDING, RECORDING, WHOEVER, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def channel(channel_id: str, **more: Any) -> ChannelRequest:  # noqa: ANN401 - as ChannelRequest
    return ChannelRequest(channel_id=channel_id, **more)


def test_a_recording_is_bound_and_its_channels_are_streams_from_then_on(backend: ServedBackend) -> None:
    begun = backend.begun(clock_wall_origin_ns=7, engine={"name": "lookhear"}, tracks=("mix:default", "context:default"))
    session = backend.session(begun.session.id)
    assert session == begun.session
    assert (session.state, session.recording_id, session.clock_wall_origin_ns) == (SessionState.STARTING, RECORDING, 7)
    assert session.engine == {"name": "lookhear"}
    streams = backend.store.read(lambda tx: tx.streams.of_session(session.id))
    assert tuple(streams) == begun.streams
    assert [(stream.track, stream.id[:4]) for stream in streams] == [
        ("display:1", "rts-"),
        ("mic:default", "rts-"),
        ("mix:default", "trk-"),
        ("context:default", "trk-"),
    ]


def test_every_stream_has_a_link_from_its_first_moment(backend: ServedBackend) -> None:
    begun = backend.begun()
    targets = (begun.session.id, begun.streams[0].id)
    shares = backend.store.read(lambda tx: [tx.videos.share_of(target) for target in targets])
    assert [share.target for share in shares if share] == list(targets)
    assert begun.slug == getattr(shares[0], "slug", None)


def test_the_grant_is_for_this_recording_and_ends(backend: ServedBackend) -> None:
    begun = backend.begun()
    row = backend.store.read(lambda tx: tx.credentials.get(sha256_of(begun.grant)))
    assert row is not None
    assert (row.kind, row.recording_id, row.session_id) == (CredentialKind.GRANT, RECORDING, begun.session.id)
    assert row.expires_ns == NOW_NS + 12 * 3600 * NS_PER_S


def test_the_same_recording_again_gets_a_fresh_grant_for_the_same_streams(backend: ServedBackend) -> None:
    first = backend.begun()
    second = backend.begun(session_id=first.session.id, channels=(CHANNELS[1], channel("display:2")))
    assert second.grant != first.grant
    assert second.session == first.session
    assert second.streams[:2] == first.streams
    assert [stream.track for stream in second.streams[2:]] == ["display:2"]
    assert not second.streams[2].is_primary
    assert len(backend.store.read(lambda tx: tx.sessions.events(first.session.id))) == 2


def test_a_display_that_comes_later_is_the_primary_one_when_there_was_none(backend: ServedBackend) -> None:
    first = backend.begun(channels=(channel("mic:default"),))
    assert first.session.primary_channel is None
    second = backend.begun(session_id=first.session.id, channels=(channel("display:1"),))
    assert backend.session(first.session.id).primary_channel == "display:1"
    assert second.streams[-1].is_primary


def test_a_second_recorder_is_refused_and_changes_nothing(backend: ServedBackend) -> None:
    first = backend.begun()
    with pytest.raises(Conflict, match="Another recorder"):
        backend.begun(session_id=first.session.id, recording_id=OTHER_RECORDING, channels=(channel("display:3"),))
    assert tuple(backend.store.read(lambda tx: tx.streams.of_session(first.session.id))) == first.streams


def test_a_recording_belongs_to_one_session(backend: ServedBackend) -> None:
    first = backend.begun()
    with pytest.raises(Conflict, match=first.session.id):
        backend.begun()


def test_a_session_that_failed_takes_no_recording(backend: ServedBackend) -> None:
    session = backend.created()
    backend.store.run(backend.services.sessions.stop(session.id, who=WHOEVER))
    with pytest.raises(Conflict, match="failed"):
        backend.begun(session_id=session.id)


def test_an_ended_session_gives_its_own_recording_a_grant_for_what_is_late(backend: ServedBackend) -> None:
    first = backend.begun()
    backend.fragment(first.streams[0])
    lifecycle = backend.services.sessions.lifecycle
    session = backend.session(first.session.id)
    backend.store.write(lambda tx: lifecycle.lose(tx, session, now_ns=NOW_NS))
    assert backend.begun(session_id=session.id).session.state is SessionState.STOPPED


def test_an_engine_without_recordings_of_its_own_is_given_one_and_the_time_of_now(backend: ServedBackend) -> None:
    begun = backend.begun(recording_id=None)
    assert is_recording_id(begun.session.recording_id or "")
    assert begun.session.clock_wall_origin_ns == NOW_NS
    again = backend.begun(session_id=begun.session.id, recording_id=None)
    assert again.session.recording_id == begun.session.recording_id


def test_an_unknown_session_is_not_found(backend: ServedBackend) -> None:
    with pytest.raises(NotFound, match="cap-none"):
        backend.begun(session_id="cap-none")


@pytest.mark.parametrize(
    ("channels", "named", "primary"),
    [
        ((channel("mic:default"), channel("display:2"), channel("display:1")), None, "display:2"),
        ((channel("display:2"), channel("display:1", is_primary=True)), None, "display:1"),
        ((channel("display:2", is_primary=True), channel("display:1")), "display:1", "display:1"),
        ((channel("display:2"), channel("display:1")), "display:9", "display:2"),
        ((channel("screen:3"), channel("display:1")), "screen:3", "display:3"),
        ((channel("mic:default", is_primary=True),), None, None),
    ],
)
def test_one_display_is_the_primary_one(
    backend: ServedBackend, channels: tuple[ChannelRequest, ...], named: str | None, primary: str | None
) -> None:
    begun = backend.begun(channels=channels, primary_video_channel_id=named)
    assert begun.session.primary_channel == primary
    assert [stream.track for stream in begun.streams if stream.is_primary] == ([primary] if primary else [])


def test_bare_and_repeated_names_of_other_engines_are_understood(backend: ServedBackend) -> None:
    bare = ("mic", "system_audio", "screen", "mic:default", "display:1")
    begun = backend.begun(channels=tuple(channel(name) for name in bare))
    assert [stream.track for stream in begun.streams] == ["mic:default", "system_audio:default", "display:1"]


@pytest.mark.parametrize(
    ("channels", "tracks", "sentence"),
    [
        ((), (), "at least one channel"),
        ((channel("camera:1"),), (), "camera:1"),
        ((channel("mix:default"),), (), "no channel"),
        ((channel("display:1", media="audio"),), (), "does not carry audio"),
        ((channel("mic:default", media="video"),), (), "does not carry video"),
        (CHANNELS, ("mic:other",), "is a channel"),
        (CHANNELS, ("nonsense",), "nonsense"),
        (tuple(channel(f"mic:{number}") for number in range(65)), (), "64 tracks"),
    ],
)
def test_tracks_that_cannot_be_are_refused_and_leave_nothing(
    backend: ServedBackend, channels: tuple[ChannelRequest, ...], tracks: tuple[str, ...], sentence: str
) -> None:
    session = backend.created()
    with pytest.raises(InvalidRequest, match=sentence):
        backend.begun(session_id=session.id, channels=channels, tracks=tracks)
    assert backend.session(session.id) == session
    assert backend.store.read(lambda tx: tx.streams.of_session(session.id)) == []


@pytest.mark.parametrize("recording_id", ["", "rec-1", "../x", RECORDING.lower()])
def test_what_is_no_recording_is_refused(backend: ServedBackend, recording_id: str) -> None:
    with pytest.raises(InvalidRequest, match="recording_id"):
        backend.begun(recording_id=recording_id)


@pytest.mark.parametrize(
    ("said", "default", "stored"), [(None, True, True), (None, False, False), (True, False, True), (False, True, False)]
)
def test_a_channel_that_says_nothing_is_stored_as_the_backend_likes(
    tmp_path: Path, *, said: bool | None, default: bool, stored: bool
) -> None:
    with ServedBackend(tmp_path, stores_by_default=default) as backend:
        begun = backend.begun(channels=(channel("display:1", store=said),))
        assert begun.streams[0].store is stored


def test_a_mix_is_kept_as_long_as_the_sound_in_it_that_is_kept_least(backend: ServedBackend) -> None:
    sounds = (channel("mic:default", store=False), channel("system_audio:default"), channel("display:1"))
    begun = backend.begun(channels=sounds, tracks=("mix:default", "context:default"))
    assert {stream.track: stream.store for stream in begun.streams} == {
        "mic:default": False,
        "system_audio:default": True,
        "display:1": True,
        "mix:default": False,
        "context:default": True,
    }


def stores(backend: ServedBackend, session_id: str) -> dict[str, bool]:
    return {stream.track: stream.store for stream in backend.store.read(lambda tx: tx.streams.of_session(session_id))}


def test_a_mix_is_not_kept_any_more_once_a_sound_joins_that_is_not_to_be_kept(backend: ServedBackend) -> None:
    first = backend.begun(channels=(channel("system_audio:default"),), tracks=("mix:default",))
    assert stores(backend, first.session.id) == {"system_audio:default": True, "mix:default": True}
    again = backend.begun(session_id=first.session.id, channels=(channel("mic:default", store=False),))
    assert stores(backend, first.session.id) == {"system_audio:default": True, "mix:default": False, "mic:default": False}
    assert {stream.track: stream.store for stream in again.streams} == stores(backend, first.session.id)


@pytest.mark.parametrize("later", [None, True])
def test_any_start_may_end_the_storing_of_a_channel_and_none_begins_it_again(backend: ServedBackend, *, later: bool | None) -> None:
    first = backend.begun(channels=(channel("mic:default"), channel("display:1")), tracks=("mix:default", "context:default"))
    for store, wanted in ((False, False), (later, False)):
        backend.begun(session_id=first.session.id, channels=(channel("mic:default", store=store),), tracks=("mix:default",))
        assert stores(backend, first.session.id) == {
            "mic:default": wanted,
            "display:1": True,
            "mix:default": wanted,
            "context:default": True,
        }


def test_a_start_that_says_nothing_of_storing_changes_nothing(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, stores_by_default=False) as backend:
        first = backend.begun(channels=(channel("mic:default", store=True),))
        backend.begun(session_id=first.session.id, channels=(channel("mic:default"),))
        assert stores(backend, first.session.id) == {"mic:default": True}


def test_the_recording_of_a_session_that_takes_nothing_any_more_may_begin_another_one(backend: ServedBackend) -> None:
    first = backend.begun()
    backend.complete(*first.streams)
    assert backend.session(first.session.id).state is SessionState.FAILED
    second = backend.begun()
    assert (second.session.recording_id, second.session.state) == (RECORDING, SessionState.STARTING)
    backend.fragment(second.streams[0])
    backend.complete(*second.streams)
    purged = dataclasses.replace(backend.session(second.session.id), purged_ns=NOW_NS)
    backend.store.write(lambda tx: tx.sessions.update(purged))
    assert backend.begun().session.state is SessionState.STARTING
