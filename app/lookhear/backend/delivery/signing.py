"""Webhooks are signed as standardwebhooks.com says, with a secret of this backend that its receivers know.

``webhook-id`` is the message, the same on every attempt; ``webhook-timestamp`` seconds since 1970, of the attempt;
``webhook-signature`` ``v1,<base64>`` of HMAC-SHA256 over ``id.timestamp.body``. There are two of them, apart by a space, for a day
after the secret was exchanged, so that receivers have time to learn the new one.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from standardwebhooks import Webhook

from lookhear.backend.auth.key_file import write_private
from lookhear.errors import FolderUnwritable
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET_FILE: Final = "webhook-secret.json"  # noqa: S105 - the name of a file
OVERLAP_S: Final = 86_400
_PREFIX: Final = "whsec_"
_SECRET_BYTES: Final = 32  # the specification wants 24 to 64
_LEAST_BYTES: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What a backend signs with: the secret, and the one before as long as it is good. Times are wall time since 1970."""

    current: str
    previous: str | None = None
    previous_until_ns: int = 0

    def good(self, *, now_ns: int) -> list[str]:
        """The secrets to sign with now, the newest first."""
        is_kept = self.previous is not None and now_ns < self.previous_until_ns
        return [self.current, self.previous] if is_kept and self.previous is not None else [self.current]

    def rotated(self, *, now_ns: int) -> Secrets:
        """With a new secret; the one until now stays good for a day."""
        return Secrets(current=new_webhook_secret(), previous=self.current, previous_until_ns=now_ns + OVERLAP_S * NS_PER_S)

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps({"current": self.current, "previous": self.previous, "previous_until_ns": self.previous_until_ns})

    @classmethod
    def parse(cls, text: str) -> Secrets:
        """Read the file's text; raises ValueError for anything else."""
        match json.loads(text):
            case {"current": str(current), "previous": (str() | None) as previous, "previous_until_ns": int(until_ns)}:
                for secret in (current, previous):
                    if secret is not None and not _is_secret(secret):
                        raise ValueError("a secret that is none")
                return cls(current=current, previous=previous, previous_until_ns=until_ns)
        raise ValueError("this is not what a backend keeps of its secrets")


class Signer:
    """Signs with the secret in a folder, which it makes there when there is none (0600). Owned by the event loop.

    Nothing is read before something is to be signed or shown.
    """

    def __init__(self, folder: Path, *, now_ns: Callable[[], int]) -> None:
        self._path = folder / SECRET_FILE
        self._now_ns = now_ns
        self._lock = asyncio.Lock()
        self._secrets: Secrets | None = None

    async def secrets(self) -> Secrets:
        """What is signed with. Raises FolderUnwritable for a file that cannot be read, rather than sign with something else."""
        async with self._lock:
            return await self._kept()

    async def rotate(self) -> Secrets:
        """Exchange the secret; it is kept when this returns. Raises FolderUnwritable."""
        async with self._lock:
            before = await self._kept()
            self._secrets = await asyncio.to_thread(_written, self._path, before.rotated(now_ns=self._now_ns()))
            return self._secrets

    async def headers(self, message_id: str, body: str) -> dict[str, str]:
        """The three headers of one attempt. Raises FolderUnwritable."""
        now_ns = self._now_ns()
        at = dt.datetime.fromtimestamp(now_ns // NS_PER_S, tz=dt.UTC)
        good = (await self.secrets()).good(now_ns=now_ns)
        signatures = [Webhook(secret).sign(message_id, at, body) for secret in good]
        return {"webhook-id": message_id, "webhook-timestamp": str(now_ns // NS_PER_S), "webhook-signature": " ".join(signatures)}

    async def _kept(self) -> Secrets:
        if self._secrets is None:
            self._secrets = await asyncio.to_thread(_read, self._path)
        return self._secrets


def new_webhook_secret() -> str:
    """A secret as Standard Webhooks spells them."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")


def _is_secret(text: str) -> bool:
    try:
        return text.startswith(_PREFIX) and len(base64.b64decode(text.removeprefix(_PREFIX), validate=True)) >= _LEAST_BYTES
    except (binascii.Error, ValueError):
        return False


def _read(path: Path) -> Secrets:
    try:
        return Secrets.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _written(path, Secrets(current=new_webhook_secret()))
    except (OSError, ValueError) as exc:
        raise FolderUnwritable(
            f"The secret that webhooks are signed with, {path}, cannot be read.",
            hint="Put it back as it was; without the file a new secret is made, which receivers do not know.",
        ) from exc


def _written(path: Path, secrets_: Secrets) -> Secrets:
    write_private(path, f"{secrets_.to_json()}\n")
    return secrets_
