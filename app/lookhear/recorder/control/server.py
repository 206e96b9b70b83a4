"""The control socket of a recording that runs. Belongs to the engine loop; whatever a client does, the recording goes on."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import os
from typing import TYPE_CHECKING, Final, Protocol, Self

from lookhear.errors import ControlError, LookhearError
from lookhear.recorder.control.client import running
from lookhear.recorder.control.wire import MAX_REQUEST_BYTES, Answer, Request, Verb, error_line, socket_path
from lookhear.system import local_socket
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.session import State
    from lookhear.recorder.upload.status import UploadStatus

_CLIENTS: Final = 16  # at a time: a person and some scripts
_PATIENCE_S: Final = 5.0  # for a request to come, and for an answer to be taken
_LAST_WORDS_S: Final = 2.0  # for clients that are being answered when the recording ends
_TURNS: Final = 10  # of the loop, until a client that was let in has its task: three or four in asyncio's own code

log = logging.getLogger(__name__)


class Controlled(Protocol):
    """What is asked of a recorder."""

    recording_id: str
    folder: Path

    @property
    def state(self) -> State:
        """What it is doing."""
        ...

    async def pause(self) -> None:
        """Close every source."""
        ...

    async def resume(self) -> tuple[tuple[ChannelId, LookhearError], ...]:
        """Open them again; gives those that are not open."""
        ...

    async def mark(self, text: str) -> int:
        """Add a marker; gives its session time."""
        ...


class ControlServer:
    """Answers clients about one recorder.

    ``ask_to_stop`` begins the end of the recording, and `recording_ended` is called when it has come. ``uploads`` tells how far
    the handing over is, None where nothing is handed over.
    """

    def __init__(
        self, recorder: Controlled, *, ask_to_stop: Callable[[], None], uploads: Callable[[], UploadStatus | None] = lambda: None
    ) -> None:
        self._recorder, self._ask_to_stop, self._uploads = recorder, ask_to_stop, uploads
        self._has_ended = asyncio.Event()
        self._clients: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()  # those who asked something
        self._server: asyncio.Server | None = None
        self._path: Path | None = None

    async def begin(self, run_folder: Path) -> Self:
        """Listen. Raises ControlError with the reason when that is not possible; FolderUnwritable."""
        path = socket_path(private_folder(run_folder), self._recorder.recording_id)
        try:
            self._server = await local_socket.listen(path, self._serve, limit_bytes=MAX_REQUEST_BYTES)
        except OSError as error:
            raise ControlError(
                f"This recording cannot be paused or stopped from elsewhere: {path} cannot be made ({error.strerror}).",
                hint="A shorter LOOKHEAR_HOME on a local disk may help.",
            ) from error
        self._path = path
        await asyncio.to_thread(running, run_folder)  # removes what dead recordings left there
        return self

    def recording_ended(self) -> None:
        """The end row is written: whoever waits for it is answered."""
        self._has_ended.set()

    async def close(self) -> None:
        """Listen no more, and let go of every client. Harmless when it never listened."""
        self._has_ended.set()
        if self._server is None or self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        for _ in range(_TURNS):  # a server that is closed while it lets somebody in would leave that connection open
            await asyncio.sleep(0)
        self._server.close()
        if self._answering:
            await asyncio.wait(self._answering, timeout=_LAST_WORDS_S)
        for client in tuple(self._clients):
            client.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)

    async def answer(self, line: bytes) -> bytes:
        """The answer to a request, without its line feed being needed. Never raises for what is in it."""
        try:
            return (await self._do(Request.parse(line))).to_line()
        except LookhearError as error:
            return error_line(error)

    async def _do(self, request: Request) -> Answer:
        before = self._recorder.state
        match request.verb:
            case Verb.PAUSE:
                await self._recorder.pause()
            case Verb.RESUME:
                failures = await self._recorder.resume()
                told = tuple((str(channel), error.for_people()) for channel, error in failures)
                return dataclasses.replace(self._about(before), failures=told)
            case Verb.MARK:
                return dataclasses.replace(self._about(before), t_ns=await self._recorder.mark(request.text), changed=True)
            case Verb.STOP:
                self._ask_to_stop()
                await self._has_ended.wait()
            case Verb.STATUS:
                pass
        return self._about(before)

    def _about(self, before: State) -> Answer:
        state, uploads = self._recorder.state, self._uploads()
        return Answer(
            recording_id=self._recorder.recording_id,
            folder=str(self._recorder.folder),
            pid=os.getpid(),
            state=state.value,
            changed=state is not before,
            uploads=None if uploads is None else dataclasses.asdict(uploads),
        )

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client, in a task of its own."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a client is served in a task")
        is_welcome = len(self._clients) < _CLIENTS
        self._clients.add(task)
        try:
            if is_welcome and (line := await _request(reader)):
                self._answering.add(task)
                writer.write(await self.answer(line))
                async with asyncio.timeout(_PATIENCE_S):
                    await writer.drain()
        except (OSError, TimeoutError):
            log.debug("a client of the control socket went away")
        except Exception as exc:  # noqa: BLE001 - the outermost frame of a client's task: none of them may disturb the recording
            log.warning("a request could not be answered (%s)", type(exc).__name__)
        finally:
            if writer.transport.get_write_buffer_size():
                writer.transport.abort()  # it does not take its answer
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._clients.discard(task)
            self._answering.discard(task)


async def _request(reader: asyncio.StreamReader) -> bytes:
    """The line a client says; empty when it only looked whether anybody is here. Raises TimeoutError."""
    async with asyncio.timeout(_PATIENCE_S):
        try:
            return await reader.readline()
        except ValueError:  # longer than the limit
            return b"?"
