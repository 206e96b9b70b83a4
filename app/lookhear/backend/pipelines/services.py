"""The parts of pipelines, put together over the ports."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.runner import PipelineRunner
from lookhear.backend.pipelines.service import PipelineService
from lookhear.backend.pipelines.work import Tools
from lookhear.backend.pipelines.writing import RecordWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.backend.masking import Masker
    from lookhear.backend.pipelines.hooks import EndHook, RecordObserver
    from lookhear.backend.ports import Bus, ObjectStore, Store
    from lookhear.backend.settings import Settings
    from lookhear.understanding.ports import Engines

_DECODING: Final = 2  # at a time, however many pipelines run


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipelines:
    """What the interface asks, and what works beside the requests."""

    service: PipelineService
    runner: PipelineRunner


def compose_pipelines(
    *,
    settings: Settings,
    store: Store,
    objects: ObjectStore,
    bus: Bus,
    engines: Engines,
    now_ns: Callable[[], int],
    sessions: EndHook,
    observers: Sequence[RecordObserver] = (),
    masker: Masker | None = None,
    busy: Callable[[], None] = lambda: None,
) -> Pipelines:
    """Put the parts together. ``observers`` follow every record, ``sessions`` the ends; ``busy`` is called whenever something was found."""
    writer = RecordWriter(
        store=store,
        bus=bus,
        observers=observers,
        now_ns=now_ns,
        has_webhooks=settings.has_ai_webhooks,
        sessions=sessions,
        masker=masker,
    )
    tools = Tools(store=store, objects=objects, engines=engines, writer=writer, now_ns=now_ns, decoding=asyncio.Semaphore(_DECODING))
    return Pipelines(
        service=PipelineService(store=store, bus=bus, engines=engines, now_ns=now_ns, sessions=sessions),
        runner=PipelineRunner(tools, bus, busy=busy),
    )
