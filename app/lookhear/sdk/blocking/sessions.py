# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""Capture sessions of a collection: made, found, listed page by page (contract §2.2). Shared by `Connection` and `Collection`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.capture_session import CaptureSession
from lookhear.sdk.values.rows import given, row_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.blocking.api import Api


def create_session(
    api: Api,
    collection_id: str,
    *,
    end_user_id: str,
    callback_url: str | None = None,
    ws_connection_id: str | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> CaptureSession:
    """A new session; what was not said is left out."""
    body = given(
        end_user_id=end_user_id,
        callback_url=callback_url or None,
        ws_connection_id=ws_connection_id or None,
        metadata=dict(metadata) if metadata else None,
    )
    row = row_of(api.post(f"collection/{segment(collection_id)}/capture/session", body))
    return CaptureSession(api, row, collection_id=collection_id)


def get_session(api: Api, collection_id: str, session_id: str) -> CaptureSession:
    """One session. Raises NotFoundError."""
    row = row_of(api.get(f"collection/{segment(collection_id)}/capture/session/{segment(session_id)}"))
    return CaptureSession(api, row, collection_id=collection_id, session_id=session_id)


def list_sessions(
    api: Api, collection_id: str, *, status: str | None = None, end_user_id: str | None = None, limit: int | None = None
) -> list[CaptureSession]:
    """Sessions, the newest first, from as many pages as it takes."""
    path = f"collection/{segment(collection_id)}/capture/session"
    found: list[CaptureSession] = []
    cursor: str | None = None
    seen: set[str] = set()
    while limit is None or len(found) < limit:
        answer = api.get(path, given(status=status, end_user_id=end_user_id, cursor=cursor))
        rows = rows_of(answer, "sessions")
        found += [CaptureSession(api, row, collection_id=collection_id) for row in rows]
        cursor = text_of(row_of(answer), "next_page")
        if not rows or cursor is None or cursor in seen:  # a backend that turns in circles is left
            break
        seen.add(cursor)
    return found if limit is None else found[:limit]
