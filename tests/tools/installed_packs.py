"""Engine packs made of the packages that are installed here, so that a test of them needs no network."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from installers import engine_pack
from lookhear.understanding.packages.catalogue import lock_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def make_packs(engines: Iterable[str], dist: Path, scratch: Path) -> Path:
    """A folder with a pack of each; gives it."""
    dist.mkdir(parents=True, exist_ok=True)
    offers = []
    for engine in engines:
        folder = scratch / engine
        for name in _PINNED.findall(lock_of(engine).read_text("utf-8")):
            _copy(name, folder)
        offers.append(engine_pack.pack(engine, folder, dist))
        shutil.rmtree(folder)
    engine_pack.write_index(offers, dist)
    return dist


def _copy(name: str, folder: Path) -> None:
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        return  # it is for another system
    for file in files:
        source = Path(str(file.locate()))
        if ".." in file.parts or "__pycache__" in file.parts or not source.is_file():
            continue
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / file)
