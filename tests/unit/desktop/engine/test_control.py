"""The application's control socket: whatever other programs ask, it answers, and goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.desktop.engine.control import AppControl
from lookhear.desktop.engine.events import Wish, Wished
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.remote import AppAnswer, AppRequest, AppVerb, ask_app
from lookhear.desktop.engine.view import Phase
from lookhear.errors import DiskFull, StorageError, UsageError
from tests.fakes.application import Application, NotedRecordings

if TYPE_CHECKING:
    from pathlib import Path


async def asked(run_folder: Path, *request: Any) -> AppAnswer:  # noqa: ANN401 - of an AppRequest
    answer = await asyncio.to_thread(ask_app, run_folder, AppRequest(*request), timeout_s=10.0)
    assert answer is not None
    return answer


def test_a_start_is_answered_with_what_records(tmp_path: Path) -> None:
    async def work(app: Application) -> None:
        answer = await asked(tmp_path, AppVerb.START, 0)
        assert (answer.phase, answer.recording_id, answer.folder) == (Phase.RECORDING, "rec-1", "rec-1")
        assert app.recordings.calls == [("start", {"countdown_s": 0})]

    Application(tmp_path).serve(work)


@pytest.mark.parametrize("verb", [AppVerb.STOP, AppVerb.TOGGLE, AppVerb.PAUSE, AppVerb.RESUME])
def test_each_verb_is_passed_on(tmp_path: Path, verb: AppVerb) -> None:
    async def work(app: Application) -> None:
        await asked(tmp_path, verb)
        assert app.recordings.calls == [(verb.value, {})]
        assert app.told.events == []

    Application(tmp_path).serve(work)


@pytest.mark.parametrize(
    ("verb", "wish"), [(AppVerb.SHOW, Wish.SHOW_CONTROLS), (AppVerb.PICK, Wish.SHOW_PICKER), (AppVerb.QUIT, Wish.QUIT)]
)
def test_what_only_windows_can_do_is_wished_of_them(tmp_path: Path, verb: AppVerb, wish: Wish) -> None:
    async def work(app: Application) -> None:
        await asked(tmp_path, verb)
        assert app.told.events == [Wished(wish)]
        assert app.recordings.calls == []

    Application(tmp_path).serve(work)


def test_a_status_changes_nothing(tmp_path: Path) -> None:
    async def work(app: Application) -> None:
        assert (await asked(tmp_path, AppVerb.STATUS)).phase is Phase.IDLE
        assert (app.recordings.calls, app.told.events) == ([], [])

    Application(tmp_path).serve(work)


def test_what_fails_is_said_to_who_asked(tmp_path: Path) -> None:
    async def work(app: Application) -> None:
        app.recordings.failure = DiskFull("The disk is full.")
        with pytest.raises(StorageError, match="The disk is full"):
            await asked(tmp_path, AppVerb.START)

    Application(tmp_path).serve(work)


def test_nonsense_is_answered_too(tmp_path: Path) -> None:
    async def whole() -> None:
        control = AppControl(Hub(), recording=NotedRecordings(), run_folder=tmp_path)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="not a request"):
            AppAnswer.parse(await control.answer(b"what?\n"))

    asyncio.run(whole())


def test_a_folder_where_nobody_can_listen_harms_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "run").write_text("a file", "utf-8")

    async def work(_app: Application) -> None:
        assert "cannot reach this one" in caplog.text

    Application(tmp_path / "run").serve(work)
