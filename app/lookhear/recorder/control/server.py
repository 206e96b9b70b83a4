"""The control socket of a recording that runs. Belongs to the engine loop; whatever a client does, the recording goes on."""

from __future__ import annotations

import asyncio
import dataclasses
import os
from typing import TYPE_CHECKING, Protocol, Self

from lookhear.errors import ControlError, LookhearError
from lookhear.recorder.control.client import running
from lookhear.recorder.control.serving import LineServer
from lookhear.recorder.control.wire import Answer, Request, Verb, error_line, socket_path
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.session import State
    from lookhear.recorder.upload.status import UploadStatus


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
        self._lines = LineServer(self.answer)

    async def begin(self, run_folder: Path) -> Self:
        """Listen. Raises ControlError with the reason when that is not possible; FolderUnwritable."""
        path = socket_path(private_folder(run_folder), self._recorder.recording_id)
        try:
            await self._lines.begin(path)
        except OSError as error:
            raise ControlError(
                f"This recording cannot be paused or stopped from elsewhere: {path} cannot be made ({error.strerror}).",
                hint="A shorter LOOKHEAR_HOME on a local disk may help.",
            ) from error
        await asyncio.to_thread(running, run_folder)  # removes what dead recordings left there
        return self

    def recording_ended(self) -> None:
        """The end row is written: whoever waits for it is answered."""
        self._has_ended.set()

    async def close(self) -> None:
        """Listen no more, and let go of every client. Harmless when it never listened."""
        self._has_ended.set()
        await self._lines.close()

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
