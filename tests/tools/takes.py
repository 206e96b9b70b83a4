"""Recordings that tests share: made by the real program on a stage, into a backend, for a session that the official Python SDK made."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import videodb

from demo.process import wait_until
from tests.tools.program import Program
from tests.tools.sdk_backend import API_KEY
from tests.tools.stage import BRIGHT, PHRASES, WELCOME

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.tools.receiver import Received, Receiver
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.stage import Said, Stage

Sdk = Any  # the official SDK has no types
USER, METADATA = "user_abc", {"app": "my-ai-copilot", "nested": {"keys_stay": [1, "two", None]}}
LESS_BRIGHT = 100
_EVENT_S = 60.0


class Listener:
    """The Python SDK's socket in a thread with a loop of its own."""

    def __init__(self, socket: Sdk) -> None:
        self.connection_id = ""
        self._socket = socket
        self._messages: list[dict[str, Any]] = []
        self._changed = threading.Condition(threading.RLock())
        self._loop = asyncio.new_event_loop()
        self._listening = self._loop.create_task(self._listen())
        self._thread = threading.Thread(target=self._run, name="listener")

    def messages(self, **wanted: object) -> list[dict[str, Any]]:
        """What came so far, in its order, of those that have these values."""
        with self._changed:
            return [each for each in self._messages if all(each.get(name) == value for name, value in wanted.items())]

    def wait_for(self, count: int = 1, **wanted: object) -> list[dict[str, Any]]:
        """Wait until so many messages with these values have come."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.messages(**wanted)) >= count, _EVENT_S)
        found = self.messages(**wanted)
        assert len(found) >= count, f"only {len(found)} of {count} messages with {wanted}"
        return found

    def _run(self) -> None:
        try:
            with contextlib.suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._listening)
        finally:
            self._loop.close()

    async def _listen(self) -> None:
        async with self._socket as opened:
            with self._changed:
                self.connection_id = opened.connection_id
                self._changed.notify_all()
            async for message in opened.receive():
                with self._changed:
                    self._messages.append(message)
                    self._changed.notify_all()

    def __enter__(self) -> Self:
        self._thread.start()
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.connection_id), _EVENT_S), "the socket never said its id"
        return self

    def __exit__(self, *exc: object) -> None:
        with contextlib.suppress(RuntimeError):  # it ended by itself
            self._loop.call_soon_threadsafe(self._listening.cancel)
        self._thread.join()


class Take:
    """One recording: everything that a developer's backend and a desktop have of it."""

    def __init__(self, folder: Path, *, stage: Stage, backend: SdkBackend, receiver: Receiver) -> None:
        self.stage = stage
        self.backend = backend
        self.receiver = receiver
        self.program = Program(folder / "home")
        self.file = folder / "take.mp4"
        self.conn = videodb.connect(api_key=API_KEY, base_url=backend.url)
        self.listener = Listener(self.conn.connect_websocket())
        self.callback_url = f"{receiver.url}/{folder.name}"
        self.begun_s = 0.0
        self.ended_s = 0.0
        self.said: list[Said] = []
        self.receipt: dict[str, Any] = {}
        self._folder = folder
        self._recorder: subprocess.Popen[str] | None = None

    def begin(self) -> Self:
        """Create the session as a developer's backend does, record as a desktop does, and wait for the webhook that says so."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.listener.__enter__()
        self.created = self.conn.create_capture_session(
            end_user_id=USER,
            callback_url=f"{self.receiver.url}/{self._folder.name}",
            ws_connection_id=self.listener.connection_id,
            metadata=METADATA,
        )
        self.session_id: str = self.created.id
        self.token: str = self.conn.generate_client_token(expires_in=600)
        (self._folder / "token").write_text(self.token, "utf-8")
        into = ("--backend", self.backend.url, "--session", self.session_id, "--token-file", str(self._folder / "token"))
        self.begun_s = time.time()
        self._recorder = self.program.start(self.stage.desktop.env, "record", "--all-displays", "--output", str(self.file), "--json", *into)
        self.active = self.event("active")
        return self

    @property
    def is_running(self) -> bool:
        """Whether it is being recorded."""
        return self._recorder is not None and self._recorder.poll() is None

    def webhooks(self) -> list[Received]:
        """What its callback URL was sent so far, in order."""
        return [each for each in self.receiver.wait_for(lambda _: True) if each.path == f"/{self._folder.name}"]

    def say(self, text: str, *, in_video: bool = False) -> Said:
        """Have something said while it is recorded."""
        assert self.is_running
        said = self.stage.say(text, in_video=in_video)
        self.said.append(said)
        return said

    def event(self, state: str) -> bytes:
        """The webhook that tells of a state, when it comes."""

        def bodies(received: list[Received]) -> list[bytes]:
            told = [each.body for each in received if each.path == f"/{self._folder.name}"]
            return [body for body in told if json.loads(body).get("event") == f"capture_session.{state}"]

        return bodies(self.receiver.wait_for(lambda received: bool(bodies(received))))[0]

    def session(self) -> Sdk:
        """The session as it is now."""
        return self.conn.get_capture_session(self.session_id)

    def stream(self, category: str, number: int = 0) -> Sdk:
        """One of its RTStreams."""
        return self.session().get_rtstream(category)[number]

    def covers(self, start_s: float, end_s: float) -> bool:
        """Whether a stretch of wall time in seconds lies in the recording."""
        return self.begun_s <= start_s <= end_s <= (self.ended_s or time.time())

    def end(self) -> Self:
        """End the recording from outside, and wait until its video is ready."""
        if self.is_running:
            assert self._recorder is not None
            self._recorder.send_signal(signal.SIGINT)
            out, err = self._recorder.communicate(timeout=150)
            assert self._recorder.returncode == 0, err
            self.ended_s = time.time()
            self.receipt = json.loads(out)
            wait_until(lambda: self.session().status == "exported", what="the session being exported")
        return self

    def close(self) -> None:
        """End what runs."""
        self.program.__exit__()
        self.listener.__exit__()


class Takes:
    """Recordings by what they are needed for. Each is made when somebody asks for the first time."""

    def __init__(self, folder: Path, *, stage: Stage, backend: SdkBackend, receiver: Receiver) -> None:
        self._folder = folder
        self._stage = stage
        self._backend = backend
        self._receiver = receiver
        self._takes: list[Take] = []

    def running(self) -> Take:
        """One that is being recorded."""
        return next((take for take in self._takes if take.is_running), None) or self._begun()

    def ended(self) -> Take:
        """One that is over and exported, in which every phrase was said, and each of them began with another brightness of display 1."""
        take = next(iter(self._takes), None) or self._begun()
        if take.is_running:
            for number, text in enumerate(sorted(set(PHRASES.values()) - {said.text for said in take.said})):
                self._stage.paint(1, LESS_BRIGHT + 20 * number)  # what stays as it is is not described again
                take.say(text, in_video=text == WELCOME)
            self._stage.paint(1, BRIGHT)
        return take.end()

    def _begun(self) -> Take:
        folder = self._folder / f"take-{len(self._takes)}"
        take = Take(folder, stage=self._stage, backend=self._backend, receiver=self._receiver)
        self._takes.append(take)
        return take.begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        for take in self._takes:
            take.close()
