"""The parts of working with videos, put together over the ports."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.jobs.queues import IMPORT_QUEUE, OPERATION_QUEUE
from lookhear.backend.jobs.runner import JobRunner
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.callbacks import Callbacks
from lookhear.backend.videos.fetching import Fetcher
from lookhear.backend.videos.images import ImageService
from lookhear.backend.videos.import_jobs import ImportJobs
from lookhear.backend.videos.imports import Imports
from lookhear.backend.videos.operations import OperationKind, OperationService, Probe
from lookhear.backend.videos.places import Places
from lookhear.backend.videos.results import Results
from lookhear.backend.videos.scenes import VideoScenes
from lookhear.backend.videos.shown import shown_media
from lookhear.backend.videos.staging import Staging
from lookhear.backend.videos.subtitles import Subtitles
from lookhear.backend.videos.thumbnails import Thumbnails
from lookhear.backend.videos.tickets import Tickets
from lookhear.backend.videos.transcripts import VideoTranscripts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from lookhear.backend.delivery.guard import Guard
    from lookhear.backend.jobs.runner import Handler
    from lookhear.backend.pipelines.service import PipelineService
    from lookhear.backend.playback.services import Playback
    from lookhear.backend.services import Ports
    from lookhear.backend.sessions.lifecycle import Lifecycle

_SLOTS = 2  # files that are read at a time
_GROWTH = 4  # so many times its largest size a file may have when it was encoded anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Videos:
    """What is done with videos beyond playing them. ``jobs`` and ``staging`` work beside the requests."""

    imports: Imports
    operations: OperationService
    results: Results
    places: Places
    images: ImageService
    thumbnails: Thumbnails
    transcripts: VideoTranscripts
    subtitles: Subtitles
    scenes: VideoScenes
    callbacks: Callbacks
    staging: Staging
    jobs: JobRunner

    @property
    def background(self) -> tuple[Staging | JobRunner, ...]:
        """What works beside the requests."""
        return self.staging, self.jobs


def compose_videos(
    ports: Ports,
    playback: Playback,
    *,
    lifecycle: Lifecycle,
    pipelines: PipelineService,
    guard: Guard,
    probes: Mapping[OperationKind, Probe],
) -> Videos:
    """Put the parts together. ``probes`` look how far work is that others do."""
    settings, store, objects, bus = ports.settings, ports.store, ports.objects, ports.bus
    engines, now_ns = ports.engines, ports.now_ns
    staging = Staging(settings.data_dir / "uploads", max_bytes=settings.max_import_bytes, room_bytes=settings.import_room_bytes)
    fetcher = Fetcher(guard, staging, transport=_guarded, max_bytes=settings.max_import_bytes)
    tickets = Tickets(hashlib.sha256(f"uploads {settings.api_key}".encode()).digest(), now_ns)
    links = Links(settings.base_url)
    jobs = ImportJobs(
        store=store,
        objects=objects,
        bus=bus,
        lifecycle=lifecycle,
        staging=staging,
        fetcher=fetcher,
        told=lambda made, slug: shown_media(made, slug, links),
        now_ns=now_ns,
        max_bytes=settings.max_import_bytes * _GROWTH,
        room_bytes=settings.import_room_bytes,
    )
    places = Places(store, playback.videos)
    transcripts = VideoTranscripts(store=store, bus=bus, places=places, engines=engines, now_ns=now_ns)
    scenes = VideoScenes(store=store, places=places, pipelines=pipelines, engines=engines, now_ns=now_ns)
    own: dict[OperationKind, Probe] = {OperationKind.TRANSCRIPT: transcripts.probe, OperationKind.SCENES: scenes.probe}
    operations = OperationService(store, bus, stopping=ports.stopping, probes=own | dict(probes))
    callbacks = Callbacks(store=store, bus=bus, operations=operations, guard=guard, now_ns=now_ns)
    handlers: dict[str, Handler] = {IMPORT_QUEUE: jobs, OPERATION_QUEUE: callbacks}
    return Videos(
        places=places,
        images=ImageService(store, objects, now_ns=now_ns),
        thumbnails=Thumbnails(store=store, objects=objects, places=places, now_ns=now_ns),
        transcripts=transcripts,
        subtitles=Subtitles(places, transcripts),
        scenes=scenes,
        callbacks=callbacks,
        imports=Imports(store=store, bus=bus, staging=staging, tickets=tickets, fetcher=fetcher, guard=guard, now_ns=now_ns),
        operations=operations,
        results=Results(store, transcripts=transcripts, now_ns=now_ns),
        staging=staging,
        jobs=JobRunner(
            store=store, bus=bus, handlers=handlers, now_ns=now_ns, slots=_SLOTS, lane_limit=_SLOTS - 1, takes_over=True
        ),  # one slot is left to what is here already
    )


def _guarded(guard: Guard) -> httpx.AsyncBaseTransport:
    from lookhear.backend.delivery.guarded_http import GuardedTransport  # reads the certificates

    return GuardedTransport(guard)
