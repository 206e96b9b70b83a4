"""Somebody at a virtual desktop: looks for things by their names, clicks and types. Knows nothing of the program's inside."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, Self

from demo.eyes import DEADLINE_S, Eyes, middle_of
from demo.hands import LEFT, RIGHT, WHEEL_DOWN, WHEEL_UP, Hands
from demo.process import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from demo.barcode import Area
    from demo.desktop import VirtualDesktop
    from demo.eyes import Seen

BUTTON: Final = "(push|toggle) button|button"
_LOOKS: Final = 5
MENU_ITEM: Final = "(check |radio )?menu item"


class Person:
    """Uses a desktop that has a bus; a panel where the tray is meant. A context manager of one thread; raises DesktopError."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self._desktop = desktop
        self._stack = ExitStack()
        self.eyes = Eyes(desktop.bus.address)
        self.hands = Hands(desktop.env)

    def __enter__(self) -> Self:
        self._stack.enter_context(self.eyes)
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def click(self, role: str, name: str, *, within: str | None = None, button: int = LEFT, times: int = 1) -> Seen:
        """Click something as soon as it is there, can be used and has come to rest; gives it."""
        seen = self.at_rest(role, name, within=within)
        self.hands.click(seen.middle, button=button, times=times)
        return seen

    def at_rest(self, role: str, name: str, *, within: str | None = None) -> Seen:
        """Something that is there, can be used, and does not move any more: a window that was just opened is still being laid out.

        What is scrolled away is brought into view with the wheel.
        """
        last: list[Area] = []

        def rests() -> Seen | None:
            seen = self.eyes.until(role, name, within=within, state="enabled")
            before, last[:] = last[:], [seen.area]
            if before != [seen.area]:
                return None
            if not seen.is_in_view:
                self._bring_into_view(seen, within=within)
                return None
            return seen

        return wait_until(rests, what=f"a {role} {name!r} coming to rest in view", deadline_s=DEADLINE_S)

    def _bring_into_view(self, seen: Seen, *, within: str | None) -> None:
        """Turn the wheel one notch in the window, towards what is scrolled away."""
        window = next((one for one in self.eyes.all(within=within) if one.depth == 0 and one.reference[0] == seen.reference[0]), None)
        if window is None:
            return
        at = middle_of(window.area)
        self.hands.click(at, button=WHEEL_UP if seen.middle[1] < at[1] else WHEEL_DOWN)

    def tray_icon(self) -> Area:
        """Where the tray has an icon, as soon as it has one that rests: a panel moves a new icon about."""
        last: list[Area] = []

        def rests() -> Area | None:
            icon = self._desktop.panel.icon()
            last.append(icon) if icon is not None else last.clear()
            return icon if len(last) > _LOOKS and len(set(last[-_LOOKS:])) == 1 else None

        return wait_until(rests, what="an icon in the tray", deadline_s=DEADLINE_S)

    def click_tray(self, *, button: int = LEFT) -> None:
        """Click the icon in the tray."""
        icon = self.tray_icon()
        self.hands.click((icon.x + icon.width // 2, icon.y + icon.height // 2), button=button)

    def choose_from_tray(self, name: str) -> Seen:
        """Open the tray's menu and choose an entry; gives it."""
        self.click_tray(button=RIGHT)
        return self.click(MENU_ITEM, name)

    def photograph(self, file: Path) -> None:
        """Keep what the screen shows as a PNG."""
        import mss
        import mss.tools

        with mss.MSS(display=self._desktop.display.name) as screen:
            shot = screen.grab(screen.monitors[0])
        mss.tools.to_png(shot.rgb, shot.size, output=str(file))
