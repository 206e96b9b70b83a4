"""Capture sessions of a collection: made, found, listed page by page (contract §2.2). Shared by `Connection` and `Collection`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.aio.api import segment
from lookhear.sdk.aio.capture_session import AsyncCaptureSession
from lookhear.sdk.values.rows import given, row_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.aio.api import AsyncApi


async def create_session(
    api: AsyncApi,
    collection_id: str,
    *,
    end_user_id: str,
    callback_url: str | None = None,
    ws_connection_id: str | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> AsyncCaptureSession:
    """A new session; what was not said is left out."""
    body = given(
        end_user_id=end_user_id,
        callback_url=callback_url or None,
        ws_connection_id=ws_connection_id or None,
        metadata=dict(metadata) if metadata else None,
    )
    row = row_of(await api.post(f"collection/{segment(collection_id)}/capture/session", body))
    return AsyncCaptureSession(api, row, collection_id=collection_id)


async def get_session(api: AsyncApi, collection_id: str, session_id: str) -> AsyncCaptureSession:
    """One session. Raises NotFoundError."""
    row = row_of(await api.get(f"collection/{segment(collection_id)}/capture/session/{segment(session_id)}"))
    return AsyncCaptureSession(api, row, collection_id=collection_id, session_id=session_id)


async def list_sessions(
    api: AsyncApi, collection_id: str, *, status: str | None = None, end_user_id: str | None = None, limit: int | None = None
) -> list[AsyncCaptureSession]:
    """Sessions, the newest first, from as many pages as it takes."""
    path = f"collection/{segment(collection_id)}/capture/session"
    found: list[AsyncCaptureSession] = []
    cursor: str | None = None
    seen: set[str] = set()
    while limit is None or len(found) < limit:
        answer = await api.get(path, given(status=status, end_user_id=end_user_id, cursor=cursor))
        rows = rows_of(answer, "sessions")
        found += [AsyncCaptureSession(api, row, collection_id=collection_id) for row in rows]
        cursor = text_of(row_of(answer), "next_page")
        if not rows or cursor is None or cursor in seen:  # a backend that turns in circles is left
            break
        seen.add(cursor)
    return found if limit is None else found[:limit]
