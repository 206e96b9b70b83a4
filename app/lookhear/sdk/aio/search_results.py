"""What searches find (contract §2.9): moments of streams and of videos, and answers made of them. Belongs to the caller's loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.errors import SearchError
from lookhear.sdk.aio.playing import Playable
from lookhear.sdk.aio.shots import AsyncRTStreamShot, AsyncShot
from lookhear.sdk.embeds import HEIGHT, TITLE, WIDTH
from lookhear.sdk.values.rows import objects, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lookhear.sdk.aio.api import AsyncApi

_WITH_SHOTS = frozenset({"shots", "deepsearch"})


class AsyncRTStreamSearchResult:
    """Moments of streams, the best first: ``shots``, and ``collection_id``. A sequence of its shots too.

    Whatever asks the backend raises as the methods of `AsyncConnection` do.
    """

    def __init__(self, collection_id: str | None, shots: list[AsyncRTStreamShot]) -> None:
        self.collection_id = collection_id
        self.shots = shots

    def __repr__(self) -> str:
        return f"{type(self).__name__}(collection_id={self.collection_id!r}, shots={len(self.shots)})"

    def get_shots(self) -> list[AsyncRTStreamShot]:
        """The same as ``shots``."""
        return self.shots

    def __iter__(self) -> Iterator[AsyncRTStreamShot]:
        return iter(self.shots)

    def __len__(self) -> int:
        return len(self.shots)

    def __getitem__(self, number: int) -> AsyncRTStreamShot:
        return self.shots[number]


def stream_found(
    api: AsyncApi, answer: object, *, collection_id: str | None, rtstream_id: str = "", rtstream_name: str | None = None
) -> AsyncRTStreamSearchResult:
    """What a search in one stream, or in all of a collection, answers."""
    shots = [AsyncRTStreamShot(api, row, rtstream_id=rtstream_id, rtstream_name=rtstream_name) for row in rows_of(answer, "results")]
    return AsyncRTStreamSearchResult(collection_id, shots)


class AsyncSearchResult(Playable):
    """Moments of videos, the best of each video first: ``shots``, ``collection_id``, ``warnings``. A sequence of its shots too.

    ``stream_url`` and ``player_url`` play all of them, one after the other, once `compile` has been called.

    Whatever asks the backend raises as the methods of `AsyncConnection` do.
    """

    def __init__(self, api: AsyncApi, answer: Mapping[str, Any]) -> None:
        self._api = api
        groups = rows_of(answer, "results")
        self.collection_id = next((found for group in groups if (found := text_of(group, "collection_id"))), "default")
        self.shots = [AsyncShot(api, group, row) for group in groups for row in rows_of(group, "docs")]
        self.warnings = warnings_of(answer)
        self.stream_url: str | None = None
        self.player_url: str | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(collection_id={self.collection_id!r}, shots={len(self.shots)})"

    def get_shots(self) -> list[AsyncShot]:
        """The same as ``shots``."""
        return self.shots

    async def compile(self) -> str | None:
        """One stream of all the shots: its address. Raises SearchError when nothing was found."""
        if self.stream_url is None:
            if not self.shots:
                raise SearchError("Nothing was found that could be played.", hint="Look whether there are shots first.")
            answer = await self._api.post("compile", [self._part(shot) for shot in self.shots])
            self.stream_url, self.player_url = text_of(answer, "stream_url"), text_of(answer, "player_url")
        return self.stream_url

    def _part(self, shot: AsyncShot) -> dict[str, Any]:
        return {"video_id": shot.video_id, "collection_id": self.collection_id, "shots": [[shot.start, shot.end]]}

    async def _prepare(self) -> None:
        await self.compile()

    def __iter__(self) -> Iterator[AsyncShot]:
        return iter(self.shots)

    def __len__(self) -> int:
        return len(self.shots)

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - a shot by its number, or an attribute by its name
        return super().__getitem__(number) if isinstance(number, str) else self.shots[number]


class AsyncSearchResponse:
    """What `search` answers: ``response_type``, ``results``, ``shots``, ``session_id``, ``waiting_for``, ``clarification``, ``warnings``.

    For the types ``shots`` and ``deepsearch`` ``results`` is an `AsyncSearchResult`; for ``aggregate`` it is what the backend counted.

    Whatever asks the backend raises as the methods of `AsyncConnection` do.
    """

    def __init__(self, api: AsyncApi, answer: Mapping[str, Any]) -> None:
        self.response_type = text_of(answer, "response_type")
        self.session_id = text_of(answer, "session_id")
        self.waiting_for = text_of(answer, "waiting_for") or "none"
        self.clarification = answer.get("clarification")
        self.trace = answer.get("trace")
        self.warnings = warnings_of(answer)
        has_shots = self.response_type in _WITH_SHOTS
        self.results: Any = AsyncSearchResult(api, answer) if has_shots else answer.get("results", [])
        self.shots: list[AsyncShot] = self.results.shots if has_shots else []

    def __repr__(self) -> str:
        return f"{type(self).__name__}(response_type={self.response_type!r}, shots={len(self.shots)})"

    def get_shots(self) -> list[AsyncShot]:
        """The same as ``shots``."""
        return self.shots

    def get_shot_results(self) -> AsyncSearchResult:
        """The shots with what plays them. Raises SearchError when the answer has none, as counts have not."""
        if isinstance(self.results, AsyncSearchResult):
            return self.results
        raise SearchError(f"This answer has no shots: its response_type is {self.response_type!r}.", hint="Read ``results``.")

    async def compile(self) -> str | None:
        """As `AsyncSearchResult.compile`."""
        return await self.get_shot_results().compile()

    async def play(self) -> str:
        """As `AsyncSearchResult.play`."""
        return await self.get_shot_results().play()

    async def get_embed_code(
        self,
        width: str = WIDTH,
        height: int = HEIGHT,
        title: str = TITLE,
        allow_fullscreen: bool = True,
        auto_generate: bool = True,
    ) -> str:
        """As `AsyncSearchResult.get_embed_code`."""
        return await self.get_shot_results().get_embed_code(width, height, title, allow_fullscreen, auto_generate)

    def _items(self) -> list[Any]:
        if isinstance(self.results, AsyncSearchResult):
            return list(self.shots)
        return self.results if isinstance(self.results, list) else [] if self.results is None else [self.results]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items())

    def __len__(self) -> int:
        return len(self._items())

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - a shot by its number, or a count by its name
        return self.results[number]


class AsyncAskResponse:
    """An answer in words: ``answer``, the shots it was made of (``sources``, when they were asked for), ``warnings``."""

    def __init__(self, api: AsyncApi, answer: Mapping[str, Any]) -> None:
        self.answer = text_of(answer, "answer") or ""
        self.warnings = warnings_of(answer)
        self.sources = AsyncSearchResult(api, {"results": answer.get("sources")}).shots

    def __repr__(self) -> str:
        return f"{type(self).__name__}(sources={len(self.sources)}, warnings={len(self.warnings)})"


def warnings_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the backend wants said besides: dicts with ``code`` and ``message``."""
    found = answer.get("warnings")
    return objects([found] if isinstance(found, dict) else found)
