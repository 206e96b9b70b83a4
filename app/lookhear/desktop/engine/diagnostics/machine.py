"""What program and what computer this is: versions and kinds, no names of either."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from typing import TYPE_CHECKING, Final

from lookhear import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGES: Final = ("PySide6-Essentials", "av", "numpy", "mss", "sounddevice", "keyring", "jeepney", "httpx", "uvloop", "sqlalchemy")
_SESSION: Final = ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP")


def version_line(environ: Mapping[str, str]) -> str:
    """``Lookhear 0.5.0``, and how it was installed where that can be told."""
    return f"Lookhear {__version__}{' (AppImage)' if environ.get('APPIMAGE') else ''}"


def machine_line(environ: Mapping[str, str]) -> str:
    """``Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x86_64, 8 cores, x11, GNOME, Python 3.11.2``."""
    session = [environ[name] for name in _SESSION if environ.get(name)]
    kernel = f"{platform.system()} {platform.release()}"
    parts = [_system(), kernel, platform.machine(), f"{os.cpu_count()} cores", *session, f"Python {platform.python_version()}"]
    return ", ".join(part for part in parts if part)


def versions() -> dict[str, str]:
    """Versions of the libraries that matter to recording; those that are not here are left out."""
    found: dict[str, str] = {"lookhear": __version__}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _system() -> str:
    """The product's name as its maker gives it; empty where that is the kernel's."""
    if platform.system() == "Darwin":
        return f"macOS {platform.mac_ver()[0]}"
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        return ""
