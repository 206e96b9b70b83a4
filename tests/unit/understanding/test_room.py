"""Which engines a backend has, and how it notices that there are others. The engines are a plug-in's, in real workers."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import SettingsDamaged
from lookhear.understanding.choice.file import save_choices
from lookhear.understanding.choice.values import OFF, Chosen, EngineChoices
from lookhear.understanding.folders import EngineFolders, engines_file
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.ports import Missing
from lookhear.understanding.readiness import ReadyState
from lookhear.understanding.room import EngineRoom, RoomLine
from tests.tools.lanes import COMMAND, QUICK
from tests.tools.plugged import plug_in

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

EVERYTHING_OFF = {kind: Chosen(engine=OFF) for kind in EngineKind}


class Flat:
    """A data folder with a room over it, and how often the room rang."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folders = EngineFolders.under(data)
        self.rung = 0
        self.room = EngineRoom(
            file=engines_file(data),
            folders=self.folders,
            command=COMMAND,
            environ=os.environ,
            changed=self._ring,
            pace=QUICK,
            look_every_s=0.01,
        )

    def _ring(self) -> None:
        self.rung += 1

    def choose(self, kind: EngineKind, engine: str, *, is_masking: bool = True, **options: object) -> None:
        """As somebody would write it; every other kind is off."""
        engines = {**EVERYTHING_OFF, kind: Chosen(engine=engine, options=options)}
        save_choices(engines_file(self.data), EngineChoices(engines=engines, is_masking=is_masking))

    def line(self, kind: EngineKind) -> RoomLine:
        """What the room says of a kind."""
        return next(line for line in self.room.lines if line.kind is kind)

    async def says(self, what: str = "a") -> str:
        """What the language engine of now says."""
        language = self.room.language
        assert language is not None
        return await language.digest([what], prompt="")


def played(data: Path, scene: Callable[[Flat], Coroutine[Any, Any, None]]) -> None:
    async def all_of_it() -> None:
        flat = Flat(data)
        async with asyncio.timeout(50), flat.room:
            await scene(flat)

    before = set(sys.modules)
    asyncio.run(all_of_it())
    for name in set(sys.modules) - before:
        if name.endswith("_of_a_test"):
            del sys.modules[name]


def test_an_engine_of_somebody_else_works_in_a_worker_of_its_own(tmp_path: Path) -> None:
    plug_in(tmp_path / "engines" / "packages" / "mine", "fifth-plugged")

    async def scene(flat: Flat) -> None:
        flat.choose(EngineKind.LANGUAGE, "fifth-plugged", says="hello")
        assert await flat.room.look()
        assert flat.room.lane(EngineKind.LANGUAGE).pid is None  # listing starts nothing
        assert await flat.says() == "hello: a"
        assert [each is None for each in (flat.room.speech, flat.room.vision, flat.room.judge, flat.room.embedder)] == [True] * 4
        assert flat.line(EngineKind.LANGUAGE).is_working
        assert not flat.line(EngineKind.SPEECH).is_working

    played(tmp_path, scene)


def test_nothing_changes_for_those_whose_choice_stays(tmp_path: Path) -> None:
    plug_in(tmp_path / "engines" / "packages" / "mine", "sixth-plugged")

    async def scene(flat: Flat) -> None:
        flat.choose(EngineKind.LANGUAGE, "sixth-plugged")
        assert await flat.room.look()
        first, rung = flat.room.language, flat.rung
        await flat.says()
        pid = flat.room.lane(EngineKind.LANGUAGE).pid
        assert not await flat.room.look()
        assert (flat.room.language, flat.rung, flat.room.lane(EngineKind.LANGUAGE).pid) == (first, rung, pid)
        flat.choose(EngineKind.LANGUAGE, "sixth-plugged", says="other")
        assert await flat.room.look()
        assert flat.room.language is not first
        assert flat.rung == rung + 1
        assert await flat.says() == "other: a"
        assert flat.room.lane(EngineKind.LANGUAGE).pid != pid

    played(tmp_path, scene)


def test_what_is_edited_installed_fetched_and_taken_away_is_noticed_while_it_runs(tmp_path: Path) -> None:
    async def until(is_so: Callable[[], bool]) -> None:
        while not is_so():  # noqa: ASYNC110 - the disk rings no bell
            await asyncio.sleep(0.005)

    async def scene(flat: Flat) -> None:
        running = asyncio.create_task(flat.room.run())
        flat.choose(EngineKind.LANGUAGE, "seventh-plugged")
        await until(lambda: "no engine called" in flat.line(EngineKind.LANGUAGE).trouble)
        plug_in(flat.folders.packages / ".coming", "seventh-plugged", models=("tiny",))
        (flat.folders.packages / ".coming").rename(flat.folders.package_of("seventh"))
        await until(lambda: flat.line(EngineKind.LANGUAGE).known is not None)
        readiness = flat.line(EngineKind.LANGUAGE).readiness
        assert readiness is not None
        assert readiness.state is ReadyState.NO_MODEL
        assert flat.room.language is None
        lack = flat.room.missing(EngineKind.LANGUAGE)
        assert lack is not None
        assert ("--model tiny" in lack.sentence, lack.is_off) == (True, False)
        flat.folders.model_of("seventh-plugged", "tiny").mkdir(parents=True)
        await until(lambda: flat.room.language is not None)
        assert flat.room.missing(EngineKind.LANGUAGE) is None
        assert await flat.says() == "seventh-plugged: a"
        flat.choose(EngineKind.LANGUAGE, OFF)
        await until(lambda: flat.room.language is None)
        lack = flat.room.missing(EngineKind.LANGUAGE)
        assert lack is not None
        assert ("switched off" in lack.sentence, lack.is_off) == (True, True)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    played(tmp_path, scene)


def test_a_model_that_is_here_is_told_to_the_engine_by_its_folder(tmp_path: Path) -> None:
    plug_in(tmp_path / "engines" / "packages" / "mine", "eighth-plugged")

    async def scene(flat: Flat) -> None:
        kept = flat.folders.model_of("eighth-plugged", "base")
        kept.mkdir(parents=True)
        flat.choose(EngineKind.LANGUAGE, "eighth-plugged", model="base")
        await flat.room.look()
        language = flat.room.language
        assert language is not None
        assert language._spec.options == {"model": "base", "model_folder": str(kept)}
        assert language._spec.folders == (str(flat.folders.packages / "mine"),)

    played(tmp_path, scene)


def test_a_file_that_breaks_while_it_runs_changes_nothing_and_is_told(tmp_path: Path) -> None:
    async def scene(flat: Flat) -> None:
        flat.choose(EngineKind.LANGUAGE, "extractive", is_masking=False)
        await flat.room.look()
        assert not flat.room.is_masking()
        before = flat.room.language
        assert before is not None
        engines_file(flat.data).write_text("[language", "utf-8")
        await flat.room.look()
        assert isinstance(flat.room.trouble, SettingsDamaged)
        assert flat.room.language is before
        assert flat.room.is_masking()
        engines_file(flat.data).unlink()
        flat.choose(EngineKind.LANGUAGE, OFF)
        await flat.room.look()
        assert flat.room.trouble is None
        assert flat.room.language is None

    played(tmp_path, scene)


def test_with_a_file_that_cannot_be_understood_from_the_start_there_is_no_engine_at_all(tmp_path: Path) -> None:
    engines_file(tmp_path).write_text("[language", "utf-8")

    async def scene(flat: Flat) -> None:
        assert flat.room.trouble is not None
        assert flat.room.lines == ()
        assert flat.room.missing(EngineKind.SPEECH) == Missing(sentence=flat.room.trouble.for_people())
        assert flat.room.language is None
        assert flat.room.is_masking()

    played(tmp_path, scene)


def test_switching_masking_rings_too(tmp_path: Path) -> None:
    async def scene(flat: Flat) -> None:
        flat.choose(EngineKind.JUDGE, OFF)
        await flat.room.look()
        rung = flat.rung
        flat.choose(EngineKind.JUDGE, OFF, is_masking=False)
        assert await flat.room.look()
        assert flat.rung == rung + 1

    played(tmp_path, scene)


@pytest.mark.parametrize("kind", list(EngineKind))
def test_every_kind_has_its_engine(tmp_path: Path, kind: EngineKind) -> None:
    plug_in(tmp_path / "engines" / "packages" / "mine", f"plugged-{kind}", kind=kind.value, sample_rate=8000)

    async def scene(flat: Flat) -> None:
        flat.choose(kind, f"plugged-{kind}")
        await flat.room.look()
        there = {each: getattr(flat.room, each.value) for each in EngineKind}
        assert [each for each, engine in there.items() if engine is not None] == [kind]
        assert there[kind].name == f"plugged-{kind}"
        if flat.room.speech is not None:
            assert flat.room.speech.sample_rate == 8000

    played(tmp_path, scene)
