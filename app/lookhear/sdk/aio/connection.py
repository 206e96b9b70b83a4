"""What `connect` gives: one backend and all that hangs on it (contract §2.1, §2.2, §2.7, §2.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.errors import InvalidRequestError
from lookhear.sdk.aio.api import AsyncApi, segment
from lookhear.sdk.aio.collection import AsyncCollection
from lookhear.sdk.aio.sessions import create_session, get_session, list_sessions
from lookhear.sdk.aio.uploads import upload
from lookhear.sdk.values.records import Download, Event
from lookhear.sdk.values.rows import given, row_of, rows_of, text_of
from lookhear.sdk.websocket import WebSocketConnection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.aio.audio import AsyncAudio
    from lookhear.sdk.aio.capture_session import AsyncCaptureSession
    from lookhear.sdk.aio.image import AsyncImage
    from lookhear.sdk.aio.video import AsyncVideo

_TOKEN_S: Final = 86_400
_DEFAULT: Final = "default"


class AsyncConnection:
    """A capture backend, asked with one credential. Made by `connect_async`; close it, or use it in an ``async with``.

    ``base_url`` is where it is; the credential is kept to itself. Every method raises AuthenticationError (the credential is not
    taken), NotFoundError, InvalidRequestError (anything else that the backend does not do), ConnectionFailed and RequestTimeoutError.
    """

    def __init__(self, api: AsyncApi) -> None:
        self.api = api
        self.collection_id = _DEFAULT

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.base_url!r})"

    @property
    def base_url(self) -> str:
        """The address of the backend, without a slash at its end."""
        return self.api.base_url

    async def close(self) -> None:
        """Close its connections. Harmless when called twice."""
        await self.api.close()

    async def create_capture_session(
        self,
        end_user_id: str,
        collection_id: str = _DEFAULT,
        callback_url: str | None = None,
        ws_connection_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> AsyncCaptureSession:
        """A new capture session for a user of yours, in state ``created``; its ``id`` (``cap-…``) goes to the desktop with a token.

        ``callback_url`` is told of everything that becomes of it (webhooks), ``ws_connection_id`` names a WebSocket that is told too,
        ``metadata`` comes back with every answer and event. Needs an API key.
        """
        return await create_session(
            self.api,
            collection_id,
            end_user_id=end_user_id,
            callback_url=callback_url,
            ws_connection_id=ws_connection_id,
            metadata=metadata,
        )

    async def get_capture_session(self, session_id: str, collection_id: str = _DEFAULT) -> AsyncCaptureSession:
        """A capture session by its id, whatever collection it is of. Raises NotFoundError."""
        return await get_session(self.api, collection_id, session_id)

    async def list_capture_sessions(
        self, collection_id: str = _DEFAULT, status: str | None = None, *, end_user_id: str | None = None, limit: int | None = None
    ) -> list[AsyncCaptureSession]:
        """Capture sessions, the newest first: all of them, or at most ``limit``; of one ``status`` or one user where that is said."""
        return await list_sessions(self.api, collection_id, status=status, end_user_id=end_user_id, limit=limit)

    async def generate_client_token(self, expires_in: int = _TOKEN_S, *, user_id: str | None = None, session_id: str | None = None) -> str:
        """A token for a desktop (``st-…``), good for ``expires_in`` seconds: it may record and read, and mint nothing. Needs an API key.

        A recording that has begun with it outlasts it. ``user_id`` is a note of yours that is kept beside it; with ``session_id`` it is
        good for that session alone.
        """
        body = given(expires_in=expires_in, user_id=user_id, session_id=session_id)
        answer = row_of(await self.api.post("capture/session/token", body))
        token = text_of(answer, "token")
        if token is None:
            raise InvalidRequestError("The backend answered without a token.", hint="Look at base_url: it may be no capture backend.")
        return token

    async def revoke_client_token(self, token: str) -> bool:
        """Take a token back: whether it was good until now. What records with it stops being taken. Ours only."""
        answer = row_of(await self.api.post("capture/session/token/revoke", {"token": token}))
        return answer.get("revoked") is True

    async def connect_websocket(
        self, collection_id: str = _DEFAULT, visual_channel: str | None = None, audio_channel: str | None = None
    ) -> WebSocketConnection:
        """A WebSocket for live events, not open yet: ``await ws.connect()`` opens it and says its ``connection_id``.

        ``visual_channel`` and ``audio_channel`` are the names under which it tells what indexes find, for programs that look for others
        than ``visual_index`` and ``audio_index`` (contract §8 C7). Ours only.
        """
        wanted = given(visual_channel=visual_channel, audio_channel=audio_channel)
        answer = row_of(await self.api.get(f"collection/{segment(collection_id)}/websocket", wanted))
        url = text_of(answer, "websocket_url")
        if url is None:
            raise InvalidRequestError("The backend answered without the URL of a WebSocket.", hint="Look at base_url.")
        return WebSocketConnection(url)

    async def create_event(self, event_prompt: str, label: str) -> str:
        """Something to watch for, in words; ``label`` names it in alerts. Gives its id, for ``create_alert`` of an index."""
        answer = row_of(await self.api.post("rtstream/event", {"event_prompt": event_prompt, "label": label}))
        return text_of(answer, "event_id", "id") or ""

    async def list_events(self) -> list[Event]:
        """What is watched for: dicts of ``event_id``, ``event_prompt`` and ``label``."""
        return [Event(row) for row in rows_of(await self.api.get("rtstream/event"), "events")]

    async def get_collection(self, collection_id: str = _DEFAULT) -> AsyncCollection:
        """A collection by its id. Raises NotFoundError."""
        found = AsyncCollection(self.api, row_of(await self.api.get(f"collection/{segment(collection_id)}")))
        self.collection_id = found.id
        return found

    async def get_collections(self) -> list[AsyncCollection]:
        """All collections."""
        return [AsyncCollection(self.api, row) for row in rows_of(await self.api.get("collection"), "collections")]

    async def create_collection(self, name: str, description: str = "", is_public: bool = False) -> AsyncCollection:
        """A new collection."""
        body = {"name": name, "description": description, "is_public": is_public}
        made = AsyncCollection(self.api, row_of(await self.api.post("collection", body)))
        self.collection_id = made.id
        return made

    async def update_collection(self, id: str, name: str | None = None, description: str | None = None) -> AsyncCollection:
        """Call a collection something else; what is None stays."""
        return AsyncCollection(
            self.api, row_of(await self.api.patch(f"collection/{segment(id)}", given(name=name, description=description)))
        )

    async def get_async_response(self, id: str) -> dict[str, Any]:
        """What became of an operation that took long, by the id at the end of its ``output_url``; not waited for."""
        return row_of(await self.api.get(f"async-response/{segment(id)}"))

    async def download(self, stream_link: str, name: str) -> Download:
        """A file of what a stream link plays: a dict with ``download_url``, ``name`` and ``status``."""
        return Download(row_of(await self.api.post("download", {"stream_link": stream_link, "name": name})))

    async def upload(
        self,
        source: str | None = None,
        media_type: str | None = None,
        name: str | None = None,
        description: str | None = None,
        callback_url: str | None = None,
        file_path: str | None = None,
        url: str | None = None,
    ) -> AsyncVideo | AsyncAudio | AsyncImage | None:
        """Hand over a file or an address (``source`` is either); the video, sound or picture that it is comes back.

        With a ``callback_url``: None at once, and a webhook later. Raises WrongArgument when there is no such file.
        """
        return await upload(
            self.api,
            self.collection_id,
            source,
            media_type=media_type,
            name=name,
            description=description,
            callback_url=callback_url,
            file_path=file_path,
            url=url,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()
