"""What every error of the tree can do, whichever branch it hangs from."""

from __future__ import annotations

import inspect
import pickle

import pytest

from lookhear import errors
from lookhear.errors import IllegalTransition, LookhearError, UsageError

CLASSES = [value for _, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, LookhearError)]


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_says_its_sentence_and_what_to_do(cls: type[LookhearError]) -> None:
    assert cls("It broke.", hint="Mend it.").for_people() == "It broke. Mend it."
    assert cls("It broke.").for_people() == f"It broke. {cls.default_hint}".strip()


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_crosses_to_another_process_whole(cls: type[LookhearError]) -> None:
    there = pickle.loads(pickle.dumps(cls("It broke.", hint="Mend it.")))  # noqa: S301 - our own bytes
    assert type(there) is cls
    assert there.for_people() == "It broke. Mend it."


def test_an_error_without_a_hint_of_its_own_gives_its_kinds() -> None:
    assert UsageError("So not.").hint == ""
    assert errors.StoreFull("Full.").hint == errors.StoreFull.default_hint


def test_a_bug_of_ours_is_not_an_expected_error() -> None:
    assert not issubclass(IllegalTransition, LookhearError)
