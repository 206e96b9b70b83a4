"""The choosing of engines is made by the first question, once, and ended only if it was made."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from lookhear.desktop.engine.understanding.engine_values import EnginesView, EngineTest, EngineWish
from lookhear.desktop.engine.understanding.later import LaterEngines
from lookhear.understanding.plugin import EngineKind

if TYPE_CHECKING:
    from collections.abc import Callable


VIEW = EnginesView(kinds=())
TESTED = EngineTest(is_good=True)
WISH = EngineWish(kind=EngineKind.SPEECH, engine="off")


class Noting:
    """Notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    async def end(self) -> None:
        self.asked.append("end")

    async def look(self) -> EnginesView:
        self.asked.append("look")
        return VIEW

    async def choose(self, wish: EngineWish) -> EnginesView:
        self.asked.append(wish)
        return VIEW

    async def set_masking(self, *, is_on: bool) -> EnginesView:
        self.asked.append(("masking", is_on))
        return VIEW

    async def test(self, kind: EngineKind) -> EngineTest:
        self.asked.append(kind)
        return TESTED

    async def install(self, name: str, *, progress: Callable[[float], None]) -> EnginesView:
        progress(1.0)
        self.asked.append(("install", name))
        return VIEW


def test_it_is_made_once_beside_the_loop_and_hands_everything_on() -> None:
    made: list[Noting] = []
    threads: list[threading.Thread] = []

    def make() -> Noting:
        threads.append(threading.current_thread())
        made.append(Noting())
        return made[-1]

    async def use() -> list[object]:
        later = LaterEngines(make)
        told: list[float] = []
        first = await asyncio.gather(later.look(), later.look())
        found: list[object] = [*first, await later.choose(WISH), await later.set_masking(is_on=False), await later.test(EngineKind.SPEECH)]
        found.append(await later.install("minilm", progress=told.append))
        await later.end()
        return [*found, told]

    assert asyncio.run(use()) == [VIEW, VIEW, VIEW, VIEW, TESTED, VIEW, [1.0]]
    assert [noting.asked for noting in made] == [
        ["look", "look", WISH, ("masking", False), EngineKind.SPEECH, ("install", "minilm"), "end"]
    ]
    assert threads[0] is not threading.main_thread()


def test_what_nobody_asked_for_is_neither_made_nor_ended() -> None:
    made: list[Noting] = []

    def make() -> Noting:
        made.append(Noting())
        return made[-1]

    async def use() -> None:
        await LaterEngines(make).end()

    asyncio.run(use())
    assert made == []
