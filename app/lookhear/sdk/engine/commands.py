"""The engine's commands: what each does and answers (contract §6.2). Everything here belongs to the engine loop (asyncio)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lookhear import __version__
from lookhear.errors import EngineEnding, LookhearError, SourceUnavailable, UsageError
from lookhear.protocol.channels import ChannelKind
from lookhear.sdk.engine.channels import Listing, look, rows
from lookhear.sdk.engine.dialects import NamesMode, dialect_of
from lookhear.sdk.engine.wishes import Told, read_wish
from lookhear.system.permissions import Permission, PermissionStatus

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue
    from lookhear.sdk.engine.ports import Capturing, Dialect, Emit
    from lookhear.system.permissions import Permissions

    _Handler = Callable[[Mapping[str, object]], Awaitable[dict[str, object]]]

_CAPABILITIES: Final = ("store-unset", "pause-by-kind", "duration", "progress", "offline-start")
_TAKE_UP_S: Final = 1.0  # after the first command: whoever wants to see the channels does not wait for the recorder to be loaded
_TRACKS: Final = {
    "mic": ChannelKind.MIC,
    "system_audio": ChannelKind.SYSTEM_AUDIO,
    "screen": ChannelKind.DISPLAY,
    "display": ChannelKind.DISPLAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the engine works with. The catalogues are asked for on other threads than the loop; ``capturing`` is made once."""

    screens: Callable[[], ScreenCatalogue]
    sounds: Callable[[], AudioCatalogue]
    permissions: Callable[[], Permissions]
    capturing: Callable[[Emit], Capturing]
    names: NamesMode = NamesMode.AUTO
    is_false_meant: bool = False
    duration_s: float | None = None


class Commands:
    """Does the commands of one program. ``emit`` tells it of what happens meanwhile."""

    def __init__(self, parts: Parts, *, emit: Emit) -> None:
        self._parts, self._emit = parts, emit
        self._told = Told(is_false_meant=parts.is_false_meant, duration_s=parts.duration_s)
        self._capturing: Capturing | None = None
        self._is_closed = False
        self._taking_up: asyncio.TimerHandle | None = None  # of what an engine before left behind
        self._in_turn = asyncio.Lock()  # what changes a recording begins in the order it was asked for
        self._handlers: dict[str, _Handler] = {
            "init": self._init,
            "requestPermission": self._request_permission,
            "getChannels": self._get_channels,
            "startRecording": self._start,
            "stopRecording": self._stop,
            "pauseTracks": self._pause,
            "resumeTracks": self._resume,
            "ping": self._ping,
        }

    @property
    def dialect(self) -> Dialect:
        """Who speaks, as far as it is known."""
        return self._told.dialect

    async def do(self, command: str, params: Mapping[str, object]) -> dict[str, object]:
        """Do one command; returns what it answers. Raises LookhearError, UsageError for a command that there is not."""
        handler = self._handlers.get(command)
        if handler is None:
            raise UsageError(f"There is no command {command[:80]!r}.", hint=f"There are {', '.join(self._handlers)} and shutdown.")
        return await handler(params)

    async def close(self, *, within_s: float) -> None:
        """Nothing more is asked: what is recorded is sealed, and uploaded as far as the time allows."""
        self._is_closed = True
        if self._taking_up is not None:
            self._taking_up.cancel()
        if self._capturing is not None:
            await self._capturing.close(within_s=within_s)

    async def _init(self, params: Mapping[str, object]) -> dict[str, object]:
        api_url, token = params.get("apiUrl"), params.get("sessionToken")
        self._told = replace(
            self._told,
            dialect=dialect_of(params),
            api_url=api_url.strip() or None if isinstance(api_url, str) else None,
            token=token if isinstance(token, str) else "",
        )
        if self._taking_up is None:
            self._taking_up = asyncio.get_running_loop().call_later(_TAKE_UP_S, lambda: self._recording().begin())
        return {"version": __version__, "engine": "lookhear", "capabilities": list(_CAPABILITIES)}

    async def _request_permission(self, params: Mapping[str, object]) -> dict[str, object]:
        try:
            permission = Permission.parse(str(params.get("permission") or ""))
        except ValueError as exc:
            raise UsageError(str(exc)) from exc
        status = await asyncio.to_thread(lambda: self._parts.permissions().request(permission))
        if status is not PermissionStatus.GRANTED:  # the answer alone would be overlooked by a program that only looks at events
            self._emit("permission-status", {"session_id": None, "permission": permission.value, "status": status.value})
        return {"status": status.value, "permission_status": status.value, "permission": permission.value}

    async def _get_channels(self, params: Mapping[str, object]) -> dict[str, object]:
        names = self._parts.names
        if (wanted := params.get("names")) is not None:
            try:
                names = NamesMode(str(wanted))
            except ValueError as exc:
                raise UsageError(f"Names are one of {', '.join(NamesMode)}.") from exc
        listing = await self._look()
        return {"channels": rows(listing, is_pretty=names.is_pretty(self.dialect)), "problems": list(listing.problems)}

    async def _start(self, params: Mapping[str, object]) -> dict[str, object]:
        async with self._in_turn:
            wish, left_out = read_wish(params, self._told, await self._look())
            if self._is_closed:  # meanwhile
                raise EngineEnding("The capture engine is shutting down.")
            starting = asyncio.create_task(self._recording().start(wish))  # whoever stops it meanwhile need not wait
        answer = await starting
        for out in left_out:  # told as a channel is that cannot be opened
            of_channel = {"session_id": wish.session_id, "channel_id": out.channel_id}
            self._emit("warning", {**of_channel, "code": SourceUnavailable.code, "message": out.why})
            self._emit("channel-lost", {**of_channel, "reason": out.why})
        return answer

    async def _stop(self, params: Mapping[str, object]) -> dict[str, object]:
        del params  # the session is named, too: there is one at most, and whoever asks means that
        async with self._in_turn:
            if self._capturing is None:  # nothing was ever begun: a session that somebody else had
                return {"status": "stopped"}
            stopping = asyncio.create_task(self._capturing.stop())
        return {"status": "stopped", **await stopping}

    async def _pause(self, params: Mapping[str, object]) -> dict[str, object]:
        async with self._in_turn:
            await self._recording().pause(_kinds(params))
            return {}

    async def _resume(self, params: Mapping[str, object]) -> dict[str, object]:
        async with self._in_turn:
            await self._recording().resume(_kinds(params))
            return {}

    async def _ping(self, params: Mapping[str, object]) -> dict[str, object]:
        del params
        return {}

    async def _look(self) -> Listing:
        return await asyncio.to_thread(look, self._parts.screens, self._parts.sounds)

    def _recording(self) -> Capturing:
        if self._capturing is None:
            self._capturing = self._parts.capturing(self._emit)
        return self._capturing


def _kinds(params: Mapping[str, object]) -> frozenset[ChannelKind]:
    tracks = params.get("tracks")
    named = [_TRACKS.get(str(track)) for track in tracks] if isinstance(tracks, list) else []
    kinds = frozenset(kind for kind in named if kind is not None)
    if not named or None in named:
        raise UsageError("`tracks` is a list of mic, system_audio and screen, or some of them.")
    return kinds


def error_of(exc: LookhearError) -> dict[str, object]:
    """What a command that failed answers: ``code``, our word or the backend's own, and ``message``, which says what to do next."""
    return {"code": exc.reason or exc.code, "message": exc.for_people()}
