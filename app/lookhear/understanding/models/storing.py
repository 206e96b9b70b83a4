"""Models in their folders: fetched file by file, copied from a folder, or removed. Blocking."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.errors import InstallFailed
from lookhear.system.paths import paths_of_this_machine
from lookhear.system.paths.folders import private_folder
from lookhear.understanding.fetching import Wanted, fetch, is_url
from lookhear.understanding.folders import EngineFolders
from lookhear.understanding.models.catalogue import HUB
from lookhear.understanding.placing import alone, filled, removed, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.understanding.models.catalogue import Model

_FETCHED: Final = ".fetched"


def path_of(engine: str, model: str) -> Path | None:
    """Where a model of an engine lies on this computer: ``model`` itself when it is the path of a folder. None where it is not here."""
    return EngineFolders.under(paths_of_this_machine().data).found_model(engine, model)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStore:
    """The models of one data folder. ``place``: a folder that holds a model's files, or an address that answers as the hub does."""

    folders: EngineFolders
    place: str = HUB

    def fetch(self, model: Model, *, progress: Callable[[float], None] = lambda _: None) -> Path:
        """Have a model here; gives its folder. What an earlier try fetched is not fetched again; ``progress`` hears fractions.

        Raises FetchFailed, InstallFailed, DiskFull, FolderUnwritable; then nothing half stands in its place.
        """
        folder = self.folders.model_of(model.engine, model.name)
        if not is_url(self.place):
            return self._copied(model, folder, progress)
        keep = private_folder(folder.parent / _FETCHED / model.name)
        with alone(keep.parent):  # two at once would write into the same file
            return self._fetched(model, keep, progress)

    def remove(self, model: Model) -> bool:
        """Take a model away; gives whether it was there."""
        return removed(self.folders.model_of(model.engine, model.name))

    def _fetched(self, model: Model, keep: Path, progress: Callable[[float], None]) -> Path:
        folder, done = self.folders.model_of(model.engine, model.name), 0
        for file in model.files:
            to = keep / file
            if not to.exists():
                fetch(Wanted(url=model.url_of(file, self.place)), to, progress=_from(done, of=model.size_bytes, told=progress))
            done += to.stat().st_size
            progress(done / model.size_bytes)
        with filled(folder) as part:
            for file in model.files:
                (keep / file).replace(part / file)
        with told(keep):
            shutil.rmtree(keep, ignore_errors=True)
        return folder

    def _copied(self, model: Model, folder: Path, progress: Callable[[float], None]) -> Path:
        given = Path(self.place).expanduser()
        source = next((each for each in (given / model.name, given) if all((each / file).is_file() for file in model.files)), None)
        if source is None:
            raise InstallFailed(f"{given} does not hold the model {model.name}.", hint=f"Its files are: {', '.join(model.files)}.")
        with filled(folder) as part:
            for number, file in enumerate(model.files):
                shutil.copyfile(source / file, part / file)
                progress((number + 1) / len(model.files))
        return folder


def _from(done: int, *, of: int, told: Callable[[float], None]) -> Callable[[int], None]:
    """Bytes of one file as a fraction of all."""
    return lambda count: told((done + count) / of)
