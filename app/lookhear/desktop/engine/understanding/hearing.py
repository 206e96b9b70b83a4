"""A backend's WebSocket: what is being said, before it is final, is told nowhere else."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlsplit

from lookhear.errors import BackendUnreachable
from lookhear.protocol.addresses import is_this_computer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OPEN_S: Final = 10.0
_MOST_BYTES: Final = 4 << 20


async def messages(url: str) -> AsyncIterator[dict[str, Any]]:
    """Every message of a socket until either side closes it; the first comes when pipelines may be given its id.

    Its URL is a credential: it is written nowhere, and carried nowhere else. Raises BackendUnreachable where it cannot be opened or is
    lost.
    """
    from websockets.asyncio.client import connect
    from websockets.exceptions import WebSocketException

    class Direct(connect):
        """Opens what it was given, and nothing that this sends it to."""

        def process_redirect(self, exc: Exception) -> Exception | str:
            return exc

    quiet = logging.getLogger(f"{__name__}.line")
    quiet.setLevel(logging.WARNING)  # further down it writes the URL into the log
    proxy: Literal[True] | None = None if is_this_computer(urlsplit(url).hostname or "") else True
    try:
        async with Direct(url, logger=quiet, open_timeout=OPEN_S, max_size=_MOST_BYTES, proxy=proxy) as line:
            async for text in line:
                if (message := _parsed(text)) is not None:
                    yield message
    except (WebSocketException, OSError, EOFError, TimeoutError):
        raise BackendUnreachable("The backend's line of news was lost.") from None


def _parsed(text: str | bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
