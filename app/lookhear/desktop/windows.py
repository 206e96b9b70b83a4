"""The windows of the application, each made when it is first shown and kept: who opens what stands here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.bridge import Bridge

RELAUNCH: Final = 64
"""The exit code of an application that wants to be started anew: some permissions are seen by new processes only."""
MODULES: Final = (
    "lookhear.desktop.compact.window",
    "lookhear.desktop.picker.window",
    "lookhear.desktop.style.widgets.toast",
    "lookhear.desktop.library.deeds",
    "lookhear.desktop.player.widget",
    "lookhear.desktop.library.details",
    "lookhear.desktop.library.texts",
    "lookhear.desktop.library.window",
    "lookhear.desktop.context.window",
    "lookhear.desktop.settings.page",
    "lookhear.desktop.settings.window",
    "lookhear.desktop.settings.general",
    "lookhear.desktop.settings.shortcuts",
    "lookhear.desktop.settings.privacy_panel",
    "lookhear.desktop.settings.storage_panel",
    "lookhear.desktop.backends.panel",
    "lookhear.desktop.settings.engines_panel",
    "lookhear.desktop.onboarding.permission_list",
    "lookhear.desktop.settings.health_panel",
    "lookhear.desktop.settings.about_panel",
)
"""What the windows are made of, in pieces: loaded on a thread while nobody waits, since loading it holds up whoever opens one.

They define classes and make nothing: what belongs to the GUI thread is made on it.
"""

_Window = TypeVar("_Window", bound=QWidget)


class Windows(QObject):
    """Shows windows: a second wish for one raises it. A window is closed by hiding it; it is gone when the application ends.

    ``has_tray``: an icon in the tray shows what goes on, so that nothing is lost with the last window.
    """

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.has_tray = False
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}

    def show_picker(self) -> None:
        """The channel picker, with previews."""
        from lookhear.desktop.picker.window import PickerWindow

        self._show("picker", lambda: PickerWindow(self._bridge, self))

    def show_library(self, recording_id: str | None = None) -> None:
        """The library, at a recording where one is named."""
        from lookhear.desktop.library.window import LibraryWindow

        window = self._show("library", lambda: LibraryWindow(self._bridge, self))
        if recording_id is not None:
            window.show_recording(recording_id)

    def show_settings(self, page: str | None = None) -> None:
        """The settings, at a page (a field of `Settings`, ``health`` or ``about``) where one is named."""
        from lookhear.desktop.settings.window import SettingsWindow

        window = self._show("settings", lambda: SettingsWindow(self._bridge, self, page or "general"))
        if page is not None:
            window.show_page(page)

    def show_first_run(self) -> None:
        """The first run: what the system must allow, and a test recording."""
        from lookhear.desktop.onboarding.window import FirstRunWindow

        self._show("first run", lambda: FirstRunWindow(self._bridge, self))

    def show_controls(self) -> None:
        """The compact window with every control: where no tray is, and when the application is started again."""
        from lookhear.desktop.compact.window import CompactWindow

        self._show("controls", lambda: CompactWindow(self._bridge, self))

    def show_context(self) -> None:
        """The live context: what is understood of the recording that runs."""
        from lookhear.desktop.context.window import ContextWindow

        self._show("context", lambda: ContextWindow(self._bridge, self))

    @Slot()
    def renew(self) -> None:
        """Another language: every window is made anew, those in sight at once and where they were."""
        seen = {name: window.geometry() for name, window in self._made.items() if window.isVisible()}
        self.close_all()
        for name, place in seen.items():
            self._show(name, self._makers[name]).setGeometry(place)
        if "settings" in seen:
            self.show_settings("general")  # where the language was chosen

    @Slot()
    def quit_and_reopen(self) -> None:
        """End the application as ever, and start it anew: see `RELAUNCH`."""
        QCoreApplication.exit(RELAUNCH)

    def close_all(self) -> None:
        """The application ends."""
        for window in self._made.values():
            window.close()
            window.deleteLater()
        self._made.clear()

    def _show(self, name: str, make: Callable[[], _Window]) -> _Window:
        window = self._made.get(name)
        if window is None:
            window = self._made[name] = make()
            self._makers[name] = make
        window.show()
        window.raise_()
        window.activateWindow()
        return cast("_Window", window)
