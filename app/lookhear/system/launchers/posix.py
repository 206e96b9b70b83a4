"""A program that starts another one: a shell script, which becomes it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, argv: list[str]) -> None:
    """See `lookhear.system.launchers.write_launcher`."""
    path.write_text(f'#!/bin/sh\nexec {shlex.join(argv)} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
