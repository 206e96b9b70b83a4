"""The client of the quickstart: it drives an engine that is a process of its own (contract §5, §6). Standard library only.

    async with CaptureClient(client_token=token) as client:
        channels = await client.list_channels()
        await client.start_session(capture_session_id=session_id, channels=channels.all())
        async for event in client.events(): ...

One client belongs to one thread at a time. It may be used in several loops, one after the other, and after `shutdown` again.
"""

from __future__ import annotations

import os
import threading
import weakref
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final

from lookhear import __version__
from lookhear.errors import CaptureFailed, EngineGone
from lookhear.sdk.capture.binary import engine_command
from lookhear.sdk.capture.channels import Channel, Channels, grouped, track_of
from lookhear.sdk.capture.events import CaptureEvent, EventBox
from lookhear.sdk.capture.process import NO_ANSWER, EngineProcess
from lookhear.sdk.capture.waiting import until_done
from lookhear.sdk.capture.wishes import start_params
from lookhear.sdk.credentials import URL_VARIABLES, checked_credential, first_of
from lookhear.system.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Mapping
    from types import TracebackType
    from typing import Self

_ANSWER_WITHIN_S: Final = 30.0
_PERMISSION_WITHIN_S: Final = 120.0  # a person may have to read a dialogue and to press a button
_START_WITHIN_S: Final = 45.0  # the engine waits ten seconds for its backend, which may have to be started
_STOP_WITHIN_S: Final = 60.0  # it seals, and uploads for twenty seconds
_TRACKS: Final = ("mic", "system_audio", "screen")


class CaptureClient:
    """Records channels of this computer into a capture session that a backend has made.

    ``client_token`` comes from the backend's `generate_client_token`. ``base_url`` is that backend's address; without it the variables
    VIDEODB_BASE_URL, VIDEO_DB_BASE_URL, VIDEODB_API_URL and VIDEO_DB_API are looked at, and without these it is the backend of this
    computer. The engine is started by the first call that needs it.

    Raises AuthenticationError for a token that cannot be one, and EngineGone when VIDEODB_CAPTURE_BINARY names no program.

    Everything that asks the engine raises CaptureFailed, a RuntimeError, when the engine refuses or does not answer, with the engine's
    own word for it in ``reason``, and EngineGone when it has ended; the next call starts another one.
    """

    def __init__(self, client_token: str, base_url: str | None = None) -> None:
        self.client_token = checked_credential(client_token)
        self.base_url = base_url or first_of(URL_VARIABLES, os.environ) or None
        self._argv = engine_command(os.environ)
        self._events = EventBox()
        self._engine: EngineProcess | None = None
        self._starting = threading.Lock()  # two threads would start two engines, one of which nobody ends
        self._finalizer: weakref.finalize[Any, Any] | None = None
        self._session_id: str | None = None
        self._listed: tuple[Channel, ...] = ()
        self._has_left = False

    def __repr__(self) -> str:
        return f"CaptureClient(base_url={self.base_url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.shutdown()

    async def request_permission(self, kind: str) -> bool:
        """Ask the system for ``microphone``, ``screen_capture``, ``system_audio``, ``accessibility`` or ``camera``; hyphens will do too.

        True when it is granted, or has been asked for. Raises ValueError for another name, CaptureFailed.
        """
        answer = await self._ask("requestPermission", {"permission": Permission.parse(str(kind)).value}, within_s=_PERMISSION_WITHIN_S)
        return answer.get("requested") is True or answer.get("status") == "granted"

    async def list_channels(self) -> Channels:
        """What can be recorded here. Raises CaptureFailed."""
        answer = await self._ask("getChannels", {})
        rows = answer.get("channels")
        channels = grouped(rows if isinstance(rows, list) else [], self)
        self._listed = (*channels.all(), *channels.cameras)
        return channels

    async def start_session(
        self,
        capture_session_id: str,
        channels: Iterable[Channel | Mapping[str, Any] | str | None],
        primary_video_channel_id: str | None = None,  # by place too, as in the official SDK
        *,
        duration_s: float | None = None,
    ) -> dict[str, Any]:
        """Begin to record; returns what the engine says of it, such as ``{"status": "recording", "recording_id": "rec-…"}``.

        A channel is one of `list_channels`, its id, or a dictionary with ``id``, ``channel_id``, ``channelId`` or ``name`` and, where
        wished, ``store`` and ``is_primary``; None is left out. The primary display is named by its id, its name or its label; else it is
        the one whose ``is_primary`` is set, else the first. After ``duration_s`` seconds the recording ends by itself.

        Starting the same session again changes nothing. Raises ValueError for a list without channels and for names that make no sense,
        CaptureFailed for a session, a token or a backend that is refused, while another session is recorded, and with nothing to record.
        """
        wanted = start_params(
            session_id=capture_session_id,
            channels=channels,
            primary=primary_video_channel_id,
            listed=self._listed,
            duration_s=duration_s,
        )
        engine = await self._running()
        before, owing = self._session_id, self._events.session_begins(capture_session_id)
        self._session_id = capture_session_id  # from now on it may be recording, even when nobody waits for the answer any more
        try:
            return await engine.ask("startRecording", wanted | {"uploadToken": self.client_token}, within_s=_START_WITHIN_S)
        except EngineGone:
            self._session_id = before
            raise
        except (CaptureFailed, ValueError) as exc:
            if not (isinstance(exc, CaptureFailed) and exc.reason == NO_ANSWER):
                self._session_id = before
                self._events.session_is(owing)
            raise

    async def stop_session(self) -> dict[str, Any]:
        """End the recording, if it has not ended yet. Returns when what was recorded is sealed on this computer.

        The answer is the engine's, such as ``{"status": "stopped", "uploaded": True, "duration_s": 12.5}``, the length in seconds. Raises
        CaptureFailed when nothing was ever started.
        """
        if self._session_id is None:
            raise CaptureFailed("Nothing was started that could be stopped: call start_session() before.", reason="not_started")
        if self._has_left:  # shutting down has stopped it, and another engine would know nothing of it
            return {"status": "stopped", "session_id": self._session_id}
        return await self._ask("stopRecording", {"sessionId": self._session_id}, within_s=_STOP_WITHIN_S)

    async def pause(self, tracks: Iterable[Channel | str | None] | None = None) -> None:
        """Record nothing from microphones, system audio or screens for a while; from none of them without an argument.

        ``tracks`` holds channels, their ids, or ``mic``, ``system_audio``, ``screen``: all channels of such a kind pause together.
        Raises ValueError for another name, CaptureFailed when nothing is recorded.
        """
        await self._ask("pauseTracks", {"tracks": _kinds(tracks)})

    async def resume(self, tracks: Iterable[Channel | str | None] | None = None) -> None:
        """Go on after `pause`. Raises as it does."""
        await self._ask("resumeTracks", {"tracks": _kinds(tracks)})

    async def events(self) -> AsyncGenerator[CaptureEvent, None]:
        """What happens, as it happens: ``event.event`` is a name of contract §5.4, ``event.payload`` a dictionary.

        Every recording tells exactly one ``recording-complete`` or ``error``; when the engine dies, that is an ``error`` with the code
        ``engine_gone``. The iteration ends when the engine has ended. Each event is given once, whoever iterates.
        """
        with self._events.listening():
            while (event := self._events.next()) is not None:
                if isinstance(event, Future):
                    try:
                        await until_done(event, within_s=None, look=self._look)
                    finally:
                        self._events.forget(event)
                else:
                    yield event

    async def shutdown(self) -> None:
        """End what is recorded, and the engine: when this returns, no process of it is left. Raises nothing; without an engine it is done.

        The engine seals, and uploads for a few seconds; what is left is handed over by the next one.
        """
        if self._engine is None:
            self._events.engine_ended(was_wished=True, reason="")  # so that whoever listens already does not wait for ever
        else:
            self._has_left = True
            await self._engine.leave()

    async def channels(self) -> Channels:
        """An older name of `list_channels`."""
        return await self.list_channels()

    # Names of earlier official versions, which programs still use: contract §5.1.
    start_capture_session = start_session
    start_capture = start_session
    stop_capture = stop_session

    async def _ask(self, command: str, params: Mapping[str, object], *, within_s: float = _ANSWER_WITHIN_S) -> dict[str, Any]:
        engine = await self._running()
        return await engine.ask(command, params, within_s=within_s)

    async def _running(self) -> EngineProcess:
        """An engine that has answered `init`. Raises CaptureFailed."""
        engine = self._engine
        if engine is not None and engine.is_gone:
            await engine.until_over()  # what it said comes before what the next one says
        with self._starting:
            if self._engine is None or (self._engine is engine and engine.is_gone):  # else another task has started one meanwhile
                self._engine = self._started()
            engine = self._engine
        await engine.ready()
        return engine

    def _started(self) -> EngineProcess:
        if self._finalizer is not None:
            self._finalizer.detach()
        init = {"client": f"lookhear/{__version__}"} | ({"apiUrl": self.base_url} if self.base_url else {})
        engine = EngineProcess.start(self._argv, init=init, events=self._events, secret=self.client_token)
        self._has_left = False
        self._finalizer = weakref.finalize(self, engine.let_go)
        self._finalizer.atexit = False  # the engine has its own way at the interpreter's end, which waits for it
        return engine

    def _look(self) -> None:
        if self._engine is not None:
            self._engine.look()


def _kinds(tracks: Iterable[Channel | str | None] | None) -> list[str]:
    if tracks is None:
        return list(_TRACKS)
    if isinstance(tracks, str | Channel):
        tracks = [tracks]
    asked = [track for track in tracks if track is not None]
    named = {track_of(track.id, track.type) if isinstance(track, Channel) else track_of(track) for track in asked}
    if not named:
        raise ValueError("There is nothing in the list to pause or resume: leave it out for everything that is recorded.")
    return [track for track in _TRACKS if track in named]
