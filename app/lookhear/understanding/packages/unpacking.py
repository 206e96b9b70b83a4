"""Unpacks an engine pack: every file is one that its manifest names, lies inside of the folder, and has the digest that stands there."""

from __future__ import annotations

import hashlib
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lookhear.errors import InstallFailed
from lookhear.understanding.packages.manifest import MANIFEST, MOST_MANIFEST_BYTES, Pack, PackFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PIECE_BYTES: Final = 1 << 20
_DAMAGED: Final = "Fetch it again."


def unpack(archive: Path, into: Path, *, engine: str, progress: Callable[[float], None] = lambda _: None) -> Pack:
    """Put the files of a pack into an empty folder; ``progress`` hears fractions.

    Raises InstallFailed for a pack of something else, and for one with anything in it that should not be.
    """
    try:
        with zipfile.ZipFile(archive) as zipped:
            pack = _manifest(zipped)
            pack.check_fits(engine)
            if sorted(zipped.namelist()) != sorted([MANIFEST, *(each.path for each in pack.files)]):
                raise InstallFailed("This engine pack holds other files than it says.", hint=_DAMAGED)
            done = 0
            for each in pack.files:
                _write(zipped, each, into / each.path)
                done += each.size_bytes
                progress(done / max(1, pack.size_bytes))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, KeyError, RuntimeError) as error:
        raise InstallFailed("This engine pack is damaged.", hint=_DAMAGED) from error
    return pack


def _manifest(zipped: zipfile.ZipFile) -> Pack:
    with zipped.open(MANIFEST) as file:
        data = file.read(MOST_MANIFEST_BYTES + 1)
    if len(data) > MOST_MANIFEST_BYTES:
        raise InstallFailed("This is no engine pack.", hint=_DAMAGED)
    return Pack.of(data)


def _write(zipped: zipfile.ZipFile, wanted: PackFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with zipped.open(wanted.path) as packed, path.open("xb") as file:
        while piece := packed.read(min(_PIECE_BYTES, wanted.size_bytes - size + 1)):  # one byte more than it may have, not all that come
            size += len(piece)
            if size > wanted.size_bytes:
                break
            digest.update(piece)
            file.write(piece)
    if size != wanted.size_bytes or digest.hexdigest() != wanted.sha256:
        raise InstallFailed(f"{wanted.path} of this engine pack is not what it should be.", hint=_DAMAGED)
