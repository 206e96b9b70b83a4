"""The panel of a virtual desktop: tint2 with a list of windows and a tray, and where in it an icon is."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, Final

import xcffib
import xcffib.xproto

from demo.barcode import Area
from demo.display import connected
from demo.process import Child, require, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CONFIGURATION: Final = """\
rounded = 0
background_color = {background} 100
border_width = 0
panel_items = TS
panel_position = bottom center horizontal
panel_size = 100% 36
panel_background_id = 1
panel_dock = 0
strut_policy = follow_size
taskbar_mode = single_desktop
task_text = 1
task_icon = 1
task_maximum_size = 220 36
task_font = sans 10
task_font_color = {text} 100
systray_padding = 8 4 8
systray_icon_size = {icon}
"""
_CLASS: Final = "tint2"
_TITLE: Final = "_NET_SYSTEM_TRAY_S0"


class Panel:
    """tint2 on a display; ends with `stop`. Raises DesktopError."""

    def __init__(self, display: str, *, folder: Path, env: Mapping[str, str], is_dark: bool = True, icon_px: int = 24) -> None:
        self._display = display
        file = folder / "tint2rc"
        background, text = ("#20242b", "#e8eaed") if is_dark else ("#eceff3", "#202124")
        file.write_text(_CONFIGURATION.format(background=background, text=text, icon=icon_px), "utf-8")
        argv = [require("tint2", package="tint2"), "-c", os.fspath(file)]
        self._child = child = Child("tint2", argv, env={**env, "DISPLAY": display}, log=folder / "tint2.log")
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(child.stop)
            wait_until(lambda: child.goes_on() and self._has_tray(), what="the panel's tray")
            on_failure.pop_all()

    def stop(self) -> None:
        """End it. Harmless when it has ended already."""
        self._child.stop()

    def icon(self) -> Area | None:
        """Where the first icon of the tray is; None while there is none. Nothing tells icons of several programs apart."""
        return next(iter(self.icons()), None)

    def icons(self) -> list[Area]:
        """Where the icons of the tray are, from left to right."""
        with connected(self._display) as connection:
            root = connection.get_setup().roots[0].root
            found = [
                area
                for window in _tree(connection, root)
                if _class_of(connection, window) == _CLASS
                for area in _inside(connection, window)
            ]
        return sorted(found)

    def _has_tray(self) -> bool:
        with connected(self._display) as connection:
            atom = connection.core.InternAtom(0, len(_TITLE), _TITLE.encode()).reply().atom
            return bool(connection.core.GetSelectionOwner(atom).reply().owner)


def _inside(connection: xcffib.Connection, panel: int) -> Iterator[Area]:
    """The places of windows of other programs inside the panel's: those are the icons."""
    root = connection.get_setup().roots[0].root
    for window in _tree(connection, panel):
        if _class_of(connection, window) in {None, _CLASS}:
            continue
        with contextlib.suppress(xcffib.xproto.WindowError):
            size = connection.core.GetGeometry(window).reply()
            place = connection.core.TranslateCoordinates(window, root, 0, 0).reply()
            yield Area(place.dst_x, place.dst_y, size.width, size.height)


def _tree(connection: xcffib.Connection, window: int) -> Iterator[int]:
    with contextlib.suppress(xcffib.xproto.WindowError):
        for child in connection.core.QueryTree(window).reply().children:
            yield child
            yield from _tree(connection, child)


def _class_of(connection: xcffib.Connection, window: int) -> str | None:
    try:
        answer: Any = connection.core.GetProperty(0, window, xcffib.xproto.Atom.WM_CLASS, xcffib.xproto.GetPropertyType.Any, 0, 256).reply()
    except xcffib.xproto.WindowError:
        return None
    words = answer.value.buf().decode("utf-8", "replace").split("\0")
    return words[0] or None
