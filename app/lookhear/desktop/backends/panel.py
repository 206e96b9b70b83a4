"""Where recordings go: three places, a form for the hosted one, and what a real test call says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.backends.choices import PlaceChoice
from lookhear.desktop.backends.form import BackendForm
from lookhear.desktop.backends.words import place_words, told_check, tone_of
from lookhear.desktop.engine.backends import BackendState, BackendWish
from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.words import told

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.backends import BackendCheck, SecretKept
    from lookhear.errors import LookhearError


class BackendPanel(QWidget):
    """Shows the settings as they are; another place is used once it has answered. ``used`` when that happened."""

    used = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._asked: BackendWish | None = None  # while somebody is asked
        self._choice = PlaceChoice()
        self._form = BackendForm()
        self._use = button(self.tr("Check and use"), role=Role.PRIMARY)
        self._sign_out = button(self.tr("Forget the secret"), role=Role.QUIET)
        self._busy = BusyRow(self.tr("Asking the backend…"))
        self._banner = Banner()
        self._hosted = QWidget()
        self._inner = QVBoxLayout(self._hosted)
        self._column = QVBoxLayout(self)
        self._had_focus: QWidget | None = None
        self._build()
        self._connect()
        self._draw_settings()
        bridge.call(bridge.engine.backends.keeps_secrets(), done=self._on_place)

    def _build(self) -> None:
        verbs = QHBoxLayout()
        verbs.setContentsMargins(0, 0, 0, 0)
        verbs.addStretch(1)
        verbs.addWidget(self._sign_out)
        verbs.addWidget(self._use)
        self._inner.setContentsMargins(0, Space.S, 0, 0)
        self._inner.setSpacing(Space.M)
        self._inner.addWidget(self._form)
        self._inner.addLayout(verbs)
        self._choice.card(BackendKind.HOSTED).body.addWidget(self._hosted)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addWidget(self._choice)
        self._busy.hide()

    def _connect(self) -> None:
        self._choice.chosen.connect(self._on_chosen)
        self._form.submitted.connect(self._on_use)
        self._form.edited.connect(self._on_edited)
        self._use.clicked.connect(self._on_use)
        self._sign_out.clicked.connect(self._on_sign_out)
        self._banner.acted.connect(self._on_again)
        self._bridge.happened.connect(self._on_happened)

    def _draw_settings(self) -> None:
        backend = self._bridge.engine.settings.now.backend
        self._choice.choose(backend.kind)
        self._form.show_backend(backend)
        self._draw_hosted(backend.kind)

    def _draw_hosted(self, kind: BackendKind) -> None:
        where = self._inner if kind is BackendKind.HOSTED else self._column  # what is said stands beside what it is about
        where.addWidget(self._busy)
        where.addWidget(self._banner)
        self._hosted.setVisible(kind is BackendKind.HOSTED)
        self._sign_out.setVisible(self._bridge.engine.settings.now.backend.kind is BackendKind.HOSTED)

    @Slot(object)
    def _on_chosen(self, kind: BackendKind) -> None:
        self._draw_hosted(kind)
        self._banner.tell("")
        if kind is BackendKind.HOSTED:
            self._form.focus_address()
        else:
            self._ask(BackendWish(kind=kind))

    @Slot()
    def _on_use(self) -> None:
        self._ask(self._form.wish())

    @Slot()
    def _on_again(self) -> None:
        kind = self._choice.kind
        self._ask(self._form.wish() if kind is BackendKind.HOSTED else BackendWish(kind=kind))

    def _ask(self, wish: BackendWish) -> None:
        if self._asked is not None:
            return
        self._asked = wish
        self._banner.tell("")
        self._draw_busy(is_busy=True)
        self._bridge.call(self._bridge.engine.backends.use(wish), done=self._on_checked, failed=self._on_failed)

    def _on_checked(self, check: BackendCheck) -> None:
        kind = BackendKind.HOSTED if self._asked is None else self._asked.kind
        self._draw_busy(is_busy=False)
        if check.is_good:
            self._form.forget_secret()
            self._draw_settings()
        said = told_check(check, kind)
        hint = f"{said.hint} {said.detail}".strip()
        if check.kept is not None:
            self._form.show_place(place_words(check.kept, is_kept=True))
            hint = f"{hint} {place_words(check.kept, is_kept=True)}".strip()
        self._banner.tell(said.sentence, tone=tone_of(check), hint=hint, action="" if check.is_good else self.tr("Try again"))
        if check.is_good:
            self.used.emit()
        elif check.wants_secret:
            self._form.focus_secret()
        elif check.state is BackendState.BAD_ADDRESS:
            self._form.focus_address()

    def _on_failed(self, error: LookhearError) -> None:
        self._draw_busy(is_busy=False)
        words = told(error)
        self._banner.tell(words.sentence, tone=Tone.DANGER, hint=words.hint, action=self.tr("Try again"))

    def _draw_busy(self, *, is_busy: bool) -> None:
        if is_busy:
            self._had_focus = self.focusWidget()
        else:
            self._asked = None
        self._choice.setEnabled(not is_busy)
        self._busy.setVisible(is_busy)
        if not is_busy and self._had_focus is not None:
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_sign_out(self) -> None:
        self._bridge.call(self._bridge.engine.backends.sign_out(self._form.wish()), done=self._on_signed_out, failed=self._on_failed)

    def _on_signed_out(self, _nothing: None) -> None:
        self._form.forget_secret()
        self._banner.tell(self.tr("The secret for this address is kept no longer."), tone=Tone.INFO)

    def _on_place(self, kept: SecretKept | None) -> None:
        if kept is not None:
            self._form.show_place(place_words(kept, is_kept=False))

    @Slot()
    def _on_edited(self) -> None:
        self._banner.tell("")

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, SettingsChanged) and event.now.backend != event.before.backend and self._asked is None:
            self._draw_settings()
