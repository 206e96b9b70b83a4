"""Displays: one module per system or library, and the factory that chooses among them.

Still to come behind the same port: ScreenCaptureKit, Desktop Duplication and the Wayland portal, see docs/support.md.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.recorder.ports import ScreenCatalogue

_MAC_WITHOUT_OLD_CAPTURE = 15


def open_catalogue(environ: Mapping[str, str], *, now_ns: Callable[[], int]) -> ScreenCatalogue:
    """The displays of this machine. Never fails: where nothing can be recorded, the catalogue itself says why."""
    if sys.platform == "linux":
        return _linux(environ, now_ns)
    if sys.platform == "darwin" and _mac_major() >= _MAC_WITHOUT_OLD_CAPTURE:
        from lookhear.recorder.sources.screen.refused import RefusedCatalogue

        return RefusedCatalogue(
            "macOS 15 and later let programs see the screen through ScreenCaptureKit only, which Lookhear does not speak yet.",
            "Record sound only with --no-display.",
        )
    from lookhear.recorder.sources.screen.mss_source import MssCatalogue

    return MssCatalogue(now_ns=now_ns)


def _linux(environ: Mapping[str, str], now_ns: Callable[[], int]) -> ScreenCatalogue:
    from lookhear.recorder.sources.screen.refused import RefusedCatalogue

    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland":
        return RefusedCatalogue(
            "This is a Wayland session, whose screen Lookhear cannot record yet; through X11 it would see black.",
            "Log in to an X11 session, or record sound only with --no-display.",
        )
    display = environ.get("DISPLAY")
    if not display:
        return RefusedCatalogue(
            "There is no display here: DISPLAY is not set.",
            "Run inside a desktop session, set DISPLAY, or record sound only with --no-display.",
        )
    from lookhear.recorder.sources.screen.x11_catalogue import X11Catalogue

    return X11Catalogue(display, now_ns=now_ns)


def _mac_major() -> int:
    import platform

    return int(platform.mac_ver()[0].split(".")[0] or 0)
