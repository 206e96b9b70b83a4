"""How times, counts and channels are written for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST_NS: Final = -(1 << 63)  # in 1677
_LATEST_NS: Final = (1 << 63) - 1  # in 2262


def iso_time(wall_ns: int) -> str:
    """ISO 8601 in UTC with milliseconds, for example ``2025-01-31T12:00:00.000Z``; the nearest of 64 bits for what is beyond them."""
    known_ns = min(max(wall_ns, _EARLIEST_NS), _LATEST_NS)
    moment = _EPOCH + timedelta(microseconds=known_ns // 1000)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def channel_label(channel: ChannelId) -> str:
    """How people call a channel: ``mic``, ``system audio``, ``display 1``, ``mic alsa_input.usb``."""
    kind = channel.kind.value.replace("_", " ")
    return kind if channel.key == "default" else f"{kind} {channel.key}"


def clock_text(seconds: float) -> str:
    """A duration as people read it: ``12:03`` or ``1:00:02``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def plural(count: int, noun: str) -> str:
    """``1 gap``, ``2 gaps``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
