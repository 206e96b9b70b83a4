"""The addresses that files are sent to. Whoever has one may send one file: SDKs send no other credential there (contract §2.10).

A ticket is the upload's id, when it ends (seconds since 1970), and an HMAC-SHA256 of the two with the backend's key; nothing of
it is kept anywhere.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lookhear.errors import CredentialExpired, Unauthorized
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable

PATH: Final = "/upload/"
LIFE_S: Final = 24 * 3600
_TICKET: Final = re.compile(r"(up-[0-9a-z]{26})\.([0-9]{1,12})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Tickets:
    """Issues and reads tickets."""

    key: bytes
    now_ns: Callable[[], int]

    def issue(self) -> str:
        """A new one."""
        upload_id, ends_s = new_id("up"), self.now_ns() // NS_PER_S + LIFE_S
        return f"{upload_id}.{ends_s}.{self._signature(upload_id, ends_s)}"

    def read(self, ticket: str) -> str:
        """The id of a ticket's upload. Raises Unauthorized, CredentialExpired."""
        upload_id, ends_s = self._parts(ticket)
        if ends_s < self.now_ns() // NS_PER_S:
            raise CredentialExpired("This address for an upload has expired.", hint="Ask for another one with upload_url.")
        return upload_id

    def upload_of(self, url: str) -> str | None:
        """The upload that a URL of ours was for, also after its end; None for any other URL."""
        try:
            path = urlsplit(url).path
            return self._parts(path.rpartition(PATH)[2])[0] if PATH in path else None
        except (Unauthorized, ValueError):
            return None

    def _parts(self, ticket: str) -> tuple[str, int]:
        match = _TICKET.fullmatch(ticket)
        if match is None or not hmac.compare_digest(self._signature(match[1], int(match[2])), match[3]):
            raise Unauthorized("Nobody gave out this address for an upload.", hint="Ask for one with upload_url.")
        return match[1], int(match[2])

    def _signature(self, upload_id: str, ends_s: int) -> str:
        digest = hmac.new(self.key, f"upload {upload_id} {ends_s}".encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")
