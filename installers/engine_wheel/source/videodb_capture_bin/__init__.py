"""Where Lookhear's capture engine is, under the name that the official SDK asks for it."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = "lookhear-capture"
VARIABLE = "VIDEODB_CAPTURE_BINARY"


def get_binary_path() -> str:
    """The path of a program that is the engine when it is started without arguments.

    It is the one that the variable VIDEODB_CAPTURE_BINARY names; else ``lookhear-capture`` of this environment, of the installation that
    this package was made by, or of PATH. Raises FileNotFoundError with a sentence.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"{VARIABLE} names {named}, which is no file.")
        return named
    for path in _places():
        if path.is_file():
            return str(path)
    found = shutil.which(PROGRAM)
    if found is None:
        raise FileNotFoundError(f"Lookhear is not installed here: there is no program {PROGRAM}. Install it, or name it with {VARIABLE}.")
    return found


def _places() -> Iterator[Path]:
    name = PROGRAM + (".exe" if sys.platform == "win32" else "")
    yield Path(sys.executable).parent / name
    yield Path(sysconfig.get_path("scripts")) / name
    made_by = Path(__file__).with_name("made_by.txt")
    if made_by.is_file():
        yield Path(made_by.read_text("utf-8").strip())
