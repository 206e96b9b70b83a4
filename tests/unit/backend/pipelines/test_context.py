"""What was done in a stretch of a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.pipelines import context
from lookhear.backend.pipelines.context import MOST_EVENTS, ContextLog
from lookhear.media.samples import NS_PER_S
from tests.fakes.understanding import Stage
from tests.tools.footage import Footage
from tests.tools.understood import context_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default", "context:default") as made:
        yield made


def event(at_s: float, text: str) -> dict[str, object]:
    return {"t_ns": round(at_s * NS_PER_S), "kind": "marker", "text": text}


def texts(events: tuple[Mapping[str, object], ...]) -> list[object]:
    return [each["text"] for each in events]


def test_events_come_in_order_and_new_ones_are_read_when_they_are_there(stage: Stage) -> None:
    log = ContextLog(stage.store.store, stage.backend.objects, stage.session.id)
    assert stage.run(log.between(0, 10 * NS_PER_S)) == ()
    stage.keep(context_log(event(3, "c"), event(1, "a"), event(10, "late")))
    assert texts(stage.run(log.between(0, 10 * NS_PER_S))) == ["a", "c"]
    first = context_log(event(3, "c")).fragments
    stage.keep(Footage("context:default", b"", (*first, *context_log(event(2, "b")).fragments), ()), 2)
    assert texts(stage.run(log.between(0, 10 * NS_PER_S))) == ["a", "b", "c"]
    assert texts(stage.run(log.between(3 * NS_PER_S, 4 * NS_PER_S))) == ["c"]


def test_a_stretch_has_so_many_events_at_most(stage: Stage) -> None:
    stage.keep(context_log(*(event(number / 1000, str(number)) for number in range(MOST_EVENTS + 5))))
    log = ContextLog(stage.store.store, stage.backend.objects, stage.session.id)
    found = texts(stage.run(log.between(0, NS_PER_S)))
    assert (len(found), found[-1]) == (MOST_EVENTS, str(MOST_EVENTS + 4))


def test_a_log_that_is_gone_or_never_was_tells_nothing(stage: Stage) -> None:
    stage.keep(context_log(event(1, "a")))
    key = f"{stage.stream('context:default').id}/{1:08d}.m4s"
    stage.run(stage.backend.objects.delete([key]))
    assert stage.run(ContextLog(stage.store.store, stage.backend.objects, stage.session.id).between(0, NS_PER_S * 9)) == ()
    assert stage.run(ContextLog(stage.store.store, stage.backend.objects, "cap-other").between(0, NS_PER_S)) == ()


def window(at_s: float, title: str) -> dict[str, object]:
    return {"t_ns": round(at_s * NS_PER_S), "kind": "window", "app": "Editor", "title": title, "text": title}


def test_the_window_that_was_in_front_when_a_stretch_began_stands_first(stage: Stage) -> None:
    stage.keep(context_log(window(1, "one"), event(2, "a"), window(3, "two"), event(4, "b"), window(5, "three")))
    log = ContextLog(stage.store.store, stage.backend.objects, stage.session.id)
    assert texts(stage.run(log.between(4 * NS_PER_S, 6 * NS_PER_S))) == ["two", "b", "three"]
    assert texts(stage.run(log.between(7 * NS_PER_S, 8 * NS_PER_S))) == ["three"]
    assert stage.run(log.between(0, NS_PER_S)) == ()


def test_behind_a_pause_nobody_knows_what_is_in_front(stage: Stage) -> None:
    stage.keep(context_log(window(1, "one"), {"t_ns": 2 * NS_PER_S, "kind": "pause", "text": ""}))
    log = ContextLog(stage.store.store, stage.backend.objects, stage.session.id)
    assert stage.run(log.between(3 * NS_PER_S, 4 * NS_PER_S)) == ()


def test_the_window_in_front_is_remembered_however_much_came_since(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_KEPT", 3)
    stage.keep(context_log(window(1, "one"), *(event(2 + number, str(number)) for number in range(5))))
    log = ContextLog(stage.store.store, stage.backend.objects, stage.session.id)
    assert texts(stage.run(log.between(6 * NS_PER_S, 7 * NS_PER_S))) == ["one", "4"]
