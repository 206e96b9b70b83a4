from __future__ import annotations

import pytest

from lookhear.recorder.spool.layout import fragment_file, fragment_name, fragment_seq, init_file, init_name, init_number
from tests.fakes.recordings import MIC, SCREEN


def test_names_are_those_of_the_format() -> None:
    assert init_file(SCREEN, 2) == "display-1/init-2.mp4"
    assert fragment_file(MIC, 7) == "mic-default/00000007.m4s"


@pytest.mark.parametrize("number", [1, 9, 10, 99_999_999, 100_000_000])
def test_numbers_read_back_from_names(number: int) -> None:
    assert fragment_seq(fragment_name(number)) == number
    assert init_number(init_name(number)) == number


@pytest.mark.parametrize(
    "name",
    [
        "1.m4s",
        "00000001.m4s.part",
        "00000001.mp4",
        "000000001.m4s",
        "00000001.m4s\n",
        "²²²²²²²².m4s",
        "init-0.mp4",
        "init-01.mp4",
        "init-.mp4",
        "",
    ],
)
def test_other_names_are_not_taken_for_media(name: str) -> None:
    assert fragment_seq(name) is None
    assert init_number(name) is None
