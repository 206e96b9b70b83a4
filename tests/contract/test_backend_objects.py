"""What every store of objects promises: bytes come back as they went in, whole or in part, and a key is only a name."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookhear.backend.ports import ObjectStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.errors import ObjectMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "rts-01/00000001-5e5e.m4s"


class ClosingObjects(ObjectStore, Protocol):
    """A store with threads or connections of its own."""

    async def close(self) -> None:
        """End them."""
        ...


OPENERS: dict[str, Callable[[Path], ClosingObjects]] = {"folder": lambda folder: LocalObjects.open(folder / "objects")}


class Asked:
    """A store of objects that can be asked without an event loop of one's own."""

    def __init__(self, store: ClosingObjects) -> None:
        self.store = store
        self.runner = asyncio.Runner()

    def put(self, key: str, data: bytes) -> None:
        self.runner.run(self.store.put(key, data))

    def get(self, key: str, *, start: int = 0, end: int | None = None) -> bytes:
        return self.runner.run(self.store.get(key, start=start, end=end))

    def delete(self, *keys: str) -> None:
        self.runner.run(self.store.delete(keys))


@pytest.fixture(params=OPENERS)
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Asked]:
    asked = Asked(OPENERS[request.param](tmp_path))
    yield asked
    asked.runner.run(asked.store.close())
    asked.runner.close()


@pytest.mark.parametrize("key", [KEY, "one", "a/b/c/d.json", "m-1/2.header", "rec-01JDA/context/00000001.ndjson", "UPPER_lower-1.2"])
def test_what_was_put_comes_back(objects: Asked, key: str) -> None:
    objects.put(key, b"\x00bytes\r\n\xff")
    assert objects.get(key) == b"\x00bytes\r\n\xff"


def test_an_object_may_be_empty_and_may_be_large(objects: Asked) -> None:
    large = bytes(range(256)) * (8 << 12)
    objects.put("empty", b"")
    objects.put("large", large)
    assert objects.get("empty") == b""
    assert objects.get("large") == large


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(start=st.integers(0, 40), end=st.none() | st.integers(0, 40))
def test_a_part_is_what_a_slice_would_be(objects: Asked, start: int, end: int | None) -> None:
    data = bytes(range(30))
    objects.put(KEY, data)
    assert objects.get(KEY, start=start, end=end) == data[start:end]


def test_putting_the_same_again_is_no_error(objects: Asked) -> None:
    objects.put(KEY, b"same")
    objects.put(KEY, b"same")
    assert objects.get(KEY) == b"same"


def test_many_may_be_put_at_once_into_one_folder_and_under_one_key(objects: Asked) -> None:
    async def scene() -> None:
        await asyncio.gather(*(objects.store.put(f"s/{number % 20}", bytes([number % 20]) * 1000) for number in range(60)))

    objects.runner.run(scene())
    assert [objects.get(f"s/{number}") for number in range(20)] == [bytes([number]) * 1000 for number in range(20)]


def test_what_is_not_there_is_missing(objects: Asked) -> None:
    objects.put("folder/one", b"1")
    for key in ("nothing", "folder", "folder/two", "folder/one/below"):
        with pytest.raises(ObjectMissing, match=key):
            objects.get(key)


def test_what_is_deleted_is_gone_and_deleting_it_again_is_no_error(objects: Asked) -> None:
    objects.put("s/1", b"1")
    objects.put("s/2", b"2")
    objects.delete("s/1", "s/1", "never/was")
    with pytest.raises(ObjectMissing):
        objects.get("s/1")
    assert objects.get("s/2") == b"2"
    objects.delete("s/2")
    objects.put("s/1", b"again")
    assert objects.get("s/1") == b"again"


BAD_KEYS = [
    "",
    ".",
    "..",
    "../up",
    "a/../../up",
    "/etc/passwd",
    "a//b",
    "a/",
    "/a",
    ".hidden",
    "a/.part",
    "a\\b",
    "a\0b",
    "a b",
    "ü",
    "C:x",
    "a\n",
    "x" * 600,
]


@pytest.mark.parametrize("key", BAD_KEYS)
def test_a_key_that_is_none_is_refused_everywhere(objects: Asked, key: str) -> None:
    for ask in (lambda: objects.put(key, b""), lambda: objects.get(key), lambda: objects.delete(key)):
        with pytest.raises(ValueError, match="no key"):
            ask()


def test_room_is_a_number_or_not_limited(objects: Asked) -> None:
    room = objects.runner.run(objects.store.free_bytes())
    assert room is None or room > 0
