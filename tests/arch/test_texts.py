"""What no committed file may hold: addresses of package registries, paths of one machine, unfinished work."""

from __future__ import annotations

import re

import pytest

from tests.arch.tree import project_texts

# Brackets around one letter, and a tilde in the examples, keep this file from failing its own test.
REGISTRIES = re.compile(r"p[y]pi\.org|pyth[o]nhosted\.org|registry\.np[m]js\.org|/simpl[e]/?(\s|$)|--(extra-|default-)?ind[e]x-url[= ]")
MACHINE_PATHS = re.compile(r"(?<![\w.:/])/(home|root|Users|work|mnt|srv)/[\w.]")
UNFINISHED = re.compile(r"\b(TOD[O]|FIXM[E]|X{3})\b")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number} {line.strip()}"
        for name, text in project_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert not lines_with(REGISTRIES)


def test_no_file_knows_a_path_of_one_machine() -> None:
    assert not lines_with(MACHINE_PATHS)


def test_nothing_is_left_unfinished() -> None:
    assert not lines_with(UNFINISHED)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRIES, "--in~dex-url https://packages.example/sim~ple"),
        (REGISTRIES, "https://files.python~hosted.org/packages/aa/bb"),
        (MACHINE_PATHS, "open('/ho~me/somebody/file')"),
        (MACHINE_PATHS, "PATH=/ro~ot/bin"),
        (UNFINISHED, "# TO~DO: later"),
    ],
)
def test_what_is_banned_is_recognised(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line.replace("~", ""))
    assert not pattern.search(line)
