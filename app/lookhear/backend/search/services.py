"""The parts of search, put together over the ports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.search.answers import Answers
from lookhear.backend.search.meanings import Meanings
from lookhear.backend.search.service import SearchService
from lookhear.backend.search.slow import SlowAnswers
from lookhear.backend.search.structured import StructuredSearch
from lookhear.backend.search.video_search import VideoSearch
from lookhear.backend.videos.operations import OperationKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.masking import Masker
    from lookhear.backend.playback.services import Playback
    from lookhear.backend.ports import Bus, Store
    from lookhear.backend.services import Background
    from lookhear.backend.videos.operations import Probe
    from lookhear.understanding.ports import Engines


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Everything that finds something. ``meanings`` works beside the requests."""

    streams: SearchService
    videos: VideoSearch
    structured: StructuredSearch
    answers: Answers
    slow: SlowAnswers
    meanings: Meanings

    @property
    def background(self) -> tuple[Background, ...]:
        """What works beside the requests."""
        return self.slow, self.meanings

    @property
    def probes(self) -> dict[OperationKind, Probe]:
        """Who knows how far answers are."""
        return {OperationKind.ANSWER: self.slow.probe}


def compose_search(*, store: Store, bus: Bus, engines: Engines, playback: Playback, masker: Masker, now_ns: Callable[[], int]) -> Search:
    """Put the parts together."""
    meanings = Meanings(store=store, bus=bus, engines=engines)
    streams = SearchService(store=store, meanings=meanings)
    videos = VideoSearch(store=store, search=streams, videos=playback.videos, sharing=playback.sharing)
    return Search(
        streams=streams,
        videos=videos,
        structured=StructuredSearch(store),
        answers=Answers(engines=engines, search=videos, masker=masker),
        slow=SlowAnswers(store=store, bus=bus, now_ns=now_ns),
        meanings=meanings,
    )
