"""How the application is present on the screen: a tray icon or, where no tray is, the compact window; the pill; notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, QTimer, Slot

from lookhear.desktop.actions import Actions
from lookhear.desktop.keeping_out import KeepingOut
from lookhear.desktop.notifications.center import NotificationCenter
from lookhear.desktop.notifications.popup import NoticePopup
from lookhear.desktop.notifications.words import Message, Opens
from lookhear.desktop.pill.window import Pill
from lookhear.desktop.tray.host import TrayHost
from lookhear.desktop.tray.icon import TrayIcon
from lookhear.desktop.tray.menu import TrayMenu
from lookhear.desktop.words import told
from lookhear.system.windows import keeps_out_here

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError

_PATIENCE_MS: Final = 20_000


class Presence(QObject):
    """Made once. ``desktop`` is XDG_CURRENT_DESKTOP; ``host`` tells whether there is a tray."""

    def __init__(
        self, bridge: Bridge, windows: Windows, *, desktop: str = "", host: TrayHost | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._windows, self._desktop = bridge, windows, desktop
        self.actions = Actions(bridge, windows, self)
        self.menu = TrayMenu(bridge, windows, self.actions)
        self.center = NotificationCenter(bridge, windows, parent=self)
        self.popup = NoticePopup()
        self.popup.clicked.connect(self.center.open_last)
        self.pill = Pill(bridge, windows)
        self._keeping_out = KeepingOut(bridge, keeps_out_here(), self)
        self.icon: TrayIcon | None = None
        self._host = host or TrayHost(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._on_no_tray)
        self._host.came.connect(self._on_tray)
        self._host.gone.connect(self._on_tray_gone)
        self.actions.refused.connect(self._on_refused)
        self.center.told.connect(self._on_told)

    def start(self, *, is_hidden: bool = False) -> None:
        """Show the icon, or the compact window where there is no tray; ``is_hidden`` where nobody asked for a window."""
        if self._host.look():
            self._on_tray()
        elif is_hidden:
            self._patience.start()
        else:
            self._windows.show_controls()
        self.pill.follow()

    @Slot()
    def _on_no_tray(self) -> None:
        """A panel that begins with the session, or again, was waited for; an application that nobody sees helps nobody."""
        if not self._windows.has_tray:
            self._windows.show_controls()

    @Slot()
    def _on_tray_gone(self) -> None:
        """A panel that crashed comes back in most cases, and Qt docks the icon in it once more."""
        self._windows.has_tray = False
        self._patience.start()

    def close(self) -> None:
        """Take everything off the screen that is not a window of `Windows`."""
        if self.icon is not None:
            self.icon.close()
        self._host.stop()
        self._patience.stop()
        for widget in (self.pill, self.popup, self.menu):
            widget.close()
            widget.deleteLater()

    @Slot()
    def retranslate(self) -> None:
        """Another language."""
        self.actions.retranslate()
        self.menu.retranslate()
        self.pill.retranslate()
        if self.icon is not None:
            self.icon.retranslate()

    @Slot()
    def _on_tray(self) -> None:
        """There is a tray, perhaps only now, or again. The icon is made once."""
        self._patience.stop()
        self._windows.has_tray = True
        if self.icon is None:
            self.icon = TrayIcon(self._bridge, self.actions, self.menu, desktop=self._desktop, parent=self)
            self.icon.message_clicked.connect(self.center.open_last)
            self.icon.show()

    @Slot(object)
    def _on_told(self, message: Message) -> None:
        if self.icon is not None and not self.icon.is_of_x11:
            self.icon.show_message(message.title, message.text, is_warning=message.is_warning)
        else:
            self.popup.tell(message, icon=self.icon.place if self.icon is not None else QRect())

    @Slot(object)
    def _on_refused(self, error: LookhearError) -> None:
        """A wish from the menu that came to nothing: that is told where it was wished."""
        words = told(error)
        self._on_told(Message(title=words.sentence, text=words.hint, opens=Opens.CONTROLS, is_warning=True))
