"""What is going on, in a line: the words of tray, pill and compact window, made of the view and of nothing else."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from lookhear.desktop.engine.view import Phase, Proof
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.times import clock_text, left_text, speed_text
from lookhear.desktop.track_words import channel_name
from lookhear.desktop.words import engine_text, told

if TYPE_CHECKING:
    from lookhear.desktop.engine.view import AppView, RecordingView, TrackView

_NS: Final = 1_000_000_000


def recorded_s(view: AppView, *, now_monotonic_ns: int | None = None) -> float:
    """How much is recorded by now, without pauses; goes on between two views while it records."""
    recording = view.recording
    if recording is None:
        return 0.0
    gone_ns = 0
    if view.phase is Phase.RECORDING:
        gone_ns = max(0, (time.monotonic_ns() if now_monotonic_ns is None else now_monotonic_ns) - recording.at_monotonic_ns)
    return (recording.recorded_ns + gone_ns) / _NS


def phase_text(view: AppView) -> str:
    """What it does, in a word or two."""
    translate = QCoreApplication.translate
    if view.private_until_s is not None and view.phase in {Phase.IDLE, Phase.PAUSED}:
        until = isolated(_time_text(view.private_until_s))
        is_idle = view.phase is Phase.IDLE
        text = translate("Status", "Privacy pause until {time}") if is_idle else translate("Status", "Paused until {time}")
        return text.format(time=until)
    return {
        Phase.IDLE: translate("Status", "Ready to record"),
        Phase.COUNTDOWN: translate("Status", "Recording in %n second(s)", "", view.countdown_left_s),
        Phase.STARTING: translate("Status", "Starting…"),
        Phase.RECORDING: translate("Status", "Recording"),
        Phase.PAUSED: translate("Status", "Paused"),
        Phase.STOPPING: translate("Status", "Saving…"),
    }[view.phase]


def headline(view: AppView) -> str:
    """The same with the time that is recorded."""
    if view.recording is None or view.phase not in {Phase.RECORDING, Phase.PAUSED}:
        return phase_text(view)
    clock = isolated(clock_text(recorded_s(view)))
    return QCoreApplication.translate("Status", "{state}, {time}").format(state=phase_text(view), time=clock)


def doubtful_tracks(recording: RecordingView) -> tuple[TrackView, ...]:
    """The tracks without proof, the worst first."""
    order = (Proof.MISSING, Proof.DOUBTFUL)
    return tuple(track for proof in order for track in recording.tracks if track.proof is proof)


def track_text(track: TrackView) -> str:
    """What the files of a track prove."""
    translate = QCoreApplication.translate
    if track.proof is Proof.GOOD and track.is_silent:
        return translate("Status", "{track}: recording, only silence so far").format(track=_name(track))
    if track.proof in {Proof.DOUBTFUL, Proof.MISSING}:
        if track.reason:
            return translate("Status", "{track}: {reason}").format(track=_name(track), reason=engine_text(track.reason))
        text = translate("Status", "{track}: nothing recorded for %n second(s)", "", round(track.unproven_s))
        return text.format(track=_name(track))
    return {
        Proof.GOOD: translate("Status", "{track}: recording"),
        Proof.AWAITED: translate("Status", "{track}: starting"),
        Proof.MUTED: translate("Status", "{track}: muted"),
        Proof.PAUSED: translate("Status", "{track}: paused"),
    }[track.proof].format(track=_name(track))


def uploads_text(view: AppView) -> str:
    """What is not handed over yet; empty when everything is."""
    uploads = view.uploads
    if not uploads.recordings:
        return ""
    translate = QCoreApplication.translate
    left = translate("Status", "Uploads: %n left", "", uploads.recordings)
    if uploads.trouble:
        return translate("Status", "{uploads}, {trouble}").format(uploads=left, trouble=translate("Status", "waiting"))
    if uploads.bytes_per_s <= 0:
        return left
    return translate("Status", "{uploads}, {speed}").format(uploads=left, speed=isolated(speed_text(uploads.bytes_per_s)))


def uploads_left_text(view: AppView) -> str:
    """How long handing over will take; empty when that cannot be told."""
    left_s = view.uploads.left_s
    return "" if left_s is None or not view.uploads.recordings else left_text(left_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The one thing that somebody should know of now. ``wants`` names the page or the verb that mends it."""

    text: str
    hint: str = ""
    tone: Tone = Tone.WARNING
    wants: str = ""  # first_run, pick, settings, storage, backend, private_end or empty
    is_dismissable: bool = False


def advice(view: AppView) -> Advice | None:
    """What somebody should know of first: what keeps things from being recorded, then what may."""
    return recording_advice(view) or _of_wishes(view) or _of_uploads(view)


def recording_advice(view: AppView) -> Advice | None:
    """What somebody should know of the recording that runs."""
    return _of_tracks(view) or _of_disk(view)


def _of_tracks(view: AppView) -> Advice | None:
    if view.recording is None or not (doubtful := doubtful_tracks(view.recording)):
        return _of_silence(view)
    goes_on = len(doubtful) < len(view.recording.tracks)
    return Advice(
        text=track_text(doubtful[0]),
        hint=QCoreApplication.translate("Status", "The other tracks go on.") if goes_on else "",
        tone=Tone.DANGER if doubtful[0].proof is Proof.MISSING else Tone.WARNING,
    )


def _of_silence(view: AppView) -> Advice | None:
    silent = next((track for track in view.recording.tracks if track.is_silent), None) if view.recording is not None else None
    if silent is None:
        return None
    return Advice(
        text=QCoreApplication.translate("Status", "{track}: only silence is heard").format(track=_name(silent)),
        hint=QCoreApplication.translate("Status", "It may be muted at the device or in the system."),
    )


def _of_disk(view: AppView) -> Advice | None:
    if view.disk_left_s is None:
        return None
    return Advice(
        text=QCoreApplication.translate("Status", "The disk lasts for %n more minute(s).", "", int(view.disk_left_s // 60)),
        hint=QCoreApplication.translate("Status", "Free some space; what is recorded is safe."),
        wants="storage",
    )


def _of_wishes(view: AppView) -> Advice | None:
    """What a person wished, or is asked for."""
    translate = QCoreApplication.translate
    if view.missing_permissions:
        return Advice(
            text=translate("Status", "The system does not let Lookhear record everything."),
            hint=translate("Status", "It takes a minute to allow it."),
            wants="first_run",
        )
    if view.failure is not None and not view.is_busy:
        words = told(view.failure)
        return Advice(text=words.sentence, hint=words.hint, tone=Tone.DANGER, is_dismissable=True)
    if view.private_until_s is not None:
        until = isolated(_time_text(view.private_until_s))
        return Advice(text=translate("Status", "Nothing is recorded until {time}.").format(time=until), tone=Tone.INFO, wants="private_end")
    return None


def _of_uploads(view: AppView) -> Advice | None:
    if not view.uploads.trouble:
        return None
    hint = QCoreApplication.translate("Status", "Recordings are safe on this computer.")
    return Advice(text=engine_text(view.uploads.trouble), hint=hint, wants="backend")


def _time_text(epoch_s: float) -> str:
    """``18:40``, with the day when that is not today."""
    moment = QDateTime.fromMSecsSinceEpoch(round(epoch_s * 1000))
    locale = QLocale()
    clock = locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    if moment.date() == QDateTime.currentDateTime().date():
        return clock
    return f"{locale.dayName(moment.date().dayOfWeek(), QLocale.FormatType.ShortFormat)} {clock}"


def _name(track: TrackView) -> str:
    return channel_name(track.channel_id, track.label)
