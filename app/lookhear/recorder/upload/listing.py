"""What a backend has: its capture sessions, a picture of one, and the removal of one; asked with its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, quote, urlsplit

from lookhear.errors import BackendRefused
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.upload.asking import AskedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE: Final = 50
_MOST_PAGES: Final = 200
_NOT_FOUND: Final = (404, 410)
_JPEG: Final = b"\xff\xd8"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteChannel:
    """A channel of a session."""

    channel_id: ChannelId
    name: str
    is_primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteSession:
    """A session that has media. Times are wall time in seconds; ``recording_id`` is empty for one that no recorder named."""

    session_id: str
    recording_id: str
    name: str
    started_s: float
    last_s: float
    channels: tuple[RemoteChannel, ...]
    player_url: str
    is_running: bool


class BackendLibrary(AskedBackend):
    """The sessions of one backend. Blocks; owns connections: use it as a context. Whatever fails raises UploadError."""

    def sessions(self) -> list[RemoteSession]:
        """Every session that has media, the newest first. Raises BackendUnreachable, BackendRefused, BackendUnsuitable."""
        return [found for entry in self._entries() if (found := _session(entry)) is not None]

    def remove(self, session_id: str) -> None:
        """Remove a session with all that is of it; one that is not there is no failure. Raises as `sessions` does."""
        answer = self._answer("DELETE", f"/capture/session/{quote(session_id, safe='')}")
        if not answer.is_success and answer.status not in _NOT_FOUND:
            raise self._error_of(answer)

    def picture(self, player_url: str) -> bytes | None:
        """A JPEG of what is behind a link, None where there is none. Raises as `sessions` does."""
        slug = parse_qs(urlsplit(player_url).query).get("v", [""])[0]
        answer = self._answer("GET", f"/play/{quote(slug, safe='')}/thumbnail.jpg", is_open=True)
        if answer.status in _NOT_FOUND:
            return None
        if not answer.is_success:
            raise self._error_of(answer)
        return answer.body if answer.body.startswith(_JPEG) else None

    def _entries(self) -> Iterator[dict[str, Any]]:
        cursor = ""
        for _ in range(_MOST_PAGES):
            query = f"?limit={_PAGE}" + (f"&cursor={quote(cursor, safe='')}" if cursor else "")
            data = self._ask("GET", f"/collection/default/capture/session{query}")
            match data.get("sessions"):
                case list(entries):
                    yield from (entry for entry in entries if isinstance(entry, dict))
                case _:
                    raise BackendRefused(f"{self._who} lists no sessions.")
            next_page = data.get("next_page")
            if not isinstance(next_page, str) or not next_page:
                return
            cursor = next_page


def _session(entry: dict[str, Any]) -> RemoteSession | None:
    """A session with media that are still there and can be watched; None for any other."""
    match entry:
        case {
            "session_id": str(session_id),
            "player_url": str(player_url),
            "started_at": int() | float() as started_s,
            "last_media_at": int() | float() as last_s,
        } if entry.get("purged_at") is None:
            metadata = entry.get("metadata")
            name = next((text for key in ("title", "name") if isinstance(text := (metadata or {}).get(key), str)), "")
            recording_id = entry.get("recording_id")
            return RemoteSession(
                session_id=session_id,
                recording_id=recording_id if isinstance(recording_id, str) else "",
                name=name,
                started_s=float(started_s),
                last_s=float(last_s),
                channels=tuple(_channels(entry.get("channels"))),
                player_url=player_url,
                is_running=entry.get("status") in {"starting", "active"},
            )
    return None


def _channels(entries: object) -> Iterator[RemoteChannel]:
    for entry in entries if isinstance(entries, list) else ():
        match entry:
            case {"channel_id": str(text), **rest}:
                try:
                    channel_id = ChannelId.parse(text)
                except ValueError:
                    continue
                name = rest.get("name")
                yield RemoteChannel(
                    channel_id=channel_id, name=name if isinstance(name, str) else "", is_primary=rest.get("is_primary") is True
                )
