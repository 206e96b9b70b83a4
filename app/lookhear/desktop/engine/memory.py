"""What is remembered by itself, such as chosen sources or where the pill stands: names and JSON values in one small file.

None of it is needed: a file that cannot be read is begun anew, and one that cannot be written costs a line in the log.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import StorageError
from lookhear.recorder.spool.durable import write_sealed
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    from pathlib import Path

_FILE: Final = "remembered.json"
_LOG: Final = logging.getLogger(__name__)


class Memory:
    """See `lookhear.desktop.engine.ports.MemoryService`. The file lies in ``folder``, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._turn = asyncio.Lock()  # one reads or writes the file at a time
        self._known: dict[str, Any] | None = None

    async def recall(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON was remembered
        """What was remembered under a name; None when nothing was. It must not be changed."""
        async with self._turn:
            return (await self._all()).get(name)

    async def remember(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Remember it for the next time; None forgets it."""
        async with self._turn:
            known = await self._all()
            if known.get(name) == value:
                return
            self._known = {key: kept for key, kept in known.items() if key != name}
            if value is not None:
                self._known[name] = value
            await asyncio.to_thread(self._write, self._known)

    async def _all(self) -> dict[str, Any]:
        if self._known is None:
            self._known = await asyncio.to_thread(self._read)
        return self._known

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as exc:
            _LOG.warning("what was remembered cannot be read, and is begun anew", exc_info=exc)
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, known: dict[str, Any]) -> None:
        try:
            private_folder(self._path.parent)
            write_sealed(self._path, json.dumps(known, ensure_ascii=False, indent=1).encode())
        except StorageError as exc:
            _LOG.warning("what is to be remembered cannot be written", exc_info=exc)
