"""The gateway over HTTP: see `lookhear.protocol.ingest` and contract §2.3 for what is on the wire.

Addresses are made from the one the backend was reached at, which is known to work, not from those in its answers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from lookhear import __version__
from lookhear.errors import BackendRefused
from lookhear.protocol.digests import HEADER as DIGEST_HEADER
from lookhear.protocol.digests import content_digest
from lookhear.protocol.ingest import STOP_HEADER, TOKEN_HEADER, Problem, StreamStatus
from lookhear.recorder.upload.answers import data_of, error_of, grant_of, unsuitable
from lookhear.recorder.upload.gateway import SessionInfo
from lookhear.recorder.upload.http import Answer, HttpClient, checked_url, origin_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.protocol.ingest import Ranges
    from lookhear.recorder.spool.binding import Grant, Ticket
    from lookhear.recorder.spool.manifest import Manifest
    from lookhear.recorder.upload.gateway import Blob

_JSON: Final = {"Content-Type": "application/json"}


class HttpGateway:
    """One backend at one address. Raises BackendUnsuitable for what is no address."""

    def __init__(self, api_url: str) -> None:
        self._url = checked_url(api_url, what="a capture backend")
        self._who = f"The backend at {origin_of(self._url)}"
        self._http = HttpClient(self._url, who=self._who)

    def start(self, ticket: Ticket, manifest: Manifest, *, derived: Sequence[str]) -> Grant:
        """``POST /capture/session/start``."""
        data = self._call("POST", "/capture/session/start", token=ticket.token, body=_start_body(ticket, manifest, derived=derived))
        ingest, player_url = data.get("ingest"), data.get("player_url")
        if not isinstance(ingest, dict):
            raise unsuitable(self._who, "starts the session and names no place to send a recording to")
        return grant_of(ingest, session_id=ticket.session_id, player_url=player_url if isinstance(player_url, str) else "", who=self._who)

    def put(self, grant: Grant, stream_id: str, blob: Blob) -> bool:
        """``PUT …/init/{n}`` or ``…/fragments/{seq}``."""
        place = f"init/{blob.number}" if blob.init is None else f"fragments/{blob.number}?init={blob.init}"
        headers = {
            TOKEN_HEADER: grant.grant,
            DIGEST_HEADER: content_digest(blob.sha256),
            "Content-Type": blob.kind.content_type,
        }
        answer = self._http.ask("PUT", f"{self._stream(stream_id)}/{place}", headers=headers, content=blob.data)
        if answer.status not in {200, 201}:
            self._refuse(answer, grant.grant)
        if answer.body and "html" in answer.content_type:
            raise unsuitable(self._who, "answers with a web page")
        return answer.headers.get(STOP_HEADER) == "1"

    def status(self, grant: Grant, stream_id: str) -> StreamStatus:
        """``GET …/streams/{id}``."""
        return self._status(self._call("GET", self._stream(stream_id), token=grant.grant))

    def complete(self, grant: Grant, stream_id: str, *, last_seq: int, inits: Sequence[int], lost: Ranges) -> StreamStatus:
        """``POST …/complete``."""
        body = {"last_seq": last_seq, "inits": list(inits), **({"lost": lost} if lost else {})}
        return self._status(self._call("POST", f"{self._stream(stream_id)}/complete", token=grant.grant, body=body))

    def renew(self, grant: Grant, recording_id: str) -> Grant:
        """``POST …/recordings/{id}/grant``."""
        data = self._call("POST", f"/ingest/v1/recordings/{_segment(recording_id)}/grant", token=grant.grant, body={})
        return grant_of(data, session_id=grant.session_id, player_url=grant.player_url, who=self._who)

    def stop(self, grant: Grant) -> None:
        """``POST /capture/session/{id}/stop``."""
        self._call("POST", f"/capture/session/{_segment(grant.session_id)}/stop", token=grant.grant, body={})

    def session(self, ticket: Ticket) -> SessionInfo:
        """``GET /capture/session/{id}``."""
        data = self._call("GET", f"/capture/session/{_segment(ticket.session_id)}", token=ticket.token)
        state, player_url = data.get("status"), data.get("player_url")
        if not isinstance(state, str):
            raise unsuitable(self._who, "does not say what became of the session")
        return SessionInfo(session_id=ticket.session_id, state=state, player_url=player_url if isinstance(player_url, str) else None)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _stream(self, stream_id: str) -> str:
        return f"{self._url}/ingest/v1/streams/{_segment(stream_id)}"

    def _call(self, method: str, path: str, *, token: str, body: Mapping[str, object] | None = None) -> dict[str, object]:
        url = path if path.startswith(self._url) else self._url + path
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {TOKEN_HEADER: token, **({} if body is None else _JSON)}
        answer = self._http.ask(method, url, headers=headers, content=content)
        if not answer.is_success:
            self._refuse(answer, token)
        return data_of(answer, who=self._who)

    def _refuse(self, answer: Answer, secret: str) -> None:
        error = error_of(answer, who=self._who, secret=secret)
        # A path that is not there at all is another thing than a session that is not.
        if isinstance(error, BackendRefused) and error.reason == Problem.NOT_FOUND and not error.details.keys() & {"type", "error_code"}:
            raise unsuitable(self._who, "has nothing at the place where a recording would go")
        raise error

    def _status(self, data: dict[str, object]) -> StreamStatus:
        try:
            return StreamStatus.parse(data)
        except ValueError as exc:
            raise unsuitable(self._who, "says of a track what is not understood") from exc


def _start_body(ticket: Ticket, manifest: Manifest, *, derived: Sequence[str]) -> dict[str, object]:
    primary = next((str(channel.channel_id) for channel in manifest.channels if channel.is_primary), None)
    return {
        "session_id": ticket.session_id,
        "recording_id": manifest.recording_id,
        "clock_wall_origin_ns": manifest.clock_wall_origin_ns,
        "channels": [
            {
                "channel_id": str(channel.channel_id),
                "channel_name": channel.name,
                "type": "video" if channel.kind.is_video else "audio",
                "store": channel.store,
                "is_primary": channel.is_primary,
            }
            for channel in manifest.channels
        ],
        "primary_video_channel_id": primary,
        "tracks": list(derived),
        "engine": {"name": "lookhear", "version": __version__, "platform": manifest.platform},
    }


def _segment(text: str) -> str:
    """One segment of a path: nothing that was minted elsewhere may lead to another place."""
    return quote(text, safe="")
