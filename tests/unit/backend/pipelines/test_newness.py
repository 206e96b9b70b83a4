"""What an engine is asked about: pictures that show something else, and a last one of which it has more to say."""

from __future__ import annotations

import numpy as np

from lookhear.backend.pipelines.newness import Newness
from lookhear.media.stills import Still
from lookhear.understanding.ports import Description

PAGE = np.full((60, 80, 3), 250, np.uint8)
LETTER = PAGE.copy()
LETTER[20:30, 20:24] = 0
FRONT = {"kind": "window", "app": "Files", "title": "Home"}
NOTHING = Description(text="")


def stills(*pictures: np.ndarray) -> list[Still]:
    return [Still(number, rgb) for number, rgb in enumerate(pictures)]


def test_pictures_that_show_the_same_as_the_one_before_are_left_out() -> None:
    grainy = PAGE - np.random.default_rng(1).integers(0, 12, PAGE.shape, np.uint8)
    assert [each.at_ns for each in Newness().of(stills(PAGE, grainy, LETTER, LETTER, PAGE), ())] == [0, 2, 4]


def test_what_was_asked_about_is_remembered_once_it_was_answered() -> None:
    newness = Newness()
    assert newness.of(stills(PAGE), ()) == newness.of(stills(PAGE), ()) != []  # the first time it may have failed
    newness.told(stills(PAGE), (), NOTHING)
    assert newness.of(stills(PAGE), ()) == []
    assert [each.at_ns for each in newness.of(stills(PAGE, LETTER), ())] == [1]


def test_an_engine_that_has_not_read_everything_is_asked_again() -> None:
    newness = Newness()
    newness.told(stills(PAGE), (), Description(text="", metadata={"unread": 2}))
    assert [each.at_ns for each in newness.of(stills(PAGE, PAGE), ())] == [1]
    newness.told(stills(PAGE), (), Description(text="", metadata={"unread": 0}))
    assert newness.of(stills(PAGE), ()) == []


def test_another_window_in_front_is_news() -> None:
    newness = Newness()
    newness.told(stills(PAGE), (FRONT,), NOTHING)
    assert newness.of(stills(PAGE), (FRONT, {"kind": "marker"})) == newness.of(stills(PAGE), ()) == []
    assert newness.of(stills(PAGE), (FRONT, FRONT | {"title": "Letters"})) != []
    assert newness.of([], (FRONT | {"title": "Letters"},)) == []  # nobody can look


def test_the_last_picture_is_known_until_it_is_read_or_let_go() -> None:
    newness = Newness()
    assert newness.unread_picture() is None
    (seen,) = stills(PAGE)
    newness.told([seen], (), Description(text="", metadata={"unread": 2}))
    assert (newness.unread, newness.unread_picture()) == (2, seen)
    newness.let_go()
    assert newness.unread_picture() is None
    for odd, unread in ((True, 1), ("some", 1), (-1, 1), ("", 0), (None, 0)):
        newness.told([seen], (), Description(text="", metadata={"unread": odd}))
        assert newness.unread == unread
