"""The privacy pause: begins, ends, outlives the application."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine import private as private_module
from lookhear.desktop.engine.private import Privacy
from lookhear.desktop.engine.viewing import Views
from lookhear.errors import NotNow
from tests.fakes.engine_parts import Remembered, Told, until

if TYPE_CHECKING:
    from collections.abc import Coroutine

NOW_S = 1_000_000.0


class Wall:
    """Wall time that the test sets."""

    def __init__(self) -> None:
        self.now_s = NOW_S

    def __call__(self) -> float:
        return self.now_s


def run(work: Coroutine[object, object, None]) -> None:
    asyncio.run(work)


def test_while_it_lasts_nothing_may_begin() -> None:
    async def pause() -> None:
        wall, memory, views = Wall(), Remembered(), Views(Told())
        privacy = Privacy(views, memory, now_s=wall)
        privacy.check()
        await privacy.set(NOW_S + 900)
        assert privacy.is_on
        assert views.now.private_until_s == NOW_S + 900
        with pytest.raises(NotNow, match="privacy pause"):
            privacy.check()
        await privacy.set(None)
        privacy.check()
        assert views.now.private_until_s is None
        assert memory.known == {"private_until_s": None}
        await privacy.end()
        views.close()

    run(pause())


def test_a_time_that_has_passed_begins_none() -> None:
    async def pause() -> None:
        views = Views(Told())
        privacy = Privacy(views, Remembered(), now_s=Wall())
        await privacy.set(NOW_S - 1)
        assert not privacy.is_on
        assert views.now.private_until_s is None
        views.close()

    run(pause())


@pytest.mark.parametrize(
    ("kept", "is_on"),
    [(NOW_S + 60, True), (NOW_S - 60, False), ("soon", False), (None, False), (float("inf"), False), (1e300, False)],
)
def test_it_outlives_the_application(kept: object, *, is_on: bool) -> None:
    async def pause() -> None:
        views = Views(Told())
        privacy = Privacy(views, Remembered(private_until_s=kept), now_s=Wall())
        await privacy.begin()
        assert privacy.is_on is is_on
        await privacy.end()
        views.close()

    run(pause())


def test_it_is_over_when_its_time_has_come_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_module, "_LOOK_S", 0.01)  # the clock of the test jumps

    async def pause() -> None:
        wall, views = Wall(), Views(Told())
        privacy = Privacy(views, Remembered(), now_s=wall)
        changes: list[bool] = []
        privacy.on_change = lambda: changes.append(privacy.is_on)
        await privacy.set(NOW_S + 900)
        wall.now_s += 901
        await until(lambda: changes == [True, False])
        assert views.now.private_until_s is None
        await privacy.end()
        views.close()

    run(pause())
