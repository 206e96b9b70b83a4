"""lookhear.sdk.blocking is what scripts/make_blocking.py makes of lookhear.sdk.aio, and waits for no loop."""

from __future__ import annotations

import ast

from scripts import make_blocking
from tests.arch.tree import dotted, parsed


def test_the_blocking_half_is_up_to_date() -> None:
    assert "".join(make_blocking.difference(make_blocking.blocking_modules())) == "", "make sdk-blocking"


def test_both_halves_have_the_same_modules() -> None:
    assert {path.name for path in make_blocking.AIO.glob("*.py")} == {path.name for path in make_blocking.BLOCKING.glob("*.py")}


def test_nothing_in_it_waits_for_a_loop() -> None:
    for path in make_blocking.BLOCKING.glob("*.py"):
        for node in ast.walk(parsed(path)):
            assert not isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith), path.name
            assert not (isinstance(node, ast.Attribute) and dotted(node).startswith("asyncio.")), path.name
            assert not (isinstance(node, ast.Name) and node.id.startswith("Async")), path.name
