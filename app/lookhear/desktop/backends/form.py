"""What a person types to reach a hosted backend: address, kind, secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from lookhear.desktop.engine.backends import BackendWish
from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.labels import caption
from lookhear.recorder.upload.tokens.presets import PRESETS, preset_of

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.declared import Backend

_OWN: Final = "init-session"  # what a Lookhear backend answers, and others too
_ELSEWHERE: Final = "elsewhere"  # no preset: an address is typed


class BackendForm(QWidget):
    """``submitted`` when Return was pressed in a field, ``edited`` when anything changed."""

    submitted = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = self._field(self.tr("Address"), "https://capture.example.org")
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Kind of backend"))
        self._kind.addItem(self.tr("Lookhear backend, or another one with /init-session"), _OWN)
        for preset in PRESETS:
            if preset.name != _OWN:
                self._kind.addItem(self.tr("App that answers {path}").format(path=preset.endings[0]), preset.name)
        self._kind.addItem(self.tr("Another address gives the session"), _ELSEWHERE)
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._mint_url = self._field(self.tr("Address that gives a session"), "https://app.example.org/api/session")
        self._secret = self._field(self.tr("Key or secret"), self.tr("Empty: the one that is kept"))
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._reveal = QAction(glyph("eye", "text_muted"), self.tr("Show what is typed"), self)
        self._reveal.setCheckable(True)
        self._secret.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        self._place = caption()
        self._build()
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._reveal.toggled.connect(self._on_reveal)
        self._on_kind()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self._rows = QFormLayout()
        column.addLayout(self._rows)
        column.addWidget(self._place)
        self._rows.setSpacing(Space.M)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in (self._url, self._kind, self._mint_url, self._secret):
            words = QLabel(field.accessibleName())
            words.setBuddy(field)
            self._rows.addRow(words, field)

    def wish(self) -> BackendWish:
        """What is typed."""
        kind = self._kind.currentData()
        return BackendWish(
            kind=BackendKind.HOSTED,
            url=self._url.text(),
            mint_url=self._mint_url.text() if kind == _ELSEWHERE else "",
            preset="" if kind in {_OWN, _ELSEWHERE} else kind,
            secret=self._secret.text(),
        )

    def show_backend(self, backend: Backend) -> None:
        """Show what is set; a secret never is."""
        preset = preset_of(backend.mint_url)[0].name if backend.mint_url else _OWN
        kind = preset if self._kind.findData(preset) >= 0 else _ELSEWHERE
        if backend.mint_url and preset == _OWN:
            kind = _ELSEWHERE
        self._url.setText(backend.url)
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._mint_url.setText(backend.mint_url if kind == _ELSEWHERE else "")

    def show_place(self, words: str) -> None:
        """Where a secret is kept, or would be."""
        self._place.setText(words)

    def forget_secret(self) -> None:
        """Take what was typed out of the field."""
        self._secret.clear()
        self._reveal.setChecked(False)

    def focus_secret(self) -> None:
        """The secret is missing or wrong."""
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._secret.selectAll()

    def focus_address(self) -> None:
        """The address is missing or wrong."""
        self._url.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, name: str, placeholder: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(placeholder)
        made.returnPressed.connect(self.submitted)
        made.textEdited.connect(self._on_edited)
        return made

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()

    @Slot()
    def _on_kind(self) -> None:
        self._rows.setRowVisible(self._mint_url, self._kind.currentData() == _ELSEWHERE)
        self.edited.emit()

    @Slot(bool)
    def _on_reveal(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signature
        self._secret.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._reveal.setIcon(glyph("eye-off" if is_shown else "eye", "text_muted"))
        self._reveal.setText(self.tr("Hide what is typed") if is_shown else self.tr("Show what is typed"))
