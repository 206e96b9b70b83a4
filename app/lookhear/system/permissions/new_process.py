"""What this program is told of a permission when it is started anew: asked of one that is, for a moment."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Final

from lookhear.system.permissions.kinds import Permission, PermissionStatus
from lookhear.system.processes import own_command

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMAND: Final = ("permissions", "--json")
_WITHIN_S: Final = 15.0


def status_in_new_process(permission: Permission, *, argv: Sequence[str] | None = None) -> PermissionStatus | None:
    """How it stands there; None where that program does not say. Blocks for as long as it takes to start."""
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            own_command(*COMMAND) if argv is None else argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=_WITHIN_S, check=False
        )
        return PermissionStatus(json.loads(done.stdout)["permissions"][permission.value])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return None
