"""The windows of the gallery: how each is made and what happens in it before its picture is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.events import LevelsHeard
from tests.fakes.desktop import FakeBridge, FakeWindows
from tests.tools.gallery import seeds
from tests.tools.gallery.painted import seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a window is made of."""

    bridge: FakeBridge
    windows: FakeWindows

    @property
    def both(self) -> tuple[Bridge, Windows]:
        """As windows take them."""
        return cast("Bridge", self.bridge), cast("Windows", self.windows)

    def live(self) -> None:
        """Pictures and levels arrive."""
        self.bridge.post(seen(seeds.FIRST, 480, 270, number=0))
        self.bridge.post(seen(seeds.SECOND, 480, 300, number=1))
        self.bridge.post(LevelsHeard(seeds.LEVELS))


def stage(view: str = "idle") -> Stage:
    """A stage whose engine answers, with the application in that state."""
    bridge = FakeBridge()
    seeds.fill(bridge)
    bridge.show(**seeds.view_fields(view))
    return Stage(bridge=bridge, windows=FakeWindows())


def picker(view: str = "idle") -> QWidget:
    """The channel picker."""
    from lookhear.desktop.picker.window import PickerWindow

    here = stage(view)
    window = PickerWindow(*here.both)
    window.show()
    here.live()
    return window


def library(chosen: int | None = 2, text: str = "") -> QWidget:
    """The library with a recording chosen."""
    from lookhear.desktop.library.window import LibraryWindow

    here = stage("stopped")
    if text == "empty":
        here.bridge.engine.library.answers["entries"] = ()
    window = LibraryWindow(*here.both)
    window.show()
    if chosen is not None:
        window.show_recording(f"rec-{chosen}")
    return window


def settings(page: str) -> QWidget:
    """The settings at a page."""
    from lookhear.desktop.settings.window import SettingsWindow

    window = SettingsWindow(*stage("stopped").both)
    window.show()
    window.show_page(page)
    return window


def first_run() -> QWidget:
    """The first run at its first step."""
    from lookhear.desktop.onboarding.window import FirstRunWindow

    here = stage()
    window = FirstRunWindow(*here.both)
    window.show()
    here.live()
    return window


def compact(view: str) -> QWidget:
    """The compact window."""
    from lookhear.desktop.compact.window import CompactWindow

    here = stage(view)
    window = CompactWindow(*here.both)
    window.show()
    here.live()
    return window


def pill(view: str) -> QWidget:
    """The pill."""
    from lookhear.desktop.pill.window import Pill

    here = stage(view)
    window = Pill(*here.both)
    window.follow()
    here.live()
    return window


def menu(view: str) -> QWidget:
    """The tray's menu."""
    from lookhear.desktop.tray.menu import TrayMenu

    here = stage(view)
    actions = Actions(*here.both, here.windows)
    made: Any = TrayMenu(*here.both, actions)
    made.aboutToShow.emit()
    made.ensurePolished()
    made.adjustSize()
    made._kept = (actions, here)  # a menu holds nothing that it shows
    return cast("QWidget", made)


PAGES: Final = ("general", "recording", "audio", "shortcuts", "privacy", "storage", "backend", "health", "about")
SCENES: Final[dict[str, Callable[[], QWidget]]] = {
    "picker": picker,
    "picker-recording": lambda: picker("recording"),
    "picker-forbidden": lambda: picker("forbidden"),
    "library": library,
    "library-help": lambda: library(4),
    "library-empty": lambda: library(None, "empty"),
    **{f"settings-{page}": lambda page=page: settings(page) for page in PAGES},  # type: ignore[misc]
    "first-run": first_run,
    **{f"compact-{view}": lambda view=view: compact(view) for view in ("idle", "recording", "attention", "stopped", "forbidden")},  # type: ignore[misc]
    **{f"pill-{view}": lambda view=view: pill(view) for view in ("recording", "paused", "attention", "countdown")},  # type: ignore[misc]
    **{f"menu-{view}": lambda view=view: menu(view) for view in ("idle", "recording", "forbidden", "private")},  # type: ignore[misc]
}
