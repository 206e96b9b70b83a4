"""What an engine pack says of itself: which engine, for which system and Python, and every file with its SHA-256. Pure.

A pack is a zip archive with this at its beginning as ``pack.json``, and the files below it as they lie in the engine's folder.
"""

from __future__ import annotations

import json
import re
import sys
import sysconfig
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Final, Self

from lookhear.errors import InstallFailed

MANIFEST: Final = "pack.json"
INDEX: Final = "packs.json"
MOST_MANIFEST_BYTES: Final = 8 << 20
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")


def this_platform() -> str:
    """The system and processor that compiled modules are for, such as ``linux-x86_64``."""
    return sysconfig.get_platform()


def this_python() -> str:
    """The Python that they are for, such as ``cpython-311``."""
    return sys.implementation.cache_tag or "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file: where it lies in the engine's folder, with slashes."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All that stands in ``pack.json``."""

    name: str
    version: str
    platform: str
    python: str
    licence: str
    size_bytes: int
    files: tuple[PackFile, ...]

    def to_json(self) -> str:
        """As it is written."""
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Read it. Raises InstallFailed for anything that is none, or that names a file outside of the engine's folder."""
        try:
            raw: dict[str, Any] = json.loads(data)
            files = tuple(PackFile(path=each["path"], sha256=each["sha256"], size_bytes=each["size_bytes"]) for each in raw.pop("files"))
            pack = cls(**raw, files=files)
            is_good = _are_texts(pack.name, pack.version, pack.platform, pack.python, pack.licence)
            is_good = is_good and all(_is_good(each) for each in files) and pack.size_bytes == sum(each.size_bytes for each in files)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InstallFailed("This is no engine pack.", hint="Fetch it again.") from error
        names = [each.path.casefold() for each in files]
        if not is_good or not files or len(set(names)) != len(names):
            raise InstallFailed("This engine pack holds something that no pack may.", hint="Do not use it; fetch it from where it belongs.")
        return pack

    def check_fits(self, engine: str) -> None:
        """Raises InstallFailed for a pack of another engine, system or Python."""
        if self.name != engine:
            raise InstallFailed(f"This is a pack of {self.name}, not of {engine}.")
        if (self.platform, self.python) != (this_platform(), this_python()):
            raise InstallFailed(
                f"This pack is for {self.platform} and {self.python}; this is {this_platform()} and {this_python()}.",
                hint="Take the one that was made for this version of Lookhear.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A pack that a place has, as its ``packs.json`` lists it. ``size_bytes`` is that of the archive."""

    name: str
    version: str
    platform: str
    python: str
    file: str
    sha256: str
    size_bytes: int
    unpacked_bytes: int
    licence: str

    @property
    def fits(self) -> bool:
        """Whether this system and this Python can use it."""
        return (self.platform, self.python) == (this_platform(), this_python())


def offers_of(data: bytes) -> tuple[Offer, ...]:
    """Read a ``packs.json``. Raises InstallFailed for anything else."""
    try:
        offers = tuple(Offer(**each) for each in json.loads(data)["packs"])
        is_good = all(
            _are_numbers(each.size_bytes, each.unpacked_bytes)
            and _are_texts(each.name, each.version, each.platform, each.python, each.licence)
            and _SHA256.fullmatch(each.sha256)
            and _NAME.fullmatch(each.file)
            for each in offers
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InstallFailed(f"The list of packs there ({INDEX}) cannot be read.", hint="Check the address.") from error
    if not is_good:
        raise InstallFailed(f"The list of packs there ({INDEX}) makes no sense.", hint="Check the address.")
    return offers


def offers_as_json(offers: list[Offer]) -> str:
    """As it is written."""
    return json.dumps({"packs": [asdict(each) for each in offers]}, indent=1)


def is_safe(path: str) -> bool:
    """Whether a path stays in the folder that it is put into, on every system."""
    parts = PurePosixPath(path).parts
    is_plain = not any(letter in path for letter in '\\:\0*?"<>|') and path.isprintable()
    return bool(parts) and is_plain and path == "/".join(parts) and not path.startswith("/") and ".." not in parts


def _is_good(file: PackFile) -> bool:
    is_kind = _are_texts(file.path, file.sha256) and _are_numbers(file.size_bytes)
    return is_kind and is_safe(file.path) and file.path != MANIFEST and _SHA256.fullmatch(file.sha256) is not None


def _are_texts(*values: object) -> bool:
    return all(isinstance(each, str) for each in values)


def _are_numbers(*values: object) -> bool:
    return all(isinstance(each, int) and each >= 0 for each in values)
