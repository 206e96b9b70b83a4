from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from lookhear import __version__
from lookhear.errors import AuthenticationError, CaptureFailed, EngineGone
from lookhear.sdk.capture import client as client_module
from lookhear.sdk.capture.client import CaptureClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lookhear.sdk.capture.channels import Channels
    from lookhear.sdk.capture.events import CaptureEvent
    from tests.fakes.engine_scripted import ScriptedEngine

T = TypeVar("T")

ROWS = [
    {"channel_id": "mic:default", "type": "audio", "name": "mic:default", "display_name": "Headset", "is_default": True},
    {"channel_id": "display:1", "type": "video", "name": "display:1", "display_name": "Left", "is_primary": True},
]
STARTED: dict[str, object] = {"tell": ["recording-started", {"session_id": "cap-1", "status": "recording"}]}
COMPLETE: dict[str, object] = {"tell": ["recording-complete", {"session_id": "cap-1", "status": "completed"}]}
SILENCE: list[dict[str, object]] = []


def run(scenario: Callable[[CaptureClient], Awaitable[T]], *, base_url: str | None = None) -> T:
    """Give a client to a scenario, and shut it down behind it."""

    async def whole() -> T:
        async with CaptureClient(client_token="st-1", base_url=base_url) as client:
            return await scenario(client)

    return asyncio.run(whole())


async def quickstart(client: CaptureClient) -> list[tuple[str, dict[str, Any]]]:
    await client.request_permission("microphone")
    await client.request_permission("screen_capture")
    channels = await client.list_channels()
    mic = channels.mics.default
    display = channels.displays.primary or channels.displays[1]
    system_audio = channels.system_audio.default
    selected = [c for c in [mic, display, system_audio] if c]
    await client.start_session(capture_session_id="cap-1", channels=selected, primary_video_channel_id=display.name if display else None)
    seen = []
    async for ev in client.events():
        seen.append((ev.event, ev.payload))
        if ev.event in {"recording-complete", "error"}:
            break
    await client.stop_session()
    await client.shutdown()
    return seen


def test_the_quickstart_runs(engine: ScriptedEngine) -> None:
    engine.does(
        requestPermission=[{"answer": {"status": "granted"}}],
        getChannels=[{"answer": {"channels": ROWS}}],
        startRecording=[{"answer": {"status": "recording"}}, STARTED, COMPLETE],
    )
    seen = run(quickstart)
    assert [name for name, _ in seen] == ["recording-started", "recording-complete"]
    assert seen[1][1] == {"session_id": "cap-1", "status": "completed"}
    assert engine.commands == [
        "init",
        "requestPermission",
        "requestPermission",
        "getChannels",
        "startRecording",
        "stopRecording",
        "shutdown",
    ]
    assert engine.params("init") == {"client": f"lookhear/{__version__}"}
    assert engine.params("requestPermission") == {"permission": "screen-capture"}
    started = engine.params("startRecording")
    assert (started["sessionId"], started["uploadToken"], started["primary_video_channel_id"]) == ("cap-1", "st-1", "display:1")
    assert [(row["channel_id"], row["store"], row["is_primary"]) for row in started["channels"]] == [
        ("mic:default", None, False),
        ("display:1", None, True),
    ]
    assert engine.params("stopRecording") == {"sessionId": "cap-1"}


def test_a_client_that_is_not_asked_anything_starts_nothing(engine: ScriptedEngine) -> None:
    async def scenario(client: CaptureClient) -> None:
        await client.shutdown()
        await client.shutdown()

    run(scenario)
    assert engine.pids == []


@pytest.mark.parametrize("variable", ["VIDEODB_BASE_URL", "VIDEO_DB_BASE_URL", "VIDEODB_API_URL", "VIDEO_DB_API"])
def test_the_backend_is_the_one_that_was_named(engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "http://one.example")
    assert CaptureClient("st-1").base_url == "http://one.example"
    assert CaptureClient("st-1", "http://two.example").base_url == "http://two.example"
    monkeypatch.delenv(variable)
    assert CaptureClient("st-1").base_url is None


def test_the_engine_is_told_which_backend(engine: ScriptedEngine) -> None:
    run(CaptureClient.list_channels, base_url="http://two.example")
    assert engine.params("init")["apiUrl"] == "http://two.example"


@pytest.mark.parametrize("token", ["", " ", "two words", "é"])
def test_a_token_that_cannot_be_one_is_refused_at_once(engine: ScriptedEngine, token: str) -> None:
    with pytest.raises(AuthenticationError):
        CaptureClient(client_token=token)


def test_the_token_is_not_shown(engine: ScriptedEngine) -> None:
    assert repr(CaptureClient("st-1", "http://two.example")) == "CaptureClient(base_url='http://two.example')"


def test_an_engine_that_is_not_there_is_told_when_the_client_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEODB_CAPTURE_BINARY", "nowhere/capture")
    with pytest.raises(RuntimeError, match="There is no program at nowhere/capture"):
        CaptureClient("st-1")


@pytest.mark.parametrize(
    ("answer", "is_granted"),
    [
        ({"status": "granted"}, True),
        ({"requested": True}, True),
        ({"status": "denied"}, False),
        ({"status": "undetermined"}, False),
        ({}, False),
        (None, False),
    ],
)
def test_a_permission_is_granted_or_not(engine: ScriptedEngine, *, answer: object, is_granted: bool) -> None:
    engine.does(requestPermission=[{"answer": answer}])
    assert run(lambda client: client.request_permission("system_audio")) is is_granted
    assert engine.params("requestPermission") == {"permission": "system-audio"}


def test_an_unknown_permission_is_refused_without_the_engine(engine: ScriptedEngine) -> None:
    with pytest.raises(ValueError, match="'keyboard' is not a permission"):
        run(lambda client: client.request_permission("keyboard"))
    assert engine.pids == []


@pytest.mark.parametrize("answer", [{}, {"channels": None}, {"channels": "many"}, {"channels": []}])
def test_an_engine_that_lists_nothing_lists_nothing(engine: ScriptedEngine, answer: object) -> None:
    engine.does(getChannels=[{"answer": answer}])
    assert not run(CaptureClient.list_channels)


@pytest.mark.parametrize("channels", [[], [None]])
def test_an_empty_start_is_refused_without_the_engine(engine: ScriptedEngine, channels: list[None]) -> None:
    with pytest.raises(ValueError, match="At least one channel"):
        run(lambda client: client.start_session("cap-1", channels))
    assert engine.pids == []


def test_a_stop_before_a_start_is_refused_without_the_engine(engine: ScriptedEngine) -> None:
    with pytest.raises(RuntimeError, match="call start_session"):
        run(CaptureClient.stop_session)
    assert engine.pids == []


def test_what_the_engine_refuses_is_an_error_with_its_words(engine: ScriptedEngine) -> None:
    engine.does(startRecording=[{"refuse": {"code": "not_found", "message": "There is no session cap-xxx.", "hint": "Create one."}}])
    with pytest.raises(CaptureFailed, match=r"There is no session cap-xxx\.") as caught:
        run(lambda client: client.start_session("cap-xxx", ["mic:default"]))
    assert (caught.value.reason, caught.value.hint) == ("not_found", "Create one.")
    assert isinstance(caught.value, RuntimeError)


@pytest.mark.parametrize(
    ("result", "said"),
    [(None, "does not say why"), ("Too late", "refuses: Too late"), ({"error": 5}, "refuses: {'error': 5}"), ({"message": 5}, "refuses")],
)
def test_another_engines_refusal_is_an_error_too(engine: ScriptedEngine, result: object, said: str) -> None:
    engine.does(getChannels=[{"refuse": result}])
    with pytest.raises(CaptureFailed, match=said):
        run(CaptureClient.list_channels)


def test_a_start_that_was_refused_leaves_nothing_to_stop(engine: ScriptedEngine) -> None:
    engine.does(startRecording=[{"refuse": {"code": "x", "message": "No."}}])

    async def scenario(client: CaptureClient) -> None:
        with pytest.raises(CaptureFailed, match="No"):
            await client.start_session("cap-1", ["mic:default"])
        with pytest.raises(CaptureFailed, match="Nothing was started"):
            await client.stop_session()

    run(scenario)


def test_a_second_start_that_is_refused_leaves_the_first_to_be_stopped(engine: ScriptedEngine) -> None:
    async def scenario(client: CaptureClient) -> dict[str, Any]:
        await client.start_session("cap-1", ["mic:default"])
        engine.does(startRecording=[{"refuse": {"code": "not_now", "message": "Another session is recorded."}}])
        with pytest.raises(CaptureFailed, match="Another session is recorded"):
            await client.start_session("cap-2", ["mic:default"])
        with pytest.raises(ValueError, match="longer than the other end may take"):
            await client.start_session("cap-3", [f"mic:{'x' * 70_000}"])
        engine.does(stopRecording=[{"answer": {}}, {"exit": 3}])
        stopped = await client.stop_session()
        assert [event.payload["session_id"] for event in await heard(client)] == ["cap-1"]
        return stopped

    run(scenario)
    assert engine.params("stopRecording") == {"sessionId": "cap-1"}


def test_a_stop_may_be_repeated_and_costs_no_engine_after_the_end(engine: ScriptedEngine) -> None:
    async def scenario(client: CaptureClient) -> dict[str, Any]:
        await client.start_session("cap-1", ["mic:default"])
        await client.stop_session()
        await client.stop_session()
        await client.shutdown()
        return await client.stop_session()

    assert run(scenario) == {"status": "stopped", "session_id": "cap-1"}
    assert len(engine.pids) == 1
    assert engine.commands.count("stopRecording") == 2


def test_the_start_and_the_stop_return_what_the_engine_says(engine: ScriptedEngine) -> None:
    engine.does(
        startRecording=[{"answer": {"status": "recording", "upload": "offline"}}], stopRecording=[{"answer": {"status": "completed"}}]
    )

    async def scenario(client: CaptureClient) -> list[dict[str, Any]]:
        return [await client.start_session("cap-1", ["mic:default"], duration_s=5), await client.stop_session()]

    assert run(scenario) == [{"status": "recording", "upload": "offline"}, {"status": "completed"}]
    assert engine.params("startRecording")["duration_s"] == 5


def test_pausing_names_kinds(engine: ScriptedEngine) -> None:
    engine.does(getChannels=[{"answer": {"channels": ROWS}}])

    async def scenario(client: CaptureClient) -> list[object]:
        channels = await client.list_channels()
        asked = []
        for tracks in (None, ["screen", "mic:usb"], [channels.displays[1]], "system_audio", channels.mics):
            await client.pause(tracks)
            await client.resume(tracks)
            assert engine.params("pauseTracks") == engine.params("resumeTracks")
            asked.append(engine.params("pauseTracks")["tracks"])
        await channels.mics[0].pause()
        return [*asked, engine.params("pauseTracks")["tracks"]]

    assert run(scenario) == [["mic", "system_audio", "screen"], ["mic", "screen"], ["screen"], ["system_audio"], ["mic"], ["mic"]]


@pytest.mark.parametrize(
    ("tracks", "said"), [([], "nothing in the list"), ([None], "nothing in the list"), (["keyboard"], "cannot be paused")]
)
def test_pausing_nothing_is_refused(engine: ScriptedEngine, tracks: list[str | None], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        run(lambda client: client.pause(tracks))


def test_older_names_still_work(engine: ScriptedEngine) -> None:
    engine.does(getChannels=[{"answer": {"channels": ROWS}}])

    async def scenario(client: CaptureClient) -> None:
        channels = await client.channels()
        await client.start_capture_session("cap-1", channels.all())
        await client.stop_capture()
        await client.start_capture("cap-2", channels)

    run(scenario)
    assert engine.commands == ["init", "getChannels", "startRecording", "stopRecording", "startRecording", "shutdown"]


async def heard(client: CaptureClient) -> list[CaptureEvent]:
    return [event async for event in client.events()]


def test_a_program_may_listen_before_it_starts(engine: ScriptedEngine) -> None:
    engine.does(startRecording=[{"answer": {}}, STARTED], shutdown=[COMPLETE, {"answer": {}}, {"exit": 0}])

    async def scenario(client: CaptureClient) -> list[CaptureEvent]:
        listening = asyncio.create_task(heard(client))
        await asyncio.sleep(0)
        await client.start_session("cap-1", ["mic:default"])
        await client.shutdown()
        return await listening

    assert [event.event for event in run(scenario)] == ["recording-started", "recording-complete"]


def test_whoever_listens_to_a_client_that_starts_nothing_is_told_its_end(engine: ScriptedEngine) -> None:
    async def scenario(client: CaptureClient) -> list[CaptureEvent]:
        listening = asyncio.create_task(heard(client))
        await asyncio.sleep(0)
        await client.shutdown()
        return await listening

    assert run(scenario) == []


def test_events_end_with_the_engine_and_begin_again_with_the_next(engine: ScriptedEngine) -> None:
    engine.does(getChannels=[{"tell": ["channel-list", {}]}, {"answer": {}}])

    async def scenario(client: CaptureClient) -> list[list[str]]:
        found = []
        for _ in range(2):
            await client.list_channels()
            await client.shutdown()
            found.append([event.event for event in await heard(client)])
        return found

    assert run(scenario) == [["channel-list"], ["channel-list"]]
    assert len(engine.pids) == 2


def test_what_an_earlier_recording_told_does_not_end_the_next_one(engine: ScriptedEngine) -> None:
    engine.does(startRecording=[{"answer": {}}], stopRecording=[COMPLETE, {"answer": {}}])

    async def scenario(client: CaptureClient) -> str:
        await client.start_session("cap-1", ["mic:default"])
        await client.stop_session()
        engine.does(startRecording=[{"tell": ["recording-started", {"session_id": "cap-2"}]}, {"answer": {}}])
        await client.shutdown()
        await client.start_session("cap-2", ["mic:default"])
        return (await anext(client.events())).payload["session_id"]  # type: ignore[no-any-return]

    assert run(scenario) == "cap-2"


def test_a_start_without_an_answer_may_be_recording_and_can_be_stopped(engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "_START_WITHIN_S", 0.1)
    engine.does(startRecording=SILENCE)

    async def scenario(client: CaptureClient) -> None:
        with pytest.raises(CaptureFailed, match=r"has not answered startRecording within 0\.1 seconds") as caught:
            await client.start_session("cap-1", ["mic:default"])
        assert caught.value.reason == "no_answer"
        await client.stop_session()

    run(scenario)
    assert engine.params("stopRecording") == {"sessionId": "cap-1"}


def test_a_recording_whose_engine_dies_ends_with_an_error_and_can_be_stopped(engine: ScriptedEngine) -> None:
    engine.does(startRecording=[{"answer": {}}, STARTED, {"say": "panic"}, {"exit": 101}])

    async def scenario(client: CaptureClient) -> list[CaptureEvent]:
        await client.start_session("cap-1", ["mic:default"])
        events = await heard(client)
        await client.stop_session()
        return events

    started, error = run(scenario)
    assert started.event == "recording-started"
    assert error.event == "error"
    assert (error.payload["code"], error.payload["session_id"]) == ("engine_gone", "cap-1")
    assert "exit code 101" in error.payload["message"]
    assert len(engine.pids) == 2
    assert engine.commands[-3:] == ["init", "stopRecording", "shutdown"]


def test_an_engine_that_dies_while_it_is_asked_is_told_and_the_next_call_starts_another(engine: ScriptedEngine) -> None:
    engine.does(getChannels=[{"say": "token st-1 was refused"}, {"exit": 3}])

    async def scenario(client: CaptureClient) -> Channels:
        with pytest.raises(EngineGone, match="has ended with exit code 3") as caught:
            await client.list_channels()
        assert "token *** was refused" in caught.value.hint
        engine.does(getChannels=[{"answer": {"channels": ROWS}}])
        return await client.list_channels()

    assert len(run(scenario)) == 2
    assert len(engine.pids) == 2


def test_two_first_calls_start_one_engine(engine: ScriptedEngine) -> None:
    async def scenario(client: CaptureClient) -> None:
        await asyncio.gather(client.list_channels(), client.request_permission("camera"), client.list_channels())

    run(scenario)
    assert len(engine.pids) == 1
    assert engine.commands.count("init") == 1


def test_two_threads_start_one_engine(engine: ScriptedEngine) -> None:
    client, both = CaptureClient(client_token="st-1"), Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: (both.wait(), asyncio.run(client.list_channels())), range(2)))
    asyncio.run(client.shutdown())
    assert len(engine.pids) == 1
