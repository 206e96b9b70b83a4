"""A body on its way in: what its request's head promised, and receiving it against that promise."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A body to come: its chunks, and what the head of its request says of it. ``sha256`` is hexadecimal; it has ``timeout_s`` to come."""

    chunks: AsyncIterator[bytes]
    size_bytes: int
    sha256: str
    content_type: str
    timeout_s: float

    async def receive(self) -> bytes:
        """The whole body, hashed as it comes. Raises IngestRefused when it is not what its head said, or does not come in time."""
        try:
            async with asyncio.timeout(self.timeout_s):
                return await self._receive()
        except TimeoutError as exc:
            raise IngestRefused("The body came too slowly.", hint="Send it again.", problem=Problem.TOO_SLOW) from exc

    async def _receive(self) -> bytes:
        digest = hashlib.sha256()
        parts: list[bytes] = []
        received = 0
        async for chunk in self.chunks:
            received += len(chunk)
            if received > self.size_bytes:
                raise IngestRefused("The body is longer than its Content-Length.", problem=Problem.BAD_REQUEST)
            digest.update(chunk)
            parts.append(chunk)
        if received != self.size_bytes:
            raise IngestRefused("The body ended before its Content-Length.", problem=Problem.BAD_REQUEST)
        if digest.hexdigest() != self.sha256:
            raise IngestRefused(
                "The body is not what its Content-Digest says.", hint="Send it again from the file.", problem=Problem.BAD_DIGEST
            )
        return parts[0] if len(parts) == 1 else b"".join(parts)
