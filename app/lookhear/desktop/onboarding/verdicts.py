"""What a test recording showed of each source: a line each, with the sign for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.labels import label
from lookhear.desktop.words import engine_text
from lookhear.protocol.channels import ChannelKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.desktop.engine.trial import TrialTrack

translate = QCoreApplication.translate

_ICONS = {Tone.SUCCESS: "check", Tone.WARNING: "warning", Tone.NEUTRAL: "info"}
_COLOURS = {Tone.SUCCESS: "success", Tone.WARNING: "warning", Tone.NEUTRAL: "text_muted"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence, and whether it is good, bad or neither."""

    sentence: str
    tone: Tone


def verdict_of(track: TrialTrack) -> Verdict:
    """What its track proves."""
    kind = track.channel_id.kind
    if not track.duration_s:
        said = engine_text(track.reason)
        return Verdict(
            translate("Trial", "{source}: nothing was recorded. {reason}").format(source=_name(track), reason=said).strip(), Tone.WARNING
        )
    if kind is ChannelKind.DISPLAY:
        return Verdict(translate("Trial", "{source}: was seen").format(source=_name(track)), Tone.SUCCESS)
    if not track.is_silent:
        return Verdict(translate("Trial", "{source}: was heard").format(source=_name(track)), Tone.SUCCESS)
    if kind is ChannelKind.MIC:
        words = translate("Trial", "{source}: only silence. Is it switched on, and is it the right one?").format(source=_name(track))
        return Verdict(words, Tone.WARNING)
    return Verdict(translate("Trial", "{source}: nothing was played meanwhile").format(source=_name(track)), Tone.NEUTRAL)


def _name(track: TrialTrack) -> str:
    match track.channel_id.kind:
        case ChannelKind.DISPLAY:
            return translate("Trial", "Display {number}").format(number=QLocale().toString(int(track.channel_id.key)))
        case ChannelKind.MIC:
            return translate("Trial", "Microphone")
        case ChannelKind.SYSTEM_AUDIO:
            return translate("Trial", "System audio")


class Verdicts(QWidget):
    """One line for each track."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)

    def show_tracks(self, tracks: Sequence[TrialTrack]) -> None:
        """Show these, and those before no longer."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for track in tracks:
            self._column.addWidget(_line(verdict_of(track)))


def _line(verdict: Verdict) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    row.addWidget(GlyphView(_ICONS[verdict.tone], ems=1.1, colour=_COLOURS[verdict.tone]))
    row.addWidget(label(verdict.sentence), 1)
    return made
