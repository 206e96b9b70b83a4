"""Tracks in the person's language: what they are called, what became of them, and what somebody should know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale

from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.times import clock_text
from lookhear.desktop.words import engine_text
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.wording import channel_label

if TYPE_CHECKING:
    from lookhear.desktop.engine.view import TrackVerdict

_BETWEEN: Final = ": "


def channel_name(channel: ChannelId, known_as: str = "") -> str:
    """A display by its number, a microphone as the system names it where that is known, else what it is."""
    if channel.kind is ChannelKind.DISPLAY:
        return QCoreApplication.translate("Tracks", "Display {number}").format(number=channel.key)
    if channel.kind is ChannelKind.SYSTEM_AUDIO:
        return QCoreApplication.translate("Tracks", "System audio")
    if known_as and known_as != channel_label(channel):
        return isolated(known_as)
    return QCoreApplication.translate("Tracks", "Microphone")


def label_name(label: str) -> str:
    """The same of a channel of which only its label came along, such as ``display 1`` or ``mic``; another label as it is."""
    kind, _, key = label.partition(" ") if not label.startswith("system audio") else ("system_audio", "", label[13:])
    try:
        return channel_name(ChannelId(ChannelKind(kind), key or "default"), key)
    except ValueError:
        return isolated(label)


def verdict_text(verdict: TrackVerdict) -> str:
    """One line on one track, such as "Microphone: 12:03, 2 gaps of 3.1 s"."""
    translate = QCoreApplication.translate
    name = channel_name(ChannelId.parse(verdict.channel))
    if not verdict.duration_s:
        return translate("Tracks", "{track}: nothing was recorded").format(track=name)
    facts = [isolated(clock_text(verdict.duration_s))]
    if verdict.gaps:
        facts.append(translate("Tracks", "%n gap(s) of {seconds} s", "", verdict.gaps).format(seconds=_number(verdict.gap_s)))
    elif not verdict.is_source_lost:
        facts.append(translate("Tracks", "no gaps"))
    if verdict.paused_s:
        facts.append(translate("Tracks", "paused for {seconds} s").format(seconds=_number(verdict.paused_s)))
    if verdict.is_source_lost:
        facts.append(translate("Tracks", "its source was lost and had not come back"))
    if verdict.lost:
        facts.append(translate("Tracks", "%n file(s) lost", "", verdict.lost))
    return translate("Tracks", "{track}: {facts}").format(track=name, facts=translate("Tracks", ", ").join(facts))


def warning_text(warning: str) -> str:
    """What a receipt warns of: the whole sentence, or that of one track, translated where it is always the same."""
    label, between, rest = warning.partition(_BETWEEN)
    if between and engine_text(warning) == warning:
        return QCoreApplication.translate("Tracks", "{track}: {facts}").format(track=label_name(label), facts=engine_text(rest))
    return engine_text(warning)


def _number(seconds: float) -> str:
    return isolated(QLocale().toString(seconds, "f", 1))
