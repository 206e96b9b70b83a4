"""Finds the pack of an engine: in a folder, or at an address, where a list says what there is."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.errors import InstallFailed
from lookhear.understanding.fetching import Wanted, fetch, fetch_small, is_url
from lookhear.understanding.packages.manifest import INDEX, Offer, offers_of, this_platform, this_python
from lookhear.understanding.placing import told

if TYPE_CHECKING:
    from collections.abc import Callable

SETTING: Final = "packs_url"


def packs_url_of(file: Path) -> str:
    """Where packs are fetched from, as the file with the choice of engines says; empty when it does not."""
    try:
        said = tomllib.loads(file.read_text("utf-8-sig")).get(SETTING, "")
    except (OSError, ValueError):
        return ""
    return said if isinstance(said, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPlace:
    """A folder, or an address, with a ``packs.json`` and the archives that it lists."""

    place: str

    def offer(self, engine: str) -> Offer:
        """The newest pack of an engine that fits this program. Raises FetchFailed, InstallFailed."""
        found = [each for each in self._offers() if each.name == engine]
        fitting = [each for each in found if each.fits]
        if not fitting:
            raise InstallFailed(
                f"{self.place} has no pack of {engine} for {this_platform()} and {this_python()}.",
                hint="Take the packs that were made for this version of Lookhear." if found else "Check the address.",
            )
        return fitting[-1]

    def archive_of(self, offer: Offer, keep: Path, *, progress: Callable[[float], None] = lambda _: None) -> Path:
        """The archive of an offer, checked: where it lies, or fetched into the folder ``keep``.

        Raises FetchFailed, InstallFailed, DiskFull, FolderUnwritable.
        """
        if not is_url(self.place):
            archive = Path(self.place).expanduser() / offer.file
            with told(archive.parent):
                if not archive.is_file():
                    raise InstallFailed(f"{archive} is not there.", hint="Copy the packs again.")
                with archive.open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != offer.sha256:
                        raise InstallFailed(f"{archive.name} is not what its list says.", hint="Copy the packs again.")
            return archive
        archive = keep / offer.file
        wanted = Wanted(url=f"{self.place.rstrip('/')}/{offer.file}", sha256=offer.sha256, size_bytes=offer.size_bytes)
        fetch(wanted, archive, progress=lambda count: progress(count / max(1, offer.size_bytes)))
        return archive

    def _offers(self) -> tuple[Offer, ...]:
        if is_url(self.place):
            return offers_of(fetch_small(f"{self.place.rstrip('/')}/{INDEX}"))
        index = Path(self.place).expanduser() / INDEX
        try:
            return offers_of(index.read_bytes())
        except OSError as error:
            raise InstallFailed(f"{index} cannot be read ({error.strerror}).", hint="Name the folder that holds the packs.") from error
