"""Calls and imports that the program does without, read from its syntax trees."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.arch.tree import PACKAGE, ROOT, dotted, modules, parsed, project_files, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASKS_FOR_THE_SYSTEM = {"sys.platform", "os.name", "os.uname"}
# The folders whose __init__ chooses an implementation for the system it runs on.
CAPABILITIES = (PACKAGE / "system", PACKAGE / "recorder" / "sources")


def names_used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything the module refers to or imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, dotted(node)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name


def uses(banned: set[str], paths: list[Path]) -> list[str]:
    """Where one of the banned names, or something inside it, is used. Only files in which its last word stands are looked at closely."""
    words = {ban.rpartition(".")[2] for ban in banned}
    return [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in paths
        if any(word in text_of(path) for word in words)
        for line, name in names_used(parsed(path))
        if any(name == ban or name.startswith(f"{ban}.") for ban in banned)
    ]


def may_ask_for_the_system(path: Path) -> bool:
    return path.name == "__init__.py" and any(path.is_relative_to(folder) for folder in CAPABILITIES)


def test_the_program_never_sleeps() -> None:
    assert not uses({"time.sleep"}, modules())


def test_only_a_capability_asks_which_system_it_runs_on() -> None:
    assert not uses(ASKS_FOR_THE_SYSTEM, [path for path in modules() if not may_ask_for_the_system(path)])


def test_nothing_is_mocked_where_a_fake_can_stand() -> None:
    assert not uses({"unittest.mock", "mock"}, [path for path in project_files() if path.suffix == ".py"])


def test_http_is_spoken_through_one_library() -> None:
    assert not uses({"requests", "urllib3", "urllib.request", "http.client"}, modules())


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import time\ntime.sleep(1)", "time.sleep"),
        ("from time import sleep", "time.sleep"),
        ("import sys\nprint(sys.platform.upper())", "sys.platform"),
        ("from unittest.mock import MagicMock", "unittest.mock.MagicMock"),
    ],
)
def test_a_banned_name_is_found_however_it_is_spelled(source: str, name: str) -> None:
    assert name in {found for _, found in names_used(ast.parse(source))}
