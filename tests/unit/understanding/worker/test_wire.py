from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.understanding.worker.wire import MAX_ARRAYS_BYTES, MAX_HEADER_BYTES, Frame, read_frame, write_frame

JSON = st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), lambda inner: st.lists(inner, max_size=3))


class Slow:
    """A pipe that takes and gives a few bytes at a time."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray(data)

    def write(self, data: bytes | memoryview) -> int:
        self.data += bytes(data[:7])
        return min(len(data), 7)

    def readinto(self, buffer: memoryview) -> int:
        part = self.data[: min(len(buffer), 5)]
        buffer[: len(part)] = part
        del self.data[: len(part)]
        return len(part)


def sent(header: dict[str, object], *arrays: np.ndarray) -> Frame:
    pipe = Slow()
    write_frame(pipe, header, arrays)
    frame = read_frame(pipe)
    assert frame is not None
    assert not pipe.data
    return frame


@given(header=st.dictionaries(st.text().filter(lambda key: key != "arrays"), JSON, max_size=4))
def test_what_is_sent_is_what_is_read(header: dict[str, object]) -> None:
    told = {key.encode("utf-8", "replace").decode(): value for key, value in header.items()}
    if told == header:
        assert sent(header).header == header


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.float32])
@pytest.mark.parametrize("shape", [(0,), (3,), (2, 3), (1080, 4, 3), (0, 384)])
def test_arrays_keep_their_type_and_their_shape(kind: type, shape: tuple[int, ...]) -> None:
    array: Any = np.arange(np.prod(shape), dtype=kind).reshape(shape)
    (found,) = sent({"a": 1}, array).arrays
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert np.array_equal(found, array)


def test_several_arrays_and_one_that_lies_apart_in_memory() -> None:
    apart = np.arange(24, dtype=np.uint8).reshape(4, 6)[::2, ::3]
    frame = sent({"said": "call"}, np.zeros(0, np.int16), apart)
    assert frame.arrays[1].tolist() == apart.tolist()
    assert frame.arrays[1].flags.writeable


def test_half_a_character_is_sent_as_a_question_mark() -> None:
    assert sent({"text": "a \ud800 b"}).header == {"text": "a ? b"}


def test_there_is_nothing_behind_the_last_message() -> None:
    assert read_frame(Slow()) is None


def bytes_of(header: dict[str, object], *arrays: np.ndarray) -> bytes:
    out = io.BytesIO()
    write_frame(out, header, arrays)
    return out.getvalue()


def test_half_a_message_is_told_wherever_it_ends() -> None:
    whole = bytes_of({"a": "b"}, np.ones(9, np.int16))
    for length in range(1, len(whole)):
        with pytest.raises(EOFError):
            read_frame(Slow(whole[:length]))


@pytest.mark.parametrize(
    "data",
    [
        b"Traceback (most recent call last):\n",
        struct.pack("<4sIQ", b"LHw1", MAX_HEADER_BYTES + 1, 0),
        struct.pack("<4sIQ", b"LHw1", 2, MAX_ARRAYS_BYTES + 1),
        struct.pack("<4sIQ", b"LHw1", 2, 0) + b"[]",
        struct.pack("<4sIQ", b"LHw1", 2, 0) + b"\xff\xfe",
        struct.pack("<4sIQ", b"LHw1", 9, 0) + b'{"arrays"',
        struct.pack("<4sIQ", b"LHw1", 200_000, 0) + b"[" * 200_000,
        struct.pack("<4sIQ", b"LHw1", 2, 4) + b"{}____",
    ],
)
def test_what_is_no_message_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_frame(Slow(data + b"_" * 64))


@pytest.mark.parametrize(
    "told",
    [
        "x",
        [1],
        [["object", [1]]],
        [["uint8", [-1]]],
        [["uint8", [True]]],
        [["uint8", [1, 1, 1, 1, 1]]],
        [["uint8", [2**40]]],
        [["uint8", 4]],
    ],
)
def test_arrays_that_cannot_be_are_told(told: object) -> None:
    head = bytes_of({"arrays": told})
    data = struct.pack("<4sIQ", b"LHw1", len(head) - 16, 4) + head[16:] + b"____"
    with pytest.raises(ValueError, match=r"."):
        read_frame(Slow(data))


@pytest.mark.parametrize("header", [{"a": float("nan")}, {"a": float("inf")}])
def test_what_json_cannot_tell_is_not_sent(header: dict[str, object]) -> None:
    pipe = Slow()
    with pytest.raises(ValueError, match=r"."):
        write_frame(pipe, header)
    assert not pipe.data


@pytest.mark.parametrize("kind", [np.object_, np.complex128, np.float64])
def test_arrays_of_other_types_are_not_sent(kind: type) -> None:
    with pytest.raises(ValueError, match="type"):
        write_frame(Slow(), {}, [np.zeros(2, kind)])


@given(data=st.binary(max_size=200))
def test_rubbish_never_does_anything_else(data: bytes) -> None:
    try:
        read_frame(Slow(data))
    except (ValueError, EOFError):
        pass
    else:
        assert not data or data.startswith(b"LHw1")
