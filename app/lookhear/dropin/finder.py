"""Answers `import videodb` and what is below it with names of our SDK, whether or not the official package is installed.

What is behind a name is imported when the name is asked for, so that a program which only captures loads only the capture client.
"""

from __future__ import annotations

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any

from lookhear.dropin.names import NAMES, ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

_ORIGIN = "lookhear.dropin"


def install() -> None:
    """Have every later `import videodb` of this process be ours. Twice is as good as once."""
    if not any(isinstance(finder, DropinFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, DropinFinder())


class DropinFinder(MetaPathFinder, Loader):
    """Finds and makes the modules of `NAMES`.

    Each of them counts as a package, even where the official one is a plain module: only then does Python ask this finder about a
    name that ``from … import`` does not find, and only so the program ends with our sentence and not with "unknown location".
    """

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - as the import system calls it
        target: ModuleType | None = None,  # noqa: ARG002 - the same
    ) -> ModuleSpec | None:
        """How to make a module. Raises ModuleNotFoundError, with a sentence, for one of `videodb` that we do not have."""
        parent, _, name = fullname.rpartition(".")
        if fullname in NAMES:
            return ModuleSpec(fullname, self, origin=_ORIGIN, is_package=True)
        if fullname.partition(".")[0] != ROOT:
            return None
        # Python keeps an error about exactly this name to itself when it looks for a name and not for a module: so it is its parent's.
        raise ModuleNotFoundError(_missing(parent, name), name=parent)

    def create_module(self, spec: ModuleSpec) -> None:
        """None: the usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        """Give it its names, without what is behind them."""
        targets = NAMES[module.__name__]
        module.__doc__ = f"What Lookhear has of {module.__name__}."
        attributes: dict[str, Any] = module.__dict__
        attributes["__all__"] = sorted(targets)

        def lookup(name: str) -> object:
            if name in targets:
                place, _, attribute = targets[name].partition(":")
                found: object = getattr(importlib.import_module(place), attribute)
            elif f"{module.__name__}.{name}" in NAMES:
                found = importlib.import_module(f"{module.__name__}.{name}")
            else:
                raise AttributeError(_missing(module.__name__, name), name=name, obj=module)
            attributes[name] = found
            return found

        attributes["__getattr__"] = lookup
        attributes["__dir__"] = lambda: sorted({*attributes, *targets})


def _missing(module: str, name: str) -> str:
    return (
        f"Lookhear has no {name!r} in {module}. What it has stands in docs/sdk.md; "
        f"started with plain python, a program gets the official package, if that is installed."
    )
