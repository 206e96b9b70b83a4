"""What was understood, in the person's language: who says it, what it is, and how the engines stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lookhear.desktop.engine.understanding.values import LaneState, LineKind
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.times import clock_text
from lookhear.desktop.words import engine_text
from lookhear.protocol.channels import ChannelId, ChannelKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.desktop.engine.understanding.values import Lane, Line

ICONS = {LineKind.SPEECH: "microphone", LineKind.SCREEN: "display", LineKind.SUMMARY: "understanding", LineKind.ALERT: "warning"}


def kind_name(kind: LineKind) -> str:
    """What a kind of line is called."""
    translate = QCoreApplication.translate
    return {
        LineKind.SPEECH: translate("Context", "Speech"),
        LineKind.SCREEN: translate("Context", "Screen"),
        LineKind.SUMMARY: translate("Context", "Summaries"),
        LineKind.ALERT: translate("Context", "Alerts"),
    }[kind]


def speaker_name(channel: str) -> str:
    """Who says it: the microphone, the computer, or which display shows it."""
    translate = QCoreApplication.translate
    try:
        parsed = ChannelId.parse(channel)
    except ValueError:
        return isolated(channel)
    match parsed.kind:
        case ChannelKind.MIC:
            return translate("Context", "Microphone")
        case ChannelKind.SYSTEM_AUDIO:
            return translate("Context", "Computer")
        case _:
            return translate("Context", "Display {number}").format(number=parsed.key)


def speaker_names(lines: Sequence[Line]) -> dict[str, str]:
    """The names of all tracks that lines come from."""
    return {channel: speaker_name(channel) for channel in {line.channel for line in lines}}


def head_of(line: Line) -> str:
    """What stands beside the time of a line: who, and in which window."""
    if line.kind is LineKind.ALERT:
        return QCoreApplication.translate("Context", "Alert: {label}").format(label=isolated(line.label))
    who = speaker_name(line.channel)
    if line.kind is LineKind.SUMMARY:
        return QCoreApplication.translate("Context", "Summary, {who}").format(who=who)
    window = window_of(line)
    return f"{who} · {window}" if window else who


def window_of(line: Line) -> str:
    """The window that was in front."""
    return " – ".join(isolated(part) for part in (line.app, line.title) if part)


def lane_text(lane: Lane) -> tuple[str, Tone]:
    """How a kind of understanding stands, in a word or two."""
    translate = QCoreApplication.translate
    return {
        LaneState.OFF: (translate("Context", "switched off"), Tone.NEUTRAL),
        LaneState.NOTHING: (translate("Context", "nothing to understand"), Tone.NEUTRAL),
        LaneState.KEPT_HERE: (translate("Context", "not asked for"), Tone.NEUTRAL),
        LaneState.WAITING: (translate("Context", "waiting for the backend"), Tone.NEUTRAL),
        LaneState.NO_ENGINE: (translate("Context", "no engine"), Tone.WARNING),
        LaneState.ENGINE_OFF: (translate("Context", "engine is off"), Tone.NEUTRAL),
        LaneState.AT_WORK: _at_work(lane),
        LaneState.TROUBLED: (translate("Context", "in trouble"), Tone.WARNING),
        LaneState.DONE: (translate("Context", "done"), Tone.NEUTRAL),
    }[lane.state]


def _at_work(lane: Lane) -> tuple[str, Tone]:
    translate = QCoreApplication.translate
    if lane.quiet_s:
        return translate("Context", "nothing new for {time}").format(time=isolated(clock_text(lane.quiet_s))), Tone.WARNING
    if lane.late_s:
        return translate("Context", "{time} behind").format(time=isolated(clock_text(lane.late_s))), Tone.WARNING
    text = {
        LineKind.SPEECH: translate("Context", "listening"),
        LineKind.SCREEN: translate("Context", "reading"),
        LineKind.SUMMARY: translate("Context", "summing up"),
    }.get(lane.kind, "")
    return text, Tone.SUCCESS


def advice_of(lanes: Sequence[Lane]) -> tuple[str, str, Tone]:
    """What somebody should know: a sentence, what a button does about it (``engines``, ``settings`` or nothing), and its tone."""
    translate = QCoreApplication.translate
    if text := _lacking(frozenset(lane.kind for lane in lanes if lane.state is LaneState.NO_ENGINE)):
        return text, "engines", Tone.WARNING
    troubled = next((lane for lane in lanes if lane.state is LaneState.TROUBLED), None)
    if troubled is not None:
        return engine_text(troubled.sentence) or translate("Context", "Something could not be understood."), "", Tone.WARNING
    if text := _switched_off(frozenset(lane.kind for lane in lanes if lane.state is LaneState.ENGINE_OFF)):
        return text, "settings", Tone.NEUTRAL
    if any(lane.quiet_s or lane.late_s for lane in lanes):
        return (
            translate("Context", "While this computer is busy, what is understood comes late. It is made up for, and nothing is lost."),
            "",
            Tone.INFO,
        )
    text = _not_asked_for({lane.state for lane in lanes})
    return text, "settings" if text else "", Tone.NEUTRAL


def _not_asked_for(states: set[LaneState]) -> str:
    """That nothing is understood because nobody wants it to be."""
    translate = QCoreApplication.translate
    if states == {LaneState.OFF}:
        return translate("Context", "Understanding is switched off in the settings.")
    if states and states <= {LaneState.KEPT_HERE, LaneState.OFF}:
        return translate("Context", "This recording goes where nobody was asked to understand it.")
    return ""


def _switched_off(kinds: frozenset[LineKind]) -> str:
    """What is not done because its engine is switched off."""
    translate = QCoreApplication.translate
    return _of(
        kinds,
        everything=translate("Context", "Nothing is understood: the engines are switched off. Settings → Understanding switches them on."),
        speech=translate("Context", "Nothing listens: the engine for speech is switched off. Settings → Understanding switches it on."),
        screen=translate(
            "Context", "Nothing reads the screen: the engine for that is switched off. Settings → Understanding switches it on."
        ),
        summary=translate("Context", "Nothing sums up: the engine for that is switched off. Settings → Understanding switches it on."),
    )


def _lacking(kinds: frozenset[LineKind]) -> str:
    """What is not done because no engine is there for it."""
    translate = QCoreApplication.translate
    return _of(
        kinds,
        everything=translate("Context", "Nothing is understood yet: no engines are installed."),
        speech=translate("Context", "Nothing listens yet: no speech engine is installed."),
        screen=translate("Context", "Nothing reads the screen yet: no engine for that is installed."),
        summary=translate("Context", "Nothing sums up yet: no language engine is installed."),
    )


def _of(kinds: frozenset[LineKind], *, everything: str, speech: str, screen: str, summary: str) -> str:
    """The sentence about the weightiest of some kinds, none for none."""
    if {LineKind.SPEECH, LineKind.SCREEN} <= kinds:
        return everything
    told = {LineKind.SPEECH: speech, LineKind.SCREEN: screen, LineKind.SUMMARY: summary}
    return next((sentence for kind, sentence in told.items() if kind in kinds), "")
