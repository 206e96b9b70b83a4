# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""Indexes that look out for an event (contract §2.7). For any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.blocking.api import segment
from lookhear.sdk.values.records import Alert
from lookhear.sdk.values.rows import given, row_of, rows_of, text_of

if TYPE_CHECKING:
    from lookhear.sdk.blocking.api import Api


class Alerting:
    """An index that can look out for events. ``_place`` is its path."""

    _api: Api

    @property
    def _place(self) -> str:
        raise NotImplementedError

    def create_alert(self, event_id: str, callback_url: str = "", ws_connection_id: str | None = None) -> str:
        """Look out for an event from now on. Returns the alert's id.

        Whenever it is found, ``callback_url`` gets a webhook and the socket ``ws_connection_id`` a message (contract §4.3, §4.5); an
        empty ``callback_url`` sends none. Raises NotFoundError for an event that is not there.
        """
        said = given(event_id=event_id, callback_url=callback_url or "", ws_connection_id=ws_connection_id or None)
        return text_of(row_of(self._api.post(f"{self._place}/alert", said)), "alert_id") or ""

    def list_alerts(self) -> list[Alert]:
        """The alerts of this index."""
        return [Alert(row) for row in rows_of(self._api.get(f"{self._place}/alert"), "alerts")]

    def enable_alert(self, alert_id: str) -> None:
        """Look out for it again. Raises NotFoundError for an alert that is not there."""
        self._switch(alert_id, "enable")

    def disable_alert(self, alert_id: str) -> None:
        """Keep the alert and do not look out for it. Raises NotFoundError for an alert that is not there."""
        self._switch(alert_id, "disable")

    def _switch(self, alert_id: str, action: str) -> None:
        self._api.patch(f"{self._place}/alert/{segment(alert_id)}/status", {"action": action})
