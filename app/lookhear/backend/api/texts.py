"""Questions, selections and counts of what was recorded (contract §2.9), and text that an engine writes (§2.10)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reaching, reply, require
from lookhear.backend.api.found import shown_groups, shown_warnings
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.operations import under_way
from lookhear.backend.api.search import Amount, Conditions, Names, Words
from lookhear.backend.records import Credential, Operation
from lookhear.backend.search.scope import Choice
from lookhear.backend.search.service import Query
from lookhear.backend.search.structured import Metric, Selection, orders_of
from lookhear.backend.search.video_search import Target, scoped
from lookhear.backend.services import Services
from lookhear.backend.sessions.collections import CollectionService
from lookhear.backend.streams.links import Links
from lookhear.errors import InvalidRequest

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByVideoViewer = Annotated[Credential, Depends(reaching("video_id"))]
_Name = Annotated[str, Field(max_length=200)]
_Sort = _Name | Annotated[list[_Name | Annotated[list[_Name], Field(max_length=2)]], Field(max_length=8)]
_SOURCES: Final = 15
_SHOTS: Final = 10
_ROWS: Final = 100
_MAX_PROMPT_CHARS: Final = 300_000
_MAX_BODY_BYTES: Final = 512 << 10  # SDKs send a prompt of 250 KiB in the body


class AskBody(Body):
    """A question, and how many moments the answer may be made of. ``mode`` changes nothing here."""

    question: Words
    top_k: Amount | None = None
    include_sources: bool = False


class SemanticBody(Body):
    """What to look for, in all indexes or some."""

    query: Words
    index_names: Names | None = None
    index_ids: Names | None = None
    top_k: Amount | None = None
    score_threshold: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] | None = None
    filter: Conditions | None = None
    return_fields: Names | None = None


class SelectBody(Body):
    """Which records of an index, or of all, in which order."""

    index_name: _Name | None = None
    index_id: _Name | None = None
    filter: Conditions | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] | None = None
    return_fields: Names | None = None
    sort: _Sort | None = None

    def selection(self) -> Selection:
        """The same in the words of the rules."""
        return Selection(
            limit=self.limit or _ROWS,
            choice=_choice(self.index_id, self.index_name),
            conditions=self.filter,
            orders=orders_of(self.sort),
        )


class AggregateBody(SelectBody):
    """What to count the records by."""

    group_by: _Name | None = None
    metric: Metric = Metric.COUNT


class WriteBody(Body):
    """What to write: the prompt itself, or the address it was sent to. The numbers of the vendor's own models change nothing here."""

    prompt: Annotated[str, Field(min_length=1, max_length=_MAX_PROMPT_CHARS)] | None = None
    prompt_url: Annotated[str, Field(min_length=1, max_length=2000)] | None = None
    model_name: _Name | None = None
    response_type: Literal["text", "json"] = "text"


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["search"], route_class=LateRoute)
    _of_videos(api, _Texts(services))
    _of_collections(api, _Texts(services))
    collections = CollectionService(store=services.store, now_ns=services.now_ns)

    @api.post("/collection/{collection_id}/generate/text")
    async def write(
        request: Request, who: ByReader, *, collection_id: str, wanted: Annotated[WriteBody, body(WriteBody, max_bytes=_MAX_BODY_BYTES)]
    ) -> JSONResponse:
        await collections.get(collection_id)
        answers = services.search.answers
        answers.require()
        prompt = wanted.prompt or (await services.videos.imports.text(wanted.prompt_url) if wanted.prompt_url else "")
        if not prompt.strip():
            raise InvalidRequest("prompt: say what to write.")

        async def work() -> dict[str, object]:
            is_json = wanted.response_type == "json"
            return {"output": await answers.write(prompt, model=wanted.model_name, is_json=is_json)}

        return shown_slowly(await services.search.slow.answer(work(), session_id=who.session_id), base_url(request))

    return api


def _of_videos(api: APIRouter, texts: _Texts) -> None:
    path = "/video/{video_id}"

    @api.post(f"{path}/ask")
    async def ask_video(request: Request, who: ByVideoViewer, *, video_id: str, wanted: Annotated[AskBody, body(AskBody)]) -> JSONResponse:
        return await texts.ask(Target(video_id=video_id, session_id=who.session_id), wanted, base=base_url(request))

    @api.post(f"{path}/semantic-search")
    async def search_video(
        request: Request, _who: ByVideoViewer, *, video_id: str, wanted: Annotated[SemanticBody, body(SemanticBody)]
    ) -> JSONResponse:
        return await texts.search(Target(video_id=video_id), wanted, base=base_url(request))

    @api.post(f"{path}/query")
    async def query_video(
        request: Request, _who: ByVideoViewer, *, video_id: str, wanted: Annotated[SelectBody, body(SelectBody)]
    ) -> JSONResponse:
        return await texts.query(Target(video_id=video_id), wanted, base=base_url(request))

    @api.post(f"{path}/aggregate")
    async def aggregate_video(_who: ByVideoViewer, *, video_id: str, wanted: Annotated[AggregateBody, body(AggregateBody)]) -> JSONResponse:
        return await texts.aggregate(Target(video_id=video_id), wanted)


def _of_collections(api: APIRouter, texts: _Texts) -> None:
    path = "/collection/{collection_id}"

    @api.post(f"{path}/ask")
    async def ask_collection(
        request: Request, who: ByReader, *, collection_id: str, wanted: Annotated[AskBody, body(AskBody)]
    ) -> JSONResponse:
        return await texts.ask(_shelf(collection_id, who), wanted, base=base_url(request))

    @api.post(f"{path}/semantic-search")
    async def search_collection(
        request: Request, who: ByReader, *, collection_id: str, wanted: Annotated[SemanticBody, body(SemanticBody)]
    ) -> JSONResponse:
        return await texts.search(_shelf(collection_id, who), wanted, base=base_url(request))

    @api.post(f"{path}/query")
    async def query_collection(
        request: Request, who: ByReader, *, collection_id: str, wanted: Annotated[SelectBody, body(SelectBody)]
    ) -> JSONResponse:
        return await texts.query(_shelf(collection_id, who), wanted, base=base_url(request))

    @api.post(f"{path}/aggregate")
    async def aggregate_collection(
        who: ByReader, *, collection_id: str, wanted: Annotated[AggregateBody, body(AggregateBody)]
    ) -> JSONResponse:
        return await texts.aggregate(_shelf(collection_id, who), wanted)


class _Texts:
    """The same four for a video and for a collection."""

    def __init__(self, services: Services) -> None:
        self._search = services.search

    async def ask(self, target: Target, wanted: AskBody, *, base: str) -> JSONResponse:
        """An answer, with its sources when they are wanted."""
        query = Query(text=wanted.question, limit=wanted.top_k or _SOURCES)
        self._search.answers.require()

        async def work() -> dict[str, object]:
            answer = await self._search.answers.ask(target, query)
            sources = shown_groups(answer.sources, Links(base)) if wanted.include_sources else []
            return {"answer": answer.text, "sources": sources, "warnings": shown_warnings(answer.sources.warnings)}

        return shown_slowly(await self._search.slow.answer(work(), session_id=target.session_id), base)

    async def search(self, target: Target, wanted: SemanticBody, *, base: str) -> JSONResponse:
        """Moments, by the indexes that are named."""
        query = Query(
            text=wanted.query,
            limit=wanted.top_k or _SHOTS,
            choice=_choice(wanted.index_ids, wanted.index_names),
            score_threshold=wanted.score_threshold,
            conditions=wanted.filter,
        )
        found = await self._search.videos.find(target, query)
        return reply({"results": shown_groups(found, Links(base), fields=wanted.return_fields), "warnings": shown_warnings(found.warnings)})

    async def query(self, target: Target, wanted: SelectBody, *, base: str) -> JSONResponse:
        """Records that agree, as moments."""
        selection = wanted.selection()
        selected = await self._search.structured.select(selection, scoped(target, selection.choice))
        groups = await self._search.videos.in_videos(selected.hits, target)
        return reply(
            {"results": shown_groups(groups, Links(base), fields=wanted.return_fields), "warnings": shown_warnings(selected.warnings)}
        )

    async def aggregate(self, target: Target, wanted: AggregateBody) -> JSONResponse:
        """Counts."""
        selection = wanted.selection()
        scope = scoped(target, selection.choice)
        found = await self._search.structured.aggregate(selection, scope, group_by=wanted.group_by, metric=wanted.metric)
        return reply(
            {
                "group_by": wanted.group_by,
                "metric": wanted.metric.value,
                "results": [{"key": each.key, "value": each.value, wanted.metric.value: each.value} for each in found.buckets],
                "total": found.total,
                "warnings": shown_warnings(found.warnings),
            }
        )


def shown_slowly(answer: dict[str, object] | Operation, base: str) -> JSONResponse:
    """An answer, or where it will be (contract §1.4)."""
    return reply(answer) if isinstance(answer, dict) else under_way(answer, base)


def _shelf(collection_id: str, who: Credential) -> Target:
    return Target(collection_id=collection_id, session_id=who.session_id)


def _choice(index_ids: str | list[str] | None, index_names: str | list[str] | None) -> Choice:
    return Choice(index_ids=_listed(index_ids), index_names=_listed(index_names))


def _listed(names: str | list[str] | None) -> tuple[str, ...]:
    return () if not names else (names,) if isinstance(names, str) else tuple(name for name in names if name)
