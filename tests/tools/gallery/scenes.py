"""The windows of the gallery: how each is made and what happens in it before its picture is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.events import LevelsHeard
from lookhear.desktop.engine.permissions import StepState
from lookhear.desktop.engine.settings.declared import BackendKind
from tests.fakes.desktop import FakeBridge, FakeWindows
from tests.tools.gallery import seeds, understood
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
        window._texts._ask()
    return window


def library_searched() -> QWidget:
    """The library after a search for something that was said, playing from there."""
    window: Any = library(None)
    window._filters._text.setText("budget")
    window._filters._ask()
    window._list.choose(["rec-2"])
    window._draw_chosen()  # its picture has come
    window._texts._ask()
    window._texts.show_now(22.5)
    return cast("QWidget", window)


def context(view: str = "recording", known: str = "recording") -> QWidget:
    """The live context."""
    from lookhear.desktop.context.window import ContextWindow

    here = stage(view)
    here.bridge.engine.understanding.live = understood.live(known)
    window = ContextWindow(*here.both)
    window.show()
    return window


def engines_scrolled() -> QWidget:
    """The engines of the settings, with the form of a service in sight."""
    window: Any = settings("understanding")
    page = window._pages["understanding"]
    while page.make_more():
        pass
    page.widget().adjustSize()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum() * 2 // 3)
    return cast("QWidget", window)


def settings(page: str) -> QWidget:
    """The settings at a page."""
    from lookhear.desktop.settings.window import SettingsWindow

    window = SettingsWindow(*stage("stopped").both)
    window.show()
    window.show_page(page)
    return window


def first_run(step: int = 0, *, state: StepState | None = None) -> QWidget:
    """The first run at a step. ``state`` is that of the permission it is about."""
    from lookhear.desktop.onboarding.window import FirstRunWindow

    here = stage()
    here.bridge.show(needs_first_run=True)
    steps = here.bridge.engine.permissions.answers["steps"]
    if state is not None:
        here.bridge.engine.permissions.answers["steps"] = [replace(each, state=state, can_ask=True) for each in steps]
    window = FirstRunWindow(*here.both)
    window.show()
    for _ in range(step):
        window._on_next()
    here.live()
    return window


def first_run_played() -> QWidget:
    """A test recording that was made, with a silent microphone."""
    from lookhear.desktop.onboarding.trial_page import TrialPage, _State

    window: Any = first_run(4)
    page: TrialPage = window._page()
    page._verdicts.show_tracks(seeds.TRIAL_TRACKS)
    page._enter(_State.AFTER)
    return cast("QWidget", window)


def first_run_backend() -> QWidget:
    """A backend that is no backend."""
    window: Any = first_run(5)
    panel = window._page().panel
    panel._choice.choose(BackendKind.HOSTED)
    panel._on_chosen(BackendKind.HOSTED)
    panel._form._url.setText(seeds.BACKEND_URL)
    panel._on_use()
    return cast("QWidget", window)


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


PAGES: Final = ("general", "recording", "audio", "shortcuts", "privacy", "storage", "backend", "understanding", "health", "about")
SCENES: Final[dict[str, Callable[[], QWidget]]] = {
    "picker": picker,
    "picker-recording": lambda: picker("recording"),
    "picker-forbidden": lambda: picker("forbidden"),
    "library": library,
    "library-searched": library_searched,
    "library-textless": lambda: library(3),
    "context-recording": context,
    "context-lacking": lambda: context(known="lacking"),
    "context-waiting": lambda: context(known="waiting"),
    "context-idle": lambda: context("idle", "idle"),
    "engines-scrolled": engines_scrolled,
    "library-help": lambda: library(4),
    "library-empty": lambda: library(None, "empty"),
    **{f"settings-{page}": lambda page=page: settings(page) for page in PAGES},  # type: ignore[misc]
    "first-run": first_run,
    "first-run-asked": lambda: first_run(1, state=StepState.NOT_ASKED),
    "first-run-stale": lambda: first_run(1, state=StepState.STALE),
    "first-run-relaunch": lambda: first_run(1, state=StepState.NEEDS_RELAUNCH),
    "first-run-denied": lambda: first_run(2, state=StepState.DENIED),
    "first-run-trial": lambda: first_run(4),
    "first-run-played": first_run_played,
    "first-run-place": lambda: first_run(5),
    "first-run-backend": first_run_backend,
    "first-run-manners": lambda: first_run(6),
    "first-run-done": lambda: first_run(7),
    **{f"compact-{view}": lambda view=view: compact(view) for view in ("idle", "recording", "attention", "stopped", "forbidden")},  # type: ignore[misc]
    **{f"pill-{view}": lambda view=view: pill(view) for view in ("recording", "paused", "attention", "countdown")},  # type: ignore[misc]
    **{f"menu-{view}": lambda view=view: menu(view) for view in ("idle", "recording", "forbidden", "private")},  # type: ignore[misc]
}
