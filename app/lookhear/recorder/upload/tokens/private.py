"""The private backend of this computer as a source of tokens: found, started where there is none, and asked with its own key."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

from lookhear.protocol.credentials import is_secret
from lookhear.protocol.ingest import TOKEN_HEADER
from lookhear.recorder.spool.binding import Ticket
from lookhear.recorder.upload.answers import data_of, error_of, unsuitable
from lookhear.recorder.upload.http import MINT_TIMEOUT, HttpClient
from lookhear.recorder.upload.tokens.search import SESSION, TOKEN, find_expiry_s, find_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.upload.tokens.ports import PrivateBackendFinder

_WHO: Final = "The backend of this computer"


class PrivateProvider:
    """Tickets of the private backend that a finder finds."""

    def __init__(self, finder: PrivateBackendFinder, *, wall_s: Callable[[], float] = time.time) -> None:
        self._finder, self._wall_s = finder, wall_s

    def obtain(self) -> Ticket:
        """``POST /init-session`` with its key. Raises UploadError as the port says."""
        backend = self._finder.find()
        client = HttpClient(backend.url, who=_WHO, timeout=MINT_TIMEOUT)
        headers = {TOKEN_HEADER: backend.api_key, "Content-Type": "application/json"}
        try:
            answer = client.ask("POST", f"{backend.url.rstrip('/')}/init-session", headers=headers, content=json.dumps({}).encode())
        finally:
            client.close()
        if not answer.is_success:
            raise error_of(answer, who=_WHO, secret=backend.api_key)
        value = data_of(answer, who=_WHO)
        session, token = find_text(value, SESSION), find_text(value, TOKEN)
        if session is None or token is None or not is_secret(token):
            raise unsuitable(_WHO, "opens no session")
        return Ticket(session_id=session, token=token, expires_at_s=find_expiry_s(value, wall_s=self._wall_s()), api_url=backend.url)

    def locate(self, api_url: str) -> str:  # noqa: ARG002 - it has another address after each start
        """Where it is now. Raises BackendUnreachable."""
        return self._finder.find().url
