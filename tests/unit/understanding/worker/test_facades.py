"""Engines as the backend sees them, over a real worker."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from lookhear.understanding.ports import Description, Picture, Utterance, Verdict, Word
from lookhear.understanding.worker import facades
from lookhear.understanding.worker.facades import WorkerEmbedder, WorkerJudge, WorkerLanguage, WorkerSpeech, WorkerVision
from tests.tools.lanes import habits, lane

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from lookhear.understanding.ports import Embedder, Judge, Language, Speech, Vision
    from lookhear.understanding.worker.lane import Lane

RATE = 8000
NS_PER_S = 1_000_000_000


def played(scene: Callable[[Lane], Coroutine[Any, Any, None]]) -> None:
    async def all_of_it() -> None:
        async with asyncio.timeout(50), lane() as made:
            await scene(made)

    asyncio.run(all_of_it())


def sound(samples: int, first: int = 0) -> Any:  # noqa: ANN401 - an array
    pcm = np.zeros(samples, np.int16)
    pcm[0] = first
    return pcm


def speech_of(made: Lane) -> WorkerSpeech:
    return WorkerSpeech(made, habits(), sample_rate=RATE)


def test_two_streams_are_heard_side_by_side() -> None:
    async def scene(made: Lane) -> None:
        speech: Speech = speech_of(made)
        assert (speech.name, speech.sample_rate) == ("habits", RATE)
        one, other = [await speech.open(language=language) for language in (None, "en")]
        assert await one.feed(sound(10), at_ns=7) == (
            Utterance(
                start_ns=7,
                end_ns=7 + NS_PER_S,
                text="10",
                is_final=True,
                words=(Word(start_ns=7, end_ns=8, text="10"),),
                confidence=0.5,
            ),
        )
        heard = await asyncio.gather(one.feed(sound(5), at_ns=8), other.feed(sound(3), at_ns=8))
        assert [each[0].text for each in heard] == ["15", "3"]
        assert [each.text for each in await one.finish()] == ["in all 15"]
        with pytest.raises(EngineBusy):
            await one.finish()
        assert [each.text for each in await other.finish()] == ["in all 3"]
        with pytest.raises(EngineFailed, match="not known") as failed:
            await speech.open(language="xx")
        assert type(failed.value) is EngineFailed

    played(scene)


@pytest.mark.linux
def test_a_stream_whose_worker_ended_is_to_be_heard_again() -> None:
    async def scene(made: Lane) -> None:
        speech = speech_of(made)
        one, other = [await speech.open(language=None) for _ in range(2)]
        with pytest.raises(EngineCrashed):
            await one.feed(sound(5, first=2222), at_ns=0)
        again = await speech.open(language=None)
        for lost in (one, other):
            with pytest.raises(EngineBusy, match="heard again") as busy:
                await lost.feed(sound(5), at_ns=0)
            assert type(busy.value) is EngineBusy
        assert (await again.feed(sound(5), at_ns=0))[0].text == "5"

    played(scene)


def test_a_bug_in_one_stream_leaves_the_others_alone() -> None:
    async def scene(made: Lane) -> None:
        speech = speech_of(made)
        one, other = [await speech.open(language=None) for _ in range(2)]
        await other.feed(sound(4), at_ns=0)
        with pytest.raises(EngineCrashed, match="ValueError"):
            await one.feed(sound(5, first=1111), at_ns=0)
        with pytest.raises(EngineBusy):
            await one.feed(sound(5), at_ns=0)
        assert (await other.feed(sound(4), at_ns=0))[0].text == "8"

    played(scene)


def test_a_stream_that_is_only_let_go_of_is_forgotten_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(made: Lane) -> None:
        speech = speech_of(made)
        one = await speech.open(language=None)
        (shift,) = made._shifts
        forgotten: list[int] = []
        monkeypatch.setattr(shift, "forget_session", lambda _, session: forgotten.append(session))
        del one
        gc.collect()
        while not forgotten:  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.001)
        assert forgotten == [1]

    played(scene)


def test_a_stream_that_is_given_up_while_it_is_opened_is_forgotten_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(made: Lane) -> None:
        speech = speech_of(made)
        await speech.open(language=None)
        (shift,) = made._shifts
        forgotten: list[int] = []
        monkeypatch.setattr(shift, "forget_session", lambda _, session: forgotten.append(session))
        opening = asyncio.create_task(speech.open(language=None))
        await asyncio.sleep(0)
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening
        assert 2 in forgotten

    played(scene)


def test_pictures_are_described() -> None:
    async def scene(made: Lane) -> None:
        vision: Vision = WorkerVision(made, habits())
        pictures = [Picture(at_ns=at_ns, rgb=np.full((1080, 1920, 3), at_ns, np.uint8)[:, ::-1]) for at_ns in (3, 7)]
        seen = await vision.describe(pictures, prompt="What?", model="m", context=[{"kind": "window"}], stream="rts-1")
        metadata = {"times": [3, 7], "model": "m", "context": [{"kind": "window"}], "stream": "rts-1", "mean": 3.0}
        assert seen == Description(text="brightness [3, 7]", metadata=metadata)

    played(scene)


def test_language_sums_up_and_answers() -> None:
    async def scene(made: Lane) -> None:
        language: Language = WorkerLanguage(made, habits())
        assert await language.digest(["a", "b"], prompt="", model=None) == "a b"
        assert (await language.answer("", schema={"type": "object"})).startswith("1 ")
        assert len(await language.answer("huge:1000000")) == 200_000  # as much as one text may be

    played(scene)


def test_a_judge_judges() -> None:
    async def scene(made: Lane) -> None:
        judge: Judge = WorkerJudge(made, habits())
        assert await judge.judge("sure", prompt="sure") == Verdict(is_triggered=True, confidence=1.0, explanation="Because.")

    played(scene)


def test_vectors_of_many_texts_come_in_their_order_and_of_none_none() -> None:
    async def scene(made: Lane) -> None:
        embedder: Embedder = WorkerEmbedder(made, habits(), model="m")
        assert embedder.model_id == "habits:m"
        assert WorkerEmbedder(made, habits(), model="").model_id == "habits"
        rows = await embedder.encode(["x" * length for length in range(20)])
        assert rows[:, 0].tolist() == list(range(20))
        assert (await embedder.encode([])).shape[0] == 0
        with pytest.raises(EngineFailed, match="for 1 texts"):
            await embedder.encode(["odd"])

    played(scene)


def test_an_engine_that_waits_for_a_service_has_as_long_as_that_may_take() -> None:
    async def scene(made: Lane) -> None:
        slow = WorkerLanguage(made, habits(timeout_s=300))
        assert slow._least_s == 630.0
        assert WorkerLanguage(made, habits(timeout_s=1e308))._least_s == 7230.0
        assert WorkerLanguage(made, habits(timeout_s=True))._least_s == 0.0
        assert WorkerLanguage(made, habits(timeout_s=10))._least_s < facades.LANGUAGE_S

    played(scene)
