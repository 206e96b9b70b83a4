"""Writes docs/sdk-reference.md from the docstrings of the SDK: `make sdk-docs`. With ``--check`` it only compares."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import lookhear
from lookhear import capture, errors
from lookhear.errors import sdk as sdk_errors
from lookhear.sdk import aio, events, values, websocket
from lookhear.sdk.transport import retries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

PAGE: Final = Path(__file__).parents[1] / "docs" / "sdk-reference.md"
WIDTH: Final = 140
HEAD: Final = """\
# The SDK, name by name

This page is made by `make sdk-docs` from the docstrings; a test keeps them in step. [sdk.md](sdk.md) shows how it is used. What says
`await` is a coroutine of the asynchronous class (`lookhear.connect_async`), and without `await` a method of the synchronous one
(`lookhear.connect`), whose name has no `Async` in front. "Contract" is the description of the official SDKs' wire that this SDK and its
backend follow.
"""
_BASES: Final = ("Row", "Keyed")  # of what comes back: how it is read, not what it is
# What objects have from Python itself, and tells nothing about the SDK.
_PYTHONS_OWN: Final = (object, dict, list, tuple, str, Exception, RuntimeError, ValueError)


@dataclass(frozen=True)
class Member:
    """A method or a property of a public class, or a public function."""

    name: str
    doc: str
    signature: str | None  # None for a property
    gives: str
    is_awaited: bool

    @property
    def line(self) -> str:
        """As it is written down where it is used."""
        gives = "" if self.gives in {"", "None"} else f" → {self.gives}"
        if self.signature is None:
            return f"`{self.name}{gives}`"
        return f"`{'await ' if self.is_awaited else ''}{self.name}{self.signature}{gives}`"


@dataclass(frozen=True)
class PublicClass:
    """A class of the SDK, with what is its own and what it has from others of the SDK."""

    cls: type
    section: str

    @property
    def name(self) -> str:
        """As programs know it."""
        return self.cls.__name__

    @property
    def doc(self) -> str:
        """Its docstring."""
        return inspect.getdoc(self.cls) or ""

    @property
    def members(self) -> list[Member]:
        """Public ones, in the order in which they are written."""
        found: dict[str, Member] = {}
        for base in self.cls.__mro__:
            if base in _PYTHONS_OWN or not base.__module__.startswith("lookhear.") or base.__name__ in _BASES:
                continue
            for name, value in vars(base).items():
                member = None if name.startswith("_") or name in found else _member(name, value)
                if member is not None:
                    found[name] = member
        return list(found.values())


def main() -> int:
    """Write the page, or compare it with what stands there."""
    text = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.exists() and PAGE.read_text("utf-8") == text else 1
    PAGE.write_text(text, "utf-8")
    return 0


def functions() -> list[Member]:
    """What the package itself offers to be called."""
    return [
        member for name in ("connect", "connect_async", "parse_event") if (member := _member(name, getattr(lookhear, name))) is not None
    ]


def classes() -> Iterator[PublicClass]:
    """Every class that a program gets to see."""
    for cls in _classes_of(aio):
        if cls.__name__.startswith("Async") and cls.__name__ != "AsyncApi":  # others are parts of these
            yield PublicClass(cls, "What is asked")
    yield PublicClass(websocket.WebSocketConnection, "What is asked")
    for cls in _classes_of(values):
        if cls.__name__ not in _BASES:
            yield PublicClass(cls, "What comes back")
    for cls in (*_own_classes(events), *_own_classes(retries)):
        yield PublicClass(cls, "What webhooks and sockets say, and what is waited for")
    for name in capture.__all__:
        yield PublicClass(getattr(capture, name), "What records: lookhear.capture")
    for cls in (errors.LookhearError, *_own_classes(sdk_errors)):
        yield PublicClass(cls, "What is raised: lookhear.errors")


def page() -> str:
    """The whole of it."""
    parts = [HEAD, "## Functions of `lookhear`\n"]
    parts += [_written(member) for member in functions()]
    section = ""
    for each in classes():
        if each.section != section:
            section = each.section
            parts.append(f"## {section}\n")
        parts.append(f"### {_title(each)}\n")
        parts.append(_prose(each.doc) + "\n")
        parts.append(_choices(each.cls))
        members = [_written(member) for member in each.members]
        parts.append("\n".join(members) + "\n" if members else "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"


def _choices(cls: type) -> str:
    """What an enum holds."""
    return f"One of {', '.join(f'`{each.name}` (`{each.value}`)' for each in cls)}.\n" if issubclass(cls, Enum) else ""


def _title(each: PublicClass) -> str:
    plain = each.name.removeprefix("Async")
    if plain == each.name:
        bases = [base.__name__ for base in each.cls.__bases__ if base is not object and base.__name__ != "Generic"]
        return f"{each.name} ({', '.join(bases)})" if bases and "errors" in each.cls.__module__ else each.name
    return f"{plain}, {each.name}"


def _classes_of(package: ModuleType) -> list[type]:
    found: list[type] = []
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        found += _own_classes(importlib.import_module(f"{package.__name__}.{info.name}"))
    return found


def _own_classes(module: ModuleType) -> list[type]:
    """Public ones that are written in this module."""
    return [
        value for name, value in vars(module).items() if isinstance(value, type) and value.__module__ == module.__name__ and name[0] != "_"
    ]


def _member(name: str, value: object) -> Member | None:
    if isinstance(value, property):
        return Member(name, inspect.getdoc(value) or "", None, _gives(value.fget), is_awaited=False)
    if isinstance(value, staticmethod | classmethod):
        value = value.__func__
    if not inspect.isfunction(value):
        return None
    is_awaited = inspect.iscoroutinefunction(value)
    return Member(name, inspect.getdoc(value) or "", _parameters(value), _gives(value), is_awaited=is_awaited)


def _gives(function: Callable[..., Any] | None) -> str:
    return str(getattr(function, "__annotations__", {}).get("return", "")).replace("typing.", "").strip("'\"")


def _parameters(function: Callable[..., Any]) -> str:
    signature = inspect.signature(function)
    kept = [parameter for name, parameter in signature.parameters.items() if name not in {"self", "cls"}]
    text = str(signature.replace(parameters=kept, return_annotation=inspect.Signature.empty))
    return re.sub(r": '([^']*)'", r": \1", text).replace(" = ", "=")


def _written(member: Member) -> str:
    head, _, rest = _prose(member.doc).partition("\n\n")
    text = f"- {member.line}  \n  {head.replace(chr(10), chr(10) + '  ')}"
    for paragraph in rest.split("\n\n") if rest else []:
        text += "\n\n  " + paragraph.replace("\n", "\n  ")
    return text


def _prose(doc: str) -> str:
    """Markdown of a docstring: one kind of backticks, and names in single ones without what only tools read."""
    return doc.replace("``", "`").strip()


if __name__ == "__main__":
    sys.exit(main())
