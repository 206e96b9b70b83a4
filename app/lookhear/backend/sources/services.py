"""The parts of live sources, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.delivery.guard import Guard
from lookhear.backend.sources.addresses import PORTS
from lookhear.backend.sources.dialing import Dialer
from lookhear.backend.sources.following import Attempts
from lookhear.backend.sources.runner import SourceRunner
from lookhear.backend.sources.service import SourceService

if TYPE_CHECKING:
    from lookhear.backend.services import Ports
    from lookhear.backend.sessions.lifecycle import Lifecycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What others need of them."""

    service: SourceService
    runner: SourceRunner


def compose_sources(ports: Ports, *, lifecycle: Lifecycle) -> Sources:
    """Put the parts together."""
    guard = Guard.of(ports.settings, ports=PORTS)
    store, bus, now_ns = ports.store, ports.bus, ports.now_ns
    attempts = Attempts(store=store, objects=ports.objects, bus=bus, lifecycle=lifecycle, dialer=Dialer(guard), now_ns=now_ns)
    return Sources(
        service=SourceService(store=store, bus=bus, lifecycle=lifecycle, guard=guard, now_ns=now_ns, most=ports.settings.most_sources),
        runner=SourceRunner(store=store, bus=bus, attempts=attempts),
    )
