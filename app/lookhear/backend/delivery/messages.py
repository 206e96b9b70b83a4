"""What sockets and alert webhooks say of what engines found: contract §4.3 and §4.5, the union of its flat and its nested form. Pure.

Times in ``data`` are milliseconds since 1970. No message has a key ``id`` at its top, by which an SDK would look for its stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.backend.records import PipelineKind
from lookhear.backend.streams.times import iso_of, seconds_of

if TYPE_CHECKING:
    from lookhear.backend.records import Alert, AlertEvent, Connection, Record, Stream

MAX_TEXT_CHARS: Final = 100_000
"""Of a text that is told; polling gives all of it. A client of the `websockets` library takes messages up to 1 MiB."""
VISUAL_CHANNEL: Final = "visual_index"
AUDIO_CHANNEL: Final = "audio_index"
_NS_PER_MS: Final = 1_000_000


def transcript_message(stream: Stream, *, text: str, is_final: bool, start_ns: int, end_ns: int) -> dict[str, object]:
    """Something that was said on a stream; not final, it is replaced by the next one of the same stretch."""
    shown = _shown(text)
    data: dict[str, object] = {"text": shown, "is_final": is_final, "start": ms_of(start_ns), "end": ms_of(end_ns)}
    return {"type": "transcript", "channel": "transcript", "text": shown, "is_final": is_final, **_source(stream), "data": data}


def index_message(stream: Stream, record: Record) -> dict[str, object]:
    """What an index found: a visual one, an audio one, or an understanding, which is visual and says which of its outputs it is."""
    is_audio = record.kind is PipelineKind.AUDIO
    text = _shown(record.text)
    message: dict[str, object] = {
        "type": "index",
        "index_type": "audio" if is_audio else "visual",
        "channel": AUDIO_CHANNEL if is_audio else VISUAL_CHANNEL,
        "text": text,
        **_source(stream),
        "rtstream_index_id": record.pipeline_id,
        "data": {"text": text, "start": ms_of(record.start_ns), "end": ms_of(record.end_ns)},
    }
    if record.kind is PipelineKind.UNDERSTANDING:
        message |= {"understanding_id": record.pipeline_id, "output": record.output}
    return message


def record_message(stream: Stream, record: Record) -> dict[str, object]:
    """Any record as it is told: a transcript's is a final utterance."""
    if record.kind is PipelineKind.TRANSCRIPT:
        return transcript_message(stream, text=record.text, is_final=True, start_ns=record.start_ns, end_ns=record.end_ns)
    return index_message(stream, record)


def alert_message(stream: Stream, record: Record, *, alert: Alert, event: AlertEvent, confidence: float) -> dict[str, object]:
    """An event that was seen in a record, for a socket.

    The text stands in ``data`` only: an application takes everything with a text at its top for a transcript (contract §4.5).
    """
    return {
        "type": "alert",
        "channel": "alert",
        "label": event.label,
        "triggered": True,
        "confidence": confidence,
        **_alert_ids(alert, event),
        **_source(stream),
        "rtstream_index_id": record.pipeline_id,
        "data": {
            "label": event.label,
            "event_label": event.label,
            "triggered": True,
            "confidence": confidence,
            "text": _shown(record.text),
            "start": ms_of(record.start_ns),
            "end": ms_of(record.end_ns),
            "timestamp": ms_of(record.end_ns),
        },
    }


def alert_body(
    stream: Stream, record: Record, *, alert: Alert, event: AlertEvent, confidence: float, explanation: str, links: tuple[str, str]
) -> dict[str, object]:
    """The same for a webhook; ``links`` are the addresses of the stretch, as a playlist and as a page.

    It has no key ``event``: receivers tell by it what happened to a session from everything else. Times at its top are seconds.
    """
    return {
        **_alert_ids(alert, event),
        "label": event.label,
        "event_label": event.label,
        "triggered": True,
        "confidence": confidence,
        "explanation": explanation,
        "timestamp": iso_of(record.end_ns),
        "start_time": seconds_of(record.start_ns),
        "end_time": seconds_of(record.end_ns),
        "stream_url": links[0],
        "player_url": links[1],
        **_source(stream),
        "rtstream_index_id": record.pipeline_id,
        "data": {
            "label": event.label,
            "text": _shown(record.text),
            "start": ms_of(record.start_ns),
            "end": ms_of(record.end_ns),
        },
    }


def addressed(message: dict[str, object], connection: Connection) -> dict[str, object]:
    """A message with the channel names that a connection asked for (contract §8 C7)."""
    if message.get("type") != "index":
        return message
    return message | {"channel": connection.audio_channel if message["index_type"] == "audio" else connection.visual_channel}


def ms_of(ns: int) -> int:
    """A wall time in whole milliseconds."""
    return ns // _NS_PER_MS


def _shown(text: str) -> str:
    """A text that fits and can be sent: an engine may have cut a character in half."""
    return text[:MAX_TEXT_CHARS].encode("utf-8", "replace").decode("utf-8")


def _source(stream: Stream) -> dict[str, object]:
    return {"rtstream_id": stream.id, "rtstream_name": stream.track, "capture_session_id": stream.session_id}


def _alert_ids(alert: Alert, event: AlertEvent) -> dict[str, object]:
    return {"alert_id": alert.id, "event_id": event.id}
