"""What every step of the first run has in common, and those that are little more than words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lookhear.desktop.backends.panel import BackendPanel
from lookhear.desktop.engine.permissions import StepState
from lookhear.desktop.onboarding.permission_card import PermissionCard
from lookhear.desktop.onboarding.permission_words import question_of
from lookhear.desktop.resources import icon_file
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Page
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.labels import caption, label, subtitle, title
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.permissions import PermissionStep
    from lookhear.desktop.windows import Windows

_WIDEST_EM = 56


class StepPage(Page):
    """One step: a heading, what it is about, and whatever belongs to it. ``changed`` when its buttons may read differently now."""

    changed = Signal()

    def __init__(self, heading: str, text: str) -> None:
        super().__init__(widest_em=_WIDEST_EM)
        self.heading: QLabel = title(heading)
        self.body.addWidget(self.heading)
        self.body.addWidget(label(text))

    def next_words(self) -> str:
        """What the button that goes on says."""
        return self.tr("Continue")

    def is_done(self) -> bool:
        """Whether nothing is left to do here: the button that goes on is the one to press then."""
        return True

    def skip_words(self) -> str:
        """What the button says that goes on without; empty where there is nothing to go on without."""
        return ""

    def skip(self) -> None:
        """A person goes on without."""

    def leave(self) -> None:
        """Another step is shown."""


class Point(QWidget):
    """An icon, a few words, and what they mean."""

    def __init__(self, icon: str, heading: str, text: str) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(subtitle(heading))
        words.addWidget(caption(text))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addWidget(GlyphView(icon, ems=1.6, colour="accent"))
        row.addLayout(words, 1)


class AppIcon(QLabel):
    """The application's own, for the eye only."""

    def __init__(self) -> None:
        super().__init__()
        side = 4 * self.fontMetrics().height()
        self.setPixmap(QIcon(str(icon_file("app"))).pixmap(QSize(side, side), self.devicePixelRatio()))


class WelcomePage(StepPage):
    """What it does, and what it does not."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Welcome to Lookhear"),
            self.tr(
                "It records your screen, your microphone and what this computer plays: one click in the tray, each as a track of its own."
            ),
        )
        self.body.insertWidget(0, AppIcon())
        self.body.insertStretch(0, 1)
        self.body.addSpacing(Space.S)
        for icon, heading, text in (
            (
                "shield",
                self.tr("It stays with you"),
                self.tr("No account, no key, no network. Nothing leaves this computer unless you choose a backend."),
            ),
            (
                "eye",
                self.tr("It is honest"),
                self.tr("What the icon says comes from what is really on the disk. What is switched off is never opened."),
            ),
            ("disk", self.tr("It loses nothing"), self.tr("What was recorded is safe within a second, also when the power fails.")),
        ):
            self.body.addWidget(Point(icon, heading, text))
        self.body.addStretch(2)

    def next_words(self) -> str:
        """The first one invites."""
        return self.tr("Set it up")


class PermissionPage(StepPage):
    """One permission of this system."""

    def __init__(self, bridge: Bridge, windows: Windows, step: PermissionStep) -> None:
        super().__init__(question_of(step.permission), self.tr("Your system lets no program do that unasked."))
        self._bridge = bridge
        self.card = PermissionCard(bridge, windows, step)
        self.card.moved.connect(self._on_moved)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """What was granted before, as before a new start, is proven without being asked for. A microphone is opened by its button alone."""
        super().showEvent(event)
        if self.card.step.state is StepState.UNTESTED and self.card.step.permission is Permission.SCREEN_CAPTURE:
            self.card.test()

    def is_done(self) -> bool:
        """Whether a person can go on with it, or has to without."""
        return self.card.step.state.is_settled

    def skip_words(self) -> str:
        """A recorder without a microphone is one, too."""
        return "" if self.is_done() else self.tr("Go on without")

    def skip(self) -> None:
        """It is not missed any more."""
        self._bridge.call(self._bridge.engine.permissions.waive(self.card.step.permission))

    @Slot(object)
    def _on_moved(self, _step: PermissionStep) -> None:
        self.changed.emit()


class PlacePage(StepPage):
    """Where recordings go. What is preset needs no account."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(
            self.tr("Where recordings go"),
            self.tr("They are kept on this computer in any case. A backend makes links of them while they are still being recorded."),
        )
        self.panel = BackendPanel(bridge)
        self.body.addWidget(self.panel)
        self.body.addStretch(1)


class DonePage(StepPage):
    """Where everything is from now on."""

    recorded = Signal()  # somebody wants to, now

    def __init__(self, windows: Windows) -> None:
        super().__init__(self.tr("All set"), self.tr("Lookhear is ready. This is where you find it:"))
        self._windows = windows
        self._tray = Point(
            "record",
            self.tr("In the tray"),
            self.tr("A click on the icon records, another one stops. A click with the other button opens the menu."),
        )
        self._controls = Point(
            "display",
            self.tr("In a small window"),
            self.tr("This desktop shows no icons of programs, so a small window has every control. Start Lookhear again to bring it up."),
        )
        self.body.insertStretch(0, 1)
        self.body.addSpacing(Space.S)
        self.body.addWidget(self._tray)
        self.body.addWidget(self._controls)
        self.body.addWidget(
            Point("library", self.tr("In the library"), self.tr("Everything you recorded: play it, search it, share it, export it."))
        )
        self.body.addWidget(
            Point(
                "settings", self.tr("In the settings"), self.tr("Everything you have just chosen, and more, whenever you change your mind.")
            )
        )
        self._record = button(self.tr("Choose sources and record…"), role=Role.RECORD, icon="record")
        self._record.clicked.connect(self.recorded)
        row = QHBoxLayout()
        row.addWidget(self._record)
        row.addStretch(1)
        self.body.addSpacing(Space.M)
        self.body.addLayout(row)
        self.body.addStretch(2)

    def showEvent(self, event: QShowEvent) -> None:
        """A tray may have come meanwhile."""
        super().showEvent(event)
        self._tray.setVisible(self._windows.has_tray)
        self._controls.setVisible(not self._windows.has_tray)

    def next_words(self) -> str:
        """The last one closes."""
        return self.tr("Done")
