"""A recording of two displays, from the block that creates its session to what is found in it, every step by a block of the page."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pytest
import videodb

from demo.process import wait_until
from tests.contract.quickstart.blocks import CALLS, CONNECTED, FOLDER, WEBHOOKS, block, two_displays
from tests.contract.quickstart.programs import of_desktop
from tests.contract.sdk.looking import FEW_S, FOUND_WITHIN_S, NEAR, is_as_bright, scene, sounded_in, transcript
from tests.tools.played import downloaded, played
from tests.tools.program import Program
from tests.tools.recorded import loudness, pictures, sound
from tests.tools.stage import BRIGHT, BUDGET, DARK, FRIDAY, LUNCH, PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.contract.quickstart.conftest import Developer, Session
    from tests.contract.quickstart.programs import Running
    from tests.tools.stage import Said, Stage
    from tests.tools.takes import Sdk

TOKEN_S: Final = 30  # the quickstart's is short-lived, and recordings outlast it; this one ends in the middle

# Listens as the page says that a backend may, and prints a message a line.
LISTENING: Final = """
import asyncio, json, sys
import videodb

conn = videodb.connect()

async def main():
    async with conn.connect_websocket() as socket:
        cap = conn.get_capture_session(sys.argv[1])
        mic, display = cap.get_rtstream("mic")[0], cap.get_rtstream("display")[0]
        mic.start_transcript(ws_connection_id=socket.connection_id)
        heard = mic.index_audio(
            prompt="In a word", batch_config={"type": "sentence", "value": 1}, name="heard", ws_connection_id=socket.connection_id
        )
        often = {"type": "time", "value": 1, "frame_count": 1}
        display.index_visuals(prompt="What is it?", batch_config=often, name="seen", ws_connection_id=socket.connection_id)
        event_id = conn.create_event(event_prompt="Somebody decided to ship something", label="sensitive_content")
        heard.create_alert(event_id, callback_url="", ws_connection_id=socket.connection_id)
        print(json.dumps({"type": "ready"}))
        async for message in socket.receive():
            print(json.dumps(message))

asyncio.run(main())
"""


@dataclass
class Walk:
    """The recording, and what was done while it ran."""

    session: Session
    client: Running
    active: bytes
    said: dict[str, Said] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture(scope="module")
def walk(developer: Developer, stage: Stage) -> Walk:
    """One that is being recorded. Something was said before anybody asked for a transcript; then the webhook came twice."""
    session = replace(developer.create_session(), token=developer.conn.generate_client_token(expires_in=TOKEN_S))
    env = {**of_desktop(stage.desktop.env), "VIDEO_DB_API": developer.backend.url}
    client = developer.programs.start(two_displays(), session.id, session.token, env=env)
    client.wait_for("recording-started")

    def active() -> bytes | None:
        told = [(json.loads(body), body) for body in developer.receiver.bodies("/webhooks/videodb")]
        wanted = ("capture_session.active", session.id)
        return next((body for payload, body in told if (payload.get("event"), payload.get("capture_session_id")) == wanted), None)

    walk = Walk(session, client, wait_until(active, what="the webhook", deadline_s=60))
    walk.said[BUDGET] = stage.say(BUDGET)
    text = f"{walk.active.decode()}\n" * 2
    developer.programs.run(f"{CONNECTED}{block('on_webhook.txt')}{WEBHOOKS}", env=developer.env, text=text)
    return walk


def is_refused(developer: Developer, token: str) -> bool:
    """Whether a token is none any more."""
    try:
        videodb.connect(session_token=token, base_url=developer.backend.url).get_collection()
    except videodb.AuthenticationError:
        return True
    return False


@pytest.fixture(scope="module")
def stopped(walk: Walk, stage: Stage, developer: Developer) -> Sdk:
    """Its session, when it is over and exported."""
    if walk.client.is_running:
        wait_until(lambda: is_refused(developer, walk.session.token), what="the token's end", deadline_s=2 * TOKEN_S)
        walk.said[LUNCH] = stage.say(LUNCH)
        assert Program(walk.client.home).run(stage.desktop.env, "stop").returncode == 0
    assert walk.client.ended() == 0, walk.client.err
    assert walk.client.left() == []
    return developer.exported(walk.session.id)


@pytest.fixture(scope="module")
def listening(walk: Walk, developer: Developer) -> Iterator[Running]:
    """A program that prints what its socket tells."""
    program = developer.programs.start(LISTENING, walk.session.id, env=developer.env)
    wait_until(lambda: program.out or not program.is_running, what="the socket")
    assert program.is_running, program.err
    yield program
    program.close()


def test_the_backend_has_a_stream_for_each_channel_and_the_primary_display_first(walk: Walk, developer: Developer) -> None:
    session = developer.session(walk.session.id)
    assert session.status == "active"
    names = {stream.id: stream.name for stream in session.rtstreams}
    assert sorted(names.values()) == ["display:1", "display:2", "mic:default", "system_audio:default"]
    assert [stream.name for stream in session.get_rtstream("display")] == ["display:1", "display:2"]


def test_the_displays_are_listed_word_for_word(walk: Walk, developer: Developer) -> None:
    printed = developer.programs.run(CONNECTED + block("list_displays.txt", session_id=walk.session.id), env=developer.env)
    assert printed == "display:1  primary=True\ndisplay:2  primary=False\n"
    assert [f"# {line}" for line in printed.splitlines()] == block("list_displays.txt").splitlines()[-2:]


def test_the_webhook_s_handler_started_a_transcript_and_two_indexes_though_it_was_called_twice(walk: Walk, developer: Developer) -> None:
    session = developer.session(walk.session.id)
    (mic,), (display, other) = session.get_rtstream("mic"), session.get_rtstream("display")
    prompts = [[index.prompt for index in stream.list_scene_indexes() if not index.name] for stream in (mic, display, other)]
    assert prompts == [["Extract key decisions and action items"], ["Describe what the user is doing"], []]
    started = [asked for asked in developer.backend.asked() if asked.path == f"/rtstream/{mic.id}/transcription"]
    assert {asked.client.partition("/")[0] for asked in started} == {"lookhear-python"}
    assert mic.start_transcript()["status"] == "running"


def test_what_was_said_before_the_handler_ran_and_what_is_seen_can_be_polled(walk: Walk, developer: Developer) -> None:
    said, session = walk.said[BUDGET], developer.session(walk.session.id)
    record = transcript(session.get_rtstream("mic")[0], BUDGET)
    assert said.start_s - FEW_S <= record["start"] < record["end"] <= said.end_s + FEW_S
    seen = next(index for index in session.get_rtstream("display")[0].list_scene_indexes() if not index.name)
    assert is_as_bright(scene(seen, "brightness")["text"], BRIGHT)


def called(developer: Developer, session_id: str, category: str) -> list[tuple[str, Any]]:
    """What came of each of the four calls on a stream."""
    program = developer.programs.run(CALLS, str(FOLDER / "rtstream.txt"), session_id, category, env=developer.env)
    return [(what, result) for what, result in map(ast.literal_eval, program.splitlines())]


def test_the_four_calls_of_a_stream_find_what_was_said_while_it_is_recorded(walk: Walk, developer: Developer) -> None:
    *calls, (searched, shots) = called(developer, walk.session.id, "mic")
    assert [what for what, _ in calls] == ["done", "done", "refused"]
    assert "Use index_audio" in calls[-1][1]  # a microphone shows nothing
    text, start_s, end_s, score, url = shots[0]
    said = walk.said[BUDGET]
    assert (searched, BUDGET in text, start_s <= said.end_s, end_s >= said.start_s, 0 < score <= 1) == ("done", True, True, True, True)
    assert url.startswith(developer.backend.url)
    assert "audio" in played(url).kinds


def test_a_display_is_seen_and_not_heard(walk: Walk, developer: Developer) -> None:
    _, heard, seen, searched = called(developer, walk.session.id, "display")
    assert (heard[0], seen[0], searched[0]) == ("refused", "done", "done")
    assert "Use index_visuals" in heard[1]


def test_every_event_has_the_shape_that_the_page_shows(walk: Walk, listening: Running, stage: Stage) -> None:
    shown = [json.loads(line) for line in (FOLDER / "events.ndjson").read_text("utf-8").splitlines()]
    stage.say(FRIDAY)

    def like(example: dict[str, Any]) -> list[dict[str, Any]]:
        """Those that are of an example's type, reduced to its keys; final ones among the words."""
        messages = [json.loads(line) for line in listening.out.splitlines()]
        fixed = {key: example[key] for key in ("type", "index_type", "is_final", "label") if key in example}
        return [
            {key: message.get(key) for key in example}
            for message in messages
            if all(message.get(key) == value for key, value in fixed.items())
        ]

    for example in shown:
        found = wait_until(partial(like, example), what=str(example), deadline_s=FOUND_WITHIN_S)
        assert {key: type(value) for key, value in found[0].items()} == {key: type(value) for key, value in example.items()}
    (alert,) = {each["confidence"] for each in like(shown[-1])}
    assert 0 < alert <= 1
    texts = [each["text"] for each in like(shown[0])]
    assert texts.count(FRIDAY) == 1


def test_it_ends_as_the_page_has_it(walk: Walk, stopped: Sdk) -> None:
    told = walk.client.told()
    assert [stream["channel"] for stream in told[0].payload["streams"]] == [
        "mic:default",
        "display:1",
        "display:2",
        "system_audio:default",
    ]
    assert [each.event for each in told if each.event in {"recording-complete", "error"}] == ["recording-complete"]
    assert told[-1].payload["uploaded"] is True
    assert stopped.primary_video_channel_id == "display:1"


def test_a_token_that_has_expired_meanwhile_cut_nothing_off(walk: Walk, stopped: Sdk) -> None:
    assert "error" not in {told.event for told in walk.client.told()}
    (mic,) = stopped.get_rtstream("mic")
    record = transcript(mic, LUNCH)
    assert sounded_in(walk.said[LUNCH], record["start"], record["end"])


def test_what_was_said_is_found_after_the_end(walk: Walk, stopped: Sdk) -> None:
    (mic,) = stopped.get_rtstream("mic")
    shot = mic.search("budget discussion").get_shots()[0]
    assert BUDGET in shot.text
    assert shot.start <= walk.said[BUDGET].end_s


def test_the_video_shows_the_primary_display_and_that_of_the_other_only_the_other(
    walk: Walk, stopped: Sdk, developer: Developer, tmp_path: Path
) -> None:
    program = developer.programs.run(
        f"""{CONNECTED}
import time
cap = conn.get_capture_session({walk.session.id!r})
videos = [cap.export(), cap.export("display:2")]
while any(video["export_status"] == "exporting" for video in videos):
    time.sleep(0.5)
    videos = [cap.export(), cap.export("display:2")]
print([conn.get_collection().get_video(video["video_id"]).download()["download_url"] for video in videos])
""",
        env=developer.env,
    )
    files = [downloaded(url, tmp_path / f"{number}.mp4") for number, url in enumerate(ast.literal_eval(program), 1)]
    for file, brightness in zip(files, (BRIGHT, DARK), strict=True):
        assert {abs(int(gray.mean()) - brightness) <= NEAR for _, gray in pictures(file)} == {True}
        heard = sound(file)  # the first track is the mix of all
        spoken = next(hertz for hertz, text in PHRASES.items() if text == BUDGET)
        loud = max(
            loudness(heard.mono[at : at + heard.rate], rate=heard.rate, hertz=spoken) for at in range(0, len(heard.mono), heard.rate)
        )
        assert loud > 0.02
