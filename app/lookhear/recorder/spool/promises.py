"""A sealed file compared with what its row promises."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.rows import ContextRow, SealedRow

MISSING: Final = "is missing"


def flaw_of(path: Path, row: SealedRow | ContextRow, *, is_hashed: bool) -> str:
    """Why a file is not what its row promises; empty when it is. Without ``is_hashed`` only its size is looked at."""
    try:
        size = path.stat().st_size
        if size != row.bytes:
            return f"has {size} bytes of {row.bytes}"
        return "holds other bytes than were sealed" if is_hashed and not is_as_promised(path, row) else ""
    except FileNotFoundError:
        return MISSING
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def is_as_promised(path: Path, row: SealedRow | ContextRow) -> bool:
    """Whether a file has the bytes of its row. Raises OSError."""
    return hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256
