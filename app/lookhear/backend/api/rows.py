"""Answers with many rows: written a row at a time, so that whoever else asks does not wait until the last of a thousand is done."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse

from lookhear.protocol.envelope import success

if TYPE_CHECKING:
    from collections.abc import Mapping

_TURN_S: Final = 0.005  # of the event loop, before others get theirs
_NOTHING: Final = "{}"


class WrittenJson(JSONResponse):
    """JSON that is written already."""

    def render(self, content: bytes) -> bytes:
        """The same."""
        return content


async def reply_rows(data: Mapping[str, object], *, message: str = "") -> JSONResponse:
    """A successful answer in the envelope, as `deps.reply` gives it."""
    head, tail = _written(success({}, message=message)).rsplit(_NOTHING, 1)
    turns = _Turns()
    values = [f"{_written(key)}:{await turns.written(value)}" for key, value in data.items()]
    return WrittenJson(f"{head}{{{','.join(values)}}}{tail}".encode())


class _Turns:
    """Writes values, and lets others work in between."""

    def __init__(self) -> None:
        self._begun_s = time.monotonic()

    async def written(self, value: object) -> str:
        """A value; the items of a list one after another."""
        if not isinstance(value, list):
            return _written(value)
        return f"[{','.join([await self._item(item) for item in value])}]"

    async def _item(self, item: object) -> str:
        text = _written(item)
        if time.monotonic() - self._begun_s > _TURN_S:
            await asyncio.sleep(0)
            self._begun_s = time.monotonic()
        return text


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
