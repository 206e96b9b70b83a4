"""What the first recording needs is loaded while nobody waits."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine import preloading as preloading_module
from lookhear.desktop.engine.preloading import Preloading
from lookhear.errors import SourceUnavailable
from tests.fakes.engine_parts import ChosenSources, until

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.sources import Offers


class LookedAt(ChosenSources):
    looks = 0

    async def offers(self) -> Offers:
        self.looks += 1
        if self.trouble is not None:
            raise self.trouble
        return await super().offers()


@pytest.mark.parametrize("trouble", [None, SourceUnavailable("No.")])
def test_modules_are_loaded_and_sources_are_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: SourceUnavailable | None
) -> None:
    monkeypatch.setattr(preloading_module, "_AFTER_S", 0.0)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "preloaded_by_a_test.py").write_text("", "utf-8")
    (tmp_path / "preloaded_behind_it.py").write_text("", "utf-8")

    async def load() -> None:
        sources = LookedAt()
        sources.trouble = trouble
        preloading = Preloading(sources, modules=("preloaded_by_a_test",), afterwards=("preloaded_behind_it",))
        await preloading.begin()
        await until(lambda: sources.looks)
        assert "preloaded_by_a_test" in sys.modules
        await until(lambda: "preloaded_behind_it" in sys.modules)
        await preloading.end()

    asyncio.run(load())
    for name in ("preloaded_by_a_test", "preloaded_behind_it"):
        assert sys.modules.pop(name, None) is not None


def test_who_quits_at_once_waits_for_nothing() -> None:
    async def load() -> None:
        preloading = Preloading(ChosenSources(), modules=("no_such_module",))
        await preloading.begin()
        await preloading.end()

    asyncio.run(load())


def test_every_module_of_the_list_exists() -> None:
    import importlib.util

    assert all(importlib.util.find_spec(name) for name in preloading_module._MODULES)
