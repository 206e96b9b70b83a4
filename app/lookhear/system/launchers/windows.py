"""A program that starts another one: a copy of it, because Windows starts nothing but an executable under such a name.

The executables that installers of Python packages write know by heart where their Python is, so that a copy works anywhere.
"""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, argv: list[str]) -> None:
    """See `lookhear.system.launchers.write_launcher`. A program that needs arguments of its own cannot be copied: OSError."""
    program, *arguments = argv
    if arguments:
        raise OSError(errno.ENOTSUP, "only an executable without arguments can be put there")
    shutil.copyfile(program, path)
