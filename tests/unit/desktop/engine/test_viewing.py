"""The one view: shown at once after a quiet while, else ten times a second at most, and only when something changed."""

from __future__ import annotations

import asyncio

from lookhear.desktop.engine.view import Phase
from lookhear.desktop.engine.viewing import PERIOD_S, Views
from tests.fakes.engine_parts import Told, until


def test_the_first_change_is_shown_at_once_and_what_follows_together() -> None:
    told = Told()

    async def change() -> None:
        views = Views(told)
        began_s = asyncio.get_running_loop().time()
        views.change(phase=Phase.COUNTDOWN)
        assert [view.phase for view in told.views] == [Phase.COUNTDOWN]
        for left in range(50):
            views.change(countdown_left_s=left)
        assert len(told.views) == 1
        await until(lambda: len(told.views) == 2)
        assert asyncio.get_running_loop().time() - began_s >= PERIOD_S * 0.9
        views.close()

    asyncio.run(change())
    assert told.views[-1].countdown_left_s == 49
    assert told.views[-1].revision == 50  # zero was no change


def test_what_changes_nothing_is_not_shown() -> None:
    told = Told()

    async def change() -> None:
        views = Views(told)
        views.change(phase=Phase.IDLE, countdown_left_s=0)
        await asyncio.sleep(0)
        views.close()

    asyncio.run(change())
    assert told.events == []


def test_nothing_is_shown_while_nothing_changes() -> None:
    told = Told()

    async def change() -> None:
        views = Views(told)
        views.change(phase=Phase.STARTING)
        await asyncio.sleep(3 * PERIOD_S)
        views.change(phase=Phase.RECORDING)  # after a quiet while: at once
        assert [view.phase for view in told.views] == [Phase.STARTING, Phase.RECORDING]
        views.close()

    asyncio.run(change())


def test_the_last_change_is_shown_at_the_end() -> None:
    told = Told()

    async def change() -> None:
        views = Views(told)
        views.change(phase=Phase.STOPPING)
        views.change(phase=Phase.IDLE)
        await views.end()
        views.close()
        views.change(phase=Phase.STARTING)  # nobody listens any more
        views.close()
        assert views.now.phase is Phase.STARTING

    asyncio.run(change())
    assert [view.phase for view in told.views] == [Phase.STOPPING, Phase.IDLE]
