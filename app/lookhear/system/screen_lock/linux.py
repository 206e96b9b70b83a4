"""The lock of a Linux desktop: logind knows of those of GNOME and KDE, the others answer as screen savers. Any that says so counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

SAVERS: Final = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)


class Buses(Protocol):
    """Connections over which the session is asked. What nobody answers is None. Raises OSError when a connection is gone."""

    def locked_hint(self) -> bool | None:
        """The property LockedHint of logind's session of this process."""
        ...

    def is_active(self, name: str, path: str) -> bool | None:
        """GetActive of a screen saver that runs; none is started for it."""
        ...

    def close(self) -> None:
        """Never raises."""
        ...


class LinuxScreenLock:
    """See `ScreenLock`. ``open_buses`` raises OSError where no bus answers; it is tried again with every question."""

    def __init__(self, open_buses: Callable[[], Buses]) -> None:
        self._open = open_buses
        self._buses: Buses | None = None

    def is_locked(self) -> bool:
        """See `ScreenLock.is_locked`."""
        try:
            if self._buses is None:
                self._buses = self._open()
            buses = self._buses
            return bool(buses.locked_hint()) or any(buses.is_active(name, path) for name, path in SAVERS)
        except OSError:
            self.close()
            return False

    def close(self) -> None:
        """See `ScreenLock.close`."""
        if self._buses is not None:
            self._buses.close()
            self._buses = None
