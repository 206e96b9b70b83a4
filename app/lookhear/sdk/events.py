"""What webhooks and WebSockets say, as values (contract §4.2, §4.3, §4.5). Pure; standard library only.

`parse_event` takes a message of either and gives one of four kinds, or `OtherEvent`. Times are milliseconds since 1970. What was said
and seen, and addresses that play it, stand in no repr.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from lookhear.protocol.sessions import SessionState

_LIFECYCLE: Final = "capture_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleEvent:
    """A session has come to a state. ``event`` is ``capture_session.<state>``, ``status`` the state.

    ``data`` depends on it: ``rtstreams`` when active, ``exported_video_id``, ``stream_url``, ``player_url`` when exported,
    ``error`` (``code``, ``message``) when failed, ``reason`` when it stops. ``metadata`` is what the session was made with.
    """

    event: str
    capture_session_id: str
    status: str
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    end_user_id: str = ""

    @property
    def state(self) -> SessionState | None:
        """The state as one of those we know; None for another."""
        return SessionState(self.status) if self.status in set(SessionState) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptEvent:
    """Something was said. Not final, it is replaced by the next one of the same stretch."""

    text: str = field(repr=False)
    is_final: bool
    start_ms: float
    end_ms: float
    rtstream_id: str = ""
    rtstream_name: str = ""
    capture_session_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEvent:
    """An index found something. ``index_type`` is ``visual`` or ``audio``."""

    index_type: str
    text: str = field(repr=False)
    start_ms: float
    end_ms: float
    rtstream_id: str = ""
    rtstream_name: str = ""
    rtstream_index_id: str = ""
    capture_session_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent:
    """An event that is watched for was seen. ``confidence`` is from 0 to 1; ``explanation`` and the URLs come with webhooks only."""

    label: str
    triggered: bool
    confidence: float
    text: str = field(default="", repr=False)
    explanation: str = field(default="", repr=False)
    alert_id: str = ""
    event_id: str = ""
    rtstream_id: str = ""
    rtstream_name: str = ""
    rtstream_index_id: str = ""
    capture_session_id: str = ""
    stream_url: str = field(default="", repr=False)
    player_url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEvent:
    """A message of another kind, as it came."""

    message: Mapping[str, Any] = field(repr=False)


Event: TypeAlias = LifecycleEvent | TranscriptEvent | IndexEvent | AlertEvent | OtherEvent


def parse_event(message: Mapping[str, Any]) -> Event:
    """A message of a WebSocket or the body of a webhook as a value. Never raises: what it does not know is an `OtherEvent`."""
    channel = _text(message, "channel", "type")
    if _text(message, "event").startswith(f"{_LIFECYCLE}."):
        return _lifecycle(message)
    if channel == "transcript":
        return _transcript(message)
    if _text(message, "type") == "index" or channel.endswith("_index"):
        return _index(message, channel)
    if channel == "alert" or (not _text(message, "event") and _text(message, "alert_id", "event_id") and _text(message, "label")):
        return _alert(message)
    return OtherEvent(message=dict(message))


def _lifecycle(message: Mapping[str, Any]) -> LifecycleEvent:
    event = _text(message, "event")
    return LifecycleEvent(
        event=event,
        capture_session_id=_text(message, "capture_session_id", "session_id"),
        status=_text(message, "status") or event.partition(".")[2],
        data=_inner(message, "data"),
        metadata=_inner(message, "metadata"),
        end_user_id=_text(message, "end_user_id"),
    )


def _transcript(message: Mapping[str, Any]) -> TranscriptEvent:
    data = _inner(message, "data")
    return TranscriptEvent(
        text=_text(message, "text") or _text(data, "text"),
        is_final=_truth(message.get("is_final", data.get("is_final"))),
        start_ms=_number(data, "start"),
        end_ms=_number(data, "end"),
        rtstream_id=_text(message, "rtstream_id"),
        rtstream_name=_text(message, "rtstream_name"),
        capture_session_id=_text(message, "capture_session_id"),
    )


def _index(message: Mapping[str, Any], channel: str) -> IndexEvent:
    data = _inner(message, "data")
    return IndexEvent(
        index_type=_text(message, "index_type") or ("audio" if channel.startswith("audio") else "visual"),
        text=_text(message, "text") or _text(data, "text"),
        start_ms=_number(data, "start"),
        end_ms=_number(data, "end"),
        rtstream_id=_text(message, "rtstream_id"),
        rtstream_name=_text(message, "rtstream_name"),
        rtstream_index_id=_text(message, "rtstream_index_id", "index_id"),
        capture_session_id=_text(message, "capture_session_id"),
    )


def _alert(message: Mapping[str, Any]) -> AlertEvent:
    data = _inner(message, "data")
    return AlertEvent(
        label=_text(message, "label", "event_label") or _text(data, "label", "event_label"),
        triggered=_truth(message.get("triggered", data.get("triggered", True))),
        confidence=_number(message, "confidence") or _number(data, "confidence"),
        text=_text(message, "text") or _text(data, "text"),
        explanation=_text(message, "explanation"),
        alert_id=_text(message, "alert_id"),
        event_id=_text(message, "event_id"),
        rtstream_id=_text(message, "rtstream_id"),
        rtstream_name=_text(message, "rtstream_name"),
        rtstream_index_id=_text(message, "rtstream_index_id"),
        capture_session_id=_text(message, "capture_session_id"),
        stream_url=_text(message, "stream_url"),
        player_url=_text(message, "player_url"),
    )


def _inner(message: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = message.get(name)
    return dict(value) if isinstance(value, Mapping) else {}


def _text(message: Mapping[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := message.get(name), str) and value), "")


def _number(message: Mapping[str, Any], name: str) -> float:
    value = message.get(name)
    try:
        return float(value) if isinstance(value, int | float) else 0.0
    except OverflowError:
        return 0.0


def _truth(value: object) -> bool:
    """A boolean, also one that came as text: the vendor's service has sent ``"true"``."""
    return value is True or (isinstance(value, str) and value.lower() == "true")
