"""From what a program wishes to what the recorder and the upload are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lookhear.errors import BackendUnsuitable, LookhearError
from lookhear.protocol.addresses import checked_url, origin_of
from lookhear.recorder.service import PlannedChannel, RecordingPlan
from lookhear.recorder.spool.binding import SourceKind, TokenSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.ports import ChannelInfo
    from lookhear.sdk.engine.ports import StartWish

_VENDOR: Final = "videodb.io"


def plan_of(wish: StartWish, displays: Callable[[], list[ChannelInfo]]) -> RecordingPlan:
    """What is to be recorded. Asks for the displays, which may take a moment; one that is not there is told when it cannot be opened."""
    devices: dict[ChannelId, str] = {}
    if any(channel.channel_id.kind.is_video for channel in wish.channels):
        try:
            devices = {info.channel_id: info.device for info in displays()}
        except LookhearError:
            devices = {}
    channels = [
        PlannedChannel(channel_id=each.channel_id, name=each.name, device=_device(each.channel_id, devices), store=each.store)
        for each in wish.channels
    ]
    return RecordingPlan(channels=tuple(channels), primary=wish.primary)


def source_of(wish: StartWish, *, private_url: str | None) -> TokenSource:
    """Where it is handed over, and with what. ``private_url`` is where the backend of this computer answers now, if it does.

    Its address changes with each of its starts, so who names it means it and not the address. Raises BackendUnsuitable for an
    address that is none, and for the vendor's: a token for another backend is nothing to be sent there.
    """
    url = None if wish.api_url is None else checked_url(wish.api_url, what="a capture backend")
    if url is not None:
        host = urlsplit(url).hostname or ""
        if host == _VENDOR or host.endswith(f".{_VENDOR}"):
            raise BackendUnsuitable(
                f"{origin_of(url)} is not a Lookhear backend; nothing was recorded, and the token was not sent there.",
                hint="Name the backend that made the session when the capture client is made (base_url in Python, apiUrl in Node).",
            )
        if private_url is not None and url == private_url.rstrip("/"):
            url = None
    return TokenSource(kind=SourceKind.SESSION, backend=url, session_id=wish.session_id, token=wish.token)


def _device(channel: ChannelId, devices: dict[ChannelId, str]) -> str:
    return devices.get(channel, "") if channel.kind.is_video else channel.key
