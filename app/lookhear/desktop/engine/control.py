"""The application's own control socket: other programs of this person start, stop and show it. Belongs to the engine loop."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import Wish, Wished
from lookhear.desktop.engine.remote import SOCKET, AppAnswer, AppRequest, AppVerb, error_line
from lookhear.errors import LookhearError
from lookhear.recorder.control.serving import LineServer
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.ports import RecordingService

_LOG: Final = logging.getLogger(__name__)
_WISHES: Final = {AppVerb.SHOW: Wish.SHOW_CONTROLS, AppVerb.PICK: Wish.SHOW_PICKER, AppVerb.QUIT: Wish.QUIT}


class AppControl:
    """Listens while the application runs; that it cannot listen harms nothing but this."""

    def __init__(self, hub: Hub, *, recording: RecordingService, run_folder: Path) -> None:
        self._hub, self._recording, self._run_folder = hub, recording, run_folder
        self._lines = LineServer(self.answer)

    async def begin(self) -> None:
        """Listen."""
        try:
            await self._lines.begin(private_folder(self._run_folder) / SOCKET)
        except (LookhearError, OSError) as exc:
            _LOG.warning("other programs cannot reach this one: %s", exc)

    async def end(self) -> None:
        """Listen no more."""
        await self._lines.close()

    async def answer(self, line: bytes) -> bytes:
        """The answer to a request. Never raises for what is in it."""
        try:
            await self._do(AppRequest.parse(line))
        except LookhearError as error:
            return error_line(error)
        view = self._recording.view
        running = view.recording
        return AppAnswer(
            pid=os.getpid(),
            phase=view.phase,
            recording_id=None if running is None else running.recording_id,
            folder=None if running is None else str(running.folder),
        ).to_line()

    async def _do(self, request: AppRequest) -> None:
        recording = self._recording
        match request.verb:
            case AppVerb.START:
                await recording.start(countdown_s=request.countdown_s)
            case AppVerb.TOGGLE:
                await recording.toggle()
            case AppVerb.STOP:
                await recording.stop()
            case AppVerb.PAUSE:
                await recording.pause()
            case AppVerb.RESUME:
                await recording.resume()
            case AppVerb.SHOW | AppVerb.PICK | AppVerb.QUIT:
                self._hub.publish(Wished(_WISHES[request.verb]))
            case AppVerb.STATUS:
                pass
