"""Lines out of a pipe, however they arrive; one that grows without end is left out. No state beyond the call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_BYTES: Final = 1 << 20  # far more than a line of the protocol has, and a bound for what is no line
_CHUNK_BYTES: Final = 1 << 16


def lines_of(read: Callable[[int], bytes | None], *, max_bytes: int = MAX_BYTES) -> Iterator[bytes]:
    """The lines of what ``read`` gives until it gives nothing, without their line feeds; longer ones than ``max_bytes`` are left out.

    What stands behind the last line feed is no line: whoever wrote it was interrupted.
    """
    rest, is_skipping = b"", False
    while chunk := read(_CHUNK_BYTES):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if not is_skipping and len(line) <= max_bytes:
                yield line
            is_skipping = False
        if is_skipping or len(rest) > max_bytes:
            rest, is_skipping = b"", True
