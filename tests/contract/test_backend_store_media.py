"""What every store of rows promises about streams, their fragments, videos and shares."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookhear.backend.records import ExportState
from lookhear.errors import StoreConflict
from lookhear.protocol.ingest import StreamState, ranges_of
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind
from tests.fakes.stored import COLLECTION, FRAGMENT, INIT, SESSION, SHARE, STREAM, VIDEO, AskedStore, fragments

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Extent
    from lookhear.protocol.ingest import Ranges


@pytest.fixture
def store(store: AskedStore) -> AskedStore:
    store.add(COLLECTION, SESSION, STREAM)
    return store


def test_streams_come_back_with_every_field_in_the_order_of_the_recorder(store: AskedStore) -> None:
    mic = replace(
        STREAM, id="rts-0", track="mic:default", kind=TrackKind.MIC, position=1, is_primary=False, completed_ns=None, last_seq=None
    )
    store.add(mic)
    assert store.read(lambda rows: rows.streams.of_session(SESSION.id)) == [STREAM, mic]
    changed = replace(mic, state=StreamState.OPEN, store=False, last_seq=3)
    store.write(lambda rows: rows.streams.update(changed))
    assert store.read(lambda rows: rows.streams.get("rts-0")) == changed
    assert store.read(lambda rows: rows.streams.get("rts-9")) is None


def test_channels_are_searched_and_other_tracks_are_not(store: AskedStore) -> None:
    def add(rows: Transaction) -> None:
        for number, (kind, name) in enumerate(
            [(TrackKind.MIC, "Mic of the Desk"), (TrackKind.SYSTEM_AUDIO, "100x"), (TrackKind.MIX, "Mix"), (TrackKind.CONTEXT, "Context")]
        ):
            state = StreamState.OPEN if kind is TrackKind.MIC else StreamState.COMPLETE
            rows.streams.add(
                replace(STREAM, id=f"rts-{number + 2}", track=f"{kind}:x", kind=kind, name=name, created_ns=number + 3, state=state)
            )

    store.write(add)

    def ids(
        *, is_connected: bool | None = None, name: str | None = None, limit: int = 9, offset: int = 0, newest: bool = True
    ) -> tuple[list[str], int]:
        rows, count = store.read(
            lambda t: t.streams.search(is_connected=is_connected, name=name, limit=limit, offset=offset, is_newest_first=newest)
        )
        return [row.id for row in rows], count

    assert ids() == (["rts-3", "rts-2", "rts-1"], 3)
    assert ids(newest=False) == (["rts-1", "rts-2", "rts-3"], 3)
    assert ids(limit=1, offset=1) == (["rts-2"], 3)
    assert ids(is_connected=True) == (["rts-2"], 1)
    assert ids(is_connected=False) == (["rts-3", "rts-1"], 2)
    assert ids(name="desk") == (["rts-2"], 1)
    assert ids(name="100%") == (["rts-1"], 1)  # a percent sign is one
    assert ids(name="SYSTEM_AUDIO:") == (["rts-3"], 1)  # the channel, which rows show as the name
    assert ids(name="mix") == ([], 0)


def test_channels_are_connected_while_more_may_come_of_them(store: AskedStore) -> None:
    stream = replace(STREAM, id="rts-7", track="mic:default", kind=TrackKind.MIC, state=StreamState.OPEN)
    store.add(stream)

    def ids(*, is_connected: bool, session_id: str | None = None) -> list[str]:
        page = store.read(lambda t: t.streams.search(session_id=session_id, is_connected=is_connected, limit=9, offset=0))
        return [row.id for row in page[0]]

    begun = {SessionState.STARTING, SessionState.ACTIVE, SessionState.STOPPING}
    for state in SessionState:
        store.write(lambda t, state=state: t.sessions.update(replace(SESSION, state=state)))  # type: ignore[misc]
        assert ids(is_connected=True) == (["rts-7"] if state in begun else [])
        assert ids(is_connected=False, session_id=SESSION.id) == (["rts-1"] if state in begun else ["rts-7", "rts-1"])
        assert ids(is_connected=False, session_id="cap-9") == []


def test_inits_come_back_by_number(store: AskedStore) -> None:
    sound = replace(INIT, number=2, codec="mp4a.40.2", timescale=48_000, width=None, height=None, rate=None, channels=None)
    store.add(sound, INIT)
    assert store.read(lambda rows: rows.streams.inits(STREAM.id)) == [INIT, sound]
    assert store.read(lambda rows: rows.streams.init(STREAM.id, 2)) == sound
    assert store.read(lambda rows: rows.streams.init(STREAM.id, 3)) is None


def test_fragments_come_back_with_every_field_by_number_however_they_came(store: AskedStore) -> None:
    plain = replace(FRAGMENT, seq=3, begins_with_sync=False, wall_ns=None, table=b"")
    store.add(plain, *fragments(5), FRAGMENT)
    assert store.read(lambda rows: rows.streams.fragment(STREAM.id, 1)) == FRAGMENT
    assert store.read(lambda rows: rows.streams.fragment(STREAM.id, 3)) == plain
    assert store.read(lambda rows: rows.streams.fragment(STREAM.id, 2)) is None
    assert store.read(lambda rows: rows.streams.fragments(STREAM.id)) == [FRAGMENT, plain, *fragments(5)]
    assert store.read(lambda rows: rows.streams.fragments(STREAM.id, after_seq=1, limit=1)) == [plain]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(numbers=st.sets(st.integers(1, 60)) | st.builds(range, st.integers(1, 3), st.integers(1, 60)).map(set))
def test_what_is_there_is_told_in_ranges(store: AskedStore, numbers: set[int]) -> None:
    def look(rows: Transaction) -> tuple[Ranges, Extent]:
        rows.streams.remove_fragments(STREAM.id, received_before_ns=1 << 62)
        for fragment in fragments(*numbers):
            rows.streams.add_fragment(fragment)
        return rows.streams.have(STREAM.id), rows.streams.extent(STREAM.id)

    have, extent = store.write(look)
    assert have == ranges_of(numbers)
    assert (extent.count, extent.first_seq, extent.last_seq) == (len(numbers), min(numbers, default=0), max(numbers, default=0))
    assert extent.is_gapless == (len(have) <= 1)
    assert [last for last in range(62) if extent.is_whole(last)] == [last for last in range(62) if have == (((1, last),) if last else ())]


def test_the_digest_of_a_stream_goes_by_number(store: AskedStore) -> None:
    store.add(*[replace(fragment, sha256=f"{fragment.seq:064x}") for fragment in reversed(fragments(1, 2, 5))])
    over_all = hashlib.sha256(b"".join(seq.to_bytes(32, "big") for seq in (1, 2, 5))).hexdigest()
    assert store.read(lambda rows: (rows.streams.digest(STREAM.id), rows.streams.digest("rts-9"))) == (
        over_all,
        hashlib.sha256().hexdigest(),
    )


def test_the_fragments_and_bytes_of_a_session_are_counted_over_its_streams(store: AskedStore) -> None:
    other = replace(STREAM, id="rts-2", track="mic:default")

    def add(rows: Transaction) -> None:
        rows.sessions.add(replace(SESSION, id="cap-2"))
        rows.streams.add(other)
        for fragment in (*fragments(1, 2), *fragments(7, stream_id="rts-2")):
            rows.streams.add_fragment(fragment)

    store.write(add)
    assert store.read(lambda rows: rows.streams.totals("cap-1")) == (3, 3 * FRAGMENT.size_bytes)
    assert store.read(lambda rows: rows.streams.totals("cap-2")) == (0, 0)


def test_old_fragments_are_removed_and_the_keys_of_their_objects_told(store: AskedStore) -> None:
    rows = fragments(1, 2, 3, 4)
    store.add(*rows)
    assert sorted(store.write(lambda t: t.streams.remove_fragments(STREAM.id, received_before_ns=3))) == [row.key for row in rows[:2]]
    assert store.read(lambda t: t.streams.fragments(STREAM.id)) == rows[2:]
    assert store.write(lambda t: t.streams.remove_fragments(STREAM.id, received_before_ns=3)) == []


def test_streams_that_are_not_to_be_stored_are_told_while_they_have_fragments(store: AskedStore) -> None:
    passing, empty = (replace(STREAM, id=f"rts-{number}", track=f"mic:{number}", store=False) for number in (2, 3))
    store.add(passing, empty, *fragments(1), *fragments(1, stream_id="rts-2"))
    assert store.read(lambda rows: rows.streams.expiring()) == [passing]
    store.write(lambda rows: rows.streams.remove_fragments("rts-2", received_before_ns=2))
    assert store.read(lambda rows: rows.streams.expiring()) == []


def test_videos_are_found_by_what_they_show(store: AskedStore) -> None:
    mix = replace(VIDEO, id="m-0", channel=None, is_session=False, key=None, error=None, created_ns=20, collection_id="c-1")
    bare = replace(VIDEO, id="m-3", is_session=False, created_ns=1)
    store.add(VIDEO, mix, bare)
    found = store.read(
        lambda t: [
            t.videos.find("cap-1", channel="display:1", is_session=True),
            t.videos.find("cap-1", channel="display:1", is_session=False),
            t.videos.find("cap-1", channel=None, is_session=False),
            t.videos.find("cap-1", channel=None, is_session=True),
            t.videos.find("cap-2", channel="display:1", is_session=True),
        ]
    )
    assert found == [VIDEO, bare, mix, None, None]
    assert store.read(lambda t: t.videos.of_session("cap-1")) == [bare, VIDEO, mix]
    assert store.read(lambda t: t.videos.in_collection(None)) == [mix, VIDEO, bare]
    assert store.read(lambda t: t.videos.in_collection("c-1")) == [mix]


def test_a_video_is_changed_and_removed_with_its_shares(store: AskedStore) -> None:
    store.add(VIDEO, replace(SHARE, target=VIDEO.id), replace(SHARE, slug="other"))
    changed = replace(VIDEO, state=ExportState.FAILED, version=3, key=None, error="why")
    store.write(lambda rows: rows.videos.update(changed))
    assert store.read(lambda rows: rows.videos.get(VIDEO.id)) == changed
    store.write(lambda rows: rows.videos.delete(VIDEO.id))
    assert store.read(lambda rows: (rows.videos.get(VIDEO.id), rows.videos.share("abc"))) == (None, None)
    assert store.read(lambda rows: rows.videos.share("other")) == replace(SHARE, slug="other")


def test_the_lasting_share_of_a_target_is_the_one_that_says_so(store: AskedStore) -> None:
    made = replace(SHARE, slug="made", expires_ns=None, from_s=None, to_s=None)
    lasting = replace(made, slug="lasting", is_lasting=True)
    store.add(SHARE, made, replace(lasting, slug="of another", target="rts-1"))
    assert store.read(lambda rows: rows.videos.share_of("cap-1")) is None
    store.add(lasting)
    assert store.read(lambda rows: rows.videos.share_of("cap-1")) == lasting
    with pytest.raises(StoreConflict):
        store.add(replace(lasting, slug="second"))
    assert store.write(lambda rows: rows.videos.remove_share("lasting")) is True
    assert store.write(lambda rows: rows.videos.remove_share("lasting")) is False
    assert store.read(lambda rows: rows.videos.share("lasting")) is None


def test_shares_that_ended_before_a_time_are_forgotten(store: AskedStore) -> None:
    old, young, endless = (
        replace(SHARE, slug="old", expires_ns=9),
        replace(SHARE, slug="young", expires_ns=10),
        replace(SHARE, expires_ns=None),
    )
    store.add(old, young, endless)
    assert store.write(lambda rows: rows.videos.remove_expired_shares(before_ns=10)) == 1
    assert store.read(lambda rows: [rows.videos.share(each.slug) for each in (old, young, endless)]) == [None, young, endless]


@pytest.mark.parametrize("channel", ["display:1", None])
@pytest.mark.parametrize("is_session", [True, False])
def test_a_session_has_one_video_of_a_kind_and_channel(store: AskedStore, *, channel: str | None, is_session: bool) -> None:
    video = replace(VIDEO, channel=channel, is_session=is_session)
    store.add(video)
    with pytest.raises(StoreConflict):
        store.add(replace(video, id="m-2"))
    others = [replace(video, id="m-3", channel="mic:default"), replace(video, id="m-4", is_session=not is_session)]
    store.add(replace(SESSION, id="cap-2"), *others, replace(video, id="m-5", session_id="cap-2"))
    assert len(store.read(lambda rows: rows.videos.of_session(SESSION.id))) == 3
