"""The error tree: its drawing, its classes and their codes stay in step."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

from lookhear import errors
from lookhear.errors import LookhearError

CLASSES = [value for _, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, LookhearError)]
DRAWN = re.compile(r"^(?P<branches>[│├└─ ]*)(?P<name>[A-Z]\w+)")
INDENT = 4  # columns a level of the drawing takes


def drawn_parents() -> dict[str, str]:
    """Name of every class in the module's drawing and of the class it hangs from."""
    parents: dict[str, str] = {}
    path: list[str] = []
    drawing = inspect.cleandoc(errors.__doc__ or "").splitlines()
    for line in drawing[drawing.index("    LookhearError") :]:
        match = DRAWN.match(line.removeprefix(" " * INDENT))
        if match is None or "(RuntimeError)" in line:
            break
        depth = len(match["branches"]) // INDENT
        path[depth:] = [match["name"]]
        parents[match["name"]] = path[depth - 1] if depth else "Exception"
    return parents


def test_the_drawing_shows_every_class_under_its_parent() -> None:
    assert drawn_parents() == {cls.__name__: cls.__bases__[0].__name__ for cls in CLASSES}


def test_no_two_errors_share_a_code() -> None:
    codes = [cls.code for cls in CLASSES]
    assert sorted(codes) == sorted(set(codes))


def test_every_error_has_a_code_of_its_own() -> None:
    assert [cls.__name__ for cls in CLASSES if "code" not in vars(cls)] == []


def test_every_error_of_the_branches_is_had_from_the_tree() -> None:
    modules = [importlib.import_module(f"{errors.__name__}.{found.name}") for found in pkgutil.iter_modules(errors.__path__)]
    theirs = {name for module in modules for name, cls in inspect.getmembers(module, inspect.isclass) if cls.__module__ == module.__name__}
    assert theirs == set(errors.__all__)
