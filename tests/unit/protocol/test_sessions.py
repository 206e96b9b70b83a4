from __future__ import annotations

import itertools

import pytest

from lookhear.protocol.sessions import MOVES, SessionState, event_name, may_move

LIFE = [
    SessionState.CREATED,
    SessionState.STARTING,
    SessionState.ACTIVE,
    SessionState.STOPPING,
    SessionState.STOPPED,
    SessionState.EXPORTED,
]


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(SessionState)


def test_a_whole_life_is_possible() -> None:
    assert all(may_move(old, new) for old, new in itertools.pairwise(LIFE))


@pytest.mark.parametrize("state", SessionState)
def test_no_state_leads_to_itself_or_back(state: SessionState) -> None:
    order = [*LIFE, SessionState.FAILED]
    assert all(order.index(new) > order.index(state) for new in MOVES[state])


@pytest.mark.parametrize("state", [SessionState.EXPORTED, SessionState.FAILED])
def test_an_end_is_an_end(state: SessionState) -> None:
    assert not MOVES[state]


@pytest.mark.parametrize("state", LIFE[:-1])
def test_everything_before_the_export_can_fail(state: SessionState) -> None:
    assert may_move(state, SessionState.FAILED)


def test_a_recorder_that_stops_before_its_first_fragment_ends_in_order() -> None:
    assert may_move(SessionState.STARTING, SessionState.STOPPING)


def test_events_are_named_as_receivers_know_them() -> None:
    assert [event_name(state) for state in LIFE[1:3]] == ["capture_session.starting", "capture_session.active"]


def test_each_state_is_told_by_what_may_be_expected_of_it() -> None:
    told = {state: (state.is_begun, state.is_running, state.is_finished, state.is_over) for state in SessionState}
    assert told == {
        SessionState.CREATED: (False, False, False, False),
        SessionState.STARTING: (True, False, False, False),
        SessionState.ACTIVE: (True, True, False, False),
        SessionState.STOPPING: (True, True, False, False),
        SessionState.STOPPED: (False, False, True, True),
        SessionState.EXPORTED: (False, False, True, True),
        SessionState.FAILED: (False, False, False, True),
    }
