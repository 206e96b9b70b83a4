"""Everything a request may need, made once and handed to every router."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from lookhear.backend.activity import Activity, IdleExit
from lookhear.backend.alerts.services import Alerts, compose_alerts
from lookhear.backend.auth.authenticator import Authenticator
from lookhear.backend.auth.limits import RequestLimits
from lookhear.backend.delivery.sockets import Sockets
from lookhear.backend.delivery.webhooks import Webhooks, compose_webhooks
from lookhear.backend.ingest.grants import GrantRenewal
from lookhear.backend.ingest.service import IngestService
from lookhear.backend.masking import Masker
from lookhear.backend.pipelines.readiness import is_at_work
from lookhear.backend.pipelines.services import Pipelines, compose_pipelines
from lookhear.backend.playback.services import Playback, compose_playback
from lookhear.backend.search.bell import RecordsBell
from lookhear.backend.search.services import Search, compose_search
from lookhear.backend.sessions.flushing import Flushing
from lookhear.backend.sessions.retention import Retention
from lookhear.backend.sessions.service import SessionService
from lookhear.backend.sessions.watch import Watch
from lookhear.backend.sources.services import Sources, compose_sources
from lookhear.backend.videos.services import Videos, compose_videos
from lookhear.understanding.ports import FixedEngines

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.delivery.guard import Guard
    from lookhear.backend.ports import Bus, ObjectStore, Store
    from lookhear.backend.sessions.lifecycle import Lifecycle
    from lookhear.backend.settings import Settings
    from lookhear.understanding.ports import Engines


class Background(Protocol):
    """Work beside the requests, for as long as the server runs. A run that raises is logged and begun again."""

    @property
    def name(self) -> str:
        """What it is called in the log."""
        ...

    async def run(self) -> None:
        """Work until cancelled."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The rules over the ports. ``stopping`` is set when the server ends: whoever holds a request open answers it then."""

    settings: Settings
    store: Store
    objects: ObjectStore
    bus: Bus
    engines: Engines
    now_ns: Callable[[], int]
    stopping: asyncio.Event
    activity: Activity
    auth: Authenticator
    limits: RequestLimits
    sockets: Sockets
    sessions: SessionService
    ingest: IngestService
    grants: GrantRenewal
    playback: Playback
    search: Search
    alerts: Alerts
    pipelines: Pipelines
    videos: Videos
    sources: Sources
    webhooks: Webhooks
    background: tuple[Background, ...]


def compose(
    *,
    settings: Settings,
    store: Store,
    objects: ObjectStore,
    bus: Bus,
    engines: Engines | None = None,
    is_masking: Callable[[], bool] | None = None,
    now_ns: Callable[[], int] = time.time_ns,
) -> Services:
    """Put the rules together over adapters that somebody else chose; no engines understand nothing. ``now_ns`` is wall time since 1970.

    ``is_masking`` is asked whenever something is kept or told; without it the settings say it.
    """
    stopping = asyncio.Event()
    engines = engines or FixedEngines()
    activity = Activity(now_s=time.monotonic)
    auth = Authenticator(store, api_key=settings.api_key, now_ns=now_ns, bus=bus)
    sockets = Sockets(store=store, bus=bus, settings=settings, start_key_sha256=auth.start_key.sha256, now_ns=now_ns, stopping=stopping)
    sessions = SessionService(store=store, bus=bus, settings=settings, now_ns=now_ns, at_work=partial(is_at_work, engines=engines))
    playback = compose_playback(
        settings=settings, store=store, objects=objects, bus=bus, lifecycle=sessions.lifecycle, now_ns=now_ns, stopping=stopping
    )
    webhooks = compose_webhooks(settings=settings, store=store, bus=bus, now_ns=now_ns)
    masker = Masker(is_masking or (lambda: settings.is_masking))
    ports = Ports(
        settings=settings, store=store, objects=objects, bus=bus, engines=engines, masker=masker, now_ns=now_ns, stopping=stopping
    )
    search, alerts, pipelines = _understanding(ports, playback, sessions.lifecycle, guard=webhooks.guard, busy=activity.note)
    videos = compose_videos(
        ports, playback, lifecycle=sessions.lifecycle, pipelines=pipelines.service, guard=webhooks.guard, probes=search.probes
    )
    sources = compose_sources(ports, lifecycle=sessions.lifecycle)
    background = [*_tending(ports, sessions), sources.runner, playback.timelines, playback.jobs, sockets, webhooks.work]
    background += [*search.background, *alerts.background, pipelines.runner, *videos.background, *_idling(ports, activity)]
    return Services(
        settings=settings,
        store=store,
        objects=objects,
        bus=bus,
        engines=engines,
        now_ns=now_ns,
        stopping=stopping,
        activity=activity,
        auth=auth,
        limits=RequestLimits(per_s=settings.key_requests_per_s, now_s=time.monotonic),
        sockets=sockets,
        sessions=sessions,
        ingest=IngestService(store=store, objects=objects, bus=bus, sessions=sessions.lifecycle, now_ns=now_ns),
        grants=GrantRenewal(store=store, auth=auth, now_ns=now_ns, life_s=settings.grant_s),
        playback=playback,
        search=search,
        alerts=alerts,
        pipelines=pipelines,
        videos=videos,
        sources=sources,
        webhooks=webhooks,
        background=tuple(background),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What others chose, for the areas that need all of it."""

    settings: Settings
    store: Store
    objects: ObjectStore
    bus: Bus
    engines: Engines
    masker: Masker
    now_ns: Callable[[], int]
    stopping: asyncio.Event


def _tending(ports: Ports, sessions: SessionService) -> list[Background]:
    """What looks after sessions that go on, have ended, or are old."""
    settings, store, now_ns = ports.settings, ports.store, ports.now_ns
    retention = Retention(store=store, objects=ports.objects, sessions=sessions, settings=settings, now_ns=now_ns)
    watch = Watch(store=store, objects=ports.objects, sessions=sessions, retention=retention, settings=settings, now_ns=now_ns)
    return [watch, Flushing(store=store, bus=ports.bus, sessions=sessions, now_ns=now_ns)]


def _idling(ports: Ports, activity: Activity) -> list[Background]:
    """What ends a backend that nobody uses, where that is wished."""
    after_s = ports.settings.idle_exit_s
    if after_s is None:
        return []
    return [IdleExit(store=ports.store, activity=activity, after_s=after_s, now_ns=ports.now_ns, stopping=ports.stopping)]


def _understanding(
    ports: Ports, playback: Playback, lifecycle: Lifecycle, *, guard: Guard, busy: Callable[[], None]
) -> tuple[Search, Alerts, Pipelines]:
    """What engines make of streams, and who follows what they find."""
    store, bus, engines, now_ns = ports.store, ports.bus, ports.engines, ports.now_ns
    search = compose_search(store=store, bus=bus, engines=engines, playback=playback, masker=ports.masker, now_ns=now_ns)
    alerts = compose_alerts(
        settings=ports.settings,
        store=store,
        bus=bus,
        engines=engines,
        sharing=playback.sharing,
        guard=guard,
        masker=ports.masker,
        now_ns=now_ns,
    )
    pipelines = compose_pipelines(
        settings=ports.settings,
        store=store,
        objects=ports.objects,
        bus=bus,
        engines=engines,
        now_ns=now_ns,
        sessions=lifecycle,
        observers=[RecordsBell()],
        masker=ports.masker,
        busy=busy,
    )
    return search, alerts, pipelines
