"""What a notice says, and what a click on it opens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lookhear.desktop.engine.events import NoticeKind
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.times import clock_text
from lookhear.desktop.track_words import label_name
from lookhear.desktop.words import engine_text, told
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from lookhear.desktop.engine.events import Notice
    from lookhear.desktop.engine.view import AppView

ALWAYS_TOLD = frozenset(
    {NoticeKind.TRACK_WITHOUT_PROOF, NoticeKind.DISK_LOW, NoticeKind.FAILED, NoticeKind.PERMISSION_LOST, NoticeKind.NOT_DISCARDED}
)
"""What nobody can silence: something is not recorded that a person thinks is, or still there that they think is gone."""


class Opens(StrEnum):
    """What a click on a notification shows."""

    CONTROLS = "controls"
    LIBRARY = "library"
    STORAGE = "storage"
    BACKEND = "backend"
    PERMISSIONS = "permissions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A notification in words. ``title`` says it all; ``text`` is what to know besides."""

    title: str
    text: str
    opens: Opens
    is_warning: bool = False


def message_of(notice: Notice, view: AppView, *, is_link_copied: bool) -> Message:
    """The words for a notice; ``view`` is what the engine shows now."""
    words = dict(notice.words)
    match notice.kind:
        case NoticeKind.STARTED | NoticeKind.STOPPED | NoticeKind.RECOVERED:
            return _of_recording(notice.kind, view, is_link_copied=is_link_copied)
        case NoticeKind.TRACK_WITHOUT_PROOF | NoticeKind.DEVICE_LOST | NoticeKind.DEVICE_RETURNED:
            return _of_track(notice.kind, words.get("label", ""), words.get("reason", ""))
        case NoticeKind.NOT_DISCARDED:
            return _of_what_stays(words.get("sentence", ""))
        case NoticeKind.UPLOAD_FINISHED | NoticeKind.UPLOAD_NEEDS_HELP:
            return _of_upload(notice.kind, words.get("sentence", ""))
        case _:
            return _of_machine(notice, view)


def _of_recording(kind: NoticeKind, view: AppView, *, is_link_copied: bool) -> Message:
    translate = QCoreApplication.translate
    if kind is NoticeKind.STARTED:
        return Message(title=translate("Notices", "Recording has begun"), text="", opens=Opens.CONTROLS)
    if kind is NoticeKind.RECOVERED:
        return Message(
            title=translate("Notices", "A recording was recovered"),
            text=translate("Notices", "It was interrupted, and what was recorded until then is in the library."),
            opens=Opens.LIBRARY,
        )
    lines = []
    if (last := view.last) is not None:
        lines += [translate("Notices", "{time} recorded.").format(time=isolated(clock_text(last.duration_s)))]
        lines += [engine_text(warning) for warning in last.warnings]
    if is_link_copied:
        lines.append(translate("Notices", "The link is in the clipboard."))
    is_warning = last is not None and bool(last.warnings)
    return Message(title=translate("Notices", "Recording saved"), text="\n".join(lines), opens=Opens.LIBRARY, is_warning=is_warning)


def _of_track(kind: NoticeKind, label: str, reason: str) -> Message:
    translate = QCoreApplication.translate
    titles = {
        NoticeKind.TRACK_WITHOUT_PROOF: translate("Notices", "{track} is not being recorded"),
        NoticeKind.DEVICE_LOST: translate("Notices", "{track} is gone"),
        NoticeKind.DEVICE_RETURNED: translate("Notices", "{track} is back"),
    }
    texts = {
        NoticeKind.TRACK_WITHOUT_PROOF: translate("Notices", "The other tracks go on. It is tried again by itself."),
        NoticeKind.DEVICE_LOST: translate("Notices", "The recording goes on without it, and with it as soon as it is back."),
        NoticeKind.DEVICE_RETURNED: translate("Notices", "It is recorded again."),
    }
    text = " ".join(part for part in (engine_text(reason), texts[kind]) if part)
    is_warning = kind is not NoticeKind.DEVICE_RETURNED
    return Message(title=titles[kind].format(track=label_name(label)), text=text, opens=Opens.CONTROLS, is_warning=is_warning)


def _of_upload(kind: NoticeKind, sentence: str) -> Message:
    translate = QCoreApplication.translate
    if kind is NoticeKind.UPLOAD_FINISHED:
        return Message(
            title=translate("Notices", "Upload finished"),
            text=translate("Notices", "The recording can be watched from its link."),
            opens=Opens.LIBRARY,
        )
    return Message(
        title=translate("Notices", "An upload needs your help"),
        text=" ".join(part for part in (engine_text(sentence), translate("Notices", "The recording is safe on this computer.")) if part),
        opens=Opens.BACKEND,
        is_warning=True,
    )


def _of_what_stays(sentence: str) -> Message:
    translate = QCoreApplication.translate
    what_to_do = translate("Notices", "It is in the library, and can be deleted there.")
    return Message(
        title=translate("Notices", "The recording could not be discarded"),
        text=" ".join(part for part in (engine_text(sentence), what_to_do) if part),
        opens=Opens.LIBRARY,
        is_warning=True,
    )


def _of_machine(notice: Notice, view: AppView) -> Message:
    translate = QCoreApplication.translate
    words = dict(notice.words)
    if notice.kind is NoticeKind.DISK_LOW:
        return Message(
            title=translate("Notices", "The disk lasts for %n more minute(s)", "", int(words.get("minutes", "0"))),
            text=translate("Notices", "Free some space. The recording ends by itself before the disk is full, and nothing is lost."),
            opens=Opens.STORAGE,
            is_warning=True,
        )
    if notice.kind is NoticeKind.PERMISSION_LOST:
        return Message(
            title=_no_longer_allowed(words.get("permission", "")),
            text=translate("Notices", "Click here to see what to do."),
            opens=Opens.PERMISSIONS,
            is_warning=True,
        )
    is_known = view.failure is not None and view.failure.code == words.get("code")
    text = told(view.failure).all if is_known and view.failure is not None else engine_text(words.get("sentence", ""))
    ended = notice.recording_id is not None
    title = translate("Notices", "The recording ended early") if ended else translate("Notices", "Nothing is being recorded")
    return Message(title=title, text=text, opens=Opens.LIBRARY if ended else Opens.CONTROLS, is_warning=True)


def _no_longer_allowed(permission: str) -> str:
    translate = QCoreApplication.translate
    by_name: dict[str, str] = {
        Permission.MICROPHONE: translate("Notices", "The system no longer allows the microphone"),
        Permission.SCREEN_CAPTURE: translate("Notices", "The system no longer allows the screen to be recorded"),
        Permission.SYSTEM_AUDIO: translate("Notices", "The system no longer allows what is played to be recorded"),
    }
    return by_name.get(permission, translate("Notices", "The system no longer allows everything"))
