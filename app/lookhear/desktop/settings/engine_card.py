"""One kind of engine as a card: which one is taken, what is known of it, and how to install and to try it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from lookhear.desktop.engine.understanding.engine_values import MODEL, URL, EngineWish
from lookhear.desktop.settings.engine_words import ICONS, caution_of, choice_name, facts_of, kind_hint, kind_name, state_text, tested_text
from lookhear.desktop.settings.rows import Choices
from lookhear.desktop.style.tokens import Role, Space, Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import BusyRow, ProgressRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.flow import FlowLayout
from lookhear.desktop.style.widgets.labels import Badge, caption, subtitle
from lookhear.desktop.words import engine_text
from lookhear.understanding.choice.values import AUTO, OFF

if TYPE_CHECKING:
    from lookhear.desktop.engine.understanding.engine_values import EngineOffer, EngineTest, KindView
    from lookhear.desktop.words import Told
    from lookhear.understanding.plugin import EngineKind

_MODEL_EMS: Final = 18


class EngineCard(Card):
    """Draws a `KindView`. ``wished`` carries an `EngineWish`, ``test_wanted`` the kind, ``install_wanted`` the name of an engine."""

    wished = Signal(object)
    test_wanted = Signal(object)
    install_wanted = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, kind: EngineKind, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.kind = kind
        self._view: KindView | None = None
        self._badge = Badge()
        self._choice = Choices()
        self._choice.setAccessibleName(self.tr("Engine for {kind}").format(kind=kind_name(kind)))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._choice.activated.connect(self._on_chosen)
        self._facts, self._caution, self._trouble = caption(), caption(), caption(tone=Tone.WARNING)
        self._result = Banner(can_dismiss=True)
        self._testing = BusyRow(self.tr("The engine is tried…"))
        self._installing = ProgressRow(self.tr("The engine is being installed…"))
        self.body.setSpacing(Space.S)
        self.body.addLayout(self._head())
        self.body.addWidget(caption(kind_hint(kind)))
        row = FlowLayout(spacing=Space.S)
        row.addWidget(self._choice)
        self.body.addLayout(row)
        for widget in (self._facts, self._caution, self._trouble):
            self.body.addWidget(widget)
        self.body.addWidget(self._form())
        self.body.addWidget(self._installing)
        self.body.addWidget(self._testing)
        self.body.addLayout(self._buttons())
        self.body.addWidget(self._result)
        self.show_testing(is_on=False)
        self.show_installing(is_on=False)

    # --- drawing -------------------------------------------------------------------------------------------------------------------

    def show_view(self, view: KindView) -> None:
        """Show how this kind stands."""
        self._view = view
        self._choice.clear()
        for choice in (AUTO, *(offer.name for offer in view.offers), OFF):
            self._choice.addItem(choice_name(choice, view), choice)
        at = self._choice.findData(view.chosen)
        if at < 0:  # an engine that is not there any more
            self._choice.addItem(view.chosen, view.chosen)
            at = self._choice.count() - 1
        self._choice.setCurrentIndex(at)
        self._draw(view.chosen)

    def _draw(self, chosen: str) -> None:
        """As it is, or as somebody is about to choose."""
        view = self._view
        assert view is not None  # noqa: S101 - drawn when there is something to draw
        self._badge.show_state(*state_text(view))
        offer = self._offer_of(chosen)
        self._facts.setText("" if offer is None else facts_of(offer))
        self._facts.setVisible(offer is not None)
        caution = "" if offer is None else caution_of(offer)
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))
        trouble = engine_text(view.trouble)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._draw_form(offer if chosen not in {AUTO, OFF} else None, chosen)
        self._install.setVisible(offer is not None and offer.can_install)
        if offer is not None:
            self._install.setText(self.tr("Install {engine}").format(engine=offer.name))
        self._test.setVisible(chosen == view.chosen and bool(view.taken))

    def _draw_form(self, offer: EngineOffer | None, chosen: str) -> None:
        view = self._view
        options = view.options if view is not None and chosen == view.chosen else {}
        is_remote = offer is not None and offer.is_remote
        has_models = offer is not None and (is_remote or bool(offer.models))
        self._fields.setVisible(has_models)
        for field in (self._url, self._key):
            self._rows.setRowVisible(field, is_remote)
        self._url.setText(str(options.get(URL, "")))
        self._model.clear()
        self._model.addItems(list(offer.models) if offer is not None else [])
        self._model.setCurrentText(str(options.get(MODEL, offer.models[0] if offer is not None and offer.models else "")))
        self._key.clear()
        has_key = view is not None and view.has_key and chosen == view.chosen
        self._key.setPlaceholderText(self.tr("Empty: the one that is kept") if has_key else self.tr("Empty: none"))
        self._forget.setVisible(is_remote and has_key)

    def _offer_of(self, chosen: str) -> EngineOffer | None:
        """The engine that a choice means; for the automatic one what it takes, or the first that could be installed."""
        view = self._view
        if view is None or chosen == OFF:
            return None
        if chosen != AUTO:
            return view.offer(chosen)
        offline = [offer for offer in view.offers if offer.can_install]
        return view.offer(view.taken) or next(iter(offline), None)

    def show_place(self, words: str) -> None:
        """Where keys are kept."""
        self._place.setText(words)

    def show_testing(self, *, is_on: bool) -> None:
        """It is being tried, or was."""
        self._testing.setVisible(is_on)
        self._test.setEnabled(not is_on)
        if is_on:
            self._result.tell("")

    def show_test(self, test: EngineTest) -> None:
        """What came of it."""
        self.show_testing(is_on=False)
        if test.is_good:
            self._result.tell(tested_text(test), tone=Tone.SUCCESS)
        else:
            self._result.tell(engine_text(test.sentence) or test.sentence, tone=Tone.WARNING, hint=engine_text(test.hint))

    def show_installing(self, *, is_on: bool) -> None:
        """It is being installed, or was."""
        self._installing.setVisible(is_on)
        self._cancel.setVisible(is_on)
        self._installing.show_share(None)
        self._install.setEnabled(not is_on)

    @Slot(float)
    def show_share(self, share: float) -> None:
        """How far installing is."""
        self._installing.show_share(share)

    def tell(self, told: Told) -> None:
        """What went wrong."""
        self._result.tell(told.sentence, tone=Tone.DANGER, hint=told.hint)

    # --- building ------------------------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(GlyphView(ICONS[self.kind], ems=1.3))
        row.addWidget(subtitle(kind_name(self.kind)), 1)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _form(self) -> QWidget:
        self._fields = QWidget(self)
        self._rows = QFormLayout(self._fields)
        self._rows.setContentsMargins(0, Space.XS, 0, 0)
        self._rows.setSpacing(Space.S)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._url, self._model, self._key = QLineEdit(), Choices(), QLineEdit()
        self._url.setPlaceholderText("http://127.0.0.1:8000/v1")
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._model.setEditable(True)
        self._model.setMinimumWidth(_MODEL_EMS * self.fontMetrics().horizontalAdvance("m"))
        for field, name in ((self._url, self.tr("Address")), (self._model, self.tr("Model")), (self._key, self.tr("Key"))):
            field.setAccessibleName(name)
            words = QLabel(name)
            words.setBuddy(field)
            self._rows.addRow(words, field)
        for field in (self._url, self._key):
            field.returnPressed.connect(self._on_use)
        self._place = caption()
        self._rows.addRow(self._place)
        buttons = QHBoxLayout()
        self._use = button(self.tr("Use this"), role=Role.PRIMARY)
        self._use.clicked.connect(self._on_use)
        self._forget = button(self.tr("Forget the key"), role=Role.QUIET)
        self._forget.clicked.connect(self._on_forget)
        buttons.addWidget(self._use)
        buttons.addWidget(self._forget)
        buttons.addStretch(1)
        self._rows.addRow(buttons)
        return self._fields

    def _buttons(self) -> FlowLayout:
        self._install = button("", icon="download")
        self._install.clicked.connect(self._on_install)
        self._cancel = button(self.tr("Cancel"), role=Role.QUIET)
        self._cancel.clicked.connect(self.cancel_wanted)
        self._test = button(self.tr("Test"), icon="play")
        self._test.setToolTip(self.tr("Runs the engine once, in a process of its own"))
        self._test.clicked.connect(self._on_test)
        row = FlowLayout(spacing=Space.S)
        for each in (self._install, self._cancel, self._test):
            row.addWidget(each)
        return row

    # --- what a person does --------------------------------------------------------------------------------------------------------

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        chosen = str(self._choice.itemData(index))
        self._result.tell("")
        self._draw(chosen)
        offer = self._offer_of(chosen)
        if chosen in {AUTO, OFF} or (offer is not None and not offer.is_remote):
            self.wished.emit(EngineWish(kind=self.kind, engine=chosen))
        else:
            self._url.setFocus(Qt.FocusReason.OtherFocusReason)  # a service is taken when its address is known

    @Slot()
    def _on_use(self) -> None:
        self._wish()

    @Slot()
    def _on_forget(self) -> None:
        self._wish(forgets_key=True)

    def _wish(self, *, forgets_key: bool = False) -> None:
        engine = str(self._choice.currentData())
        wish = EngineWish(
            kind=self.kind,
            engine=engine,
            url=self._url.text(),
            model=self._model.currentText(),
            key="" if forgets_key else self._key.text(),
            forgets_key=forgets_key,
        )
        self.wished.emit(wish)

    @Slot()
    def _on_test(self) -> None:
        self.test_wanted.emit(self.kind)

    @Slot()
    def _on_install(self) -> None:
        offer = self._offer_of(str(self._choice.currentData()))
        if offer is not None:
            self.install_wanted.emit(offer.name)
