"""Commands in, answers out, and an end that leaves none of them unanswered."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import NotNow
from lookhear.sdk.engine import loop
from lookhear.sdk.engine.commands import Parts
from lookhear.sdk.engine.loop import EngineLoop
from lookhear.sdk.stdio import MAX_LINE_BYTES, PREFIX, decode, encode
from lookhear.system.permissions.linux import LinuxPermissions
from tests.fakes.capturing import NotedCapturing
from tests.fakes.catalogues import ListedScreens, NoSounds

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lookhear.recorder.ports import ScreenCatalogue

START: dict[str, Any] = {"sessionId": "cap-1", "uploadToken": "st-1", "channels": [{"channel_id": "mic:default"}]}


class Lines:
    """What was put for the other end, read again."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.sizes: list[int] = []
        self.optional: list[str] = []

    def put(self, line: bytes, *, is_needed: bool = True) -> None:
        message = decode(line)
        assert message is not None
        self.messages.append(message)
        self.sizes.append(len(line))
        if not is_needed:
            self.optional.append(str(message["event"]))

    def answers(self) -> dict[str, tuple[str, Any]]:
        return {m["commandId"]: (m["status"], m["result"]) for m in self.messages if m["type"] == "response"}

    def events(self) -> list[str]:
        return [m["event"] for m in self.messages if m["type"] == "event"]


class Engine:
    """A loop over fakes."""

    def __init__(self, *, refusals: dict[str, Exception] | None = None, screens: Callable[[], ScreenCatalogue] | None = None) -> None:
        self.out, self.capturing = Lines(), NotedCapturing(refusals=refusals)
        self.endings = 0
        parts = Parts(
            screens=screens or (lambda: ListedScreens([])),
            sounds=NoSounds,
            permissions=lambda: LinuxPermissions({}),
            capturing=self._made,
        )
        self.loop = EngineLoop(parts, self.out, on_ending=self._count)

    def _made(self, emit: Any) -> NotedCapturing:  # noqa: ANN401 - Emit
        self.capturing.emit = emit
        return self.capturing

    def _count(self) -> None:
        self.endings += 1

    async def say(self, command: str, command_id: str = "", **params: object) -> None:
        await self.loop.take(encode({"command": command, "commandId": command_id or command, "params": params}))

    async def until(self, holds: Callable[[], object]) -> None:
        while not holds():  # noqa: ASYNC110 - of what the engine tells, nothing can be waited for
            await asyncio.sleep(0.001)


def played(story: Callable[[Engine], Awaitable[None]], engine: Callable[[], Engine] = Engine) -> Engine:
    """Run an engine, tell it a story, and end it."""

    async def go() -> Engine:
        made = engine()
        running = asyncio.create_task(made.loop.run())
        await story(made)
        made.loop.end()
        await running
        return made

    return asyncio.run(go())


def test_every_command_is_answered_by_its_id() -> None:
    async def story(engine: Engine) -> None:
        await engine.say("init", apiUrl="http://127.0.0.1:1")
        await engine.say("ping", "p")
        await engine.say("dance", "d")
        await engine.say("pauseTracks", "t", tracks=["camera"])
        await engine.until(lambda: len(engine.out.answers()) == 4)

    answers = played(story).out.answers()
    assert {command_id: status for command_id, (status, _) in answers.items()} == {
        "init": "success",
        "p": "success",
        "d": "error",
        "t": "error",
    }
    assert answers["p"][1] == {}
    assert set(answers["d"][1]) == {"code", "message"}


def test_an_expected_error_is_told_in_its_own_words() -> None:
    async def story(engine: Engine) -> None:
        await engine.say("pauseTracks", tracks=["mic"])

    status, result = played(story, lambda: Engine(refusals={"pause": NotNow("Nothing is recorded.")})).out.answers()["pauseTracks"]
    assert (status, result) == ("error", {"code": "control.not_now", "message": "Nothing is recorded."})


def test_a_bug_is_answered_too_and_says_nothing_of_itself() -> None:
    async def story(engine: Engine) -> None:
        await engine.say("startRecording", **START)
        await engine.until(engine.out.answers)

    status, result = played(story, lambda: Engine(refusals={"start": RuntimeError("st-1 of cap-1")})).out.answers()["startRecording"]
    assert (status, result["code"]) == ("error", "internal")
    assert "st-1" not in str(result)


def test_a_slow_command_does_not_hold_up_a_ping() -> None:
    async def story(engine: Engine) -> None:
        engine.capturing.may_start.clear()
        await engine.say("startRecording", **START)
        await engine.until(lambda: engine.capturing.wishes)
        await engine.say("ping")
        await engine.until(lambda: "ping" in engine.out.answers())
        assert "startRecording" not in engine.out.answers()
        engine.capturing.may_start.set()
        await engine.until(lambda: "startRecording" in engine.out.answers())

    assert played(story).out.answers()["startRecording"] == ("success", {"status": "recording"})


@pytest.mark.parametrize("line", [b"", b"hello", b'{"command": "ping"}', b"\xff\xfe"])
def test_lines_that_are_nobodys_message_are_ignored(line: bytes) -> None:
    assert played(lambda engine: engine.loop.take(line)).out.messages == []


@pytest.mark.parametrize("rest", [b"{", b"[]", b"null", b'{"command": "ping"', b"[" * 200_000, b"\xff"])
def test_a_line_that_begins_as_a_message_and_is_none_is_told_of(rest: bytes) -> None:
    assert played(lambda engine: engine.loop.take(PREFIX.encode() + rest)).out.events() == ["warning"]


@pytest.mark.parametrize("rest", [b"{}", b'{"command": null}', b'{"command": ["ping"], "params": 3}'])
def test_a_message_without_command_is_answered_with_an_error(rest: bytes) -> None:
    assert [m["status"] for m in played(lambda engine: engine.loop.take(PREFIX.encode() + rest)).out.messages] == ["error"]


def test_params_may_be_missing() -> None:
    line = PREFIX.encode() + b'{"command": "stopRecording", "commandId": "s", "params": null}'
    assert played(lambda engine: engine.loop.take(line)).out.answers()["s"][0] == "success"


def test_shutdown_is_answered_last_once_everything_is_closed() -> None:
    async def story(engine: Engine) -> None:
        await engine.say("startRecording", "made", **START)
        await engine.say("ping")
        await engine.until(lambda: {"ping", "made"} <= set(engine.out.answers()))
        await engine.say("shutdown", "s1")
        await engine.say("shutdown", "s2")

    engine = played(story)
    assert [m.get("commandId") for m in engine.out.messages][-2:] == ["s1", "s2"]
    assert [command for command, _ in engine.capturing.asked] == ["start", "close"]
    assert engine.endings == 1


def test_a_command_that_hangs_is_answered_when_the_engine_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_ANSWERED_WITHIN_S", 0.01)

    async def story(engine: Engine) -> None:
        engine.capturing.may_start.clear()
        await engine.say("init")
        await engine.say("startRecording", "first", **START)
        await engine.say("startRecording", "second", **START)  # waits for its turn
        await engine.until(lambda: engine.capturing.wishes)
        await engine.say("shutdown")
        await engine.say("getChannels", "late")

    answers = played(story).out.answers()
    assert {answers[command_id][1]["code"] for command_id in ("first", "second", "late")} == {"shutting_down"}
    assert answers["shutdown"] == ("success", {})


def test_a_command_that_has_not_begun_when_the_engine_ends_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_ANSWERED_WITHIN_S", 0.0)

    async def story(engine: Engine) -> None:
        engine.loop.end()
        await asyncio.sleep(0)
        await engine.say("stopRecording", "late")

    assert set(played(story).out.answers()) == {"late"}


def test_a_start_that_has_not_begun_when_the_engine_ends_records_nothing() -> None:
    async def story(engine: Engine) -> None:
        await engine.say("startRecording", **START)
        await engine.say("shutdown")

    engine = played(story)
    assert engine.out.answers()["startRecording"][0] == "error"
    assert engine.capturing.wishes == []


def test_a_message_of_a_strange_form_is_answered_while_the_engine_ends_too() -> None:
    async def story(engine: Engine) -> None:
        engine.loop.end()
        await engine.loop.take(PREFIX.encode() + b'{"command": [{}], "commandId": "odd", "params": []}')

    assert played(story).out.answers()["odd"][1]["code"] == "shutting_down"


def test_pings_and_stops_are_answered_while_the_engine_ends() -> None:
    async def story(engine: Engine) -> None:
        engine.capturing.may_close.clear()
        await engine.say("startRecording", "made", **START)
        await engine.until(lambda: "made" in engine.out.answers())
        await engine.say("shutdown")
        await engine.until(lambda: ("close", loop.CLOSE_WITHIN_S) in engine.capturing.asked)
        await engine.say("ping")
        await engine.say("stopRecording")
        await engine.until(lambda: {"ping", "stopRecording"} <= set(engine.out.answers()))
        engine.capturing.may_close.set()

    assert {status for status, _ in played(story).out.answers().values()} == {"success"}


def test_a_recorder_that_does_not_close_does_not_keep_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "CLOSE_WITHIN_S", 0.01)
    monkeypatch.setattr(loop, "_CLOSE_GRACE_S", 0.01)

    async def story(engine: Engine) -> None:
        engine.capturing.may_close.clear()
        await engine.say("startRecording", "made", **START)
        await engine.until(lambda: "made" in engine.out.answers())
        await engine.say("shutdown")

    assert played(story).out.answers()["shutdown"] == ("success", {})


def test_a_recorder_that_fails_to_close_does_not_keep_the_engine_either() -> None:
    async def story(engine: Engine) -> None:
        await engine.say("startRecording", "made", **START)
        await engine.until(lambda: "made" in engine.out.answers())
        await engine.say("shutdown")

    assert played(story, lambda: Engine(refusals={"close": NotNow("No.")})).out.answers()["shutdown"] == ("success", {})
    assert played(story, lambda: Engine(refusals={"close": RuntimeError("bug")})).out.answers()["shutdown"] == ("success", {})


def test_events_are_spelled_as_the_one_who_listens_knows_them() -> None:
    async def story(engine: Engine) -> None:
        await engine.say("init", sessionToken="st-1")
        await engine.say("startRecording", **START)
        await engine.until(lambda: "startRecording" in engine.out.answers())

    assert played(story).out.events() == ["recording-started", "recording:started"]


def test_no_line_is_longer_than_the_sdks_can_read() -> None:
    async def story(engine: Engine) -> None:
        engine.loop.emit("warning", {"session_id": "cap-1", "code": "long", "message": "ß" * 100_000})
        engine.loop.emit("warning", {f"key-{number}": "x" * 50 for number in range(5000)})

    engine = played(story)
    assert len(engine.out.sizes) == 2
    assert max(engine.out.sizes) <= MAX_LINE_BYTES


def test_progress_can_be_left_out_by_a_program_that_does_not_read() -> None:
    async def story(engine: Engine) -> None:
        for event in ("upload-progress", "warning", "recording-complete"):
            engine.loop.emit(event, {"session_id": "cap-1"})

    assert played(story).out.optional == ["upload-progress"]


def test_what_is_no_json_is_not_sent_and_stops_nothing() -> None:
    async def story(engine: Engine) -> None:
        engine.loop.emit("warning", {"session_id": object()})
        await engine.say("ping")

    assert [m["type"] for m in played(story).out.messages] == ["response"]
