"""The objects that were made for exported files alone: descriptions, and mixes of sound that no recorder made."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError, ObjectMissing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.ports import ObjectStore

MIXES: Final = "mixes/"
"""What the keys of mixes begin with. Every other object a description names is a recorded fragment."""

PICTURES: Final = "images/"
"""What the keys of pictures begin with."""
_DESCRIPTIONS: Final = ".lhv"


async def derived_keys(objects: ObjectStore, keys: Iterable[str]) -> set[str]:
    """The descriptions among some keys, and the mixes those are made with; what is gone or damaged names none. Raises StoreError."""
    found = {key for key in keys if key.endswith(_DESCRIPTIONS)}
    for key in sorted(found):
        try:
            found |= await _mixes_of(await objects.get(key))
        except (ObjectMissing, MediaError):
            continue
    return found


async def _mixes_of(description: bytes) -> set[str]:
    from lookhear.backend.playback.virtual_file import open_description  # imports numpy

    opened = await asyncio.to_thread(open_description, description)
    return {key for key in opened.keys if key.startswith(MIXES)}


async def remove_unused(objects: ObjectStore, removed: Iterable[str], *, used: Iterable[str]) -> None:
    """Delete descriptions that no row names any more, and the mixes that only they were made with. Raises StoreError."""
    removed = set(removed)
    if removed:
        await objects.delete(await derived_keys(objects, removed) - await derived_keys(objects, used))
