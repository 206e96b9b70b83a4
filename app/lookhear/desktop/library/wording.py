"""Recordings in words: what one is called, what is said of it, and what state it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from lookhear.desktop.engine.library.entries import EntryState, Found, LibraryEntry
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.times import clock_text, size_text
from lookhear.protocol.channels import ChannelId, ChannelKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.desktop.engine.library.entries import Hit

_WEEK: Final = 7


def title_of(entry: LibraryEntry) -> str:
    """The name that a person gave it, else when it was made."""
    return entry.name or when_text(entry.started_wall_ns)


def when_text(wall_ns: int) -> str:
    """``Today, 09:30``, ``Yesterday, 17:05``, ``Monday, 09:30``, ``11/3/26, 09:30``, in the person's language and time."""
    began = began_at(wall_ns)
    days = began.date().daysTo(QDate.currentDate())
    locale = QLocale()
    time = locale.toString(began.time(), QLocale.FormatType.ShortFormat)
    if days == 0:
        return QCoreApplication.translate("Library", "Today, {time}").format(time=time)
    if days == 1:
        return QCoreApplication.translate("Library", "Yesterday, {time}").format(time=time)
    day = (
        locale.standaloneDayName(began.date().dayOfWeek())
        if 0 < days < _WEEK
        else locale.toString(began.date(), QLocale.FormatType.ShortFormat)
    )
    return QCoreApplication.translate("Library", "{day}, {time}").format(day=day, time=time)


def long_when_text(wall_ns: int) -> str:
    """The whole date and the time."""
    began = began_at(wall_ns)
    locale = QLocale()
    return QCoreApplication.translate("Library", "{day}, {time}").format(
        day=locale.toString(began.date(), QLocale.FormatType.LongFormat),
        time=locale.toString(began.time(), QLocale.FormatType.ShortFormat),
    )


def began_at(wall_ns: int) -> QDateTime:
    """A wall time as Qt has it, in this computer's zone."""
    return QDateTime.fromMSecsSinceEpoch(wall_ns // 1_000_000)


def facts_of(entry: LibraryEntry) -> str:
    """For one with a name when it was made, else what was recorded; and its size. How long it is stands on its picture."""
    size = size_text(entry.bytes) if entry.bytes > 0 else ""
    facts = [when_text(entry.started_wall_ns), size] if entry.name else [size, channels_text(entry.channels)]
    return " · ".join(fact for fact in facts if fact)


def state_of(entry: LibraryEntry) -> tuple[str, Tone]:
    """What should be known of it first; no words for one that is simply there."""
    if entry.state is EntryState.UPLOADING:
        return _uploading(entry.share)
    return {
        EntryState.RECORDING: (QCoreApplication.translate("Library", "Recording"), Tone.DANGER),
        EntryState.RECOVERED: (QCoreApplication.translate("Library", "Recovered"), Tone.INFO),
        EntryState.NEEDS_HELP: (QCoreApplication.translate("Library", "Needs attention"), Tone.WARNING),
        EntryState.REMOTE: (QCoreApplication.translate("Library", "In the backend only"), Tone.NEUTRAL),
    }.get(entry.state, ("", Tone.NEUTRAL))


def _uploading(share: float | None) -> tuple[str, Tone]:
    if share is None:
        return QCoreApplication.translate("Library", "Waiting to upload"), Tone.NEUTRAL
    percent = QLocale().toString(int(share * 100)) + QLocale().percent()
    return QCoreApplication.translate("Library", "Uploading {percent}").format(percent=percent), Tone.INFO


def sentence_of(entry: LibraryEntry) -> str:
    """What to know or to do, as a sentence; empty where there is nothing."""
    match entry.state:
        case EntryState.RECOVERED:
            return QCoreApplication.translate("Library", "This recording was interrupted. Everything that was captured until then is here.")
        case EntryState.REMOTE:
            return QCoreApplication.translate("Library", "Only the backend has this recording. To be played it is fetched from there.")
        case EntryState.NEEDS_HELP | EntryState.UPLOADING:
            return entry.sentence
        case _:
            return ""


_UNDERSTOOD: Final = {Found.TRANSCRIPT, Found.SCREEN_TEXT, Found.SUMMARY}


def found_of(entry: LibraryEntry) -> str:
    """Where a search found something that the entry does not show anyway: the first place, and how many more there are."""
    hits = [hit for hit in entry.hits if hit.found in _UNDERSTOOD]
    if not hits:
        return ""
    more = f" (+{QLocale().toString(len(hits) - 1)})" if len(hits) > 1 else ""
    return hit_text(hits[0]) + isolated(more)


def hit_text(hit: Hit) -> str:
    """A place with its time and some words around it."""
    at = f"{isolated(clock_text(hit.at_s))} " if hit.at_s is not None else ""
    return at + QCoreApplication.translate("Library", "“{text}”").format(text=isolated(hit.text))


def found_name(found: Found) -> str:
    """What a place is of."""
    translate = QCoreApplication.translate
    return {
        Found.NAME: translate("Library", "Name"),
        Found.DATE: translate("Library", "Date"),
        Found.TRANSCRIPT: translate("Library", "Said"),
        Found.SCREEN_TEXT: translate("Library", "On the screen"),
        Found.SUMMARY: translate("Library", "Summary"),
    }[found]


def channels_text(channels: Sequence[str]) -> str:
    """``2 displays, microphone, system audio``."""
    kinds = [ChannelId.parse(channel).kind for channel in channels]
    displays = kinds.count(ChannelKind.DISPLAY)
    told = [QCoreApplication.translate("Library", "%n display(s)", None, displays)] if displays else []
    if microphones := kinds.count(ChannelKind.MIC):
        told.append(QCoreApplication.translate("Library", "%n microphone(s)", None, microphones))
    if ChannelKind.SYSTEM_AUDIO in kinds:
        told.append(QCoreApplication.translate("Library", "system audio"))
    return QLocale().createSeparatedList(told)


def spoken_of(entry: LibraryEntry) -> str:
    """All of it for a screen reader."""
    length = clock_text(entry.duration_s) if entry.duration_s > 0 else ""
    return ", ".join(text for text in (title_of(entry), length, facts_of(entry), state_of(entry)[0], found_of(entry)) if text)
