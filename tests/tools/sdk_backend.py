"""A backend as a process of its own: engines whose answers can be computed, and a list of who asked it for what.

``python -m tests.tools.sdk_backend '{"data_dir": …, "log": …, "phrases": {…}}'`` prints where it answers, as JSON, and ends with a signal.
`SdkBackend` is that process, seen from a test.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from lookhear.backend.app import create_app
from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.server import Server, listen
from lookhear.backend.services import compose
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import FILE_NAME, SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from tests.fakes.engines import deterministic
from tests.tools.program import end

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

API_KEY = "sk-key-that-only-the-developer-holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request and what it was answered with; ``client`` is what an SDK calls itself, ``client`` of a socket is empty."""

    method: str
    path: str
    status: int
    client: str


class RequestLog:
    """Middleware that writes a line for each request that was answered."""

    def __init__(self, app: ASGIApp, file: Path) -> None:
        self._app = app
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        told = {"method": scope.get("method", "WS"), "path": scope["path"], "client": headers.get(b"x-videodb-client", "")}

        async def watched(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.accept"}:
                with self._file.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(told | {"status": message.get("status", 101)}) + "\n")
            await send(message)

        await self._app(scope, receive, watched)


class SdkBackend:
    """The process. ``settings`` are those of `Settings` that JSON can say; ``engines`` without phrases understand nothing."""

    def __init__(self, folder: Path, *, phrases: Mapping[int, str] | None, **settings: object) -> None:
        self.data_dir = folder / "data"
        self.data_dir.mkdir(parents=True)
        self.log = folder / "requests.ndjson"
        self.log.touch()
        self._told = {"data_dir": str(self.data_dir), "log": str(self.log), "phrases": phrases, "settings": settings}
        self._child: subprocess.Popen[str] | None = None
        self.url = ""

    def asked(self, since: int = 0) -> list[Asked]:
        """What was answered so far, from a number of requests on."""
        return [Asked(**json.loads(line)) for line in self.log.read_text("utf-8").splitlines()[since:]]

    def __enter__(self) -> Self:
        argv = [sys.executable, "-m", "tests.tools.sdk_backend", json.dumps(self._told)]
        root = Path(__file__).parents[2]
        self._child = subprocess.Popen(argv, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line, f"the backend ended with {self._child.wait()}"
        self.url = json.loads(line)["url"]
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._child is not None
        self._child.terminate()
        try:
            self._child.wait(30)
        finally:
            end(self._child)


async def _serve(told: Mapping[str, Any]) -> None:
    data_dir = Path(told["data_dir"])
    phrases = told["phrases"]
    engines = None if phrases is None else deterministic({int(hertz): text for hertz, text in phrases.items()})
    changed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told["settings"].items()}
    with listen("127.0.0.1", 0) as sock:
        settings = replace(Settings(data_dir=data_dir, api_key=API_KEY, port=sock.getsockname()[1]), **changed)
        objects = LocalObjects.open(data_dir / "objects")
        store = SqliteStore.open(data_dir / FILE_NAME, now_ns=time.time_ns)
        try:
            services = compose(settings=settings, store=store, objects=objects, bus=InProcessBus(), engines=engines)
            app = create_app(services)
            app.add_middleware(RequestLog, file=Path(told["log"]))
            server = Server(app, stopping=services.stopping, ready=lambda: print(json.dumps({"url": settings.local_url}), flush=True))  # noqa: T201
            await server.serve(sockets=[sock])
        finally:
            await store.close()
            await objects.close()


if __name__ == "__main__":
    asyncio.run(_serve(json.loads(sys.argv[1])))
