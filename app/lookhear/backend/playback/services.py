"""The parts of playback, put together over the ports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.jobs.queues import EXPORT_QUEUE
from lookhear.backend.jobs.runner import JobRunner
from lookhear.backend.playback.compiled import Compiled
from lookhear.backend.playback.export_jobs import ExportJobs
from lookhear.backend.playback.exports import Exports
from lookhear.backend.playback.media import MediaReader
from lookhear.backend.playback.player import Player
from lookhear.backend.playback.sharing import Sharing
from lookhear.backend.playback.timelines import Timelines
from lookhear.backend.playback.videos import VideoService
from lookhear.backend.streams.links import Links

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from lookhear.backend.ports import Bus, ObjectStore, Store
    from lookhear.backend.sessions.lifecycle import Lifecycle
    from lookhear.backend.settings import Settings

_LEAST_WINDOW_S = 30.0
_MARGIN_S = 60.0  # media of a window is removed a little after it is not listed any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Playback:
    """Everything that is watched or exported. ``timelines`` and ``jobs`` work beside the requests."""

    sharing: Sharing
    timelines: Timelines
    player: Player
    compiled: Compiled
    media: MediaReader
    videos: VideoService
    exports: Exports
    jobs: JobRunner


def compose_playback(
    *,
    settings: Settings,
    store: Store,
    objects: ObjectStore,
    bus: Bus,
    lifecycle: Lifecycle,
    now_ns: Callable[[], int],
    stopping: asyncio.Event,
) -> Playback:
    """Put the parts together."""
    sharing = Sharing(store, now_ns=now_ns)
    window_s = max(_LEAST_WINDOW_S, settings.store_false_window_s - _MARGIN_S)
    timelines = Timelines(store, bus, window_s=window_s, stopping=stopping)
    links = Links(settings.base_url)
    jobs = ExportJobs(store=store, objects=objects, bus=bus, lifecycle=lifecycle, addresses=links, now_ns=now_ns)
    player = Player(store, timelines, now_ns=now_ns, stalled_after_s=settings.stalled_after_s)
    return Playback(
        sharing=sharing,
        timelines=timelines,
        player=player,
        compiled=Compiled(player),
        media=MediaReader(store, objects, timelines),
        videos=VideoService(store, objects, sharing, now_ns=now_ns),
        exports=Exports(store, bus, links=links, now_ns=now_ns),
        jobs=JobRunner(store=store, bus=bus, handlers={EXPORT_QUEUE: jobs}, now_ns=now_ns, takes_over=True),
    )
