"""The port of a token provider, and that of whoever finds the private backend of this computer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lookhear.recorder.spool.binding import Ticket


class TokenProvider(Protocol):
    """A source of sessions and tokens."""

    def obtain(self) -> Ticket:
        """A session for one recording, and a token for it. Asks over the network and may take its timeouts.

        May ask the system's keyring too, which takes as long as a person does.

        Raises BackendUnreachable, BackendBusy, BackendRefused, BackendUnsuitable; UsageError for a file that cannot be read.
        """
        ...

    def locate(self, api_url: str) -> str:
        """Where the backend of a ticket answers now: a private one has another port after each start. Raises BackendUnreachable."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateBackend:
    """Where the private backend of this computer answers, and its key."""

    url: str
    api_key: str = field(repr=False)


class PrivateBackendFinder(Protocol):
    """Finds the private backend of this computer, starting it when there is none."""

    def find(self) -> PrivateBackend:
        """The backend, ready to answer. Raises BackendUnreachable while it is not, or when it cannot be started."""
        ...
