"""Binds a recording to a session and keeps the binding: obtains tickets, starts, renews, reconnects.

Every call waits for the network. Used by one thread at a time: the lane that does the errand.
"""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from lookhear.errors import BackendRefused, LookhearError, StorageError
from lookhear.protocol.addresses import is_this_computer
from lookhear.protocol.ingest import Problem
from lookhear.recorder.spool.binding import Binding, SourceKind, read_binding, write_binding
from lookhear.recorder.upload.backlog import derived_tracks

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.binding import Grant, Ticket, TokenSource
    from lookhear.recorder.spool.manifest import Manifest
    from lookhear.recorder.upload.gateway import Connect, Gateway
    from lookhear.recorder.upload.tokens.ports import TokenProvider

log = logging.getLogger(__name__)

_NO_TOKEN = {Problem.UNAUTHORIZED, Problem.EXPIRED, Problem.REVOKED}
_FORGOTTEN = {Problem.UNAUTHORIZED, Problem.NOT_FOUND}


class Binder:
    """The binding of one recording. ``source`` is what to bind with where nothing was kept before."""

    def __init__(self, folder: Path, manifest: Manifest, *, source: TokenSource, provider: TokenProvider, connect: Connect) -> None:
        self._folder, self._manifest = folder, manifest
        self._provider, self._connect = provider, connect
        self._source = source
        self._api_url = ""
        self._gateway: Gateway | None = None
        self._ticket_is_fresh = False
        self.binding = Binding(source=source)
        self.had_session = False  # before this process: only the backend knows what it has

    def load(self) -> None:
        """Take up what an earlier process kept, or note what will be tried. Raises JournalDamaged."""
        kept = read_binding(self._folder)
        if kept is None:
            self._keep(self.binding)
            return
        self.binding = kept
        self.had_session = kept.ticket is not None

    @property
    def gateway(self) -> Gateway:
        """The backend the recording is bound to; only after `bind`."""
        if self._gateway is None:
            raise LookupError("the recording is not bound yet")
        return self._gateway

    @property
    def grant(self) -> Grant:
        """The grant of the recording; only after `bind`."""
        if self.binding.grant is None:
            raise LookupError("the recording is not bound yet")
        return self.binding.grant

    def bind(self) -> None:
        """Come as far as a grant, from wherever the binding stands; reconnects where the backend has moved. Raises UploadError."""
        if self.binding.ticket is None:
            self._obtain()
        ticket = self._ticket()
        self._reach(self._provider.locate(ticket.api_url))
        if self.binding.grant is not None:
            return
        try:
            self._start(ticket)
        except BackendRefused as refused:
            # A ticket that was kept since may have run out before it was ever used.
            if self._ticket_is_fresh or refused.reason not in _NO_TOKEN:
                raise
            self._obtain()
            self._reach(self._provider.locate(self._ticket().api_url))
            self._start(self._ticket())

    def begin_anew(self, refused: BackendRefused) -> bool:
        """Take another session where the backend of this computer knows nothing of the one that was kept: its folder was removed.

        Elsewhere a session is somebody's choice, and is not replaced. Whether it was; raises UploadError, and then the old one stands.
        """
        kept = self.binding
        if kept.source.kind is not SourceKind.EMBEDDED or self._ticket_is_fresh or refused.reason not in _FORGOTTEN:
            return False
        log.warning("the backend of this computer has forgotten the session of %s: another one is made", self._folder.name)
        try:
            self._keep(dataclasses.replace(kept, ticket=None, grant=None))
            self.bind()
        except LookhearError:
            self._keep(kept)
            self._ticket_is_fresh = False
            raise
        return True

    def renew(self) -> None:
        """Give the grant a new term; where the backend does not want that, start the same recording again. Raises UploadError."""
        try:
            grant = self.gateway.renew(self.grant, self._manifest.recording_id)
        except BackendRefused as refused:
            log.info("the grant was not renewed (%s): starting again", refused.reason or "no reason")
            self._start(self._ticket())
        else:
            self._keep(dataclasses.replace(self.binding, grant=grant))

    def finish(self, *, refused: int, now_ns: int) -> None:
        """Note that nothing is left to be sent."""
        if not self.binding.is_done:
            self._keep(dataclasses.replace(self.binding, is_done=True, refused=refused, done_ns=now_ns))

    def close(self) -> None:
        """Give the connections back. Harmless when called twice."""
        if self._gateway is not None:
            self._gateway.close()
            self._gateway = None

    def _obtain(self) -> None:
        ticket = self._provider.obtain()
        self._ticket_is_fresh = True
        self._keep(dataclasses.replace(self.binding, ticket=ticket))

    def _ticket(self) -> Ticket:
        if self.binding.ticket is None:
            raise LookupError("there is no ticket yet")
        return self.binding.ticket

    def _start(self, ticket: Ticket) -> None:
        grant = self.gateway.start(ticket, self._manifest, derived=derived_tracks(self._manifest))
        self._keep(dataclasses.replace(self.binding, grant=grant))

    def _reach(self, api_url: str) -> None:
        if self._gateway is not None and api_url == self._api_url:
            return
        self.close()
        self._gateway, self._api_url = self._connect(api_url), api_url
        if (grant := self.binding.grant) is not None and grant.player_url:
            self._keep(dataclasses.replace(self.binding, grant=dataclasses.replace(grant, player_url=moved(grant.player_url, api_url))))

    def _keep(self, binding: Binding) -> None:
        """Remember, and write down as well as the disk allows: a full one must not keep what is recorded from leaving it."""
        self.binding = binding
        try:
            write_binding(self._folder, binding)
        except StorageError as error:
            log.warning("the binding of %s could not be kept: %s", self._folder.name, error)


def moved(player_url: str, api_url: str) -> str:
    """The address of a player at a backend that answers elsewhere now, as a private one does after each start.

    Only between addresses of this computer: elsewhere the backend knows better than the address it is reached at.
    """
    old, new = urlsplit(player_url), urlsplit(api_url)
    if not (is_this_computer(old.hostname or "") and is_this_computer(new.hostname or "")):
        return player_url
    return urlunsplit(old._replace(scheme=new.scheme, netloc=new.netloc))
