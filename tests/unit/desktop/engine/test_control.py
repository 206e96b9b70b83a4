"""The application's control socket: whatever other programs ask, it answers, and goes on."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.desktop.engine.control import AppControl
from lookhear.desktop.engine.events import Wish, Wished
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.remote import AppAnswer, AppRequest, AppVerb, ask_app
from lookhear.desktop.engine.view import AppView, Phase, RecordingView
from lookhear.errors import DiskFull, StorageError, UsageError
from tests.fakes.engine_parts import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

RUNNING = RecordingView(recording_id="rec-1", folder=Path("rec-1"), recorded_ns=0, at_monotonic_ns=0, tracks=())


class NotedRecordings:
    """Notes what was asked for; a start shows a recording, or fails as the test says."""

    def __init__(self) -> None:
        self.view = AppView()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failure: StorageError | None = None

    async def start(self, **wishes: Any) -> None:  # noqa: ANN401 - the port's
        self.calls.append(("start", wishes))
        if self.failure is not None:
            raise self.failure
        self.view = dataclasses.replace(self.view, phase=Phase.RECORDING, recording=RUNNING)

    def __getattr__(self, name: str) -> Callable[[], Coroutine[Any, Any, None]]:
        async def noted() -> None:
            self.calls.append((name, {}))

        return noted


def serve(run_folder: Path, work: Callable[[NotedRecordings, Told], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        hub, told, recordings = Hub(), Told(), NotedRecordings()
        hub.listen(told)
        control = AppControl(hub, recording=recordings, run_folder=run_folder)  # type: ignore[arg-type]
        await control.begin()
        try:
            await work(recordings, told)
        finally:
            await control.end()

    asyncio.run(whole())


async def asked(run_folder: Path, *request: Any) -> AppAnswer:  # noqa: ANN401 - of an AppRequest
    answer = await asyncio.to_thread(ask_app, run_folder, AppRequest(*request), timeout_s=10.0)
    assert answer is not None
    return answer


def test_a_start_is_answered_with_what_records(tmp_path: Path) -> None:
    async def work(recordings: NotedRecordings, _told: Told) -> None:
        answer = await asked(tmp_path, AppVerb.START, 0)
        assert (answer.phase, answer.recording_id, answer.folder) == (Phase.RECORDING, "rec-1", "rec-1")
        assert recordings.calls == [("start", {"countdown_s": 0})]

    serve(tmp_path, work)


@pytest.mark.parametrize("verb", [AppVerb.STOP, AppVerb.TOGGLE, AppVerb.PAUSE, AppVerb.RESUME])
def test_each_verb_is_passed_on(tmp_path: Path, verb: AppVerb) -> None:
    async def work(recordings: NotedRecordings, told: Told) -> None:
        assert (await asked(tmp_path, verb)).phase is Phase.IDLE
        assert recordings.calls == [(verb.value, {})]
        assert told.events == []

    serve(tmp_path, work)


@pytest.mark.parametrize(
    ("verb", "wish"), [(AppVerb.SHOW, Wish.SHOW_CONTROLS), (AppVerb.PICK, Wish.SHOW_PICKER), (AppVerb.QUIT, Wish.QUIT)]
)
def test_what_only_windows_can_do_is_wished_of_them(tmp_path: Path, verb: AppVerb, wish: Wish) -> None:
    async def work(recordings: NotedRecordings, told: Told) -> None:
        await asked(tmp_path, verb)
        assert told.events == [Wished(wish)]
        assert recordings.calls == []

    serve(tmp_path, work)


def test_a_status_changes_nothing(tmp_path: Path) -> None:
    async def work(recordings: NotedRecordings, told: Told) -> None:
        assert (await asked(tmp_path, AppVerb.STATUS)).phase is Phase.IDLE
        assert (recordings.calls, told.events) == ([], [])

    serve(tmp_path, work)


def test_what_fails_is_said_to_who_asked(tmp_path: Path) -> None:
    async def work(recordings: NotedRecordings, _told: Told) -> None:
        recordings.failure = DiskFull("The disk is full.")
        with pytest.raises(StorageError, match="The disk is full"):
            await asked(tmp_path, AppVerb.START)

    serve(tmp_path, work)


def test_nonsense_is_answered_too(tmp_path: Path) -> None:
    async def whole() -> None:
        control = AppControl(Hub(), recording=NotedRecordings(), run_folder=tmp_path)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="not a request"):
            AppAnswer.parse(await control.answer(b"what?\n"))

    asyncio.run(whole())


def test_a_folder_where_nobody_can_listen_harms_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "run").write_text("a file", "utf-8")

    async def work(_recordings: NotedRecordings, _told: Told) -> None:
        assert "cannot reach this one" in caplog.text

    serve(tmp_path / "run", work)
