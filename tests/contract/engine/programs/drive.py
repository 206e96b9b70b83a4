"""Drives the official Python capture client as a test tells it: one JSON command a line in, one answer a line out, some at once.

Runs in an environment of its own, in which nothing of this project is installed but the wheel of its engine.
"""

from __future__ import annotations

import asyncio
import json
import sys
import warnings
from typing import Any

from videodb.capture import CaptureClient

warnings.simplefilter("ignore", DeprecationWarning)  # `primary_video_channel_id`, which the quickstart passes


class Driver:
    def __init__(self) -> None:
        self.client: Any = None
        self.events: list[dict[str, Any]] = []
        self.are_events_over = False
        self.listed: dict[str, Any] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def new(self, token: str, url: str) -> None:
        self.client = CaptureClient(client_token=token, base_url=url)

    async def permission(self, kind: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        return await self.client.request_permission(kind)

    async def channels(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        groups = await self.client.list_channels()
        self.listed = {channel.id: channel for channel in groups.all()}
        return {
            name: [{"id": each.id, "name": each.name, "type": each.type} for each in getattr(groups, name)]
            for name in ("mics", "displays", "system_audio", "cameras")
        }

    async def start(self, session: str, ids: list[str], primary: str | None, stored: list[str]) -> None:
        channels = [self.listed[each] for each in ids]
        for channel in channels:
            channel.store = channel.id in stored
        await self.client.start_session(capture_session_id=session, channels=channels, primary_video_channel_id=primary)

    async def stop(self) -> None:
        await self.client.stop_session()

    async def pause(self, channel: str) -> None:
        await self.listed[channel].pause()

    async def resume(self, channel: str) -> None:
        await self.listed[channel].resume()

    async def raw(self, command: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
        return await self.client._send_command(command, params)

    async def shutdown(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        process = self.client._proc
        await self.client.shutdown()
        return None if process is None else process.returncode

    async def pid(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return self.client._proc.pid

    async def listen(self) -> None:
        self.tasks.add(asyncio.create_task(self.collect()))

    async def collect(self) -> None:
        self.are_events_over = False
        async for event in self.client.events():
            self.events.append(event)
        self.are_events_over = True

    async def told(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return {"events": self.events, "over": self.are_events_over}

    async def do(self, line: str) -> None:
        command = json.loads(line)
        try:
            answer = {"result": await getattr(self, command["do"])(**command["with"])}
        except Exception as exc:  # noqa: BLE001 - whatever the SDK raises is what the test asks for
            answer = {"error": type(exc).__name__, "message": str(exc), "told": exc.args[0] if exc.args else None}
        sys.stdout.write(json.dumps({"id": command["id"], **answer}) + "\n")
        sys.stdout.flush()


async def main() -> None:
    driver = Driver()
    while line := await asyncio.to_thread(sys.stdin.readline):
        task = asyncio.create_task(driver.do(line))
        driver.tasks.add(task)


asyncio.run(main())
