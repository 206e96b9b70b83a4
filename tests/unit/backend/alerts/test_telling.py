"""Who is told of an alert: the rest of it is told in test_judging.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.alerts.telling import Seen, tell
from lookhear.backend.records import Alert, AlertEvent
from tests.fakes.found import SCENES, FoundRows, record

if TYPE_CHECKING:
    from pathlib import Path

EVENT = AlertEvent(id="event-1", prompt="A lorry", label="lorry", created_ns=1)
ALERT = Alert(id="alert-1", pipeline_id=SCENES.id, event_id=EVENT.id, created_ns=2)


@pytest.mark.parametrize(("said", "told"), [(0.4, 0.4), (7.0, 1.0), (-1.0, 0.0), (float("nan"), 0.0)])
def test_a_confidence_is_between_nothing_and_one_whatever_an_engine_says(tmp_path: Path, said: float, told: float) -> None:
    with FoundRows(tmp_path) as rows:
        rows.add(EVENT)
        [written] = rows.found(record(SCENES, "a lorry"))
        alert = Alert(id="a", pipeline_id=SCENES.id, event_id=EVENT.id, created_ns=2, callback_url="https://example.test/alert")
        seen = Seen(alert=alert, event=EVENT, record=written, confidence=said, explanation="half a \ud800")
        rows.write(lambda tx: tell(tx, seen, links=("", ""), now_ns=1))
        [delivery] = rows.read(lambda tx: tx.outbox.search(limit=10))
        assert f'"confidence":{told}' in delivery.body


def test_an_alert_with_nobody_to_tell_rings_nowhere(tmp_path: Path) -> None:
    with FoundRows(tmp_path) as rows:
        [written] = rows.found(record(SCENES, "a lorry"))
        seen = Seen(alert=ALERT, event=EVENT, record=written, confidence=1.0, explanation="")
        assert rows.write(lambda tx: tell(tx, seen, links=("", ""), now_ns=1)) == []  # the session's connection is not there any more
        assert rows.read(lambda tx: tx.outbox.search(limit=10)) == []
