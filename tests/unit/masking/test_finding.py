from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

import lookhear.masking
from lookhear.masking import find
from tests.fakes.secrets import ordinary, secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

_BEGIN = "-----BEGIN PRIVATE KEY-----"
_HOSTILE = {
    "letters": "a",
    "digits": "4",
    "digits apart": "4 ",
    "said": "four ",
    "names": "password:",
    "names of nothing": "password: ${",
    "names in one run": "password:)$",
    "flags": "--token ",
    "keys": "s" + "k-",
    "key and name": "key-token:",
    "tokens": "ey" + "J.",
    "bearer": "bearer aaaaaaaaaaaaaaaa ",
    "blocks": _BEGIN,
    "blocks with lines": _BEGIN + "\n" + "A" * 64 + "\n",
    "dashes": "-",
    "addresses": "a://b:",
    "at": "a://b:@",
    "accounts": "DE89 ",
    "spaces": " \n",
    "quotes": 'password: "',
    "capitals": "İ",
    "noises": "four five okay ",
    "cards not heard right": "card four five six one two three seven eight nine one two three four ",
    "unseen": "4\u200b",
    "digits of others": "\u0664 ",
    "elements": "<password>",
    "elements with values": "<password a>b1c</password",
    "escapes": "password%3D%253A",
}


def test_where_several_lie_over_one_another_the_surest_sort_counts() -> None:
    token = "gh" + "p_" + "aB3dE5gH7j" * 4
    text = f"password: {token} and card 4111 1111 1111 1111"
    assert [(text[span.start : span.end], span.sort.value) for span in find(text)] == [(token, "token"), ("4111 1111 1111 1111", "card")]


def test_secrets_of_every_kind_are_found() -> None:
    missed = [each for each in secrets() if each.sort not in {span.sort.value for span in find(each.text)}]
    assert not missed


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("card 4111\u200b1111\u200b1111\u200b1111 ok", "4111\u200b1111\u200b1111\u200b1111"),
        ("card\u200b4111 1111 1111 1111 ok", "4111 1111 1111 1111"),
        (
            "card \uff14\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 ok",
            "\uff14\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 \uff11\uff11\uff11\uff11 \uff11\uff11\uff11\uff11",
        ),
        (
            "card \u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661 ok",
            "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661",
        ),
        ("use gh\u00adp_aB3dE5\u200bgH7jaB3dE5gH7jaB3dE5gH7jaB3dE5gH7j now", "gh\u00adp_aB3dE5\u200bgH7jaB3dE5gH7jaB3dE5gH7jaB3dE5gH7j"),
        ("pass\u00adword: hunter2", "hunter2"),
        ("パスワード\uff1ahunter2", "hunter2"),
    ],
)
def test_signs_that_are_not_seen_or_stand_for_others_hide_nothing(text: str, secret: str) -> None:
    assert [text[span.start : span.end] for span in find(text)] == [secret]


def test_ordinary_texts_stay() -> None:
    alarms = [each for each in ordinary() if find(each.text)]
    assert len(alarms) <= 1  # four numbers in a row that could be a card, by chance


@pytest.mark.parametrize("kind", list(_HOSTILE))
def test_work_grows_with_the_length_of_a_text(kind: str) -> None:
    piece = _HOSTILE[kind]
    few, many = (_steps(piece * (size // len(piece))) for size in (1000, 4000))
    assert many < 5 * few + 2000


@pytest.mark.parametrize("kind", ["names in one run", "names of nothing", "tokens", "blocks with lines", "keys", "said"])
def test_two_hundred_thousand_characters_of_anything_are_read(kind: str) -> None:
    find(_HOSTILE[kind] * (200_000 // len(_HOSTILE[kind])))


def test_no_pattern_goes_back_over_what_it_has_read() -> None:
    parser: Any = importlib.import_module("re._parser")
    checked = 0
    for pattern in _patterns():
        for operation, value in _operations(parser.parse(pattern.pattern, pattern.flags)):
            if operation in {"MAX_REPEAT", "MIN_REPEAT"}:
                assert value[1] <= 512, pattern.pattern
            checked += 1
    assert checked > 100


def _steps(text: str) -> int:
    """How many lines of the package run: the work that is not done by patterns, which are bounded by themselves."""
    count = 0

    def line(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401 - itself
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401 - the other one
        return line if "masking" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        find(text)
    finally:
        sys.settrace(before)
    return count


def _patterns() -> Iterator[re.Pattern[str]]:
    for info in pkgutil.iter_modules(lookhear.masking.__path__, "lookhear.masking."):
        for value in vars(importlib.import_module(info.name)).values():
            for each in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,):
                yield from (part for part in (each if isinstance(each, tuple) else (each,)) if isinstance(part, re.Pattern))


def _operations(parsed: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for operation, value in parsed:
        yield str(operation), value
        stack = [value]
        while stack:
            each = stack.pop()
            if hasattr(each, "getwidth"):
                yield from _operations(each)
            elif isinstance(each, tuple | list):
                stack += each
