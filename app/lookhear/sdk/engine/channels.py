"""What `getChannels` answers: the sources of this machine as rows of contract §6.2. Nothing is opened to list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError
from lookhear.protocol.channels import ChannelId, ChannelKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.recorder.ports import AudioCatalogue, ChannelInfo, ScreenCatalogue

_DEFAULT: Final = "default"
KIND_NAMES: Final = {ChannelKind.MIC: "Microphone", ChannelKind.SYSTEM_AUDIO: "System audio", ChannelKind.DISPLAY: "Display"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The sources here and now, grouped, the default one of each kind first. ``problems`` are sentences: why a kind is missing."""

    infos: tuple[ChannelInfo, ...] = ()
    problems: tuple[str, ...] = ()

    def of_kind(self, kind: ChannelKind) -> list[ChannelInfo]:
        """Those of one kind."""
        return [info for info in self.infos if info.channel_id.kind is kind]

    def name_of(self, channel: ChannelId) -> str:
        """What people call a channel, which need not be listed."""
        found = next((info for info in self.infos if info.channel_id == channel), None)
        if found is not None:
            return found.name
        return KIND_NAMES[channel.kind] if channel.key == _DEFAULT else f"{KIND_NAMES[channel.kind]} {channel.key}"

    @property
    def primary(self) -> ChannelId:
        """The main display; the first one where none is seen."""
        displays = self.of_kind(ChannelKind.DISPLAY)
        return displays[0].channel_id if displays else ChannelId.display(1)


def look(screens: Callable[[], ScreenCatalogue], sounds: Callable[[], AudioCatalogue]) -> Listing:
    """List what is there; a kind that cannot be listed is missing, and its reason told. May block: not for the loop."""
    problems: list[str] = []
    inputs = _asked(lambda: sounds().inputs(probe=False), problems)
    displays = _asked(lambda: screens().displays(probe=False), problems)
    infos = (*_sounds(inputs, ChannelKind.MIC), *_default_first(displays), *_sounds(inputs, ChannelKind.SYSTEM_AUDIO))
    return Listing(infos=infos, problems=tuple(dict.fromkeys(problems)))


def rows(listing: Listing, *, is_pretty: bool) -> list[dict[str, object]]:
    """The rows as they are sent. ``name`` is the id or, ``is_pretty``, what people call it; sizes and places in pixels."""
    return [_row(info, is_pretty=is_pretty) for info in listing.infos]


def _row(info: ChannelInfo, *, is_pretty: bool) -> dict[str, object]:
    channel_id, kind = str(info.channel_id), info.channel_id.kind
    row: dict[str, object] = {
        "channel_id": channel_id,
        "id": channel_id,
        "type": "video" if kind.is_video else "audio",
        "name": info.name if is_pretty else channel_id,
        "display_name": info.name,
        "label": info.name,
        "is_default": info.is_default,
        "is_primary": kind.is_video and info.is_default,
    }
    sizes = {"width": info.width, "height": info.height, "x": info.x, "y": info.y}
    return row | {key: value for key, value in sizes.items() if value is not None}


def _asked(ask: Callable[[], list[ChannelInfo]], problems: list[str]) -> list[ChannelInfo]:
    try:
        return ask()
    except LookhearError as exc:
        problems.append(exc.for_people())
        return []


def _sounds(inputs: Sequence[ChannelInfo], kind: ChannelKind) -> list[ChannelInfo]:
    """Each device once: the default one under the name that follows the system's choice, and only where there is one."""
    of_kind = [info for info in inputs if info.channel_id.kind is kind]
    followed = [info for info in of_kind if info.channel_id.key == _DEFAULT and info.can_open]
    devices = {info.device for info in followed}
    others = [info for info in of_kind if info.channel_id.key != _DEFAULT and info.device not in devices]
    return followed + _default_first(others)


def _default_first(infos: Sequence[ChannelInfo]) -> list[ChannelInfo]:
    return sorted(infos, key=lambda info: not info.is_default)
