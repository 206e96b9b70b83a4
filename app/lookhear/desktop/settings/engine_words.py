"""Engines in the person's language: what a kind is for, how one stands, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.times import size_text
from lookhear.desktop.words import engine_text
from lookhear.understanding.choice.values import AUTO, OFF
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.readiness import ReadyState

if TYPE_CHECKING:
    from lookhear.desktop.engine.understanding.engine_values import EngineOffer, EngineTest, KindView

ICONS = {
    EngineKind.SPEECH: "microphone",
    EngineKind.VISION: "display",
    EngineKind.LANGUAGE: "understanding",
    EngineKind.JUDGE: "warning",
    EngineKind.EMBEDDER: "search",
}


def kind_name(kind: EngineKind) -> str:
    """What a kind is called."""
    translate = QCoreApplication.translate
    return {
        EngineKind.SPEECH: translate("Engines", "Speech"),
        EngineKind.VISION: translate("Engines", "Screen"),
        EngineKind.LANGUAGE: translate("Engines", "Summaries"),
        EngineKind.JUDGE: translate("Engines", "Alerts"),
        EngineKind.EMBEDDER: translate("Engines", "Search by meaning"),
    }[kind]


def kind_hint(kind: EngineKind) -> str:
    """What it does."""
    translate = QCoreApplication.translate
    return {
        EngineKind.SPEECH: translate("Engines", "Writes down what is said."),
        EngineKind.VISION: translate("Engines", "Tells what is on the screen."),
        EngineKind.LANGUAGE: translate("Engines", "Sums up, and answers prompts."),
        EngineKind.JUDGE: translate("Engines", "Decides whether something that is watched for has happened."),
        EngineKind.EMBEDDER: translate("Engines", "Finds what means the same in other words."),
    }[kind]


def choice_name(choice: str, view: KindView) -> str:
    """An entry of the list of engines."""
    translate = QCoreApplication.translate
    if choice == OFF:
        return translate("Engines", "Off")
    if choice == AUTO:
        taken = view.taken if view.chosen == AUTO else ""
        return translate("Engines", "Automatic ({engine})").format(engine=taken) if taken else translate("Engines", "Automatic")
    return choice


def state_text(view: KindView) -> tuple[str, Tone]:
    """How a kind stands, in a word or two."""
    translate = QCoreApplication.translate
    if view.chosen == OFF:
        return translate("Engines", "off"), Tone.NEUTRAL
    offer = view.offer(view.taken)
    if offer is None:
        return translate("Engines", "nothing installed"), Tone.WARNING
    return {
        ReadyState.READY: (translate("Engines", "ready"), Tone.SUCCESS),
        ReadyState.NOT_INSTALLED: (translate("Engines", "not installed"), Tone.WARNING),
        ReadyState.NO_MODEL: (translate("Engines", "model is missing"), Tone.WARNING),
        ReadyState.NOT_SET_UP: (translate("Engines", "address is missing"), Tone.WARNING),
    }[offer.state]


def facts_of(offer: EngineOffer) -> str:
    """Title, licence, size and languages, in a line."""
    translate = QCoreApplication.translate
    facts = [isolated(engine_text(offer.title) or offer.title)]
    if offer.origin:
        facts.append(translate("Engines", "from {package}").format(package=isolated(offer.origin)))
    facts.append(translate("Engines", "licence: {name}").format(name=isolated(offer.licence)))
    if offer.size_bytes:
        facts.append(size_text(offer.size_bytes))
    if offer.languages:
        names = [QLocale(code).nativeLanguageName() or code for code in offer.languages]
        facts.append(QLocale().createSeparatedList([isolated(name) for name in names]))
    return " · ".join(facts)


def caution_of(offer: EngineOffer) -> str:
    """What to know of an engine that is somebody else's service."""
    if not offer.is_remote:
        return ""
    return QCoreApplication.translate("Engines", "What it is given leaves this computer, if its address is elsewhere.")


def tested_text(test: EngineTest) -> str:
    """What a test came to."""
    seconds = QLocale().toString(max(0.1, test.seconds), "f", 1)
    text = QCoreApplication.translate("Engines", "It works. Of the sample it made: “{text}” ({seconds} s)")
    return text.format(text=isolated(test.understood), seconds=seconds)
