"""What a person can do, each verb once: tray, pill and windows show the same actions, drawn from the same view."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QObject, Qt, QTime, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from lookhear.desktop.engine.events import SettingsChanged, ViewChanged
from lookhear.desktop.engine.toggling import toggle_chosen
from lookhear.desktop.engine.view import AppView, Phase
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.widgets.asking import ask

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows
    from lookhear.errors import LookhearError

_MINUTE_S: Final = 60
_MORNING: Final = QTime(6, 0)  # "until tomorrow" ends when people get up, not at midnight


class Actions(QObject):
    """One `QAction` for each verb. Whoever shows them makes a set of its own; ``parent`` is what a question belongs to.

    ``refused`` carries the `LookhearError` of a wish that came to nothing, ``copied`` the link that is in the clipboard now.
    """

    refused = Signal(object)
    copied = Signal(str)

    def __init__(self, bridge: Bridge, windows: Windows, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._windows = bridge, windows
        self._question: QMessageBox | None = None
        self._view = bridge.engine.recording.view
        self.toggle = self._made("toggle", self._on_toggle)
        self.pause = self._made("pause", self._on_pause)
        self.mute = self._made("mute", self._on_mute)
        self.mute.setCheckable(True)
        self.marker = self._made("marker", self._on_marker, icon="marker")
        self.discard = self._made("discard", self._on_discard, icon="discard")
        self.pick = self._made("pick", windows.show_picker, icon="sources")
        self.library = self._made("library", self._on_library, icon="library")
        self.context = self._made("context", windows.show_context, icon="context")
        self.context.setShortcut(QKeySequence("Ctrl+Shift+T"))
        self.copy_link = self._made("copy_link", self._on_copy_link, icon="link")
        self.hand_over = self._made("hand_over", self._on_hand_over, icon="upload")
        self.private_pause = self._made("private_pause", self._on_private_pause)
        self.private_tomorrow = self._made("private_tomorrow", self._on_private_tomorrow)
        self.private_end = self._made("private_end", self._on_private_end)
        self.settings = self._made("settings", self._on_settings, icon="settings")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.health = self._made("health", self._on_health)
        self.about = self._made("about", self._on_about)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.first_run = self._made("first_run", windows.show_first_run, icon="permission")
        self.controls = self._made("controls", windows.show_controls)
        self.quit = self._made("quit", self._on_quit, icon="quit")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self._draw()
        bridge.happened.connect(self._on_happened)

    @property
    def view(self) -> AppView:
        """What the actions are drawn from."""
        return self._view

    def retranslate(self) -> None:
        """Another language."""
        self._draw()

    def press_toggle(self) -> None:
        """As a click: record the chosen sources or stop; where nobody chose, show the picker; where something must be allowed, that."""
        self._on_toggle()

    def _made(self, name: str, slot: object, icon: str = "") -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        if icon:
            action.setIcon(glyph(icon))
        action.triggered.connect(slot)
        return action

    # --- drawing ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, ViewChanged):
            before, self._view = self._view, event.view
            if _shown(before) != _shown(event.view):
                self._draw()
            if self._question is not None and not event.view.is_busy:  # there is nothing left to discard
                self._question.close()
        elif isinstance(event, SettingsChanged):
            self._draw()

    def _draw(self) -> None:
        view = self._view
        self._draw_toggle(view)
        is_open = view.phase in {Phase.RECORDING, Phase.PAUSED}
        is_paused = view.phase is Phase.PAUSED
        self.pause.setText(self.tr("Resume") if is_paused else self.tr("Pause"))
        self.pause.setIcon(glyph("resume" if is_paused else "pause"))
        self.pause.setEnabled(is_open and not (is_paused and view.private_until_s is not None))
        recording = view.recording
        is_muted = recording is not None and recording.is_muted
        self.mute.setText(self.tr("Mute microphone"))
        self.mute.setIconText(self.tr("Mute"))
        self.mute.setIcon(glyph("microphone-off" if is_muted else "microphone"))
        self.mute.setChecked(is_muted)
        self.mute.setEnabled(is_open and recording is not None and recording.has_microphone)
        self.marker.setText(self.tr("Set marker"))
        self.marker.setIconText(self.tr("Marker"))
        self.marker.setEnabled(view.phase is Phase.RECORDING)
        self.discard.setText(self.tr("Discard recording…"))
        self.discard.setIconText(self.tr("Discard"))
        self.discard.setEnabled(is_open)
        self.pick.setText(self.tr("Choose sources…"))
        self.library.setText(self.tr("Open library"))
        self.library.setIconText(self.tr("Library"))
        self.context.setText(self.tr("Live context"))
        self.context.setIconText(self.tr("Context"))
        self.copy_link.setText(self.tr("Copy last link"))
        self.hand_over.setText(self.tr("Try again now"))
        self.hand_over.setEnabled(view.uploads.recordings > 0)
        self._draw_privacy(view)
        self.settings.setText(self.tr("Settings…"))
        self.health.setText(self.tr("Permissions and health…"))
        self.about.setText(self.tr("About Lookhear"))
        self.first_run.setText(self.tr("Fix permissions…"))
        self.controls.setText(self.tr("Show controls"))
        self.quit.setText(self.tr("Stop and quit") if view.is_busy else self.tr("Quit"))
        self.quit.setIconText(self.tr("Quit"))

    def _draw_toggle(self, view: AppView) -> None:
        texts = {
            Phase.IDLE: self.tr("Start recording"),
            Phase.COUNTDOWN: self.tr("Cancel, %n second(s) left", "", view.countdown_left_s),
            Phase.STARTING: self.tr("Starting…"),
            Phase.RECORDING: self.tr("Stop recording"),
            Phase.PAUSED: self.tr("Stop recording"),
            Phase.STOPPING: self.tr("Saving…"),
        }
        self.toggle.setText(texts[view.phase])
        self.toggle.setIcon(glyph("stop" if view.is_busy else "record", "record"))
        is_private = view.phase is Phase.IDLE and view.private_until_s is not None
        self.toggle.setEnabled(view.phase not in {Phase.STARTING, Phase.STOPPING} and not is_private)

    def _draw_privacy(self, view: AppView) -> None:
        is_private = view.private_until_s is not None
        minutes = self._bridge.engine.settings.now.privacy.pause_minutes
        self.private_pause.setText(self.tr("Pause for %n minute(s)", "", minutes))
        self.private_tomorrow.setText(self.tr("Pause until tomorrow"))
        self.private_end.setText(self.tr("End the privacy pause"))
        self.private_pause.setVisible(not is_private)
        self.private_tomorrow.setVisible(not is_private)
        self.private_end.setVisible(is_private)

    # --- doing -----------------------------------------------------------------------------------------------------

    @Slot()
    def _on_toggle(self) -> None:
        view = self._bridge.engine.recording.view
        if not view.is_busy and (view.missing_permissions or view.needs_first_run):
            self._windows.show_first_run()
            return
        engine = self._bridge.engine
        self._bridge.call(toggle_chosen(engine.recording, engine.sources), done=self._on_toggled, failed=self._on_start_failed)

    def _on_toggled(self, was_done: object) -> None:
        if was_done is False:
            self._windows.show_picker()

    def _on_start_failed(self, error: LookhearError) -> None:
        """The view keeps why a start came to nothing; whoever has no view hears it as well."""
        self.refused.emit(error)

    @Slot()
    def _on_pause(self) -> None:
        recording = self._bridge.engine.recording
        is_paused = self._view.phase is Phase.PAUSED
        self._bridge.call(recording.resume() if is_paused else recording.pause(), failed=self._on_failed)

    @Slot()
    def _on_mute(self) -> None:
        view = self._view.recording
        is_muted = view is not None and view.is_muted
        self.mute.setChecked(is_muted)  # it is when the microphone says so
        self._bridge.call(self._bridge.engine.recording.set_muted(not is_muted), failed=self._on_failed)

    @Slot()
    def _on_marker(self) -> None:
        self._bridge.call(self._bridge.engine.recording.mark(""), failed=self._on_failed)

    @Slot()
    def _on_discard(self) -> None:
        """Ask first; the recording goes on meanwhile."""
        if self._question is not None:
            self._question.raise_()
            return
        owner = self.parent()
        self._question = ask(
            owner if isinstance(owner, QWidget) else None,
            heading=self.tr("Discard this recording?"),
            text=self.tr("Nothing of it will be left. It goes on until you decide."),
            action=self.tr("Discard"),
            cancel=self.tr("Keep recording"),
            agreed=self._on_discard_sure,
            is_danger=True,
        )
        self._question.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self._question.show()
        self._question.finished.connect(self._on_question_over)

    @Slot()
    def _on_discard_sure(self) -> None:
        self._bridge.call(self._bridge.engine.recording.discard(), failed=self._on_failed)

    @Slot()
    def _on_question_over(self) -> None:
        self._question = None

    @Slot()
    def _on_library(self) -> None:
        self._windows.show_library()

    @Slot()
    def _on_copy_link(self) -> None:
        self.copy_link_of(None)

    def copy_link_of(self, recording_id: str | None) -> None:
        """Put the link of a recording into the clipboard; None: that of the last one."""
        self._bridge.call(self._bridge.engine.library.link(recording_id), done=self._on_link, failed=self._on_failed)

    def _on_link(self, link: str) -> None:
        QGuiApplication.clipboard().setText(link)
        self.copied.emit(link)

    @Slot()
    def _on_hand_over(self) -> None:
        self._bridge.call(self._bridge.engine.uploads.finish(), failed=self._on_failed)

    @Slot()
    def _on_private_pause(self) -> None:
        minutes = self._bridge.engine.settings.now.privacy.pause_minutes
        self._be_private(QDateTime.currentDateTime().addSecs(minutes * _MINUTE_S))

    @Slot()
    def _on_private_tomorrow(self) -> None:
        now = QDateTime.currentDateTime()
        self._be_private(QDateTime(now.date().addDays(1), _MORNING))

    @Slot()
    def _on_private_end(self) -> None:
        self._be_private(None)

    def _be_private(self, until: QDateTime | None) -> None:
        until_s = None if until is None else until.toMSecsSinceEpoch() / 1000
        self._bridge.call(self._bridge.engine.recording.private_until(until_s), failed=self._on_failed)

    @Slot()
    def _on_settings(self) -> None:
        self._windows.show_settings()

    @Slot()
    def _on_health(self) -> None:
        self._windows.show_settings("health")

    @Slot()
    def _on_about(self) -> None:
        self._windows.show_settings("about")

    @Slot()
    def _on_quit(self) -> None:
        """The application's end seals what runs."""
        QApplication.quit()

    def _on_failed(self, error: LookhearError) -> None:
        self.refused.emit(error)


def _shown(view: AppView) -> AppView:
    """The view without what no action shows, which changes all the time."""
    recording = view.recording
    if recording is not None:
        recording = dataclasses.replace(recording, recorded_ns=0, at_monotonic_ns=0, tracks=())
    uploads = dataclasses.replace(view.uploads, left_bytes=0, bytes_per_s=0.0, trouble="")
    return dataclasses.replace(view, recording=recording, uploads=uploads, revision=0, disk_left_s=None)
