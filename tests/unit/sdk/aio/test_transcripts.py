"""What is said in a video or a sound (contract §2.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import WrongArgument
from lookhear.sdk.aio.audio import AsyncAudio
from lookhear.sdk.aio.video import AsyncVideo

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

WORDS = [{"start": 0.5, "end": 1, "text": "hello"}]


def test_a_transcript_is_read_word_by_word_and_as_a_text(backend: Backend) -> None:
    backend.expect("GET", "video/m-1/transcription", {"word_timestamps": WORDS, "text": "hello"})
    backend.expect("GET", "video/m-1/transcription", {"word_timestamps": WORDS, "text": "hello"})

    async def read(api: AsyncApi) -> Found:
        video = AsyncVideo(api, {"id": "m-1"})
        return await video.get_transcript(0, 5, segmenter="time", length=2, force=True), await video.get_transcript_text(), video

    words, text, video = backend.run(read)
    assert backend.wire.asked[0].params == {"start": "0", "end": "5", "segmenter": "time", "length": "2", "force": "true"}
    assert backend.params == {"segmenter": "word", "length": "1", "force": "false"}
    assert (words, text) == (WORDS, "hello")
    assert (words[0].text, video.transcript, video.transcript_text) == ("hello", WORDS, "hello")


WRONG: list[dict[str, Any]] = [{"segmenter": "letter"}, {"start": -1}, {"end": -1}, {"start": 3, "end": 2}]


@pytest.mark.parametrize("said", WRONG)
def test_what_makes_no_sense_asks_nobody(backend: Backend, said: dict[str, Any]) -> None:
    with pytest.raises(WrongArgument):
        backend.run(lambda api: AsyncAudio(api, {"id": "a-1"}).get_transcript(**said))


def test_a_transcript_is_made(backend: Backend) -> None:
    backend.expect("POST", "audio/a-1/transcription", {"word_timestamps": WORDS})
    backend.expect("POST", "audio/a-1/transcription", {"word_timestamps": []})

    async def made(api: AsyncApi) -> Found:
        audio = AsyncAudio(api, {"id": "a-1"})
        return await audio.generate_transcript(language_code="de"), await audio.generate_transcript(force=True)

    heard, silent = backend.run(made)
    assert [asked.body for asked in backend.wire.asked] == [{"force": False, "language_code": "de"}, {"force": True}]
    assert heard["success"] is True
    assert silent == {"word_timestamps": []}
