"""The whole graph of services begins and ends, again and again, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import DesktopRig
from lookhear.desktop.engine.engine import Engine, face
from lookhear.desktop.engine.view import Phase
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.rows import EndReason
from tests.fakes.engine_parts import Told, until
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.viewing import Views


def engine(home: Path) -> tuple[Engine, Told]:
    made, told = Engine(DesktopRig(machine(home))), Told()
    made.hub.listen(told)
    return made, told


def test_it_begins_and_ends_twenty_times(tmp_path: Path) -> None:
    async def once() -> None:
        made, _ = engine(tmp_path)
        await made.begin()
        await made.end()
        assert len(asyncio.all_tasks()) == 1

    for _ in range(20):
        asyncio.run(once())


def test_it_records_what_is_chosen_and_ends_in_the_middle(tmp_path: Path) -> None:
    async def record() -> Path:
        made, told = engine(tmp_path)
        await made.begin()
        await made.recording.start(countdown_s=0)
        view = face(made).recording.view
        assert view.phase is Phase.RECORDING
        assert view.recording is not None
        folder = view.recording.folder
        await until(lambda: list(folder.glob("*/*.m4s")))
        await made.end()
        assert told.views[-1].phase is Phase.IDLE
        return folder

    folder = asyncio.run(record())
    assert folder.parent == tmp_path / "recordings"
    assert build_receipt(folder).end_reason is EndReason.STOPPED


def test_recordings_go_to_the_folder_of_the_settings(tmp_path: Path) -> None:
    async def record() -> None:
        made, _ = engine(tmp_path / "home")
        await made.begin()
        settings = made.settings.now
        chosen = tmp_path / "big disk"
        chosen.mkdir()
        await made.settings.change(dataclasses.replace(settings, storage=dataclasses.replace(settings.storage, folder=str(chosen))))
        assert made.root() == chosen
        await made.recording.start(countdown_s=0)
        await made.recording.stop()
        assert [path.parent for path in chosen.glob("rec-*")] == [chosen]
        await made.end()

    asyncio.run(record())


class Broken:
    """A service that neither begins nor ends as it should."""

    async def begin(self) -> None:
        raise RuntimeError("no")

    async def end(self) -> None:
        raise RuntimeError("no")


@pytest.mark.expected_errors
def test_a_service_that_fails_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def record() -> None:
        made, _ = engine(tmp_path)
        in_order = made._in_order()
        monkeypatch.setattr(made, "_in_order", lambda: [Broken(), *in_order, Broken()])
        await made.begin()
        await made.recording.start(countdown_s=0)
        await made.end()
        assert made.views.now.phase is Phase.IDLE

    asyncio.run(record())


class Noting:
    """A service that notes what is being done when it is to end."""

    def __init__(self, views: Views) -> None:
        self.views, self.phases = views, list[Phase]()

    async def end(self) -> None:
        self.phases.append(self.views.now.phase)


def test_the_recording_is_sealed_before_anything_else_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def record() -> None:
        made, _ = engine(tmp_path)
        noting, in_order = Noting(made.views), made._in_order()
        monkeypatch.setattr(made, "_in_order", lambda: [*in_order, noting])
        await made.begin()
        await made.recording.start(countdown_s=0)
        await made.end()
        assert noting.phases == [Phase.IDLE]

    asyncio.run(record())
