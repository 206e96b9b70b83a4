"""The icon in the tray: made once and never anew, because a new one moves, on some desktops out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from lookhear.desktop.engine.events import ViewChanged
from lookhear.desktop.engine.settings.declared import Click
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.status import doubtful_tracks, headline, track_text, uploads_left_text, uploads_text
from lookhear.desktop.tray.painting import Panel, panel_of, tray_icon
from lookhear.desktop.tray.states import look_of

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QMenu

    from lookhear.desktop.actions import Actions
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.view import AppView
    from lookhear.desktop.tray.states import TrayLook

_SECOND_MS: Final = 1000
_MESSAGE_MS: Final = 8000


class TrayIcon(QObject):
    """Shows the view. A left click records or stops, the right one opens the menu; ``message_clicked`` when a notification was."""

    message_clicked = Signal()

    def __init__(self, bridge: Bridge, actions: Actions, menu: QMenu, *, desktop: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._actions, self._menu, self._desktop = bridge, actions, menu, desktop
        self._view = bridge.engine.recording.view
        self._pictures: dict[tuple[TrayLook, Panel], QIcon] = {}
        self._panel = panel_of(desktop, platform=QGuiApplication.platformName())
        self._icon = QSystemTrayIcon(self)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.message_clicked)
        if self._panel is not Panel.TEMPLATE:  # macOS opens a menu that it knows of at every click
            self._icon.setContextMenu(menu)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._tell)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)
        bridge.happened.connect(self._on_happened)
        self._draw()

    @property
    def tooltip(self) -> str:
        """What it says when the pointer is over it."""
        return self._icon.toolTip()

    @property
    def look(self) -> TrayLook:
        """What is shown."""
        return look_of(self._view)

    def show(self) -> None:
        """Appear."""
        self._icon.show()

    def close(self) -> None:
        """Disappear: the application ends."""
        self._clock.stop()
        self._icon.hide()

    def retranslate(self) -> None:
        """Another language."""
        self._tell()

    @property
    def place(self) -> QRect:
        """Where it is on the screen; empty where the tray does not say."""
        return self._icon.geometry()

    @property
    def is_of_x11(self) -> bool:
        """Whether it stands in a tray of the old kind, for which Qt draws notifications itself: over the icon, so that nobody hits that."""
        return QGuiApplication.platformName() == "xcb" and not self.place.isEmpty()

    def show_message(self, title: str, text: str, *, is_warning: bool) -> None:
        """A notification of the system."""
        kind = QSystemTrayIcon.MessageIcon.Warning if is_warning else QSystemTrayIcon.MessageIcon.NoIcon
        self._icon.showMessage(title, text, kind, _MESSAGE_MS)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, ViewChanged):
            before, self._view = self._view, event.view
            if look_of(before) != look_of(event.view):
                self._draw()
            elif _told(before) != _told(event.view):
                self._tell()

    @Slot()
    def _on_scheme(self) -> None:
        self._panel = panel_of(self._desktop, platform=QGuiApplication.platformName())
        self._draw()

    def _draw(self) -> None:
        look = look_of(self._view)
        key = (look, self._panel)
        if key not in self._pictures:
            self._pictures[key] = tray_icon(*key)
        self._icon.setIcon(self._pictures[key])
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """The tooltip, which counts only while it records."""
        is_counting = self._view.phase is Phase.RECORDING
        if is_counting != self._clock.isActive():
            (self._clock.start if is_counting else self._clock.stop)()
        self._icon.setToolTip(tooltip_of(self._view))

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        match reason:
            case QSystemTrayIcon.ActivationReason.Trigger:
                self._on_click()
            case QSystemTrayIcon.ActivationReason.MiddleClick if self._actions.pause.isEnabled():
                self._actions.pause.trigger()
            case QSystemTrayIcon.ActivationReason.Context if self._panel is Panel.TEMPLATE:
                self._menu.popup(QCursor.pos())

    def _on_click(self) -> None:
        """The engine takes no notice of a second one within half a second."""
        opens_picker = self._bridge.engine.settings.now.general.click is Click.PICK
        if self._view.phase is Phase.IDLE and self._view.private_until_s is not None:
            self._menu.popup(QCursor.pos())  # a click must not end a privacy pause
        elif self._view.phase is Phase.IDLE and opens_picker and not self._view.missing_permissions:
            self._actions.pick.trigger()
        else:
            self._actions.press_toggle()


def tooltip_of(view: AppView) -> str:
    """What goes on, and what somebody should know."""
    lines = ["Lookhear", headline(view)]
    if view.recording is not None:
        lines += [track_text(track) for track in doubtful_tracks(view.recording)]
    if uploads := uploads_text(view):
        left = uploads_left_text(view)
        lines.append(f"{uploads} ({left})" if left else uploads)
    return "\n".join(lines)


def _told(view: AppView) -> tuple[object, ...]:
    """What the tooltip is made of, without the time that runs by itself."""
    doubtful = () if view.recording is None else doubtful_tracks(view.recording)
    return (view.phase, view.countdown_left_s, view.private_until_s, doubtful, view.uploads)
