"""Turns: one at a time for a name, side by side for different ones."""

from __future__ import annotations

import asyncio

import pytest

from lookhear.backend.ingest.turns import Turns


def test_a_name_is_held_by_one_at_a_time_in_the_order_of_asking() -> None:
    async def scene() -> list[str]:
        turns, seen = Turns(), []

        async def hold(who: str) -> None:
            async with turns.of("a"):
                seen.append(f"{who} comes")
                await asyncio.sleep(0)
                seen.append(f"{who} goes")

        await asyncio.gather(hold("one"), hold("two"), hold("three"))
        assert turns._locks == {}
        return seen

    assert asyncio.run(scene()) == [f"{who} {what}" for who in ("one", "two", "three") for what in ("comes", "goes")]


def test_different_names_do_not_wait_for_each_other() -> None:
    async def scene() -> None:
        turns = Turns()
        async with turns.of("a"), asyncio.timeout(20), turns.of("b"):
            pass

    asyncio.run(scene())


def test_who_fails_or_is_cancelled_gives_the_turn_on() -> None:
    async def scene() -> bool:
        turns = Turns()

        async def fail() -> None:
            async with turns.of("a"):
                raise LookupError

        async def wait() -> None:
            async with turns.of("a"):
                pass

        with pytest.raises(LookupError):
            await fail()
        async with turns.of("a"):
            waiting = asyncio.ensure_future(wait())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.wait([waiting])
        async with turns.of("a"):
            pass
        return turns._locks == {}

    assert asyncio.run(scene())
