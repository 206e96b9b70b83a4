"""Imports cost little and do nothing; what import-linter cannot see is looked at in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.arch.tree import APP, modules

IMPORT_ALL = """
import importlib, sys, threading
for name in sys.argv[1:]:
    importlib.import_module(name)
print([thread.name for thread in threading.enumerate()])
"""
LOADED_BY_THE_PROGRAM = """
import sys, lookhear.__main__, lookhear.cli.main
lookhear.cli.main.parser()
print(*sorted({name.partition('.')[0] for name in sys.modules}))
"""
LOADED_WITH = """
import sys
before = {name.partition('.')[0] for name in sys.modules}
__import__(sys.argv[1])
print(*sorted({name.partition('.')[0] for name in sys.modules} - before - sys.stdlib_module_names))
"""
HEAVY = {
    "PySide6",
    "httpx",
    "keyring",
    "av",
    "numpy",
    "sounddevice",
    "fastapi",
    "starlette",
    "pydantic",
    "uvicorn",
    "sqlalchemy",
    "alembic",
}
# Modules of another system cannot be imported on this one.
FOREIGN = {"windows", "macos", "posix"} - ({"windows"} if sys.platform == "win32" else {"posix"})


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-W", "error", *arguments], capture_output=True, text=True, check=False)


def dotted_names() -> list[str]:
    places = [path.relative_to(APP).with_suffix("") for path in modules() if path.stem not in FOREIGN and path.name != "__main__.py"]
    return [".".join(place.parts[:-1] if place.name == "__init__" else place.parts) for place in places]


def test_importing_every_module_starts_no_thread_and_prints_nothing() -> None:
    result = run_python("-c", IMPORT_ALL, *dotted_names())
    assert result.stderr == ""
    assert result.stdout == "['MainThread']\n"


def test_the_command_line_starts_without_loading_what_only_some_commands_need() -> None:
    result = run_python("-c", LOADED_BY_THE_PROGRAM)
    assert result.stderr == ""
    loaded = set(result.stdout.split())
    assert "lookhear" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("name", ["lookhear", "lookhear.capture", "lookhear.errors", "lookhear.sdk.stdio"])
def test_what_a_program_that_captures_imports_is_the_standard_library_and_ours(name: str) -> None:
    result = run_python("-c", LOADED_WITH, name)
    assert result.stderr == ""
    assert result.stdout == "lookhear\n"
