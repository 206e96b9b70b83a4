"""The parts of alerts, put together over the ports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.alerts.judging import AlertWatch
from lookhear.backend.alerts.service import AlertService
from lookhear.backend.streams.links import Links

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.delivery.guard import Guard
    from lookhear.backend.masking import Masker
    from lookhear.backend.playback.sharing import Sharing
    from lookhear.backend.ports import Bus, Store
    from lookhear.backend.services import Background
    from lookhear.backend.settings import Settings
    from lookhear.understanding.ports import Engines


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """What is asked for, and who watches for it."""

    service: AlertService
    watch: AlertWatch

    @property
    def background(self) -> tuple[Background, ...]:
        """What works beside the requests."""
        return (self.watch,)


def compose_alerts(
    *,
    settings: Settings,
    store: Store,
    bus: Bus,
    engines: Engines,
    sharing: Sharing,
    guard: Guard,
    masker: Masker,
    now_ns: Callable[[], int],
) -> Alerts:
    """Put the parts together."""
    watch = AlertWatch(
        store=store,
        bus=bus,
        engines=engines,
        sharing=sharing,
        links=Links(settings.base_url),
        cooldown_s=settings.alert_cooldown_s,
        masker=masker,
        now_ns=now_ns,
    )
    return Alerts(service=AlertService(store=store, check_url=guard.check_url, now_ns=now_ns), watch=watch)
