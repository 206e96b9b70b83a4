"""Everything a request may need, made once and handed to every router."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from lookhear.backend.activity import Activity
from lookhear.backend.auth.authenticator import Authenticator
from lookhear.backend.sessions.service import SessionService

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Bus, ObjectStore, Store
    from lookhear.backend.settings import Settings


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
    now_ns: Callable[[], int]
    auth: Authenticator
    activity: Activity
    sessions: SessionService
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    background: tuple[Background, ...] = ()


def compose(*, settings: Settings, store: Store, objects: ObjectStore, bus: Bus, now_ns: Callable[[], int] = time.time_ns) -> Services:
    """Put the rules together over adapters that somebody else chose. ``now_ns`` is wall time since 1970."""
    auth = Authenticator(store, api_key=settings.api_key, now_ns=now_ns)
    return Services(
        settings=settings,
        store=store,
        objects=objects,
        bus=bus,
        now_ns=now_ns,
        auth=auth,
        activity=Activity(now_s=time.monotonic),
        sessions=SessionService(store=store, bus=bus, settings=settings, now_ns=now_ns),
    )
