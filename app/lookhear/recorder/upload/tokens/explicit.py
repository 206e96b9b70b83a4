"""A session and a token that the person named."""

from __future__ import annotations

from lookhear.errors import UsageError
from lookhear.recorder.spool.binding import Ticket
from lookhear.recorder.upload.tokens.secret_files import is_secret, read_secret


class ExplicitProvider:
    """The session ``session_id`` at ``backend``, with a token from a file (read each time it is needed) or as it is."""

    def __init__(self, session_id: str, *, backend: str, token_file: str | None = None, token: str | None = None) -> None:
        if token is not None and not is_secret(token):
            raise UsageError("That is no token: it has spaces or other characters in it that a token never has.")
        if not (token_file or token):
            raise UsageError("A session needs a token.", hint="Name the file that holds it with --token-file.")
        self._session_id, self._backend, self._token_file, self._token = session_id, backend, token_file, token

    def obtain(self) -> Ticket:
        """The ticket. Raises UsageError for a file that holds no token."""
        token = read_secret(self._token_file) if self._token_file else self._token or ""
        return Ticket(session_id=self._session_id, token=token, expires_at_s=None, api_url=self._backend)

    def locate(self, api_url: str) -> str:
        """Where it was."""
        return api_url
