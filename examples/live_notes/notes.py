"""Live notes of a meeting: what you say, what the others say, and what was decided, written while it goes on.

    python examples/live_notes/notes.py meeting.md

One program that is backend and desktop at once: it creates the session, records microphone and system audio, and writes what comes over
the WebSocket. Ctrl-C ends it; the last words are waited for. VIDEODB_BASE_URL and VIDEO_DB_API_KEY name a capture backend with
engines that understand; without them it is the one of this computer.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lookhear
from lookhear.capture import CaptureClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

WHO = {"mic:default": "You", "system_audio:default": "Others"}


class Notes:
    """The file, which is complete after every line."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._begun_ms: float | None = None
        file.write_text("# Notes\n\n", "utf-8")

    def add(self, start_ms: float, line: str) -> None:
        """Write a line down, with the minute and second of the meeting at which it begins; ``start_ms`` is in milliseconds since 1970."""
        if self._begun_ms is None:
            self._begun_ms = start_ms
        minutes, seconds = divmod(max(0, int(start_ms - self._begun_ms)) // 1000, 60)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"- {minutes:02}:{seconds:02} {line}\n")
        print(f"{minutes:02}:{seconds:02} {line}", flush=True)


async def listen(session: lookhear.AsyncCaptureSession, messages: AsyncIterator[dict[str, Any]], notes: Notes) -> None:
    """Start what understands as soon as there is something to hear, and write down what is final, until the session is over."""
    async for message in messages:
        match lookhear.parse_event(message):
            case lookhear.LifecycleEvent(status="active"):
                await session.refresh()
                for stream in [*session.get_rtstream("mic"), *session.get_rtstream("system_audio")]:
                    begun = await stream.start_transcript()  # the session's own socket is told
                    if begun["status"] == "waiting_for_engine":
                        print("The capture backend has no engine for speech: no words come until it has one.", file=sys.stderr, flush=True)
                    await stream.index_audio(prompt="Decisions, and who does what until when")
                print("listening", flush=True)
            case lookhear.LifecycleEvent(status="stopped" | "failed"):
                return
            case lookhear.TranscriptEvent(is_final=True) as said:
                notes.add(said.start_ms, f"**{WHO.get(said.rtstream_name, said.rtstream_name)}:** {said.text}")
            case lookhear.IndexEvent() as found:
                notes.add(found.start_ms, f"*{found.text}*")
            case _:  # words that are not final yet, other states
                pass


async def record(session_id: str, token: str) -> None:
    """Record what is said and what is heard until Ctrl-C, or until `lookhear stop`."""
    client = CaptureClient(client_token=token)
    stopping: list[asyncio.Future[object]] = []
    try:
        channels = await client.list_channels()
        heard = [channel for channel in (channels.mics.default, channels.system_audio.default) if channel]
        await client.start_session(session_id, heard)
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError):  # Windows: there Ctrl-C ends it without waiting for the last words
            loop.add_signal_handler(signal.SIGINT, lambda: stopping.append(asyncio.ensure_future(client.stop_session())))
        async for event in client.events():
            if event.event == "warning":
                print(event.payload["message"], file=sys.stderr, flush=True)
            elif event.event == "error":
                raise SystemExit(event.payload["message"])
            elif event.event == "recording-complete":
                return
    finally:
        await client.shutdown()


async def take_notes(conn: lookhear.AsyncConnection, file: Path) -> None:
    """One meeting."""
    async with await conn.connect_websocket() as socket:
        session = await conn.create_capture_session(end_user_id="me", ws_connection_id=socket.connection_id)
        token = await conn.generate_client_token(expires_in=600)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(listen(session, socket.receive(), Notes(file)))
            tasks.create_task(record(session.id, token))


async def main(file: Path) -> None:
    """Connect, and take notes."""
    async with lookhear.connect_async() as conn:
        await take_notes(conn, file)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "notes.md")))
