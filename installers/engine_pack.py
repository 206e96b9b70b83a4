"""``make engine-packs``: archives with which a packed program, which has no pip, installs engines. One for each engine, and a list of them.

python -m installers.engine_pack [--dist FOLDER] [ENGINE…]

They are for the system and the Python that make them: run it where the bundle is made. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear import __version__
from lookhear.understanding.packages import by_pip
from lookhear.understanding.packages.catalogue import PACKAGES, lock_of
from lookhear.understanding.packages.manifest import (
    INDEX,
    MANIFEST,
    Offer,
    Pack,
    PackFile,
    is_safe,
    offers_as_json,
    offers_of,
    this_platform,
    this_python,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
_LEFT_OUT: Final = ("__pycache__", "bin", "Scripts")  # programs of packages: nobody starts them
_EPOCH: Final = (2020, 1, 1, 0, 0, 0)
_MB: Final = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Make them."""
    parser = argparse.ArgumentParser(prog="python -m installers.engine_pack", description="Make engine packs for this system.")
    parser.add_argument("engines", nargs="*", metavar="ENGINE", help=f"which (default: all): {', '.join(PACKAGES)}")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist" / "engine-packs", metavar="FOLDER", help="where they are put")
    args = parser.parse_args(arguments)
    dist: Path = args.dist.resolve()
    dist.mkdir(parents=True, exist_ok=True)
    offers = []
    for engine in args.engines or PACKAGES:
        with tempfile.TemporaryDirectory(prefix="lookhear-pack-") as folder:
            by_pip.install(lock_of(engine), Path(folder))
            offer = pack(engine, Path(folder), dist)
        offers.append(offer)
        print(f"{dist / offer.file}: {round(offer.size_bytes / _MB)} MB, {round(offer.unpacked_bytes / _MB)} MB unpacked")
    write_index(offers, dist)
    return 0


def pack(engine: str, folder: Path, dist: Path) -> Offer:
    """Put what pip installed into a folder into an archive; gives what the list says of it."""
    for left in [path for path in folder.rglob("*") if path.is_dir() and path.name in _LEFT_OUT and _is_left_out(path, folder)]:
        shutil.rmtree(left, ignore_errors=True)
    files = tuple(_files(folder))
    made = Pack(
        name=engine,
        version=__version__,
        platform=this_platform(),
        python=this_python(),
        licence=licence_of(engine, folder),
        size_bytes=sum(each.size_bytes for each in files),
        files=files,
    )
    archive = dist / f"lookhear-engine-{engine}-{__version__}-{made.platform}-{made.python}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        zipped.writestr(zipfile.ZipInfo(MANIFEST, _EPOCH), made.to_json())
        for each in files:
            entry = zipfile.ZipInfo(each.path, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with (folder / each.path).open("rb") as source, zipped.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
    return Offer(
        name=engine,
        version=made.version,
        platform=made.platform,
        python=made.python,
        file=archive.name,
        sha256=_sha256(archive),
        size_bytes=archive.stat().st_size,
        unpacked_bytes=made.size_bytes,
        licence=made.licence,
    )


def licence_of(engine: str, folder: Path) -> str:
    """The licence that is told before somebody installs it, and the packages with the licences that they name themselves."""
    told = []
    for distribution in sorted(importlib.metadata.distributions(path=[str(folder)]), key=lambda each: each.name.lower()):
        metadata = distribution.metadata
        classified = [each.rpartition(" :: ")[2] for each in metadata.get_all("Classifier", []) if each.startswith("License ::")]
        named = next(iter([*metadata.get_all("License-Expression", []), *classified]), "")
        told.append(f"{distribution.name} {distribution.version}{f' ({named})' if named else ''}")
    return f"{PACKAGES[engine].licence}. Holds {', '.join(told)}; their licence texts are in it"


def write_index(offers: list[Offer], dist: Path) -> None:
    """Bring the list up to date: others that are in it stay, if their archives do."""
    index = dist / INDEX
    before = offers_of(index.read_bytes()) if index.exists() else ()
    files = {each.file for each in offers}
    kept = [each for each in before if each.file not in files and (dist / each.file).is_file()]
    index.write_text(offers_as_json([*kept, *offers]), "utf-8")


def _is_left_out(path: Path, folder: Path) -> bool:
    return path.name == "__pycache__" or path.parent == folder


def _files(folder: Path) -> Iterator[PackFile]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink():
            if not is_safe(name):
                raise SystemExit(f"{name} cannot lie in a folder on every system.")
            yield PackFile(path=name, sha256=_sha256(path), size_bytes=path.stat().st_size)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
