"""Pipelines whose engines are busy, fail or are missing, whose backend ends in the middle, and whose recordings go."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from lookhear.errors import EngineBusy, EngineFailed
from tests.fakes.engines import BrightnessVision, Deterministic, LoudnessSpeech
from tests.tools.footage import pictures
from tests.tools.hosted import HostedBackend
from tests.tools.understood import PHRASES, Developer, Ear, developing, speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lookhear.understanding.ports import Description, Picture

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 880), seconds=8)
ALL_SAID = ["budget discussion", "let us meet on Thursday", "goodbye"]
DISPLAY = pictures(seconds=9, start_s=0.25)
TWO_A_WINDOW = {"time": 2, "frame_count": 2}


class HeldVision(BrightnessVision):
    """Describes as many windows as it is allowed to, and waits then."""

    def __init__(self, allowed: int) -> None:
        super().__init__()
        self.allowed = allowed
        self.is_held = threading.Event()

    async def describe(
        self,
        pictures: Sequence[Picture],
        *,
        prompt: str,
        model: str | None = None,
        context: Sequence[Mapping[str, object]] = (),
        stream: str = "",
    ) -> Description:
        if len(self.asked) >= self.allowed:
            self.is_held.set()
            await asyncio.Event().wait()
        return await super().describe(pictures, prompt=prompt, model=model, context=context, stream=stream)


def engines(**made: Any) -> Deterministic:  # noqa: ANN401 - as Deterministic
    return Deterministic(**({"speech": LoudnessSpeech(PHRASES)} | made))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def chosen() -> Deterministic:
    return engines()


@pytest.fixture
def developer(data: Path, chosen: Deterministic) -> Iterator[Developer]:
    with HostedBackend(data, engines=chosen.engines()) as backend, developing(backend) as made:
        yield made


def test_without_an_engine_pipelines_wait_and_are_filled_when_the_backend_has_one(data: Path) -> None:
    with HostedBackend(data) as backend, developing(backend) as developer:
        developer.record(MIC, DISPLAY)
        assert developer.status() == "not_configured"
        assert developer.start()["status"] == "waiting_for_engine"
        visual, audio = developer.index("display:1", extraction_config=TWO_A_WINDOW), developer.index("mic:default", prompt="Sum up")
        developer.finish(MIC, DISPLAY)
        listed = developer.ask("GET", developer.path("display:1", "/index/scene"))["scene_indexes"]
        assert [row["status"] for row in listed] == ["waiting_for_engine"]
        assert (developer.said(), developer.scenes("display:1", visual)) == ([], [])
        backend.restart(engines().engines())
        wait_until(lambda: developer.said() == ALL_SAID, what="the transcript")
        wait_until(lambda: len(developer.scenes("display:1", visual)) == 5, what="the visual index")
        wait_until(lambda: len(developer.scenes("mic:default", audio)) == 1, what="the audio index")
        wait_until(lambda: developer.status() == "stopped", what="the end")


def test_a_backend_that_ends_in_the_middle_goes_on_where_its_records_end(data: Path) -> None:
    held = HeldVision(allowed=2)
    with HostedBackend(data, engines=engines(vision=held).engines()) as backend, developing(backend) as developer:
        developer.record(MIC, DISPLAY)
        developer.start()
        index = developer.index("display:1", extraction_config=TWO_A_WINDOW)
        developer.put(DISPLAY)
        developer.put(MIC, *range(1, 9))  # up to 4.2 s: in the middle of what is said second
        assert held.is_held.wait(30)
        wait_until(lambda: developer.said() == ALL_SAID[:1], what="what was said first")
        before = developer.scenes("display:1", index)
        backend.restart(engines().engines())
        developer.put(MIC, *range(9, len(MIC.fragments) + 1))
        developer.complete(MIC)
        developer.complete(DISPLAY)
        wait_until(lambda: len(developer.scenes("display:1", index)) == 5, what="the visual index")
        wait_until(lambda: developer.status() == "stopped", what="the end")
        assert developer.said() == ALL_SAID
        scenes = developer.scenes("display:1", index)
        assert scenes[:2] == before
        assert [row["start"] for row in scenes[1:]] == [row["end"] for row in scenes[:-1]]


def test_a_busy_engine_is_asked_again_and_nothing_is_missing(developer: Developer, chosen: Deterministic) -> None:
    chosen.speech.trouble.add(EngineBusy("It starts."), EngineBusy("It still starts."))
    chosen.vision.trouble.add(EngineBusy("Not now."))
    developer.record(MIC, DISPLAY)
    developer.start()
    index = developer.index("display:1", extraction_config=TWO_A_WINDOW)
    developer.finish(MIC, DISPLAY)
    wait_until(lambda: developer.said() == ALL_SAID, what="the transcript")
    wait_until(lambda: len(developer.scenes("display:1", index)) == 5, what="the index")
    assert developer.ask("GET", developer.path("display:1", f"/index/{index}"))["error"] is None


def test_a_window_that_fails_for_good_says_so_and_the_others_are_there(developer: Developer, chosen: Deterministic) -> None:
    chosen.vision.trouble.add(EngineFailed("It cannot see that.", hint="Look elsewhere."))
    with Ear(developer) as ear:
        developer.record(DISPLAY)
        developer.finish(DISPLAY)
        index = developer.index("display:1", extraction_config=TWO_A_WINDOW, ws_connection_id=ear.id)
        told = ear.wait_for("visual_index", 4)
    scenes = developer.scenes("display:1", index)
    assert [bool(row["text"]) for row in scenes] == [False, True, True, True, True]
    assert scenes[0]["metadata"]["error"] == {"code": "engine.failed", "message": "It cannot see that. Look elsewhere."}
    assert [message["text"] for message in told] == [row["text"] for row in scenes[1:]]


def test_speech_that_cannot_be_understood_is_left_out_and_the_rest_is_heard(developer: Developer, chosen: Deterministic) -> None:
    developer.record(MIC)
    developer.start()
    developer.put(MIC, *range(1, 6))
    wait_until(lambda: developer.said() == ALL_SAID[:1], what="what was said first")
    chosen.speech.trouble.add(EngineFailed("It cannot hear that."))
    developer.put(MIC, *range(6, len(MIC.fragments) + 1))
    developer.complete(MIC)
    wait_until(lambda: developer.status() == "stopped", what="the end")
    records = developer.transcript()["transcription_records"]
    assert records[0]["text"] == ALL_SAID[0]
    assert [record["error"]["message"] for record in records if "error" in record] == ["It cannot hear that."]


def test_a_deleted_recording_ends_its_pipelines_quietly(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    held = HeldVision(allowed=1)
    with HostedBackend(data, engines=engines(vision=held).engines()) as backend, developing(backend) as developer:
        developer.record(MIC, DISPLAY)
        developer.start()
        developer.index("display:1", extraction_config=TWO_A_WINDOW)
        developer.put(MIC, *range(1, 9))
        developer.put(DISPLAY, *range(1, 9))
        assert held.is_held.wait(30)
        session_id = developer.session_id
        backend.call(backend.services.store.write(lambda tx: tx.sessions.delete(session_id)))
        held.allowed = 100
        answer = developer.http.get(developer.path("mic:default", "/transcription"), headers={"x-access-token": developer.key})
        assert answer.status_code == 404
        developer.record(DISPLAY)  # another one is understood all the same
        developer.finish(DISPLAY)
        backend.restart(engines().engines())
        index = developer.index("display:1", extraction_config=TWO_A_WINDOW)
        wait_until(lambda: len(developer.scenes("display:1", index)) == 5, what="the other index")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_fragments_that_are_gone_are_a_gap(developer: Developer, data: Path) -> None:
    developer.record(DISPLAY, not_stored=("display:1",))
    developer.finish(DISPLAY)
    folder = data / "objects" / developer.streams["display:1"]
    gone = sorted(folder.rglob("*.m4s"))[4:8]
    for path in gone:
        path.unlink()
    index = developer.index("display:1", extraction_config=TWO_A_WINDOW)
    wait_until(lambda: developer.ask("GET", developer.path("display:1", f"/index/{index}"))["status"] == "stopped", what="the end")
    assert gone
    assert developer.seconds(developer.scenes("display:1", index)) == [(0.2, 2.2), (4.2, 6.2), (6.2, 8.2), (8.2, 9.2)]
