"""What a program that captures imports: `from lookhear.capture import CaptureClient`. Standard library only."""

from __future__ import annotations

from lookhear.sdk.capture.channels import AudioChannel, Channel, ChannelList, Channels, DisplayList, VideoChannel
from lookhear.sdk.capture.client import CaptureClient
from lookhear.sdk.capture.events import CaptureEvent
from lookhear.system.permissions import Permission

__all__ = [
    "AudioChannel",
    "CaptureClient",
    "CaptureEvent",
    "Channel",
    "ChannelList",
    "Channels",
    "DisplayList",
    "Permission",
    "VideoChannel",
]
