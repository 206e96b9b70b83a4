from __future__ import annotations

import asyncio
import json
import logging
import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path


async def remembered(folder: Path, **values: object) -> Memory:
    memory = Memory(folder)
    for name, value in values.items():
        await memory.remember(name, value)
    return memory


def test_what_was_remembered_is_there_the_next_time(tmp_path: Path) -> None:
    asyncio.run(remembered(tmp_path / "data", pill={"x": 3}, sources=[1]))
    assert asyncio.run(Memory(tmp_path / "data").recall("pill")) == {"x": 3}
    assert asyncio.run(Memory(tmp_path / "data").recall("window")) is None


def test_none_forgets(tmp_path: Path) -> None:
    asyncio.run(remembered(tmp_path, pill=1))
    asyncio.run(remembered(tmp_path, pill=None))
    assert json.loads((tmp_path / "remembered.json").read_text("utf-8")) == {}


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    asyncio.run(remembered(tmp_path / "data", pill=1))
    assert stat.S_IMODE((tmp_path / "data" / "remembered.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["{", "[1]", "\udcff", '{"pill": ' + "[" * 100_000])
def test_a_file_that_makes_no_sense_is_begun_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "remembered.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    async def check() -> None:
        memory = Memory(tmp_path)
        assert await memory.recall("pill") is None
        await memory.remember("pill", 2)

    asyncio.run(check())
    assert asyncio.run(Memory(tmp_path).recall("pill")) == 2


def test_what_cannot_be_written_is_known_until_the_end(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")

    async def check() -> None:
        memory = Memory(tmp_path / "data")
        await memory.remember("pill", 1)
        assert await memory.recall("pill") == 1

    with caplog.at_level(logging.WARNING):
        asyncio.run(check())
    assert "cannot be written" in caplog.text


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    async def check() -> None:
        memory = await remembered(tmp_path, pill={"x": 1})
        (tmp_path / "remembered.json").unlink()
        await memory.remember("pill", {"x": 1})

    asyncio.run(check())
    assert not (tmp_path / "remembered.json").exists()
