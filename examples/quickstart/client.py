"""The desktop: records screen, microphone and what the computer plays, with a session and a token that a backend gave it.

    VIDEO_DB_CAPTURE_SESSION_ID=cap-… VIDEO_DB_CLIENT_TOKEN=st-… python examples/quickstart/client.py

VIDEODB_BASE_URL names the capture backend; without it, it is the one of this computer. Ctrl-C ends the recording, `lookhear stop` in
another terminal and the backend (`POST /capture/session/{id}/stop`) do, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import os

import lookhear
from lookhear.capture import CaptureClient


async def capture(session_id: str, token: str) -> None:
    """Record until something ends it, and print what happens."""
    client = CaptureClient(client_token=token)
    try:
        await client.request_permission("microphone")
        await client.request_permission("screen_capture")
        channels = await client.list_channels()
        mic = channels.mics.default
        display = channels.displays.primary
        system_audio = channels.system_audio.default
        await client.start_session(
            capture_session_id=session_id,
            channels=[channel for channel in (mic, display, system_audio) if channel],
            primary_video_channel_id=display.name if display else None,
        )
        async for event in client.events():
            print(f"{event.event}: {event.payload}", flush=True)
            if event.event in {"recording-complete", "error"}:
                break
    finally:
        await client.shutdown()  # no process stays behind; what is not handed over yet goes out with the next start


if __name__ == "__main__":
    given = [os.environ.get(name, "") for name in ("VIDEO_DB_CAPTURE_SESSION_ID", "VIDEO_DB_CLIENT_TOKEN")]
    if not all(given):
        raise SystemExit("Set VIDEO_DB_CAPTURE_SESSION_ID and VIDEO_DB_CLIENT_TOKEN to what backend.py printed.")
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(capture(*given))
        except lookhear.SdkError as exc:  # a token or a session that is refused: it says what to do
            raise SystemExit(f"{exc} {exc.hint}".rstrip()) from None
