"""One capture run as the backend knows it: its channels, its streams, its export (contract §2.2, §4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.errors import InvalidRequestError, RequestTimeoutError
from lookhear.protocol.sessions import SessionState
from lookhear.sdk.aio.api import segment
from lookhear.sdk.aio.rtstream import AsyncRTStream
from lookhear.sdk.aio.search_results import AsyncRTStreamSearchResult, stream_found
from lookhear.sdk.transport.pauses import now_s, pause_async
from lookhear.sdk.values.channels import SessionChannel, is_wanted, with_primary_first
from lookhear.sdk.values.rows import given, mapping_of, row_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.aio.api import AsyncApi

_LOOK_S: Final = 1.0
_ORDER: Final = tuple(state.value for state in SessionState if state is not SessionState.FAILED)


class AsyncCaptureSession:
    """A capture session (``cap-…``). What it knows is from when it was asked for; `refresh` asks again.

    Attributes, each None where the backend says nothing:

    - ``id``, ``collection_id``, ``end_user_id``, ``client_id``, ``callback_url``, ``ws_connection_id``: text
    - ``status``: ``created``, ``starting``, ``active``, ``stopping``, ``stopped``, ``exported`` or ``failed``
    - ``metadata``: what was given when it was made, a dict
    - ``channels``: a list of `SessionChannel`; ``displays``: those with pictures
    - ``primary_video_channel_id``: as ``display:1``
    - ``export_status``: ``exporting``, ``exported``, ``failed``; ``exported_video_id``: ``m-…`` once it is exported
    - ``rtstreams``: a list of streams, one for each channel, from ``active`` on; displays with the primary one first
    - ``stream_url``, ``player_url``: whoever has them can watch it; ``created_at``: seconds since 1970
    - ``error``: ``{code, message}`` of a failed one

    Source: the session object of contract §2.2. Every method raises AuthenticationError, NotFoundError, InvalidRequestError,
    ConnectionFailed and RequestTimeoutError.
    """

    def __init__(self, api: AsyncApi, row: Mapping[str, Any], *, collection_id: str = "default", session_id: str | None = None) -> None:
        self._api = api
        self.id = session_id or text_of(row, "session_id", "id") or ""
        self.collection_id = text_of(row, "collection_id") or collection_id
        self._take(row)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, status={self.status!r}, collection_id={self.collection_id!r})"

    @property
    def displays(self) -> list[SessionChannel]:
        """The channels with pictures, in the order they were recorded in; ``channel_id`` and ``is_primary`` say which is which."""
        return [channel for channel in self.channels if channel.is_video]

    def get_rtstream(self, category: str) -> list[AsyncRTStream]:
        """The streams of a category: ``mic``, ``display`` (or ``screen``), ``system_audio``; or of one channel, as ``display:2``.

        Plurals and capitals mean the same. Displays come with the primary one first. An empty list where there is none, as before the
        session is ``active``.
        """
        return [stream for row, stream in zip(self._rows, self.rtstreams, strict=True) if is_wanted(row, category)]

    async def refresh(self) -> Self:
        """Ask the backend again, and be what it says."""
        self._take(row_of(await self._api.get(self._path())))
        return self

    async def wait_until(self, status: str, *, timeout_s: float = 600.0) -> Self:
        """Ask again until the session has come to a state (``active``, ``stopped``, ``exported``, ``failed``) or is past it.

        Raises RequestTimeoutError after ``timeout_s`` seconds, and InvalidRequestError when the session has failed instead.
        """
        if status not in set(SessionState):
            raise InvalidRequestError(f"A session is never {status!r}.", hint=f"Its states are {', '.join(SessionState)}.")
        deadline_s = now_s() + timeout_s
        while not self._has_come_to(status):
            if self.status == SessionState.FAILED:
                said = text_of(self.error or {}, "message") or "It gives no reason."
                raise InvalidRequestError(f"The session {self.id} has failed: {said}")
            if now_s() >= deadline_s:
                raise RequestTimeoutError(f"The session {self.id} is {self.status} after {timeout_s:.0f} seconds, not {status}.")
            await pause_async(_LOOK_S)
            await self.refresh()
        return self

    async def export(self, video_channel_id: str | None = None, ws_connection_id: str | None = None) -> dict[str, Any]:
        """Ask for the video of the session, and how far it is; may be asked as often as one likes.

        ``video_channel_id`` names the display, as ``display:2``; without it it is the primary one. ``ws_connection_id`` is a WebSocket
        that is told when it is ready. Gives a dict: ``session_id``, ``video_channel_id``, ``export_status`` (``exporting``,
        ``exported``, ``failed``), and when it is exported ``video_id``, ``stream_url`` and ``player_url``.
        """
        body = given(video_channel_id=video_channel_id or None, connection_id=ws_connection_id or None)
        return row_of(await self._api.post(f"{self._path()}/export", body))

    async def wait_for_export(self, video_channel_id: str | None = None, *, timeout_s: float = 600.0) -> dict[str, Any]:
        """Ask for the video of the session and wait until it is there: the dict of `export`, ``exported``.

        Raises InvalidRequestError when the export failed, RequestTimeoutError after ``timeout_s`` seconds.
        """
        deadline_s = now_s() + timeout_s
        while True:
            told = await self.export(video_channel_id)
            if told.get("export_status") == "exported":
                await self.refresh()
                return told
            if told.get("export_status") == "failed":
                said = text_of(mapping_of(told, "error"), "message") or text_of(told, "error", "message") or "It gives no reason."
                raise InvalidRequestError(f"The session {self.id} cannot be exported: {said}")
            if now_s() >= deadline_s:
                raise RequestTimeoutError(f"The export of session {self.id} is not done after {timeout_s:.0f} seconds.")
            await pause_async(_LOOK_S)

    async def search(
        self, query: str, result_threshold: int | None = None, score_threshold: float | None = None
    ) -> AsyncRTStreamSearchResult:
        """Moments of this session that are about something: in what was said and seen on all its streams. Also while it runs.

        ``result_threshold`` limits how many, ``score_threshold`` (0 to 1) how near.
        """
        said = {"query": query, "session_id": self.id, **given(result_threshold=result_threshold, score_threshold=score_threshold)}
        answer = await self._api.post(f"rtstream/collection/{segment(self.collection_id)}/search", said)
        return stream_found(self._api, answer, collection_id=self.collection_id)

    async def stop(self) -> Self:
        """Have the recording stopped: the recorder learns it from the backend. Harmless when it is over."""
        await self._api.post(f"capture/session/{segment(self.id)}/stop")
        return await self.refresh()

    async def delete(self) -> None:
        """Remove the session with all that belongs to it. There is no way back."""
        await self._api.delete(f"capture/session/{segment(self.id)}")

    def _path(self) -> str:
        return f"collection/{segment(self.collection_id)}/capture/session/{segment(self.id)}"

    def _has_come_to(self, status: str) -> bool:
        if self.status == status:
            return True
        return self.status in _ORDER and status in _ORDER and _ORDER.index(self.status) > _ORDER.index(status)

    def _take(self, row: Mapping[str, Any]) -> None:
        """Be what a row says."""
        self.end_user_id = text_of(row, "end_user_id")
        self.client_id = text_of(row, "client_id")
        self.status = text_of(row, "status")
        self.callback_url = text_of(row, "callback_url")
        self.ws_connection_id = text_of(row, "ws_connection_id")
        self.metadata = mapping_of(row, "metadata")
        self.primary_video_channel_id = text_of(row, "primary_video_channel_id")
        self.channels = [SessionChannel.read(each, primary=self.primary_video_channel_id) for each in rows_of(row, "channels")]
        self.exported_video_id = text_of(row, "exported_video_id")
        self.export_status = text_of(row, "export_status")
        self.stream_url = text_of(row, "stream_url")
        self.player_url = text_of(row, "player_url")
        self.created_at = row.get("created_at")
        self.error = mapping_of(row, "error") or None
        # Rows that repeat a display under another name are for the official SDKs (contract §3.4): each stream stands here once.
        streams = [each for each in rows_of(row, "rtstreams") if not each.get("alias_of") and text_of(each, "id", "rtstream_id")]
        self._rows = with_primary_first(
            [{"collection_id": self.collection_id} | each for each in streams], primary=self.primary_video_channel_id
        )
        self.rtstreams = [AsyncRTStream(self._api, each) for each in self._rows]
