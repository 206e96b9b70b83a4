"""What a language engine is told, and what becomes of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.playback.sharing import Sharing
from lookhear.backend.playback.videos import VideoService
from lookhear.backend.playback.virtual_file import describe
from lookhear.backend.search.answers import Answers
from lookhear.backend.search.service import Query, SearchService
from lookhear.backend.search.video_search import Target, VideoSearch
from lookhear.backend.storage.objects import LocalObjects
from lookhear.errors import Conflict, EngineBusy, EngineFailed, EngineMissing, TooMany
from lookhear.media.movie_plan import MoviePlan
from lookhear.understanding.ports import FixedEngines
from tests.fakes.engines import EchoLanguage
from tests.fakes.found import NS, SPEECH, FoundRows, record
from tests.fakes.stored import VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Saying(EchoLanguage):
    """Says one thing whatever it is asked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    async def answer(self, prompt: str, *, schema: Mapping[str, object] | None = None, model: str | None = None) -> str:
        await super().answer(prompt, schema=schema, model=model)
        return self.text


class Asked:
    """A store with a video of an hour, and who answers questions about it."""

    def __init__(self, rows: FoundRows, objects: LocalObjects) -> None:
        self.rows = rows
        self.language = EchoLanguage()
        sharing = Sharing(rows.store, now_ns=rows.clock)
        videos = VideoService(rows.store, objects, sharing, now_ns=rows.clock)
        search = SearchService(store=rows.store, meanings=None)
        self.search = VideoSearch(store=rows.store, search=search, videos=videos, sharing=sharing)
        plan: MoviePlan[str] = MoviePlan(head=b"head", chunks=(), size_bytes=4, duration_ns=NS, session_start_ns=0, tracks=())
        rows.run(objects.put(str(VIDEO.key), describe(plan, {"session_start_ns": 0})))
        rows.add(VIDEO)

    def answers(self, language: EchoLanguage | None = None) -> Answers:
        return Answers(engines=FixedEngines(language=language or self.language), search=self.search)

    def ask(self, question: str, *, limit: int = 15) -> tuple[str, int]:
        answer = self.rows.run(self.answers().ask(Target(video_id=VIDEO.id), Query(text=question, limit=limit)))
        return answer.text, len(answer.sources.hits)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    with FoundRows(tmp_path) as rows:
        objects = LocalObjects.open(tmp_path / "objects", threads=1)
        yield Asked(rows, objects)
        rows.run(objects.close())


def test_an_engine_is_told_the_question_and_what_was_found_in_order_of_time(asked: Asked) -> None:
    asked.rows.found(
        record(SPEECH, "the budget is ten", at_s=20), record(SPEECH, "budget budget", at_s=10), record(SPEECH, "weather", at_s=15)
    )
    text, sources = asked.ask("What is the budget?")
    assert sources == 2
    assert "Question: What is the budget?" in text
    assert text.index("[1] 2023-11-14T22:13:30.000Z, mic:default: budget budget") < text.index("[2] ") < text.index("the budget is ten")
    assert "weather" not in text


def test_an_engine_is_not_told_more_than_it_can_read(asked: Asked) -> None:
    asked.rows.found(*(record(SPEECH, "budget " * 500, at_s=number) for number in range(60)))
    text, _ = asked.ask("budget", limit=60)
    assert len(text) < 30_000


def test_about_nothing_no_engine_is_asked(asked: Asked) -> None:
    assert asked.ask("What is the budget?") == ("", 0)
    assert asked.language.prompts == []


def test_json_is_read_and_anything_else_is_an_error(asked: Asked) -> None:
    assert asked.rows.run(asked.answers(Saying('{"topics": []}')).write("x", is_json=True)) == {"topics": []}
    with pytest.raises(Conflict, match="something else"):
        asked.rows.run(asked.answers(Saying("Here is your JSON:")).write("x", is_json=True))


@pytest.mark.parametrize(("trouble", "error"), [(EngineBusy("Come again."), TooMany), (EngineFailed("It has no words."), Conflict)])
def test_an_engine_in_trouble_is_told_as_what_a_client_can_do(asked: Asked, trouble: Exception, error: type[Exception]) -> None:
    asked.language.trouble.add(trouble)
    with pytest.raises(error, match=str(trouble)):
        asked.rows.run(asked.answers().write("x"))


def test_without_an_engine_there_is_an_error_that_says_so(asked: Asked) -> None:
    with pytest.raises(EngineMissing, match="No language engine"):
        Answers(engines=FixedEngines(), search=asked.search).require()
