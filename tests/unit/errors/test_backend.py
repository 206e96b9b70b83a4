from __future__ import annotations

import pickle

from lookhear.errors import IngestRefused, TooMany


def test_too_many_says_when_it_may_be_asked_again() -> None:
    assert TooMany("Too many.", retry_after_s=12.5).retry_after_s == 12.5
    assert TooMany("Too many.").retry_after_s > 0


def test_a_refused_fragment_says_what_is_wrong_on_the_wire_and_to_people() -> None:
    refused = IngestRefused("It was sent before.", hint="Go on.", problem="gap", details={"next_sequence": 7})
    assert refused.for_people() == "It was sent before. Go on."
    assert (refused.problem, refused.details) == ("gap", {"next_sequence": 7})
    there = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own bytes
    assert (there.problem, there.details) == ("gap", {"next_sequence": 7})


def test_two_refusals_share_no_details() -> None:
    first, second = IngestRefused("No."), IngestRefused("No.")
    first.details["x"] = 1
    assert second.details == {}
