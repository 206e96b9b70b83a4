"""What a person may write after ``--mic`` and ``--system-audio``, and which channel it means. Pure text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.errors import SourceUnavailable, UsageError
from lookhear.protocol.channels import ChannelId, ChannelKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.recorder.ports import ChannelInfo

DEFAULT_KEY: Final = "default"


def resolve(text: str, kind: ChannelKind, *, inputs: Sequence[ChannelInfo]) -> ChannelId:
    """The channel of that kind which ``text`` means: a channel name, a device name, or part of a description.

    ``inputs`` is what the catalogue lists. A full channel name is taken as it stands, so that a device can be named that is
    not plugged in yet. Raises UsageError when the text fits several, SourceUnavailable when it fits none.
    """
    if text == DEFAULT_KEY:
        return ChannelId(kind, DEFAULT_KEY)
    if text.startswith(f"{kind}:") and text != f"{kind}:":
        return ChannelId.parse(text)
    listed = [info for info in inputs if info.channel_id.kind is kind and info.channel_id.key != DEFAULT_KEY]
    exact = [info for info in listed if info.device == text]
    part = text.casefold()
    fitting = exact or [info for info in listed if part in info.name.casefold() or part in info.device.casefold()]
    if len(fitting) == 1:
        return fitting[0].channel_id
    what = "microphone" if kind is ChannelKind.MIC else "sound output"
    if fitting:
        raise UsageError(f"“{text}” fits several: {_described(fitting)}.", hint="Write the whole name of one of them.")
    there = f"there are: {_described(listed)}" if listed else "there are none"
    raise SourceUnavailable(f"There is no {what} “{text}” here ({there}).")


def _described(infos: Sequence[ChannelInfo]) -> str:
    return "; ".join(f"{info.device} ({info.name})" for info in infos)
