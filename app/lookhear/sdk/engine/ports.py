"""Between the engine's two halves: whoever reads commands, and whoever records. Everything here belongs to the engine loop (asyncio)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.protocol.channels import ChannelId, ChannelKind


class Dialect(StrEnum):
    """Who speaks to the engine (contract §6.3): decides spellings, names of channels, and what ``store: false`` means."""

    PYTHON = "python"
    NODE = "node"
    LOOKHEAR = "lookhear"  # our own client: speaks as Python does, and can leave ``store`` out


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedChannel:
    """A channel that is to be recorded. ``store`` None leaves it to the backend."""

    channel_id: ChannelId
    name: str
    store: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWish:
    """What `startRecording` asks for, checked. ``api_url`` None means the backend of this computer. ``duration_s`` None: no limit."""

    session_id: str
    token: str = field(repr=False)
    api_url: str | None
    channels: tuple[WishedChannel, ...]
    primary: ChannelId | None
    duration_s: float | None = None


class Emit(Protocol):
    """Tells the program at the other end of something: a hyphenated name of contract §5.4 and its payload. Never waits, never fails."""

    def __call__(self, event: str, payload: Mapping[str, object]) -> None:
        """Tell it."""
        ...


class Capturing(Protocol):
    """Records for one program, one recording at a time.

    Every recording that was started tells exactly one end: ``recording-complete``, or ``error``. It stays to be asked afterwards.
    """

    def begin(self) -> None:
        """The program is there: before long, and beside it, what earlier recordings left is finished. Harmless when called twice."""
        ...

    async def start(self, wish: StartWish) -> dict[str, object]:
        """Begin; returns what `startRecording` answers, once the backend has taken the session, or cannot be reached for now.

        The same session again changes nothing. Raises LookhearError: a token or a session that is refused (BackendRefused,
        BackendUnsuitable), another recording that runs (NotNow), nothing to capture, a full disk. Then nothing is left of it.
        """
        ...

    async def stop(self) -> dict[str, object]:
        """End what is recorded, if anything is; says what became of it. Never raises LookhearError."""
        ...

    async def pause(self, kinds: frozenset[ChannelKind]) -> None:
        """Close the sources of these kinds. Raises NotNow when nothing is recorded."""
        ...

    async def resume(self, kinds: frozenset[ChannelKind]) -> None:
        """Open them again. Raises NotNow."""
        ...

    async def close(self, *, within_s: float) -> None:
        """The program is going, or gone: seal what is recorded, upload what the time allows. The rest stays for the next start."""
        ...
