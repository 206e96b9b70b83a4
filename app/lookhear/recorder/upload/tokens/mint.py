"""Mints a session and a token at a user's backend, in one request or several."""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from lookhear.errors import BackendUnsuitable
from lookhear.protocol.credentials import is_secret
from lookhear.protocol.ingest import TOKEN_HEADER
from lookhear.recorder.spool.binding import Ticket
from lookhear.recorder.upload.answers import error_of
from lookhear.recorder.upload.http import MINT_TIMEOUT, HttpClient, checked_url, origin_of
from lookhear.recorder.upload.tokens.keyring_secrets import secret_of
from lookhear.recorder.upload.tokens.presets import Step, Yields, preset_of
from lookhear.recorder.upload.tokens.search import ACCESS, API_URL, SESSION, TOKEN, find_expiry_s, find_text
from lookhear.recorder.upload.tokens.secret_files import read_secret

if TYPE_CHECKING:
    from collections.abc import Callable

_JSON: Final = {"Content-Type": "application/json"}
_NAMES: Final = {
    Yields.ACCESS: ((ACCESS, "token for the next request"),),
    Yields.TOKEN: ((TOKEN, "token"),),
    Yields.SESSION: ((SESSION, "session"),),
    Yields.BOTH: ((SESSION, "session"), (TOKEN, "token")),
}


class MintProvider:
    """A user's backend at ``mint_url``.

    ``token_file`` holds what it wants to see, or it is ``token``, or the keyring may have it under ``mint_url``; ``backend`` is the
    address of the capture backend where the person named one.
    """

    def __init__(
        self,
        mint_url: str,
        *,
        token_file: str | None = None,
        token: str | None = None,
        backend: str | None = None,
        ask_keyring: Callable[[str], str | None] = secret_of,
        wall_s: Callable[[], float] = time.time,
    ) -> None:
        self._url, self._token_file, self._token, self._backend, self._wall_s = mint_url, token_file, token, backend, wall_s
        self._ask_keyring = ask_keyring

    def obtain(self) -> Ticket:
        """Do every step of the preset. Raises UploadError as the port says, UsageError for the file and for the keyring's entry."""
        url = checked_url(self._url, what="a user's backend")
        preset, base = preset_of(url)
        secret = read_secret(self._token_file) if self._token_file else self._token or self._ask_keyring(self._url) or ""
        who = f"The user's backend at {origin_of(url)}"
        client = HttpClient(url, who=who, timeout=MINT_TIMEOUT)
        try:
            return _Minting(client, who=who, base=base, secret=secret).ticket(
                preset.steps, backend=self._backend or None, otherwise=origin_of(url), wall_s=self._wall_s()
            )
        finally:
            client.close()

    def locate(self, api_url: str) -> str:
        """Where it was."""
        return api_url


def strange(who: str, what: str) -> BackendUnsuitable:
    """The error for an answer that no user's backend gives."""
    return BackendUnsuitable(
        f"{who} {what}.", hint="Check the address of --mint-url; a sign-in page of the network answers like this as well."
    )


class _Minting:
    """One run through the steps."""

    def __init__(self, client: HttpClient, *, who: str, base: str, secret: str) -> None:
        self._client, self._who, self._base = client, who, base
        self._secret = secret
        self._access = secret

    def ticket(self, steps: tuple[Step, ...], *, backend: str | None, otherwise: str, wall_s: float) -> Ticket:
        session = token = api_url = ""
        expires_at_s: float | None = None
        for step in steps:
            value = self._ask(step)
            found = {names: self._found(value, names, what) for names, what in _NAMES[step.yields]}
            self._access = found.get(ACCESS, self._access)
            session, token = found.get(SESSION, session), found.get(TOKEN, token)
            api_url = find_text(value, API_URL) or api_url
            if TOKEN in found:
                expires_at_s = find_expiry_s(value, wall_s=wall_s)
        url = backend or api_url or otherwise
        return Ticket(session_id=session, token=token, expires_at_s=expires_at_s, api_url=checked_url(url, what="a capture backend"))

    def _ask(self, step: Step) -> object:
        headers = dict(_JSON)
        if self._access:
            headers |= {TOKEN_HEADER: self._access, "Authorization": f"Bearer {self._access}"}
        content = json.dumps(step.body).replace(json.dumps("{secret}"), json.dumps(self._secret)).encode()
        answer = self._client.ask("POST", self._base + step.path, headers=headers, content=content)
        if answer.status == HTTPStatus.NOT_FOUND:
            raise strange(self._who, "has nothing at that address")
        if not answer.is_success:
            raise error_of(answer, who=self._who, secret=self._access)
        try:
            return answer.json()
        except ValueError as exc:
            raise strange(self._who, "answers with something else than JSON") from exc

    def _found(self, value: object, names: tuple[str, ...], what: str) -> str:
        text = find_text(value, names)
        if text is None or not is_secret(text):
            raise strange(self._who, f"names no {what} in its answer")
        return text
