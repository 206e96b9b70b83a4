"""Modules and functions stay small enough to be read in one go."""

from __future__ import annotations

import ast

from tests.arch.tree import ROOT, modules, parsed, project_files

MODULE_LINES = 400
FUNCTION_LINES = 60


def test_every_module_has_fewer_than_400_lines() -> None:
    python = [path for path in project_files() if path.suffix == ".py"]
    long = {str(path.relative_to(ROOT)): lines for path in python if (lines := len(path.read_text("utf-8").splitlines())) >= MODULE_LINES}
    assert python
    assert not long


def test_every_function_of_the_program_has_fewer_than_60_lines() -> None:
    sizes = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert sizes
    assert not {name: size for name, size in sizes.items() if size >= FUNCTION_LINES}
