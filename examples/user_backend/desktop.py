"""The desktop of one of your people: logs in at your backend, records with the session and the token it gets, and holds nothing else.

    python examples/user_backend/desktop.py http://127.0.0.1:5002 ada --seconds 60

Asks for the password. Ctrl-C ends the recording earlier.
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from urllib.parse import urlsplit

import httpx

from lookhear.capture import CaptureClient
from lookhear.errors import SdkError

THIS_COMPUTER = {"127.0.0.1", "::1", "localhost"}


def mint(url: str, name: str, password: str) -> dict[str, str]:
    """Log in, and ask for a session. Raises SystemExit with a sentence."""
    if urlsplit(url).scheme != "https" and urlsplit(url).hostname not in THIS_COMPUTER:
        raise SystemExit("A password goes over https only.")
    with httpx.Client(base_url=url, timeout=30) as client:
        login = client.post("/api/login", json={"name": name, "password": password})
        if login.is_error:
            raise SystemExit(login.json()["detail"])
        client.headers["Authorization"] = f"Bearer {login.json()['access_token']}"
        answer = client.post("/api/capture/session")
        client.post("/api/logout")
        if answer.is_error:
            raise SystemExit(answer.json()["detail"])
    return {key: str(value) for key, value in answer.json().items()}


async def record(minted: dict[str, str], seconds: float | None) -> int:
    """Record whatever there is; the exit code is 0 for a recording that is complete."""
    client = CaptureClient(client_token=minted["token"], base_url=minted["api_url"])
    try:
        channels = await client.list_channels()
        wanted = (channels.mics.default, channels.displays.primary, channels.system_audio.default)
        await client.start_session(minted["session_id"], [channel for channel in wanted if channel], duration_s=seconds)
        async for event in client.events():
            print(event.event, event.payload.get("message", ""), flush=True)
            if event.event in {"recording-complete", "error"}:
                return int(event.event == "error")
        return 1
    finally:
        await client.shutdown()


def main() -> int:
    """Arguments in, exit code out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="your backend")
    parser.add_argument("name")
    parser.add_argument("--seconds", type=float)
    args = parser.parse_args()
    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().removesuffix("\n")
    try:
        return asyncio.run(record(mint(args.url, args.name, password), args.seconds))
    except (httpx.HTTPError, ValueError) as exc:
        raise SystemExit(f"{args.url} does not answer as your backend does: {exc}") from None
    except SdkError as exc:
        raise SystemExit(f"{exc} {exc.hint}".rstrip()) from None


if __name__ == "__main__":
    sys.exit(main())
