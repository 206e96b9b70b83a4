"""Tells each notice once: through the tray where there is one, else in the window that stands in for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from lookhear.desktop.engine.events import Notice, NoticeKind
from lookhear.desktop.notifications.words import ALWAYS_TOLD, Opens, message_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.notifications.words import Message
    from lookhear.desktop.windows import Windows

_SAME_AGAIN_S: Final = 60.0  # a cable that wobbles is told once, not at every touch


class NotificationCenter(QObject):
    """``told`` carries every `Message` that a person should see; whoever shows it calls `open_last` when it is clicked."""

    told = Signal(object)

    def __init__(
        self, bridge: Bridge, windows: Windows, *, now_s: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._windows, self._now_s = bridge, windows, now_s
        self._told_at: dict[Notice, float] = {}
        self._last: tuple[Opens, str | None] | None = None
        bridge.happened.connect(self._on_happened)

    @Slot()
    def open_last(self) -> None:
        """Show what the newest notification is about."""
        if self._last is None:
            return
        opens, recording_id = self._last
        match opens:
            case Opens.CONTROLS:
                self._windows.show_controls()
            case Opens.LIBRARY:
                self._windows.show_library(recording_id)
            case Opens.STORAGE:
                self._windows.show_settings("storage")
            case Opens.BACKEND:
                self._windows.show_settings("backend")
            case Opens.PERMISSIONS:
                self._windows.show_first_run()

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if not isinstance(event, Notice):
            return
        is_copied = event.kind is NoticeKind.STOPPED and self._copy_link(event)
        wants_them = self._bridge.engine.settings.now.general.notifies
        if (wants_them or event.kind in ALWAYS_TOLD) and self._is_new(event):
            message = message_of(event, self._bridge.engine.recording.view, is_link_copied=is_copied)
            self._tell(message, event.recording_id)

    def _tell(self, message: Message, recording_id: str | None) -> None:
        self._last = message.opens, recording_id
        self.told.emit(message)

    def _copy_link(self, notice: Notice) -> bool:
        """Whether the link of the recording that has just ended is in the clipboard now."""
        link = dict(notice.words).get("link", "")
        if not link or not self._bridge.engine.settings.now.general.copies_link:
            return False
        QGuiApplication.clipboard().setText(link)
        return True

    def _is_new(self, notice: Notice) -> bool:
        """Whether the same was not told just now."""
        now_s = self._now_s()
        self._told_at = {told: at_s for told, at_s in self._told_at.items() if now_s - at_s < _SAME_AGAIN_S}
        is_new = notice not in self._told_at
        self._told_at[notice] = now_s
        return is_new
