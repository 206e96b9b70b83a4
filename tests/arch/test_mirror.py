"""tests/unit mirrors app/lookhear: whoever looks for a module's test knows where it is."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.arch.tree import PACKAGE, ROOT, UNIT_TESTS, listed, modules, parsed

if TYPE_CHECKING:
    from pathlib import Path

EXCEPTIONS = "untested.txt"
MADE = "sdk/blocking/"
"""Modules that a script makes of others: tests/arch/test_blocking.py holds them to those, which have tests."""


def has_behaviour(path: Path) -> bool:
    """Whether some function of the module does more than stand there with a docstring."""
    return any(
        any(not is_docstring_or_ellipsis(statement) for statement in node.body)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def is_docstring_or_ellipsis(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def place_of_test(module: Path) -> Path:
    """Where the unit test of a module belongs; a package's own code is tested one level up, as if the package were a module."""
    place = module.relative_to(PACKAGE)
    named = place.parent if place.name == "__init__.py" else place.with_suffix("")
    return UNIT_TESTS / named.parent / f"test_{named.name.strip('_')}.py"


def test_every_module_with_behaviour_has_a_unit_test_or_a_reason() -> None:
    untested = {path.relative_to(PACKAGE).as_posix() for path in modules() if has_behaviour(path) and not place_of_test(path).exists()}
    missing = sorted(name for name in untested - listed(EXCEPTIONS).keys() if not name.startswith(MADE))
    assert not missing, "\n".join(["no unit test for:", *missing])


def test_every_exception_still_stands_and_names_the_test_that_holds_it() -> None:
    for name, reason in listed(EXCEPTIONS).items():
        path = PACKAGE / name
        tests = re.findall(r"tests/[\w/]+\.py", reason)
        assert tests, f"{name}: which test holds it instead?"
        assert [test for test in tests if not (ROOT / test).exists()] == []
        assert path.exists(), f"{name} is gone"
        assert not place_of_test(path).exists(), f"{name} has a test now"


def test_every_unit_test_has_its_module() -> None:
    wanted = {place_of_test(path) for path in modules()}
    assert {str(path) for path in UNIT_TESTS.rglob("test_*.py") if path not in wanted} == set()
