"""A publisher between a small recording and a fake backend."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from lookhear.recorder.spool.binding import SourceKind, TokenSource
from lookhear.recorder.upload.http_gateway import HttpGateway
from lookhear.recorder.upload.publisher import Publisher
from lookhear.recorder.upload.tokens.explicit import ExplicitProvider
from tests.fakes.backend import TOKEN
from tests.fakes.fast_time import FastTime

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.upload.status import UploadState, UploadStatus
    from tests.fakes.backend import FakeBackend

LOOK_S = 0.5


def source_of(backend: FakeBackend, session_id: str = "cap-1", token: str = TOKEN) -> TokenSource:
    return TokenSource(kind=SourceKind.SESSION, backend=backend.url, session_id=session_id, token=token)


def publisher(
    folder: Path,
    backend: FakeBackend,
    *,
    is_own: bool = False,
    session_id: str = "cap-1",
    token: str = TOKEN,
    timing: FastTime | None = None,
    limit_bytes_per_s: int | None = None,
) -> Publisher:
    """Not started yet. Its clock is fast; a recording that is not its own is looked at now and then."""
    return Publisher(
        folder,
        source=source_of(backend, session_id, token),
        provider=ExplicitProvider(session_id, backend=backend.url, token=token),
        connect=HttpGateway,
        limit_bytes_per_s=limit_bytes_per_s,
        look_every_s=None if is_own else LOOK_S,
        timing=timing or FastTime(),
    )


def upload(made: Publisher, *, timeout_s: float = 1e6) -> UploadStatus:
    """Run it to its end; the time is of its own clock."""
    made.start()
    try:
        made.wait(timeout_s)
    finally:
        status = made.close()
    return status


def until(made: Publisher, state: UploadState) -> UploadStatus:
    """Wait as long as it takes until it is in that state; a test that waits in vain ends with its own time."""
    while (status := made.status()).state is not state:
        threading.Event().wait(0.005)
    return status
