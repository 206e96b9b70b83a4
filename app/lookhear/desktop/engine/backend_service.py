"""Whether a backend answers and gives a session, found by asking it; and keeping a person's choice of one."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lookhear.desktop.engine.aside import aside
from lookhear.desktop.engine.backends import BackendCheck, BackendState, SecretKept
from lookhear.desktop.engine.destination import mint_url_of, source_of
from lookhear.desktop.engine.settings.declared import Backend, BackendKind
from lookhear.errors import (
    BackendBusy,
    BackendFull,
    BackendRefused,
    BackendUnreachable,
    BackendUnsuitable,
    LookhearError,
    UsageError,
)
from lookhear.protocol.addresses import is_this_computer, origin_of
from lookhear.protocol.credentials import is_secret
from lookhear.protocol.ingest import Problem
from lookhear.system.secrets.kinds import SecretPlace

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.backends import BackendWish
    from lookhear.desktop.engine.ports import SettingsService
    from lookhear.recorder.spool.binding import Ticket, TokenSource
    from lookhear.recorder.upload.gateway import SessionInfo
    from lookhear.recorder.upload.tokens.ports import TokenProvider
    from lookhear.system.secrets import Secrets

WITHIN_S: Final = 60.0
_ABOUT_SECRET: Final = {Problem.UNAUTHORIZED, Problem.EXPIRED, Problem.REVOKED, Problem.FORBIDDEN}
_STATES: Final = (
    (BackendUnreachable, BackendState.UNREACHABLE),
    (BackendBusy, BackendState.BUSY),
    (BackendFull, BackendState.BUSY),
    (BackendUnsuitable, BackendState.UNSUITABLE),
    (BackendRefused, BackendState.REFUSED),
    (UsageError, BackendState.BAD_SECRET),
)


class Backends:
    """See `lookhear.desktop.engine.ports.BackendService`.

    ``provider`` makes what asks a source for a session, ``ask_session`` asks the capture backend for one that was given (both block),
    ``secrets`` finds where secrets are kept, which may take a moment.
    """

    def __init__(
        self,
        settings: SettingsService,
        *,
        provider: Callable[[TokenSource], TokenProvider],
        secrets: Callable[[], Secrets],
        ask_session: Callable[[Ticket], SessionInfo] | None = None,
        within_s: float = WITHIN_S,
    ) -> None:
        self._settings, self._provider, self._secrets = settings, provider, secrets
        self._ask_session, self._within_s = ask_session or _session_over_http, within_s

    async def check(self, wish: BackendWish) -> BackendCheck:
        """See the port. A session that nothing is recorded for stays behind at a hosted backend."""
        return await self._check(wish)

    async def use(self, wish: BackendWish) -> BackendCheck:
        """See the port."""
        found = await self._check(wish)
        if not found.is_good:
            return found
        secret, kept = wish.secret.strip(), None
        if wish.kind is BackendKind.HOSTED and secret:
            kept = await aside(lambda: self._keep(_mint_url(wish), secret), name="keep-secret")
        before = self._settings.now
        chosen = dataclasses.replace(before.backend, kind=wish.kind)
        if wish.kind is BackendKind.HOSTED:  # what was typed stays there for the next time while another kind is used
            chosen = dataclasses.replace(chosen, url=wish.url.strip(), mint_url=_chosen_mint_url(wish))
        await self._settings.change(dataclasses.replace(before, backend=chosen))
        return dataclasses.replace(found, kept=kept)

    async def sign_out(self, wish: BackendWish) -> None:
        """See the port."""
        mint_url = _mint_url(wish)
        await aside(lambda: self._secrets().forget(mint_url), name="forget-secret")

    async def keeps_secrets(self) -> SecretKept:
        """See the port."""
        return await aside(lambda: _place(self._secrets()), name="find-secrets")

    async def _check(self, wish: BackendWish) -> BackendCheck:
        if wish.kind is BackendKind.NONE:
            return BackendCheck(state=BackendState.GOOD, sentence="Recordings stay on this computer and are handed to nobody.")
        secret = wish.secret.strip() if wish.kind is BackendKind.HOSTED else ""
        if secret and not is_secret(secret):
            return BackendCheck(
                state=BackendState.BAD_SECRET,
                sentence="That cannot be a secret of a backend: it has spaces or other characters in it that none has.",
                hint="Copy it once more, as one line.",
            )
        try:
            source = source_of(_backend(wish), token=secret or None)
        except BackendUnsuitable as error:
            return BackendCheck(state=BackendState.BAD_ADDRESS, sentence=str(error), hint=error.hint)
        assert source is not None  # noqa: S101 - narrowing: only NONE has none
        try:
            async with asyncio.timeout(self._within_s):
                return await aside(lambda: self._ask(source), name="check-backend")
        except TimeoutError:
            who = origin_of(source.mint_url or "")
            return BackendCheck(state=BackendState.UNREACHABLE, sentence=f"The backend at {who} does not answer in time.", who=who)

    def _ask(self, source: TokenSource) -> BackendCheck:
        """On a thread: the real calls."""
        if source.mint_url is None:
            return self._ask_private(source)
        who = origin_of(source.mint_url)
        if source.token is None:
            source = dataclasses.replace(source, token=(self._secrets().get(source.mint_url) or "").strip() or None)
        try:
            ticket = self._provider(source).obtain()
        except LookhearError as error:
            return _failure(error, who=who, source=source)
        who = origin_of(ticket.api_url)
        try:
            self._ask_session(ticket)
        except LookhearError as error:
            return _failure(error, who=who)
        is_open = _is_open(source.mint_url or "") or _is_open(ticket.api_url)
        return BackendCheck(
            state=BackendState.GOOD, sentence=f"The backend at {who} answers and gives a session.", who=who, is_open_to_others=is_open
        )

    def _ask_private(self, source: TokenSource) -> BackendCheck:
        try:
            url = self._provider(source).locate("")
        except LookhearError as error:
            return _failure(error, who="")
        return BackendCheck(state=BackendState.GOOD, sentence="The backend of this computer answers.", who=origin_of(url))

    def _keep(self, mint_url: str, secret: str) -> SecretKept:
        secrets = self._secrets()
        secrets.keep(mint_url, secret)
        return _place(secrets)


def _session_over_http(ticket: Ticket) -> SessionInfo:
    from lookhear.recorder.upload.http_gateway import HttpGateway

    gateway = HttpGateway(ticket.api_url)
    try:
        return gateway.session(ticket)
    finally:
        gateway.close()


def _failure(error: LookhearError, *, who: str, source: TokenSource | None = None) -> BackendCheck:
    """``source`` is what was asked for a session; without it the backend was shown a token that somebody else had given."""
    state = next((state for kind, state in _STATES if isinstance(error, kind)), BackendState.FAILED)
    if state is BackendState.UNREACHABLE and error.reason == BackendUnreachable.CERTIFICATE:
        state = BackendState.UNTRUSTED
    if state is BackendState.REFUSED and source is not None and error.reason in _ABOUT_SECRET:
        state = BackendState.BAD_SECRET if source.token else BackendState.WANTS_SECRET
    return BackendCheck(state=state, sentence=str(error), hint=error.hint, who=who)


def _backend(wish: BackendWish) -> Backend:
    return Backend(kind=wish.kind, url=wish.url.strip(), mint_url=_chosen_mint_url(wish))


def _chosen_mint_url(wish: BackendWish) -> str:
    return wish.mint_url.strip() or mint_url_of(wish.url.strip().rstrip("/"), wish.preset)


def _mint_url(wish: BackendWish) -> str:
    """The address that a secret is kept under. Raises BackendUnsuitable for what is no address."""
    source = source_of(_backend(wish))
    return "" if source is None or source.mint_url is None else source.mint_url


def _place(secrets: Secrets) -> SecretKept:
    return SecretKept(place=secrets.place, file=str(secrets.file) if secrets.place is SecretPlace.FILE else "")


def _is_open(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_this_computer(parts.hostname or "")
