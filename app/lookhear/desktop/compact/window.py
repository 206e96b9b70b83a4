"""The compact window: every control in one place, for desktops without a tray and for whoever starts the application again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lookhear.desktop.actions import Actions
from lookhear.desktop.compact.last import LastCard
from lookhear.desktop.compact.tracks import TrackList
from lookhear.desktop.engine.events import ChoiceChanged, ViewChanged
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.picker.words import what_is_recorded
from lookhear.desktop.preview.tile import PreviewTile
from lookhear.desktop.status import advice, phase_text, recorded_s, uploads_left_text, uploads_text
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.buttons import action_button, button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import caption, label, line, title
from lookhear.desktop.style.widgets.toast import Toast
from lookhear.desktop.times import clock_text
from lookhear.desktop.track_words import channel_name
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QCloseEvent, QHideEvent, QResizeEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.sources import Choice
    from lookhear.desktop.engine.view import AppView
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelId

WATCHER: Final = "controls"
_TICK_MS: Final = 250
_EMS_WIDE: Final = 34


class CompactWindow(QWidget):
    """Draws the view; every button is an action. Live pictures and levels only while something is recorded and the window is seen."""

    def __init__(self, bridge: Bridge, windows: Windows) -> None:
        super().__init__()
        self.setObjectName("controls")
        self.setWindowTitle(self.tr("Lookhear"))
        self._bridge, self._windows = bridge, windows
        self._view = bridge.engine.recording.view
        self._watched: tuple[ChannelId, ...] = ()
        self._tiles: dict[ChannelId, PreviewTile] = {}
        self.verbs = Actions(bridge, windows, self)
        self.verbs.refused.connect(self._on_refused)
        self.verbs.copied.connect(self._on_copied)
        self._build()
        self._fitting = QTimer(self)  # once all that changed has its place
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._on_fit)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._on_tick)
        bridge.happened.connect(self._on_happened)
        self._draw()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        layout.setSpacing(Space.M)
        layout.addLayout(self._head())
        self._banner = Banner(can_dismiss=True)
        self._banner.acted.connect(self._on_advice)
        self._banner.dismissed.connect(self._on_dismissed)
        layout.addWidget(self._banner)
        self._pictures = QHBoxLayout()
        self._pictures.setSpacing(Space.S)
        layout.addLayout(self._pictures)
        self._tracks = TrackList(self._bridge)
        layout.addWidget(self._tracks)
        layout.addWidget(self._sources_card())
        self._toggle = ActionPush(self.verbs.toggle, Role.RECORD)
        layout.addWidget(self._toggle)
        self._controls = QWidget()
        controls = FlowLayout(self._controls, spacing=Space.XS)
        controls.setContentsMargins(0, 0, 0, 0)
        for action in (self.verbs.pause, self.verbs.mute, self.verbs.marker, self.verbs.discard):
            controls.addWidget(action_button(action, has_text=True))
        layout.addWidget(self._controls)
        self._last = LastCard()
        self._last.opened.connect(self._windows.show_library)
        self._last.link_wanted.connect(self.verbs.copy_link_of)
        layout.addWidget(self._last)
        self._uploads = caption()
        layout.addWidget(self._uploads)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(self._foot())
        self._toast = Toast(self)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("m") * _EMS_WIDE)

    def _head(self) -> QHBoxLayout:
        self._state = title()
        self._time = label(role=Role.NUMBER, wraps=False)
        row = QHBoxLayout()
        row.addWidget(self._state, 1)
        row.addWidget(self._time)
        return row

    def _sources_card(self) -> Card:
        self._sources = Card()
        self._chosen = label()
        self._choose = button(self.tr("Choose…"), icon="sources")
        self._choose.setAccessibleName(self.tr("Choose sources"))
        self._choose.clicked.connect(self.verbs.pick.trigger)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._chosen, 1)
        row.addWidget(self._choose)
        self._sources.body.addLayout(row)
        return self._sources

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        for action in (self.verbs.library, self.verbs.context, self.verbs.settings):
            row.addWidget(action_button(action, has_text=True))
        row.addStretch(1)
        row.addWidget(action_button(self.verbs.quit, has_text=True))
        return row

    # --- drawing ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, ViewChanged):
            self._view = event.view
            self._draw()
        elif isinstance(event, ChoiceChanged):
            self._on_choice(event.choice)

    def _draw(self) -> None:
        view = self._view
        is_open = view.phase in {Phase.RECORDING, Phase.PAUSED}
        self._state.setText(phase_text(view))
        self._time.setVisible(is_open)
        self._draw_time()
        self._draw_advice(view)
        tracks = view.recording.tracks if view.recording is not None else ()
        self._tracks.setVisible(bool(tracks))
        self._tracks.show_tracks(tracks)
        self._controls.setVisible(view.is_busy)
        self._sources.setVisible(not view.is_busy)
        self._last.show_last(None if view.is_busy else view.last)
        uploads = uploads_text(view)
        left = uploads_left_text(view)
        self._uploads.setText(f"{uploads} ({left})" if left else uploads)
        self._uploads.setVisible(bool(uploads))
        self._watch()
        self._fitting.start()

    @Slot()
    def _on_fit(self) -> None:
        """As high as what it shows needs at this width, and no higher unless a person made it so."""
        layout = self.layout()
        if layout is None or not self.isVisible() or self.isMaximized():
            return
        layout.activate()
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        was_fitting = abs(self.height() - self.minimumHeight()) <= 1 or not self.minimumHeight()
        self.setMinimumHeight(needed)
        if was_fitting:
            self.resize(self.width(), needed)

    def _draw_time(self) -> None:
        self._time.setText(clock_text(recorded_s(self._view)))

    def _draw_advice(self, view: AppView) -> None:
        said = advice(view)
        if said is None:
            self._banner.tell("")
            return
        self._banner.set_can_dismiss(can_dismiss=said.is_dismissable)
        self._banner.tell(said.text, tone=said.tone, hint=said.hint, action=self._verb_of(said.wants))

    def _verb_of(self, wants: str) -> str:
        return {
            "first_run": self.tr("Fix permissions"),
            "storage": self.tr("Storage"),
            "backend": self.tr("Backend"),
            "private_end": self.tr("End it now"),
        }.get(wants, "")

    def _watch(self) -> None:
        """See and hear what is recorded, while both are so."""
        recording = self._view.recording if self.isVisible() else None
        wanted = () if recording is None else tuple(track.channel_id for track in recording.tracks)
        if wanted == self._watched:
            return
        self._watched = wanted
        for tile in self._tiles.values():
            self._pictures.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = {channel: PreviewTile(channel, self._bridge) for channel in wanted if channel.kind.is_video}
        labels = {} if recording is None else {track.channel_id: channel_name(track.channel_id, track.label) for track in recording.tracks}
        for channel, tile in self._tiles.items():
            tile.describe(number=channel.key if len(self._tiles) > 1 else "", name=labels[channel], width=16, height=9)
            self._pictures.addWidget(tile)
        self._bridge.call(self._bridge.engine.previews.watch(WATCHER, wanted))

    # --- what happens ----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Count, see and hear; ask what is chosen."""
        super().showEvent(event)
        self._toggle.setFocus(Qt.FocusReason.OtherFocusReason)
        self._clock.start()
        self._fitting.start()
        self._watch()
        self._bridge.call(self._bridge.engine.sources.choice(), done=self._on_choice)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it."""
        super().hideEvent(event)
        self._clock.stop()
        self._watch()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Where no tray shows the application, it does not stay without a face: it ends, or while it records makes itself small."""
        if not event.spontaneous() or self._windows.has_tray:
            return
        if self._view.is_busy:
            event.ignore()
            self.showMinimized()
        else:
            QApplication.quit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fitting.start()

    @Slot()
    def _on_tick(self) -> None:
        self._draw_time()

    def _on_choice(self, choice: Choice | None) -> None:
        what = "" if choice is None else what_is_recorded(choice)
        self._chosen.setText(self.tr("Records {sources}").format(sources=what) if what else self.tr("Nothing is chosen yet"))

    @Slot()
    def _on_advice(self) -> None:
        said = advice(self._view)
        match said.wants if said is not None else "":
            case "first_run":
                self._windows.show_first_run()
            case "private_end":
                self.verbs.private_end.trigger()
            case "storage" | "backend" as page:
                self._windows.show_settings(page)

    @Slot()
    def _on_dismissed(self) -> None:
        self._bridge.call(self._bridge.engine.recording.clear_failure())

    @Slot(object)
    def _on_refused(self, error: LookhearError) -> None:
        if self._view.failure is None:  # else the banner says it
            self._toast.tell(told(error).all)

    @Slot(str)
    def _on_copied(self, _link: str) -> None:
        self._toast.tell(self.tr("The link is in the clipboard."))


class ActionPush(QPushButton):
    """A large button that is an action: its words, its state and its icon."""

    def __init__(self, action: QAction, role: Role) -> None:
        super().__init__()
        self._action = action
        self._lost_focus = False
        self.setProperty("role", role.value)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.setText(self._action.text())
        is_enabled = self._action.isEnabled()
        if is_enabled == self.isEnabled():
            return
        had_focus = self.hasFocus()
        self.setEnabled(is_enabled)
        if is_enabled and self._lost_focus:  # while it could not be pressed, the focus went on to the next one
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lost_focus = had_focus and not is_enabled
