"""The process that reads a handed-over file, seen from the backend: messages come, and it ends with whoever asked for it."""

from __future__ import annotations

import asyncio
import contextlib
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError
from lookhear.media.importing.messages import HEAD, lengths, unpacked
from lookhear.system.processes import own_command

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from lookhear.media.importing.messages import Message

COMMAND: Final = "read-media-file"
"""The argument with which this program becomes that process: see `lookhear.__main__`."""
SILENT_S: Final = 180.0
"""It says nothing for this long: then it is taken to go round in circles."""
WHOLE_S: Final = 12 * 3600.0
"""So long a file may be read: half as long as the longest that is taken."""
_BUFFER_BYTES: Final = 1 << 20
_KEPT_VARIABLES: Final = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMPDIR",
    "LANG",
)


@asynccontextmanager
async def messages_of(
    path: Path, *, media: str | None, silent_s: float = SILENT_S, whole_s: float = WHOLE_S
) -> AsyncIterator[AsyncIterator[Message]]:
    """Read a file in a process of its own, which knows no secret of ours. Messages raise MediaError when it breaks or hangs."""
    process = await asyncio.create_subprocess_exec(
        *own_command(COMMAND, str(path), media or ""),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        limit=_BUFFER_BYTES,
    )
    try:
        yield _messages(process, silent_s=silent_s, whole_s=whole_s)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()


async def _messages(process: asyncio.subprocess.Process, *, silent_s: float, whole_s: float) -> AsyncIterator[Message]:
    if process.stdout is None:
        raise ValueError("its output was not asked for")
    loop = asyncio.get_running_loop()
    ends_s = loop.time() + whole_s
    while True:
        try:
            async with asyncio.timeout_at(min(loop.time() + silent_s, ends_s)):
                head = await process.stdout.readexactly(HEAD.size)
                told_bytes, data_bytes = lengths(head)
                told = await process.stdout.readexactly(told_bytes)
                data = await process.stdout.readexactly(data_bytes)
        except TimeoutError as exc:
            raise MediaError("This file takes too long to read.") from exc
        except asyncio.IncompleteReadError as exc:
            if exc.partial or await process.wait() != 0:
                raise MediaError("This file cannot be read: what decodes it broke off.") from exc
            return
        yield unpacked(told, data)
