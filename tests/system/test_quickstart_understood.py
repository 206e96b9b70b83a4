"""The quickstart with the engines that come along: a voice in the microphone, a window on the screen, and the four events of its page.

The backend is killed in the middle. What was understood before and after it is there once.
"""

from __future__ import annotations

import json
import re
import sys
import wave
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
import videodb

from demo.audio import MIC_FEED
from demo.desktop import VirtualDesktop
from demo.process import wait_until
from demo.voices import RATE, said, silence
from tests.contract.quickstart.blocks import CONNECTED, FOLDER, WEBHOOKS, block
from tests.contract.quickstart.programs import Programs, of_desktop
from tests.tools.program import Program
from tests.tools.receiver import Receiver
from tests.tools.serving import API_KEY, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.contract.quickstart.programs import Running
    from tests.tools.takes import Sdk

pytestmark = [pytest.mark.system, pytest.mark.linux]

WITHIN_S: Final = 150.0
FIRST: Final = "Let us begin the budget discussion. We have forty thousand dollars for the next quarter."
SECOND: Final = "The meeting is moved to Thursday afternoon. Everybody should bring the contract."
REPORT: Final = "Quarterly report\nThe budget for travel grew by ten percent\nThree unread messages"
LETTER: Final = "Dear customer\nYour parcel arrives on Monday\nKind regards"

# A window as an application shows it: its name, its title, its text.
WINDOW: Final = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([sys.argv[1]])
label = QLabel(sys.argv[3])
label.setWindowTitle(sys.argv[2])
label.setStyleSheet("background: white; color: black; font-size: 30px; padding: 24px")
label.resize(900, 420)
label.show()
app.exec()
"""

# Listens as the page says that a backend may; what is watched for is in what is said and in what is seen.
LISTENING: Final = """
import asyncio, json, sys
import videodb

conn = videodb.connect()

async def main():
    async with conn.connect_websocket() as socket:
        cap = conn.get_capture_session(sys.argv[1])
        mic, display = cap.get_rtstream("mic")[0], cap.get_rtstream("display")[0]
        ws = socket.connection_id
        mic.start_transcript(ws_connection_id=ws)
        one = {"type": "sentence", "value": 1}
        heard = mic.index_audio(prompt="What was decided", batch_config=one, name="heard", ws_connection_id=ws)
        often = {"type": "time", "value": 2, "frame_count": 1}
        seen = display.index_visuals(prompt="Describe what the user is doing", batch_config=often, name="seen", ws_connection_id=ws)
        event_id = conn.create_event(event_prompt="Somebody talks about the budget", label="sensitive_content")
        heard.create_alert(event_id, callback_url="", ws_connection_id=ws)
        seen.create_alert(event_id, callback_url="", ws_connection_id=ws)
        print(json.dumps({"type": "ready"}))
        async for message in socket.receive():
            print(json.dumps(message))

asyncio.run(main())
"""


@dataclass
class Scene:
    """A developer, their backend, and somebody at a desktop that is recorded."""

    desktop: VirtualDesktop
    backend: ServedBackend
    receiver: Receiver
    programs: Programs
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """Of the developer's programs."""
        return {"VIDEO_DB_API_KEY": API_KEY, "VIDEODB_BASE_URL": self.backend.url}

    def connect(self) -> Sdk:
        """The official SDK, unmodified."""
        return videodb.connect(api_key=API_KEY, base_url=self.backend.url)

    def say(self, text: str) -> None:
        """Into the microphone; comes back when it was said."""
        file = self.folder / "said.wav"
        with wave.open(str(file), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            for part in (silence(0.5), said(text), silence(1.5)):
                sound.writeframes(part.tobytes())
        self.desktop.play(file, sink=MIC_FEED).wait(60)

    def show(self, title: str, text: str) -> None:
        """A window in front of all others."""
        self.desktop.start("window", [sys.executable, "-c", WINDOW, "Writer", title, text])

    def record(self) -> tuple[str, Running]:
        """The page's blocks one to three: a session, a desktop that records, and the webhook that starts what is to be understood."""
        code = block("create_session.txt", callback_url=f"{self.receiver.url}/hook")
        printed = self.programs.run(code, env=self.env)
        session_id, token = re.findall(r"Session: (cap-\S+), Token: (\S+)\n", printed)[0]
        env = {**of_desktop(self.desktop.env), "VIDEO_DB_API": self.backend.url}
        client = self.programs.start(block("client.txt", session_id=session_id, token=token), env=env)
        client.wait_for("recording-started")
        active = wait_until(partial(self._active, session_id), what="the webhook", deadline_s=WITHIN_S)
        self.programs.run(f"{CONNECTED}{block('on_webhook.txt')}{WEBHOOKS}", env=self.env, text=f"{active}\n" * 2)
        return session_id, client

    def _active(self, session_id: str) -> str | None:
        told = [body.decode() for body in self.receiver.bodies("/hook")]
        return next((body for body in told if "capture_session.active" in body and session_id in body), None)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with (
        VirtualDesktop(size=(1280, 720)) as desktop,
        Receiver() as receiver,
        ServedBackend(tmp_path / "data", "--webhook-allow", "127.0.0.1/32") as backend,
        Programs(tmp_path / "programs") as programs,
    ):
        yield Scene(desktop, backend, receiver, programs, tmp_path)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def part_of(wanted: str, text: str) -> float:
    """How many of the wanted words are in a text."""
    there = set(words(text))
    return sum(word in there for word in words(wanted)) / len(words(wanted))


def like(listening: Running, example: dict[str, Any]) -> list[dict[str, Any]]:
    """The messages that are of an example's type, reduced to its keys; final ones among the words."""
    messages = [json.loads(line) for line in listening.out.splitlines()]
    fixed = {key: example[key] for key in ("type", "index_type", "is_final", "label") if key in example}
    return [
        {key: message.get(key) for key in example} for message in messages if all(message.get(key) == value for key, value in fixed.items())
    ]


def told(listening: Running, example: dict[str, Any]) -> str:
    """The texts of those, one behind the other."""
    return " ".join(each["text"] for each in like(listening, example))


def heard(stream: Sdk) -> list[dict[str, Any]]:
    """What a transcript has now."""
    found: list[dict[str, Any]] = stream.get_transcript(page_size=200)["transcription_records"]
    return sorted(found, key=lambda segment: float(segment["start"]))


def assert_once(stretches: list[tuple[float, float]]) -> None:
    """No stretch of time stands in two records."""
    ordered = sorted(stretches)
    assert all(ends <= begins + 0.05 for (_, ends), (begins, _) in pairwise(ordered)), ordered


def until(is_so: Callable[[], bool], *, what: str) -> None:
    wait_until(lambda: is_so() or None, what=what, deadline_s=WITHIN_S)


@pytest.mark.timeout(900)
def test_the_four_events_come_from_a_voice_and_a_screen_and_a_killed_backend_goes_on(scene: Scene) -> None:
    scene.show("Quarterly report", REPORT)
    session_id, client = scene.record()
    listening = scene.programs.start(LISTENING, session_id, env=scene.env)
    until(lambda: '"ready"' in listening.out or not listening.is_running, what="the socket")
    scene.say(FIRST)
    events = [json.loads(line) for line in (FOLDER / "events.ndjson").read_text("utf-8").splitlines()]
    for example in events:
        until(partial(lambda example: bool(like(listening, example)), example), what=f"{example}, {listening.err}")
        for message in like(listening, example):
            assert {key: type(value) for key, value in message.items()} == {key: type(value) for key, value in example.items()}
    until(lambda: part_of(FIRST, told(listening, events[0])) >= 0.7, what=f"what was said in {told(listening, events[0])}")
    until(lambda: part_of(REPORT, told(listening, events[1])) >= 0.9, what="what is to be seen")
    assert "'Quarterly report'" in told(listening, events[1])
    assert all(0 < each["confidence"] <= 1 for each in like(listening, events[3]))
    alerts = [json.loads(line) for line in listening.out.splitlines() if '"alert"' in line]
    assert len({each["rtstream_index_id"] for each in alerts}) == len(alerts)  # the report stays in view: once for each index

    scene.backend.kill()
    scene.say(SECOND)
    scene.show("Letter", LETTER)
    scene.backend.start()
    session = scene.connect().get_capture_session(session_id)
    mic, display = session.get_rtstream("mic")[0], session.get_rtstream("display")[0]
    until(lambda: part_of(SECOND, " ".join(each["text"] for each in heard(mic))) >= 0.7, what="what was said while it was dead")
    seen = next(index for index in display.list_scene_indexes() if index.name == "seen")
    until(lambda: any(part_of(LETTER, row["text"]) >= 0.9 for row in scenes(seen)), what="what was shown while it was dead")
    assert_once([(each["start"], each["end"]) for each in heard(mic)])
    assert_once([(row["start"], row["end"]) for row in scenes(seen)])
    assert words(" ".join(each["text"] for each in heard(mic))).count("budget") == 1
    shots = mic.search("budget discussion").get_shots()
    assert "budget" in shots[0].text.lower()
    assert Program(client.home).run(scene.desktop.env, "stop").returncode == 0
    assert client.ended() == 0, client.err
    until(lambda: scene.connect().get_capture_session(session_id).status == "exported", what="the export")
    assert "budget" in mic.search("budget discussion").get_shots()[0].text.lower()


def scenes(index: Sdk) -> list[dict[str, Any]]:
    """What an index has now."""
    found: list[dict[str, Any]] = index.get_scenes(page_size=200)["scenes"]
    return found
