"""The session of the person who runs this program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def can_show_windows(environ: Mapping[str, str]) -> bool:
    """Whether windows can be shown in the session that the environment is of, as far as that tells. On macOS and Windows it does not."""
    return sys.platform in {"darwin", "win32"} or any(environ.get(name) for name in _VARIABLES)
