"""Judging records: what is told, how often, and what a crash or an engine in trouble changes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.alerts.judging import AlertWatch
from lookhear.backend.playback.sharing import Sharing
from lookhear.backend.records import Alert, AlertEvent, Connection
from lookhear.backend.streams.links import Links
from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed, StoreBusy
from tests.fakes.engines import ChangingEngines, WordJudge
from tests.fakes.found import LOOKS, LOOKS_INDEX, SCENES, SUMMARY, FoundRows, record
from tests.fakes.serving import RememberingBus
from tests.fakes.stored import SESSION, SHA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVENT = AlertEvent(id="event-1", prompt="Somebody shows a crimson lorry", label="lorry", created_ns=1)
ALERT = Alert(id="alert-1", pipeline_id=SCENES.id, event_id=EVENT.id, created_ns=2, callback_url="https://example.test/alert")
LORRY = record(SCENES, "a lorry drives by", at_s=10, length_s=2)


class Watched:
    """A store with an alert, and who watches. ``engines`` may change."""

    def __init__(self, rows: FoundRows, judge: WordJudge | None = None) -> None:
        self.rows = rows
        self.judge = judge or WordJudge()
        self.engines = ChangingEngines(judge=self.judge)
        self.bus = RememberingBus()
        self.watch = AlertWatch(
            store=rows.store,
            bus=self.bus,
            engines=self.engines,
            sharing=Sharing(rows.store, now_ns=rows.clock),
            links=Links("http://backend.test"),
            cooldown_s=30.0,
            now_ns=rows.clock,
        )

    def look(self) -> bool:
        return self.rows.run(self.watch.look())

    def webhooks(self) -> list[dict[str, Any]]:
        """The bodies that were written, oldest first."""
        found = self.rows.read(lambda tx: tx.outbox.search(limit=100))
        return [json.loads(delivery.body) for delivery in reversed(found)]

    def messages(self, connection_id: str = "ws-1") -> list[dict[str, object]]:
        """What a connection was told."""
        return [each.payload for each in self.rows.read(lambda tx: tx.connections.messages(connection_id, after_id=0, limit=100))]

    def alert(self, alert_id: str = ALERT.id) -> Alert:
        found = self.rows.read(lambda tx: tx.alerts.get(alert_id))
        assert found is not None
        return found


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    with FoundRows(tmp_path) as rows:
        connection = Connection(id="ws-1", sha256=SHA, created_ns=1, expires_ns=rows.clock() * 2)
        rows.add(connection, replace(connection, id="ws-2", sha256="12" * 32), EVENT, ALERT)
        yield Watched(rows)


def test_a_record_that_is_what_is_watched_for_is_told_with_the_moment_it_shows(watched: Watched) -> None:
    [written] = watched.rows.found(LORRY)
    watched.look()
    [body] = watched.webhooks()
    assert "event" not in body
    assert {
        key: body[key] for key in ("event_id", "alert_id", "label", "event_label", "triggered", "rtstream_id", "rtstream_index_id")
    } == {
        "event_id": EVENT.id,
        "alert_id": ALERT.id,
        "label": "lorry",
        "event_label": "lorry",
        "triggered": True,
        "rtstream_id": written.stream_id,
        "rtstream_index_id": SCENES.id,
    }
    assert body["confidence"] == 0.9
    assert "lorry" in body["explanation"]
    assert (body["start_time"], body["end_time"]) == (1_700_000_010.0, 1_700_000_012.0)
    assert body["timestamp"] == "2023-11-14T22:13:32.000Z"
    assert body["capture_session_id"] == SESSION.id
    slug = body["player_url"].removeprefix("http://backend.test/watch?v=")
    assert body["stream_url"] == f"http://backend.test/play/{slug}/master.m3u8"
    share = watched.rows.read(lambda tx: tx.videos.share(slug))
    assert share is not None
    assert (share.target, share.from_s, share.to_s) == (written.stream_id, 1_700_000_010.0, 1_700_000_012.0)
    assert watched.bus.rung != []


def test_the_socket_of_the_session_hears_of_it_and_another_one_where_it_is_named(watched: Watched) -> None:
    watched.rows.add(replace(ALERT, id="alert-2", ws_connection_id="ws-2", callback_url=None))
    watched.rows.found(LORRY)
    watched.look()
    assert [message["alert_id"] for message in watched.messages("ws-1")] == [ALERT.id]
    [message] = watched.messages("ws-2")
    assert (message["type"], message["channel"], message["triggered"]) == ("alert", "alert", True)
    assert message["rtstream_index_id"] == SCENES.id
    assert message["data"] == {
        "label": "lorry",
        "event_label": "lorry",
        "triggered": True,
        "confidence": 0.9,
        "text": LORRY.text,
        "start": 1_700_000_010_000,
        "end": 1_700_000_012_000,
        "timestamp": 1_700_000_012_000,
    }


def test_what_is_something_else_is_told_to_nobody_and_looked_at_once(watched: Watched) -> None:
    [other] = watched.rows.found(record(SCENES, "an empty street"))
    watched.look()
    watched.look()
    assert watched.webhooks() == watched.messages() == []
    assert watched.judge.asked == [(other.text, EVENT.prompt)]
    assert watched.alert().judged_id == other.id


def test_records_of_other_indexes_are_not_judged(watched: Watched) -> None:
    watched.rows.found(record(SUMMARY, "somebody spoke of a lorry"))
    watched.look()
    assert watched.judge.asked == []


def seen(watched: Watched, *texts: str, every_s: float = 40) -> list[str]:
    """What is told of windows that are so far apart."""
    watched.rows.found(*(record(SCENES, text, at_s=every_s * number, length_s=2) for number, text in enumerate(texts, 1)))
    watched.look()
    return [body["data"]["text"] for body in watched.webhooks()]


def test_what_is_still_to_be_seen_is_not_told_again_however_long_it_stays(watched: Watched) -> None:
    assert seen(watched, "a lorry drives by", "a lorry stands there", "still the lorry") == ["a lorry drives by"]
    Watched(watched.rows).look()
    assert seen(Watched(watched.rows), "the lorry, after a restart") == ["a lorry drives by"]


def test_what_went_away_is_told_when_it_comes_again(watched: Watched) -> None:
    assert seen(watched, "a lorry", "an empty street", "a lorry again", "", "and there it stays, the lorry") == ["a lorry", "a lorry again"]


def test_a_window_that_could_not_be_judged_says_nothing_of_what_went_away(watched: Watched) -> None:
    assert seen(watched, "a lorry") == ["a lorry"]
    watched.judge.trouble.add(EngineFailed("It makes no sense."))
    assert seen(watched, "rubbish", "the same lorry") == ["a lorry"]


def test_a_screen_that_is_read_in_part_says_nothing_of_what_went_away(watched: Watched) -> None:
    assert seen(watched, "a lorry") == ["a lorry"]
    watched.rows.found(record(SCENES, "a part of it", at_s=80, unread=3), record(SCENES, "all of it, with the lorry", at_s=120))
    watched.look()
    assert len(watched.webhooks()) == 1


def test_what_comes_again_within_the_cool_down_is_told_behind_it_if_it_is_still_there(watched: Watched) -> None:
    texts = ("a lorry", "an empty street", "a second lorry", "it stays, the lorry", "a lorry, still")
    assert seen(watched, *texts, every_s=10) == ["a lorry", "it stays, the lorry"]


def test_what_is_said_is_said_anew_each_time_and_held_back_by_the_cool_down_alone(watched: Watched) -> None:
    watched.rows.add(replace(ALERT, id="alert-2", pipeline_id=SUMMARY.id))
    texts = {10: "they spoke of a lorry", 39: "and of the same lorry", 40: "of a lorry once more", 75: "lorry"}
    watched.rows.found(*(record(SUMMARY, text, at_s=at_s, length_s=2) for at_s, text in texts.items()))
    watched.look()
    assert [body["data"]["text"] for body in watched.webhooks()] == [texts[10], texts[40], texts[75]]
    assert len(watched.judge.asked) == 3


def test_alerts_wait_for_an_engine_and_take_up_what_came_meanwhile(watched: Watched) -> None:
    watched.engines.judge = None
    watched.rows.found(LORRY)
    assert watched.look() is False
    assert watched.alert().judged_id == 0
    watched.engines.judge = watched.judge
    watched.look()
    assert len(watched.webhooks()) == 1


def test_an_engine_that_goes_in_the_middle_leaves_the_rest_for_the_next_one(watched: Watched) -> None:
    class Leaving(WordJudge):
        async def judge(self, text: str, *, prompt: str) -> Any:  # noqa: ANN401 - as the fake
            watched.engines.judge = None
            return await super().judge(text, prompt=prompt)

    watched.engines.judge = Leaving()
    assert seen(watched, "an empty street", "a lorry") == []
    watched.engines.judge = watched.judge
    watched.look()
    assert len(watched.webhooks()) == 1
    assert [text for text, _ in watched.judge.asked] == ["a lorry"]


def test_looking_again_after_a_crash_tells_nothing_twice(watched: Watched) -> None:
    watched.rows.found(LORRY)
    watched.look()
    Watched(watched.rows).look()
    assert len(watched.webhooks()) == 1


def test_a_crash_before_it_was_noted_lets_it_be_told_once_later(watched: Watched) -> None:
    watched.rows.found(LORRY)
    watched.judge.trouble.add(StoreBusy("The store is busy."))  # whatever comes between judging and writing
    watched.look()
    assert watched.webhooks() == []
    watched.look()
    watched.look()
    assert len(watched.webhooks()) == 1


def test_two_who_look_at_once_tell_it_once(watched: Watched) -> None:
    watched.rows.found(LORRY)
    other = Watched(watched.rows)

    async def both() -> None:
        works = [watched.watch.look(), other.watch.look()]
        for work in works:
            await work

    watched.rows.run(both())
    assert len(watched.webhooks()) == 1


def test_an_engine_that_is_busy_is_asked_again_for_the_same_record(watched: Watched) -> None:
    watched.rows.found(LORRY)
    watched.judge.trouble.add(EngineBusy("Come again."))
    assert watched.look() is False
    assert watched.alert().judged_id == 0
    watched.look()
    assert len(watched.webhooks()) == 1


def test_a_record_the_engine_can_never_judge_is_left_out(watched: Watched) -> None:
    first, second = watched.rows.found(record(SCENES, "a lorry, broken"), LORRY)
    watched.judge.trouble.add(EngineFailed("It makes no sense."))
    watched.look()
    assert [body["data"]["text"] for body in watched.webhooks()] == [second.text]
    assert first.id < watched.alert().judged_id == second.id


def test_a_record_an_engine_crashes_over_three_times_holds_up_no_other(watched: Watched) -> None:
    first, second = watched.rows.found(record(SCENES, "a lorry, deadly"), LORRY)
    watched.judge.trouble.add(EngineCrashed("It died."), EngineBusy("It is started again."), EngineCrashed("It died."))
    for _ in range(3):
        assert watched.look() is False
    assert watched.alert().judged_id == 0
    watched.judge.trouble.add(EngineCrashed("It died."))
    watched.look()
    assert [body["data"]["text"] for body in watched.webhooks()] == [second.text]
    assert first.id < watched.alert().judged_id == second.id


@pytest.mark.expected_errors
def test_what_breaks_an_engine_holds_up_nobody(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    _, second = watched.rows.found(record(SCENES, "a lorry, broken"), LORRY)
    watched.judge.trouble.add(RuntimeError("nobody expected this"))
    watched.look()
    assert [body["data"]["text"] for body in watched.webhooks()] == [second.text]
    assert "nobody expected this" in caplog.text


def test_a_record_without_text_is_passed_over(watched: Watched) -> None:
    [failed] = watched.rows.found(record(SCENES, ""))
    watched.look()
    assert watched.judge.asked == []
    assert watched.alert().judged_id == failed.id


def test_an_index_over_an_understanding_is_watched_in_what_it_reads(watched: Watched) -> None:
    watched.rows.add(replace(ALERT, id="alert-2", pipeline_id=LOOKS_INDEX.id, callback_url="https://example.test/looks"))
    watched.rows.found(record(LOOKS, "a lorry"), replace(record(LOOKS, "a lorry, as text"), output="other"))
    watched.look()
    [body] = watched.webhooks()
    assert (body["alert_id"], body["rtstream_index_id"], body["data"]["text"]) == ("alert-2", LOOKS_INDEX.id, "a lorry")


def test_alerts_that_are_off_do_not_look(watched: Watched) -> None:
    watched.rows.write(lambda tx: tx.alerts.update(replace(ALERT, is_enabled=False)))
    watched.rows.found(LORRY)
    watched.look()
    assert watched.judge.asked == []


def test_an_alert_that_is_taken_away_while_it_is_judged_tells_nothing(watched: Watched) -> None:
    watched.rows.found(LORRY)

    class Deleting(WordJudge):
        async def judge(self, text: str, *, prompt: str) -> Any:  # noqa: ANN401 - as the fake
            await watched.rows.store.write(lambda tx: tx.alerts.delete_event(EVENT.id))
            return await super().judge(text, prompt=prompt)

    Watched(watched.rows, Deleting()).look()
    assert watched.webhooks() == []


def test_many_records_are_looked_at_in_turns(watched: Watched) -> None:
    watched.rows.found(*(record(SCENES, f"an empty street, {number}", at_s=number) for number in range(120)))
    assert watched.look() is True
    assert watched.look() is False
    assert len(watched.judge.asked) == 120
