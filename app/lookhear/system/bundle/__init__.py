"""This program packed into one folder: what it must not hand on to programs it starts, and what of it belongs to other systems."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import MutableMapping

# What the bundle's starter and its hook for Qt set for this process alone.
_OWN_VARIABLES: Final = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
_LIBRARY_PATH: Final = "LD_LIBRARY_PATH"
_ANEW: Final = "PYINSTALLER_RESET_ENVIRONMENT"
_OF_OTHERS: Final = {
    "linux": frozenset({"darwin", "macos", "windows"}),
    "darwin": frozenset({"linux", "windows"}),
    "win32": frozenset({"linux", "darwin", "macos", "posix"}),
}
_KEYRINGS: Final = {"linux": "SecretService", "darwin": "macOS", "win32": "Windows"}


def is_bundle() -> bool:
    """Whether this program was packed, and brings its own Python."""
    return bool(getattr(sys, "frozen", False))


def step_back(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take back what was set so that this process finds its own libraries: a browser that it starts must find those of the system.

    They are loaded by now, or found without it. Started once more, this program sets it anew. Harmless where nothing was packed.
    """
    if not is_bundle():
        return
    for name in _OWN_VARIABLES:
        environ.pop(name, None)
    before = environ.pop(f"{_LIBRARY_PATH}_ORIG", None)
    if before:
        environ[_LIBRARY_PATH] = before
    else:
        environ.pop(_LIBRARY_PATH, None)
    environ[_ANEW] = "1"


def of_other_systems() -> frozenset[str]:
    """The names that modules written for other systems have."""
    return _OF_OTHERS.get(sys.platform, frozenset())


def keyring_of_this_system() -> str | None:
    """The module of the keyring library that keeps secrets with this system."""
    name = _KEYRINGS.get(sys.platform)
    return None if name is None else f"keyring.backends.{name}"
