from __future__ import annotations

import itertools

import pytest

from lookhear.errors import IllegalTransition
from lookhear.recorder.session import TRANSITIONS, SessionMachine, State, Trigger

FINAL = {State.ENDED, State.FAILED}


def reachable() -> dict[State, tuple[Trigger, ...]]:
    """Every state that can be reached, with moves that lead there."""
    ways: dict[State, tuple[Trigger, ...]] = {State.IDLE: ()}
    waiting = [State.IDLE]
    while waiting:
        state = waiting.pop()
        for (source, trigger), target in TRANSITIONS.items():
            if source is state and target not in ways:
                ways[target] = (*ways[state], trigger)
                waiting.append(target)
    return ways


def machine_in(state: State) -> SessionMachine:
    machine = SessionMachine()
    for trigger in reachable()[state]:
        machine.fire(trigger)
    return machine


def test_every_state_can_be_reached() -> None:
    assert set(reachable()) == set(State)


def test_every_state_but_the_last_ones_can_be_left() -> None:
    assert {source for source, _ in TRANSITIONS} == set(State) - FINAL


def test_every_trigger_moves_something() -> None:
    assert {trigger for _, trigger in TRANSITIONS} == set(Trigger)


@pytest.mark.parametrize("state", list(State))
def test_an_end_can_be_reached_from_everywhere(state: State) -> None:
    found, waiting = {state}, [state]
    while waiting:
        source = waiting.pop()
        nexts = {target for (origin, _), target in TRANSITIONS.items() if origin is source} - found
        found |= nexts
        waiting += nexts
    assert found & FINAL


@pytest.mark.parametrize(("state", "trigger"), list(itertools.product(State, Trigger)))
def test_a_move_is_made_or_is_loud(state: State, trigger: Trigger) -> None:
    machine = machine_in(state)
    target = TRANSITIONS.get((state, trigger))
    assert machine.can(trigger) is (target is not None)
    if target is None:
        with pytest.raises(IllegalTransition, match=f"{trigger} makes no sense while {state}"):
            machine.fire(trigger)
        assert machine.state is state
    else:
        assert machine.fire(trigger) is machine.state is target
