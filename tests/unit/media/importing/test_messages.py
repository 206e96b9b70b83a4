"""What the process that reads a file says over its pipe."""

from __future__ import annotations

import pytest

from lookhear.errors import MediaError
from lookhear.media.importing.messages import (
    HEAD,
    MAX_DATA_BYTES,
    Message,
    MessageKind,
    lengths,
    packed,
    told_fraction,
    told_number,
    told_text,
    unpacked,
)


def test_a_message_comes_as_it_was_sent() -> None:
    sent = Message(MessageKind.FRAGMENT, {"track": "display:1", "number": 7}, b"bytes")
    raw = packed(sent)
    told, data = lengths(raw[: HEAD.size])
    body = raw[HEAD.size :]
    assert unpacked(body[:told], body[told : told + data]) == sent


def test_a_message_beyond_all_measure_is_not_waited_for() -> None:
    with pytest.raises(MediaError):
        lengths(HEAD.pack(10, MAX_DATA_BYTES + 1))


@pytest.mark.parametrize("told", [b"", b"[]", b"{}", b'{"kind": "else"}', b"\xff", b"[" * 5000])
def test_nonsense_is_told_as_such(told: bytes) -> None:
    with pytest.raises(MediaError):
        unpacked(told, b"")


@pytest.mark.parametrize("number", [-1, 1.5, True, "7", None])
def test_a_number_is_one_from_zero_on(number: object) -> None:
    with pytest.raises(MediaError):
        told_number(Message(MessageKind.INIT, {"number": number}), "number")


def test_a_text_is_one() -> None:
    with pytest.raises(MediaError):
        told_text(Message(MessageKind.INIT, {"track": 3}), "track")


@pytest.mark.parametrize(("told", "fraction"), [(0.5, 0.5), (7, 1.0), (-1, 0.0), ("x", 0.0)])
def test_a_fraction_stays_between_none_and_all(told: object, fraction: float) -> None:
    assert told_fraction(Message(MessageKind.PROGRESS, {"fraction": told}), "fraction") == fraction
