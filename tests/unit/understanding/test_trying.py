"""Engines that are part of this program understand the samples, in a real worker; samples are what they say they are."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.choice.file import save_choices
from lookhear.understanding.choice.values import OFF, Chosen, EngineChoices
from lookhear.understanding.folders import EngineFolders, engines_file
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.room import EngineRoom
from lookhear.understanding.trying import Trial, attempt, spoken, written
from tests.tools.lanes import COMMAND, QUICK

if TYPE_CHECKING:
    from pathlib import Path


def tried(folder: Path, *kinds: EngineKind) -> list[Trial]:
    """What comes of the engines of this program; those for sound and pictures are off."""
    file = engines_file(folder)
    off = {kind: Chosen(engine=OFF) for kind in (EngineKind.SPEECH, EngineKind.VISION)}
    save_choices(file, EngineChoices(engines=off))

    async def run() -> list[Trial]:
        async with EngineRoom(file=file, folders=EngineFolders.under(folder), command=COMMAND, environ=os.environ, pace=QUICK) as room:
            return [await attempt(room, kind) for kind in kinds]

    return asyncio.run(run())


def test_engines_say_what_they_make_of_a_sample(tmp_path: Path) -> None:
    language, judge = tried(tmp_path, EngineKind.LANGUAGE, EngineKind.JUDGE)
    assert (language.engine, judge.engine) == ("extractive", "keywords")
    assert "budget" in language.understood
    assert judge.understood.startswith("yes")
    assert (language.memory_bytes or 0) > 1_000_000


def test_where_there_is_none_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="No engine for vision"):
        tried(tmp_path, EngineKind.VISION)


def test_the_spoken_sample_has_the_length_it_has_at_every_rate() -> None:
    lengths = {rate: len(spoken(rate)) / rate for rate in (8000, 16_000, 48_000)}
    assert max(lengths.values()) - min(lengths.values()) < 0.001
    assert 3 < lengths[16_000] < 4
    assert np.abs(spoken(16_000)).max() > 3000


def test_the_written_sample_is_black_on_white() -> None:
    rgb = written()
    assert rgb.shape == (200, 960, 3)
    assert rgb.dtype == np.uint8
    assert set(np.unique(rgb)) == {0, 255}
    assert 0.8 < (rgb == 255).mean() < 0.99
