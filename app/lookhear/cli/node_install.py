"""`lookhear engine install`: the engine among the files of the official Node SDK, where that looks for its own (contract §6.5)."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.errors import FolderUnwritable, UsageError
from lookhear.system.launchers import installed_capture, node_places, write_launcher
from lookhear.system.processes import own_command

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = Path("node_modules", "videodb")
_NOTE: Final = "lookhear-engine.json"  # what was put there: {"files": [paths below bin]}
_KEPT: Final = ".before-lookhear"  # what stood in its place


def install(project: Path) -> Iterator[str]:
    """Put the engine there, under the names of all versions; gives lines for people. Done again it changes nothing but is mended.

    Raises UsageError where there is no such SDK, FolderUnwritable.
    """
    package, version = _package(project)
    argv = [str(found)] if (found := installed_capture()) is not None else own_command("engine")
    folder = package / "bin"
    ours = _noted(folder)
    with _told(folder):
        folder.mkdir(exist_ok=True)
        for place in node_places():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and str(place) not in ours:
                path.replace(_kept(path))
            _note(folder, ours := [*dict.fromkeys([*ours, str(place)])])  # first: what is not noted would be taken for theirs
            write_launcher(path, argv)
            yield str(path)
    yield f"The official Node SDK {version} of this project starts {' '.join(argv)}."


def undo(project: Path) -> Iterator[str]:
    """Take it away, and put back what stood there; gives lines for people. Harmless when there is nothing. Raises as `install` does."""
    package, version = _package(project)
    folder = package / "bin"
    ours = _noted(folder)
    with _told(folder):
        for place in ours:
            path = folder / place
            path.unlink(missing_ok=True)
            if _kept(path).exists():
                _kept(path).replace(path)
            yield str(path)
        (folder / _NOTE).unlink(missing_ok=True)
        for empty in sorted({folder / place for place in ours} | {folder / "x"}, reverse=True):
            _remove_empty(empty.parent, package)
    yield f"The official Node SDK {version} of this project is as it was." if ours else "Nothing of ours was there."


def _package(project: Path) -> tuple[Path, str]:
    package = project / _PACKAGE
    try:
        told = json.loads((package / "package.json").read_text("utf-8"))
        name, version = told["name"], str(told["version"])
    except FileNotFoundError as exc:
        raise UsageError(f"There is no {_PACKAGE.as_posix()} in {project}.", hint="Name the folder where you ran `npm install`.") from exc
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise UsageError(f"{package / 'package.json'} cannot be read.", hint="Run `npm install` again.") from exc
    if name != "videodb":
        raise UsageError(f"{package} is not the official Node SDK but {name}.", hint="Run `npm install videodb`.")
    return package.resolve(), version


def _noted(folder: Path) -> list[str]:
    """What we put there before. A note that cannot be read, or that names other places, says nothing."""
    try:
        files = json.loads((folder / _NOTE).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    places = {str(place) for place in node_places()}
    return [str(place) for place in files if str(place) in places] if isinstance(files, list) else []


def _note(folder: Path, files: list[str]) -> None:
    (folder / _NOTE).write_text(json.dumps({"files": files}) + "\n", encoding="utf-8")


def _kept(path: Path) -> Path:
    return path.with_name(path.name + _KEPT)


def _remove_empty(folder: Path, package: Path) -> None:
    while folder != package and folder.is_relative_to(package):
        try:
            folder.rmdir()
        except OSError:  # something else is in it
            return
        folder = folder.parent


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise FolderUnwritable(f"{folder} cannot be changed: {exc.strerror}.") from exc
