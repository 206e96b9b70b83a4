"""What an engine said and the disk has not taken yet: it is kept, because asking again costs time or money, or gives nothing new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.pipelines.writing import Found, RecordWriter


@dataclass(frozen=True, slots=True)
class _Held:
    found: Sequence[Found]
    position_ns: int
    engine: str | None


class Unwritten:
    """What one pipeline has found last. Owned by its task."""

    def __init__(self, writer: RecordWriter, pipeline_id: str) -> None:
        self._writer = writer
        self._pipeline_id = pipeline_id
        self._held: _Held | None = None

    def hold(self, found: Sequence[Found], *, position_ns: int, engine: str | None) -> None:
        """Have this written by the next `write`; ``position_ns`` is behind it, in session time."""
        self._held = _Held(found, position_ns, engine)

    async def write(self) -> int | None:
        """Write what is held; gives the position behind it, None where nothing is. Raises as the writer does, and holds it then."""
        held = self._held
        if held is None:
            return None
        await self._writer.write(self._pipeline_id, held.found, position_ns=held.position_ns, engine=held.engine)
        self._held = None
        return held.position_ns
