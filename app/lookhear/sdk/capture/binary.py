"""Which program is the engine: our own, or the one that the environment names (contract §6.5)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineGone
from lookhear.system.processes import own_command

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "VIDEODB_CAPTURE_BINARY"


def engine_command(environ: Mapping[str, str]) -> list[str]:
    """The command line of the engine. Raises EngineGone, a RuntimeError, when the environment names a file that cannot be run."""
    named = environ.get(VARIABLE, "").strip()
    if not named:
        return own_command("engine")
    if not (os.path.isfile(named) and os.access(named, os.X_OK)):  # noqa: PTH113 - pathlib is not needed for more here
        raise EngineGone(
            f"There is no program at {named}, which {VARIABLE} names as the capture engine.",
            hint=f"Correct {VARIABLE}, or unset it to use Lookhear's own engine.",
            reason="not_started",
        )
    return [os.path.abspath(named)]  # noqa: PTH100 - the same; a bare name would be looked for on PATH, and a program may change its folder
