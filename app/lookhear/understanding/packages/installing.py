"""Installs and removes the packages of engines. Blocking; for one thread at a time."""

from __future__ import annotations

import importlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from lookhear import __version__
from lookhear.errors import InstallFailed, UsageError
from lookhear.system.bundle import is_bundle
from lookhear.system.paths.folders import private_folder
from lookhear.understanding.packages import by_pip
from lookhear.understanding.packages.catalogue import PACKAGES, lock_of, package_of
from lookhear.understanding.packages.packs import PackPlace
from lookhear.understanding.packages.unpacking import unpack
from lookhear.understanding.placing import alone, filled, removed, size_of, told
from lookhear.understanding.readiness import is_installed
from lookhear.understanding.registry import BUILTIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.understanding.folders import EngineFolders

RECORD: Final = "lookhear-engine.json"
_FETCHED: Final = ".fetched"
_FETCHING: Final = 0.7  # of the bar; the rest is unpacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an installation would fetch, told before it begins. ``download_bytes`` 0: it is on this computer."""

    engine: str
    licence: str
    download_bytes: int
    disk_bytes: int
    is_by_pip: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer:
    """Puts engines into their folders. ``place``: the folder or address that has packs; empty: pip fetches it."""

    folders: EngineFolders
    place: str = ""

    @property
    def is_by_pip(self) -> bool:
        """Whether pip does it. A packed program has none."""
        return not self.place and not is_bundle() and by_pip.has_pip()

    def plan(self, engine: str) -> Plan:
        """What would be fetched. Raises UsageError, InstallFailed, FetchFailed."""
        package = package_of(engine)
        if self.is_by_pip:
            card = next(card for card in BUILTIN if card.name == engine)
            return Plan(
                engine=engine, licence=package.licence, download_bytes=package.download_bytes, disk_bytes=card.size_bytes, is_by_pip=True
            )
        offer = self._packs().offer(engine)
        size = offer.size_bytes if self.place.startswith("http") else 0
        return Plan(engine=engine, licence=offer.licence, download_bytes=size, disk_bytes=offer.unpacked_bytes, is_by_pip=False)

    def install(self, engine: str, *, progress: Callable[[float], None] = lambda _: None) -> Path:
        """Install it, in place of what is there; gives its folder. ``progress`` hears fractions.

        Raises UsageError, InstallFailed, FetchFailed, DiskFull, FolderUnwritable; then everything is as it was.
        """
        package = package_of(engine)
        folder = self.folders.package_of(engine)
        if self.is_by_pip:
            with filled(folder) as part:
                by_pip.install(lock_of(engine), part, progress=progress)
                _finish(engine, part, how="pip", licence=package.licence)
            return folder
        keep = private_folder(self.folders.packages / _FETCHED)
        with alone(keep):  # two at once would write into the same file
            return self._unpacked(engine, folder, keep, progress=progress)

    def remove(self, engine: str) -> bool:
        """Take an installed package away; gives whether there was one. Raises UsageError, FolderUnwritable."""
        folder = self.folders.package_of(engine)
        if engine not in PACKAGES and (folder.name != engine or engine.startswith(".") or not folder.is_dir()):  # no path: it is removed
            raise UsageError(f"There is no package of {engine} to remove.")
        return removed(folder)

    def _unpacked(self, engine: str, folder: Path, keep: Path, *, progress: Callable[[float], None]) -> Path:
        packs = self._packs()
        offer = packs.offer(engine)
        archive = packs.archive_of(offer, keep, progress=lambda fraction: progress(_FETCHING * fraction))
        with filled(folder) as part:
            unpack(archive, part, engine=engine, progress=lambda fraction: progress(_FETCHING + (1 - _FETCHING) * fraction))
            _finish(engine, part, how="pack", licence=offer.licence)
        if archive.parent == keep:
            with told(keep):
                archive.unlink(missing_ok=True)
        return folder

    def _packs(self) -> PackPlace:
        if not self.place:
            why = "This is a packed program, which has no pip." if is_bundle() else "This Python has no pip."
            hint = "Name a folder or an address with engine packs: --from, or `packs_url` in engines.toml. `make engine-packs` makes some."
            raise InstallFailed(why, hint=hint)
        return PackPlace(place=self.place)


def _finish(engine: str, part: Path, *, how: str, licence: str) -> None:
    """See that it is whole, and write down where it is from."""
    importlib.invalidate_caches()
    needs = next(card.needs for card in BUILTIN if card.name == engine)
    missing = [name for name in needs if not is_installed(name, part)]
    if missing:
        raise InstallFailed(f"{engine} was installed without {', '.join(missing)}.", hint="Try again, or tell the makers of Lookhear.")
    record = _Record(engine=engine, lookhear=__version__, how=how, licence=licence, size_bytes=size_of(part))
    (part / RECORD).write_text(json.dumps(asdict(record), indent=1), "utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    engine: str
    lookhear: str
    how: str
    licence: str
    size_bytes: int
