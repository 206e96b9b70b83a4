"""The tray's menu, in the order that people know from other recorders. While something must be allowed it offers little else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

import lookhear
from lookhear.desktop.engine.events import ViewChanged
from lookhear.desktop.status import headline, uploads_left_text, uploads_text
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.tray.recents import RecentMenu
from lookhear.desktop.tray.sources_menu import SourcesMenu
from lookhear.desktop.words import engine_text

if TYPE_CHECKING:
    from lookhear.desktop.actions import Actions
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.view import AppView
    from lookhear.desktop.windows import Windows


class TrayMenu(QMenu):
    """Made once. Its first entry, in bold, is what a click on the icon does."""

    def __init__(self, bridge: Bridge, windows: Windows, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("tray-menu")
        self.setStyleSheet("QMenu#tray-menu::item:default { font-weight: bold; }")
        self._actions = actions
        self._view = bridge.engine.recording.view
        self._state = QAction(self)
        self._state.setEnabled(False)
        self.sources = SourcesMenu(bridge, actions, self)
        self.recents = RecentMenu(bridge, windows, self)
        self.uploads = QMenu(self)
        self._upload_line = self.uploads.addAction("")
        self._upload_line.setEnabled(False)
        self.uploads.addAction(actions.hand_over)
        self.privacy = QMenu(self)
        self.privacy.addActions([actions.private_pause, actions.private_tomorrow, actions.private_end])
        self.privacy.addSeparator()
        self._private_settings = self.privacy.addAction("")
        self._private_settings.triggered.connect(self._on_private_settings)
        self._windows = windows
        self._version = QAction(self)
        self._version.setEnabled(False)
        self._separators: list[QAction] = []
        self._build()
        self.aboutToShow.connect(self._on_about_to_show)
        bridge.happened.connect(self._on_happened)
        self.retranslate()

    def retranslate(self) -> None:
        """Another language."""
        self.recents.retranslate()
        self.sources.retranslate()
        self.privacy.setTitle(self.tr("Privacy"))
        self._private_settings.setText(self.tr("What is never recorded…"))
        self._version.setText(self.tr("Version {number}").format(number=lookhear.__version__))
        self._draw()

    def _build(self) -> None:
        actions = self._actions
        self.addAction(actions.toggle)
        self.setDefaultAction(actions.toggle)
        self.addAction(self._state)
        self.addActions([actions.first_run, actions.pause, actions.mute, actions.marker, actions.discard])
        self._separators.append(self.addSeparator())
        self.addMenu(self.sources).setIcon(glyph("sources"))
        self._separators.append(self.addSeparator())
        self.addMenu(self.recents).setIcon(glyph("library"))
        self.addActions([actions.copy_link, actions.library, actions.context])
        self._separators.append(self.addSeparator())
        self.addMenu(self.uploads).setIcon(glyph("upload"))
        self.addMenu(self.privacy).setIcon(glyph("privacy"))
        self._separators.append(self.addSeparator())
        self.addActions([actions.controls, actions.settings, actions.health])
        self.addSeparator()
        self.addActions([self._version, actions.quit])

    @Slot()
    def _on_about_to_show(self) -> None:
        self._draw()
        if not self._is_barred:
            self.recents.refresh()
            self.sources.refresh()

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, ViewChanged):
            before, self._view = self._view, event.view
            if self.isVisible() or _structure(before) != _structure(event.view):
                self._draw()

    @Slot()
    def _on_private_settings(self) -> None:
        self._windows.show_settings("privacy")

    @property
    def _is_barred(self) -> bool:
        """Whether nothing can be recorded before somebody allows it; a recording that runs can always be stopped."""
        return bool(self._view.missing_permissions) and not self._view.is_busy

    def _draw(self) -> None:
        view, actions, is_barred = self._view, self._actions, self._is_barred
        is_busy = view.is_busy
        self._state.setText(headline(view))
        says_more = headline(view) != actions.toggle.text()
        self._state.setVisible(says_more and (is_busy or view.private_until_s is not None))
        actions.first_run.setVisible(bool(view.missing_permissions))
        actions.toggle.setVisible(not is_barred)
        self.setDefaultAction(actions.first_run if is_barred else actions.toggle)
        for action in (actions.pause, actions.mute, actions.marker, actions.discard):
            action.setVisible(is_busy)
        hidden = (self.sources, self.recents, self.privacy)
        for menu in hidden:
            menu.menuAction().setVisible(not is_barred)
        for action in (
            actions.copy_link,
            actions.library,
            actions.context,
            actions.controls,
            actions.settings,
            actions.health,
            *self._separators,
        ):
            action.setVisible(not is_barred)
        self._draw_uploads(view, is_barred=is_barred)

    def _draw_uploads(self, view: AppView, *, is_barred: bool) -> None:
        self.uploads.setTitle(uploads_text(view))
        self.uploads.menuAction().setVisible(bool(view.uploads.recordings) and not is_barred)
        left = uploads_left_text(view)
        self._upload_line.setText(engine_text(view.uploads.trouble) or left)
        self._upload_line.setVisible(bool(self._upload_line.text()))


def _structure(view: AppView) -> tuple[object, ...]:
    """What decides which entries there are; the rest is drawn when the menu is looked at."""
    return (view.phase, bool(view.missing_permissions), view.private_until_s, view.uploads)
