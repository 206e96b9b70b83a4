"""The names that `import lookhear` gives: all exist, the stub knows them, none is loaded before it is asked for."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

import lookhear
from tests.arch.tree import PACKAGE, ROOT


def test_every_name_exists_and_is_in_the_stub_from_the_same_module() -> None:
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8"))
    told = {alias.name: node.module for node in ast.walk(stub) if isinstance(node, ast.ImportFrom) for alias in node.names}
    names = vars(lookhear)["_NAMES"]
    assert told == names
    for name in names:
        assert getattr(lookhear, name) is not None
    assert set(names) <= set(dir(lookhear))


def test_another_name_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'conect'"):
        _ = lookhear.conect  # type: ignore[attr-defined]


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, lookhear; print(sorted(name for name in sys.modules if name.startswith('lookhear.')))"
    argv = [sys.executable, "-c", code]
    assert subprocess.run(argv, cwd=ROOT / "app", capture_output=True, text=True, check=True).stdout == "[]\n"
