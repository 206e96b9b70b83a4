"""Pipelines of a backend on a real port, fed with encoded pictures and sound over ingest, with engines that can be computed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from demo.process import wait_until
from lookhear.errors import EngineBusy, EngineFailed
from lookhear.media.samples import NS_PER_S
from tests.fakes.engines import Deterministic, LoudnessSpeech
from tests.tools.footage import Footage, Sender, cut, pictures
from tests.tools.hosted import HostedBackend
from tests.unit.media.encoded import encode_audio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PHRASES = {440: "budget discussion", 660: "let us meet on Thursday", 880: "goodbye"}
DISPLAY = pictures(seconds=9, start_s=0.25)


def speech(*sayings: tuple[float, float, int], seconds: float, start_s: float = 0.1, track: str = "mic:default") -> Footage:
    """Sound that says something from one second to another at a pitch, and is silent otherwise."""
    times = np.arange(round(seconds * 48_000)) / 48_000
    sound = np.zeros(len(times))
    for from_s, to_s, hertz in sayings:
        inside = (times >= from_s) & (times < to_s)
        sound[inside] = 0.4 * np.sin(2 * np.pi * hertz * times[inside])
    audio = encode_audio(sound.astype(np.float32)[:, None])
    from lookhear.media.samples import Sample

    return cut(track, audio.fmt, [Sample(data, 1024, is_sync=True) for data in audio.frames], start_s=start_s)


MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 880), seconds=8)


@pytest.fixture
def engines() -> Deterministic:
    return Deterministic(speech=LoudnessSpeech(PHRASES))


@pytest.fixture
def backend(tmp_path: Path, engines: Deterministic) -> Iterator[HostedBackend]:
    with HostedBackend(tmp_path / "data", engines=engines.engines()) as running:
        yield running


@pytest.fixture
def sender(backend: HostedBackend) -> Iterator[Sender]:
    with Sender(backend.url, backend.key) as made:
        yield made


def begin(sender: Sender, *footage: Footage) -> float:
    """A session that began ten seconds ago; gives when that was, in epoch seconds."""
    origin_ns = (time.time_ns() - 10 * NS_PER_S) // 1_000_000 * 1_000_000
    sender.begin(*(each.track for each in footage), wall_origin_ns=origin_ns)
    return origin_ns / NS_PER_S


def transcript(sender: Sender, stream: str, **query: Any) -> dict[str, Any]:
    answer = sender.http.get(f"/rtstream/{stream}/transcription", params=query, headers={"x-access-token": sender.key})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


def said(sender: Sender, stream: str) -> list[str]:
    return [record["text"] for record in transcript(sender, stream)["transcription_records"]]


def scenes(sender: Sender, stream: str, index: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sender.ask("GET", f"/rtstream/{stream}/index/scene/{index}")["scene_index_records"]
    return found


def test_the_quickstarts_handler_gets_a_transcript_and_two_indexes_of_what_was_before_it_ran(sender: Sender) -> None:
    origin_s = begin(sender, MIC, DISPLAY)
    sender.send(MIC)
    sender.send(DISPLAY)
    mic, display = sender.streams["mic:default"], sender.streams["display:1"]
    for _ in range(2):  # webhooks come at least once
        told = sender.ask("POST", f"/rtstream/{mic}/transcription", {"action": "start"})
        assert told["status"] in {"running", "stopped"}
        nothing = {"extraction_config": None, "model_name": None, "model_config": {}, "name": None}
        audio = sender.ask("POST", f"/rtstream/{mic}/index/scene", {"extraction_type": "transcript", "prompt": "Decisions", **nothing})
        visual = sender.ask("POST", f"/rtstream/{display}/index/scene", {"extraction_type": "time", "prompt": "What is seen", **nothing})
    wait_until(lambda: said(sender, mic) == ["budget discussion", "let us meet on Thursday", "goodbye"], what="the transcript")
    wait_until(lambda: scenes(sender, mic, audio["rtstream_index_id"]), what="the audio index")
    wait_until(lambda: len(scenes(sender, display, visual["rtstream_index_id"])) == 5, what="the visual index")
    records = transcript(sender, mic)["transcription_records"]
    first = origin_s + 0.1 + 1 + 1024 / 48_000
    assert (records[0]["start"], records[0]["end"]) == pytest.approx((first, first + 1), abs=0.06)
    assert [word["text"] for word in records[1]["word_timestamps"]] == ["let", "us", "meet", "on", "Thursday"]
    assert scenes(sender, mic, audio["rtstream_index_id"])[0]["text"] == "3 passages: budget discussion | let us meet on Thursday | goodbye"
    seen = scenes(sender, display, visual["rtstream_index_id"])
    assert [round(row["start"] - origin_s, 2) for row in seen] == [0.25, 2.25, 4.25, 6.25, 8.25]
    assert round(seen[-1]["end"] - origin_s, 2) == 9.25
    assert {row["description"] for row in seen} <= {f"brightness {value}" for value in range(40, 80)}
    assert all(row["description"] == row["text"] for row in seen)
    assert len(sender.ask("GET", f"/rtstream/{mic}/index/scene")["scene_indexes"]) == 1
    assert len(sender.ask("GET", f"/rtstream/{display}/index/scene")["scene_indexes"]) == 1
    wait_until(lambda: sender.ask("GET", f"/rtstream/{mic}/transcription/status")["status"] == "stopped", what="the end of the transcript")
