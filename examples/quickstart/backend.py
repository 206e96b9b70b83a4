"""Your backend: creates a session and a token for a desktop, and starts the AI when the recording begins. It alone holds the API key.

    python examples/quickstart/backend.py

VIDEODB_BASE_URL and VIDEO_DB_API_KEY name a capture backend; without them it is the one of this computer. Webhooks go to public addresses
only, and the one below is not: start that with `lookhear serve --webhook-allow 127.0.0.1`. Ends when the video is there.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import lookhear

LARGEST_BYTES = 64 * 1024


class Receiver(ThreadingHTTPServer):
    """Takes webhooks at once and puts them where `main` works on them: what is not answered in ten seconds is sent again."""

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), Webhook)
        self.received: queue.Queue[dict[str, Any]] = queue.Queue()


class Webhook(BaseHTTPRequestHandler):
    """One request. Anybody on this computer may send one, so it is a hint only: what is true, the capture backend is asked.

    examples/user_backend checks signatures; a receiver that others can reach has to.
    """

    server: Receiver

    def do_POST(self) -> None:
        """Take a webhook."""
        length = int(self.headers.get("Content-Length", "0"))
        if length > LARGEST_BYTES:
            self.send_error(413)
            return
        self.server.received.put(json.loads(self.rfile.read(length)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing about requests."""


def start_ai(conn: lookhear.Connection, session_id: str) -> None:
    """Have the first microphone written down, and both it and the first display described. Doing it twice changes nothing."""
    session = conn.get_capture_session(session_id)
    for mic in session.get_rtstream("mic")[:1]:
        mic.start_transcript()
        mic.index_audio(prompt="Extract key decisions and action items")
    for display in session.get_rtstream("display")[:1]:
        display.index_visuals(prompt="Describe what the user is doing")


def show(conn: lookhear.Connection, session_id: str) -> None:
    """Print what was said, and where the recording can be watched."""
    session = conn.get_capture_session(session_id)
    for mic in session.get_rtstream("mic")[:1]:
        for record in mic.get_transcript()["transcription_records"]:
            print("said:", record["text"])
    if session.exported_video_id:
        print("watch:", conn.get_collection().get_video(session.exported_video_id).player_url)


def main() -> None:
    """Mint, and wait for what the webhooks tell."""
    conn = lookhear.connect()
    receiver = Receiver(int(os.environ.get("PORT", "5002")))
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    session = conn.create_capture_session(
        end_user_id="user_abc",
        callback_url=f"http://127.0.0.1:{receiver.server_port}/webhook",
        metadata={"app": "my-ai-copilot"},
    )
    token = conn.generate_client_token(expires_in=600)
    print(f"Session: {session.id}, Token: {token}", flush=True)  # for the desktop, however it gets there
    while True:
        event = receiver.received.get()
        if event.get("capture_session_id") != session.id:
            continue
        print(event["event"], flush=True)
        if event["event"] == "capture_session.active":
            start_ai(conn, session.id)
        elif event["event"] in {"capture_session.exported", "capture_session.failed"}:
            break
    show(conn, session.id)
    receiver.shutdown()


if __name__ == "__main__":
    try:
        main()
    except lookhear.SdkError as exc:  # no backend, a wrong key, webhooks that are not allowed: it says what to do
        raise SystemExit(f"{exc} {exc.hint}".rstrip()) from None
