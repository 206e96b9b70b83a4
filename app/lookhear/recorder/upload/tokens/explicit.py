"""A session and a token that the person named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import UsageError
from lookhear.protocol.credentials import is_secret
from lookhear.recorder.spool.binding import Ticket
from lookhear.recorder.upload.tokens.keyring_secrets import KEYRING_SERVICE, secret_of
from lookhear.recorder.upload.tokens.secret_files import read_secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.upload.tokens.ports import PrivateBackendFinder


class ExplicitProvider:
    """The session ``session_id`` at ``backend``.

    Its token is in a file (read each time it is needed), given as it is, or in the keyring under the backend's address.
    """

    def __init__(
        self,
        session_id: str,
        *,
        backend: str,
        token_file: str | None = None,
        token: str | None = None,
        ask_keyring: Callable[[str], str | None] = secret_of,
    ) -> None:
        if token and not is_secret(token):
            raise UsageError("That is no token: it has spaces or other characters in it that a token never has.")
        self._session_id, self._backend, self._token_file, self._token = session_id, backend, token_file, token
        self._ask_keyring = ask_keyring

    def obtain(self) -> Ticket:
        """The ticket. Raises UsageError for a file that holds no token, or where there is none anywhere."""
        token = read_secret(self._token_file) if self._token_file else self._token or self._ask_keyring(self._backend)
        if not token:
            raise UsageError(
                f"The session {self._session_id} needs its token.",
                hint="Give it with --token-file F, in the variable LOOKHEAR_TOKEN, or keep it in the system's keyring "
                f"(service {KEYRING_SERVICE}, user {self._backend}).",
            )
        return Ticket(session_id=self._session_id, token=token, expires_at_s=None, api_url=self._backend)

    def locate(self, api_url: str) -> str:
        """Where it was."""
        return api_url


class PrivateSessionProvider:
    """A session of the private backend of this computer, and its token, as somebody else was given them."""

    def __init__(self, session_id: str, *, token: str, finder: PrivateBackendFinder) -> None:
        if not is_secret(token):
            raise UsageError("That is no token: it is empty, or has spaces or other characters in it that a token never has.")
        self._session_id, self._token, self._finder = session_id, token, finder

    def obtain(self) -> Ticket:
        """The ticket. Raises BackendUnreachable, BackendUnsuitable while that backend cannot be found."""
        return Ticket(session_id=self._session_id, token=self._token, expires_at_s=None, api_url=self._finder.find().url)

    def locate(self, api_url: str) -> str:  # noqa: ARG002 - it has another address after each start
        """Where it is now. Raises BackendUnreachable."""
        return self._finder.find().url
