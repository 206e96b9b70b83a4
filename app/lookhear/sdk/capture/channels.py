"""The channels that `list_channels` gives (contract §5.2), grouped so that the quickstart's expressions work. No I/O of their own.

    channels.mics.default       channels.displays.primary       channels.displays[1]       channels.system_audio.default

These objects belong to the program that asked: it may set ``store`` and ``is_primary`` before it starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, SupportsIndex, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_VIDEO: Final = "video"
_AUDIO: Final = "audio"
_DISPLAY: Final = "display"
# What the part of an id before its colon says; contract §3.2.
_TYPES: Final = {"mic": _AUDIO, "system_audio": _AUDIO, "display": _VIDEO, "screen": _VIDEO, "camera": _VIDEO}
_TRACKS: Final = {"mic": "mic", "system_audio": "system_audio", "display": "screen", "screen": "screen"}


class Holder(Protocol):
    """Pauses and resumes what is recorded: the client that listed a channel."""

    async def pause(self, tracks: Iterable[Channel | str | None] | None = None) -> None:
        """Pause."""
        ...

    async def resume(self, tracks: Iterable[Channel | str | None] | None = None) -> None:
        """Go on."""
        ...


def kind_of(channel_id: str) -> str:
    """The part of a channel's id that says what it is: ``mic`` of ``mic:default``. A bare word, as some programs write, is its own."""
    return channel_id.partition(":")[0]


def type_of(channel_id: str) -> str:
    """``audio`` or ``video``; empty when the id does not say."""
    return _TYPES.get(kind_of(channel_id), "")


def track_of(channel_id: str, type_: str = "") -> str:
    """The engine's word for all channels of a kind: ``mic``, ``system_audio`` or ``screen`` (contract §6.2). Raises ValueError."""
    track = _TRACKS.get(kind_of(channel_id)) or {_AUDIO: "mic", _VIDEO: "screen"}.get(type_)
    if track is None or kind_of(channel_id) == "camera":
        raise ValueError(f"{channel_id!r} cannot be paused: name mic, system_audio or screen, or a channel of one of these.")
    return track


class Channel:
    """A source that can be recorded.

    ``id`` and ``channel_id`` are its name on the wire (``mic:default``, ``display:1``), ``type`` is ``audio`` or ``video``;
    ``display_name`` and ``label`` are for people. ``name`` is the id too when our engine lists it, since the quickstart hands it over as
    one. ``is_default`` says that the system itself would choose it.

    To be set before a start: ``store``, whether the backend keeps what was recorded (None: as it likes), and ``is_primary``, whether
    this is the display of the exported video.
    """

    def __init__(  # noqa: PLR0917 - the first four as in the official SDK, by place or by name
        self,
        id: str,  # noqa: A002 - the official SDK's name for it
        name: str,
        type: str,  # noqa: A002 - the same
        client: Holder | None = None,
        *,
        label: str = "",
        is_default: bool = False,
    ) -> None:
        self.id = id
        self.name = name
        self.type = type
        self.display_name = self.label = label or name
        self.is_default = is_default
        self.store: bool | None = None
        self.is_primary = False
        self._client = client

    @property
    def channel_id(self) -> str:
        """The same as ``id``."""
        return self.id

    async def pause(self) -> None:
        """Pause every channel of this kind: the engine knows microphones, system audio and screens, not single ones.

        Raises CaptureFailed, a RuntimeError, when nothing is recorded, and RuntimeError for a channel that no client has listed.
        """
        await self._holder().pause([self])

    async def resume(self) -> None:
        """Go on after `pause`. Raises as it does."""
        await self._holder().resume([self])

    def to_dict(self) -> dict[str, object]:
        """The channel as a row of `startRecording` (contract §6.2); ``store`` may be None."""
        return {"channel_id": self.id, "type": self.type, "name": self.name, "store": self.store, "is_primary": self.is_primary}

    def _holder(self) -> Holder:
        if self._client is None:
            raise RuntimeError(f"The channel {self.id} comes from no client: take it from list_channels().")
        return self._client

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, name={self.name!r}, label={self.label!r})"


class AudioChannel(Channel):
    """A microphone, or what the computer plays."""

    def __init__(
        self,
        id: str,  # noqa: A002 - the official SDK's name for it
        name: str,
        client: Holder | None = None,
        *,
        label: str = "",
        is_default: bool = False,
    ) -> None:
        super().__init__(id, name, _AUDIO, client, label=label, is_default=is_default)


class VideoChannel(Channel):
    """A display."""

    def __init__(
        self,
        id: str,  # noqa: A002 - the official SDK's name for it
        name: str,
        client: Holder | None = None,
        *,
        label: str = "",
        is_default: bool = False,
    ) -> None:
        super().__init__(id, name, _VIDEO, client, label=label, is_default=is_default)


C = TypeVar("C", bound=Channel)


class ChannelList(list[C]):
    """The channels of one kind: a list, the system's own choice first. A string as index looks an id up and gives None for none."""

    @property
    def default(self) -> C | None:
        """What the system would choose, else the first, else None."""
        return self._flagged() or next(iter(self), None)

    def all(self) -> list[C]:
        """All of them, as a list of its own."""
        return list(self)

    def by_id(self, channel_id: str) -> C | None:
        """The channel of an id, None when there is none."""
        return next((channel for channel in self if channel.id == channel_id), None)

    def _flagged(self) -> C | None:
        return next((channel for channel in self if channel.is_default), None)

    @overload
    def __getitem__(self, index: str) -> C | None: ...
    @overload
    def __getitem__(self, index: SupportsIndex) -> C: ...
    @overload
    def __getitem__(self, index: slice) -> list[C]: ...
    def __getitem__(self, index: str | SupportsIndex | slice) -> C | list[C] | None:
        """The channel of an id or at a place, or some of them."""
        return self.by_id(index) if isinstance(index, str) else super().__getitem__(index)


class DisplayList(ChannelList[VideoChannel]):
    """The displays. ``displays[1]`` is ``display:1``, None when there is no such display; ``displays[0]`` is the first of the list."""

    @property
    def primary(self) -> VideoChannel | None:
        """The system's main display, None when it names none."""
        return self._flagged()

    @overload  # type: ignore[override]  # a display that is not there is None, so that programs may filter (contract §5.2)
    def __getitem__(self, index: str | SupportsIndex) -> VideoChannel | None: ...
    @overload
    def __getitem__(self, index: slice) -> list[VideoChannel]: ...
    def __getitem__(self, index: str | SupportsIndex | slice) -> VideoChannel | list[VideoChannel] | None:
        """The display of a number counted from one, or of an id; never an error for one that is not there."""
        if isinstance(index, slice | str):
            return super().__getitem__(index)
        number = index.__index__()
        if number <= 0:  # as of a list
            return list(self)[number] if -len(self) <= number < len(self) else None
        if any(kind_of(channel.id) == _DISPLAY for channel in self):
            return self.by_id(f"{_DISPLAY}:{number}")
        return list(self)[number - 1] if number <= len(self) else None


class Channels:
    """What can be recorded here, by kind. Iterating gives the same as `all`."""

    def __init__(
        self,
        *,
        mics: Iterable[AudioChannel] = (),
        displays: Iterable[VideoChannel] = (),
        system_audio: Iterable[AudioChannel] = (),
        cameras: Iterable[VideoChannel] = (),
    ) -> None:
        self.mics = ChannelList(mics)
        self.displays = DisplayList(displays)
        self.system_audio = ChannelList(system_audio)
        self.cameras = ChannelList(cameras)

    def all(self) -> list[Channel]:
        """Microphones, displays and system audio; no cameras, which cannot be recorded."""
        return [*self.mics, *self.displays, *self.system_audio]

    def __iter__(self) -> Iterator[Channel]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())

    def __repr__(self) -> str:
        counts = {name: len(group) for name, group in vars(self).items()}
        return f"Channels({', '.join(f'{name}={count}' for name, count in counts.items())})"


def grouped(rows: Iterable[object], client: Holder | None) -> Channels:
    """The channels of the rows of `getChannels` (contract §6.2).

    The id says what a channel is; where it does not, the row's ``type`` does. Rows that say neither are left out.
    """
    sounds: dict[bool, list[AudioChannel]] = {False: [], True: []}  # whether it is what the computer plays
    pictures: dict[bool, list[VideoChannel]] = {False: [], True: []}  # whether it is a camera
    for row in rows:
        if not isinstance(row, dict) or not (channel_id := _text(row, "channel_id", "id")):
            continue
        kind, type_ = kind_of(channel_id), type_of(channel_id) or row.get("type")
        name = _text(row, "name") or channel_id
        label = _text(row, "display_name", "label")
        is_default = any(row.get(flag) is True for flag in ("is_default", "is_primary"))
        if type_ == _AUDIO:
            sounds[kind == "system_audio"].append(AudioChannel(channel_id, name, client, label=label, is_default=is_default))
        elif type_ == _VIDEO:
            pictures[kind == "camera"].append(VideoChannel(channel_id, name, client, label=label, is_default=is_default))
    return Channels(mics=sounds[False], displays=pictures[False], system_audio=sounds[True], cameras=pictures[True])


def _text(row: Mapping[object, object], *keys: str) -> str:
    return next((value for key in keys if isinstance(value := row.get(key), str) and value), "")
