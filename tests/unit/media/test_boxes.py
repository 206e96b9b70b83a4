from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media.boxes import Reader, box, find_child, full_box, iter_boxes, mdat_header, read_box, require_child

KINDS = st.binary(min_size=4, max_size=4)


@given(st.lists(st.tuples(KINDS, st.binary(max_size=40)), max_size=8))
def test_what_is_built_is_read_back(boxes: list[tuple[bytes, bytes]]) -> None:
    data = b"".join(box(kind, payload) for kind, payload in boxes)
    assert [(found.kind, data[found.payload : found.end]) for found in iter_boxes(data)] == boxes


@given(st.lists(st.tuples(KINDS, st.binary(max_size=20)), min_size=1, max_size=3))
def test_every_cut_inside_a_box_is_a_media_error(boxes: list[tuple[bytes, bytes]]) -> None:
    data = b"".join(box(kind, payload) for kind, payload in boxes)
    borders = {found.start for found in iter_boxes(data)}
    for length in range(1, len(data)):
        if length not in borders:
            with pytest.raises(MediaError):
                list(iter_boxes(data[:length]))


@given(st.binary(max_size=200))
def test_any_bytes_are_boxes_or_a_media_error(data: bytes) -> None:
    try:
        found = list(iter_boxes(data))
    except MediaError:
        return
    assert sum(each.end - each.start for each in found) == len(data)


def test_a_64_bit_size_is_read() -> None:
    data = b"\0\0\0\x01mdat" + (20).to_bytes(8, "big") + b"four" + box(b"free")
    assert [(each.kind, each.payload, each.end) for each in iter_boxes(data)] == [(b"mdat", 16, 20), (b"free", 28, 28)]


def test_size_zero_reaches_to_the_end() -> None:
    assert read_box(b"\0\0\0\0mdatrest", 0, 12).end == 12


@pytest.mark.parametrize("size", [1, 2, 7, 9, 0xFFFFFFFF])
def test_an_impossible_size_is_a_media_error(size: int) -> None:
    with pytest.raises(MediaError):
        read_box(size.to_bytes(4, "big") + b"moov", 0, 8)


def test_a_media_data_header_grows_beyond_four_gibibytes() -> None:
    assert mdat_header(100) == b"\0\0\0\x6cmdat"
    assert mdat_header(0xFFFF_FFFF - 8) == b"\xff\xff\xff\xffmdat"
    assert mdat_header(0xFFFF_FFFF - 7) == b"\0\0\0\x01mdat" + (0xFFFF_FFFF + 9).to_bytes(8, "big")


def test_children_are_found_behind_the_fields_of_their_parent() -> None:
    data = full_box(b"stsd", 0, 0, b"\0\0\0\x01", box(b"avc1", b"x"))
    parent = read_box(data, 0, len(data))
    child = require_child(data, parent, b"avc1", skip=8)
    assert data[child.payload : child.end] == b"x"
    assert find_child(data, parent, b"mp4a", skip=8) is None
    with pytest.raises(MediaError, match="mp4a"):
        require_child(data, parent, b"mp4a", skip=8)
    with pytest.raises(MediaError):
        find_child(data, parent, b"avc1", skip=100)


def test_a_reader_stops_at_the_end_of_its_box() -> None:
    data = box(b"test", bytes((1, 0, 2, 0xFF, 0xFF, 0xFF, 0xFE))) + b"beyond"
    reader = Reader.of(data, read_box(data, 0, len(data)))
    assert (reader.u8(), reader.u16(), reader.i32(), reader.remaining) == (1, 2, -2, 0)
    with pytest.raises(MediaError):
        reader.u8()
