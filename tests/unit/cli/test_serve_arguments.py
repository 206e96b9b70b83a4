"""The options of `lookhear serve`: each is told in its help, and takes what its name says."""

from __future__ import annotations

import argparse

import pytest

from lookhear.cli.serve_arguments import add_arguments


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser()
    add_arguments(command)
    return command


def test_every_option_has_a_help_text_that_begins_small_and_ends_without_a_full_stop() -> None:
    actions = [action for action in parser()._actions if "--help" not in action.option_strings]
    assert len(actions) > 15
    bad = [action.dest for action in actions if not action.help or action.help.endswith(".") or action.help[0].isupper()]
    assert bad == []


@pytest.mark.parametrize(("text", "value"), [("0", 0.0), ("2.5", 2.5), ("1000000", 1e6)])
def test_a_rate_may_be_none_and_has_an_end(text: str, value: float) -> None:
    assert parser().parse_args(["--rate-limit", text]).rate_limit == value


def test_addresses_that_may_be_reached_add_up() -> None:
    assert parser().parse_args([]).webhook_allow == []
    assert parser().parse_args(["--webhook-allow", "a", "--webhook-allow", "b"]).webhook_allow == ["a", "b"]
