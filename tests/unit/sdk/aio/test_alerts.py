"""Indexes that look out for an event (contract §2.7): the same for both kinds of index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.sdk.aio.rtstream_indexes import AsyncRTStreamIndex, AsyncRTStreamSceneIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

BOTH: list[tuple[Callable[[Any], Any], str]] = [
    (lambda api: AsyncRTStreamSceneIndex(api, {"rtstream_index_id": "i-1"}, "rts-1"), "rtstream/rts-1/index/i-1/alert"),
    (lambda api: AsyncRTStreamIndex(api, {"index_id": "i-1"}, "rts-1"), "rtstream/rts-1/indexes/i-1/alert"),
]


@pytest.mark.parametrize(("index", "place"), BOTH)
def test_an_alert_is_made_listed_and_switched(backend: Backend, index: Callable[[Any], Any], place: str) -> None:
    backend.expect("POST", place, {"alert_id": "alert-1"})
    backend.expect("GET", place, {"alerts": [{"alert_id": "alert-1", "status": "enabled"}]})
    backend.expect("PATCH", f"{place}/alert-1/status")
    backend.expect("PATCH", f"{place}/alert-1/status")

    async def alerted(api: AsyncApi) -> Found:
        watched = index(api)
        made = await watched.create_alert("event-1", "https://mine.example/hook", ws_connection_id="ws-1")
        listed = await watched.list_alerts()
        await watched.disable_alert(made)
        await watched.enable_alert(made)
        return made, listed

    made, listed = backend.run(alerted)
    bodies = [asked.body for asked in backend.wire.asked if asked.body]
    assert bodies == [
        {"event_id": "event-1", "callback_url": "https://mine.example/hook", "ws_connection_id": "ws-1"},
        {"action": "disable"},
        {"action": "enable"},
    ]
    assert made == listed[0].alert_id == listed[0]["alert_id"]


def test_an_alert_without_a_webhook_says_so(backend: Backend) -> None:
    backend.expect("POST", "rtstream/rts-1/index/i-1/alert", {"alert_id": "alert-1"})
    backend.run(lambda api: AsyncRTStreamSceneIndex(api, {"rtstream_index_id": "i-1"}, "rts-1").create_alert("event-1"))
    assert backend.said == {"event_id": "event-1", "callback_url": ""}
