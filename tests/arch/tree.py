"""The project's own files, as the architecture tests see them: no git needed, so that a source archive can be tested too."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
PACKAGE = APP / "lookhear"
UNIT_TESTS = ROOT / "tests" / "unit"

_HIDDEN_BUT_OURS = {".ci", ".github", ".gitignore"}
_NEVER_OURS = {"__pycache__", "build", "dist", "out", "uv.lock"}
_WRITTEN_ELSEWHERE = ".min.js"  # as its authors published it; NOTICE names each


def project_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file that belongs to the project, in a fixed order."""
    for path in sorted(folder.iterdir()):
        is_ours = path.name not in _NEVER_OURS and (not path.name.startswith(".") or path.name in _HIDDEN_BUT_OURS)
        if is_ours and path.is_dir():
            yield from project_files(path)
        elif is_ours:
            yield path


def files_written_elsewhere() -> list[Path]:
    """Files of others that are part of the project."""
    return [path for path in project_files() if path.name.endswith(_WRITTEN_ELSEWHERE)]


def project_texts() -> Iterator[tuple[str, str]]:
    """Path below the project's root and text of every file that is text and written here."""
    for path in project_files():
        if path.name.endswith(_WRITTEN_ELSEWHERE):
            continue
        data = path.read_bytes()
        if b"\0" not in data:
            yield path.relative_to(ROOT).as_posix(), data.decode("utf-8")


def modules() -> list[Path]:
    """Every module of the program."""
    return sorted(PACKAGE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module, read once for all tests: nobody changes it."""
    return ast.parse(text_of(path), str(path))


@cache
def text_of(path: Path) -> str:
    """What stands in a module, read once for all tests."""
    return path.read_text("utf-8")


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for such an expression, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (owner := dotted(node.value)):
        return f"{owner}.{node.attr}"
    return ""


def listed(name: str) -> dict[str, str]:
    """Entries of a list of exceptions beside these tests: what is excepted, and why."""
    lines = (ROOT / "tests" / "arch" / name).read_text("utf-8").splitlines()
    entries = [line.partition("|") for line in lines if line.strip() and not line.startswith("#")]
    return {what.strip(): reason.strip() for what, _, reason in entries}
