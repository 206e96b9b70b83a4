"""What every store of rows promises about what is kept for a while only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lookhear.backend.records import CredentialKind
from lookhear.protocol.ingest import StreamState
from tests.fakes.stored import GRANT, INIT, SESSION, STREAM, AskedStore, fragments

TOKEN = replace(GRANT, kind=CredentialKind.CLIENT_TOKEN, session_id=None, recording_id=None)


def test_streams_that_are_not_to_be_stored_are_listed_while_they_have_fragments(store: AskedStore) -> None:
    unstored = replace(STREAM, store=False)
    empty = replace(unstored, id="rts-2", track="mic:default")
    kept = replace(STREAM, id="rts-3", track="display:2")
    store.add(SESSION, unstored, empty, kept, INIT, replace(INIT, stream_id=kept.id), *fragments(1), *fragments(1, stream_id=kept.id))
    assert store.read(lambda rows: rows.streams.expiring()) == [unstored]
    store.write(lambda rows: rows.streams.remove_fragments(unstored.id, received_before_ns=2))
    assert store.read(lambda rows: rows.streams.expiring()) == []


def test_tokens_are_forgotten_once_they_expired_before_a_time(store: AskedStore) -> None:
    old, young = replace(TOKEN, sha256="aa" * 32, expires_ns=9), replace(TOKEN, sha256="bb" * 32, expires_ns=10)
    lasting = replace(TOKEN, sha256="cc" * 32, expires_ns=None)
    store.add(old, young, lasting)
    assert store.write(lambda rows: rows.credentials.remove_expired(before_ns=10)) == 1
    assert store.read(lambda rows: [rows.credentials.get(each.sha256) for each in (old, young, lasting)]) == [None, young, lasting]


@pytest.mark.parametrize(("state", "removed"), [(StreamState.OPEN, 0), (StreamState.COMPLETE, 1)])
def test_a_grant_is_kept_while_its_recording_has_an_open_track(store: AskedStore, state: StreamState, removed: int) -> None:
    store.add(SESSION, replace(STREAM, state=StreamState.COMPLETE), replace(STREAM, id="rts-2", track="mic:default", state=state), GRANT)
    assert store.write(lambda rows: rows.credentials.remove_expired(before_ns=11)) == removed
