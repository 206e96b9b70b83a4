"""docs/sdk.md and its reference tell what the SDK is: every public name with shapes, units, errors and source, and no other name."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest
import videodb

import lookhear
from lookhear.dropin.names import NAMES
from lookhear.dropin.names import ROOT as ROOT_MODULE
from scripts import sdk_docs
from tests.arch.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = (ROOT / "docs" / "sdk.md").read_text("utf-8")
TABLE_ROW: Final = re.compile(r"^\| (?P<official>.+?) \| (?P<ours>.+?) \| (?P<difference>.*?) ?\|$", re.MULTILINE)
NAME: Final = re.compile(r"`([\w.*]+)`")
NOT_HERE: Final = "not here"
THE_SAME: Final = "the same"
# The modules of the official SDK that a program of the capture quickstart, or of a page that it links to, gets objects from.
MODULES: Final = (
    *("audio", "capture", "capture_session", "client", "collection", "exceptions", "image", "index", "rtstream", "scene", "search"),
    *("shot", "understanding", "video", "websocket_client"),
)
IS_TIME: Final = re.compile(
    r"(^|_)(start|end(?!_user)|since|duration|length|interval|timestamp|timeout|expires|created_at|updated_at)(_|$)|_s$"
)
UNIT: Final = re.compile(r"second|\bs\b|1970|epoch|ISO|`\w+_s`")


@cache
def classes() -> list[sdk_docs.PublicClass]:
    return list(sdk_docs.classes())


def members() -> Iterator[tuple[str, str, sdk_docs.Member]]:
    """Every public member with its class's name, and all that is said of the class."""
    for each in classes():
        about = f"{each.doc}\n{inspect.getdoc(inspect.getmodule(each.cls)) or ''}"
        for member in each.members:
            yield each.name, about, member


def test_the_reference_is_up_to_date() -> None:
    assert sdk_docs.PAGE.read_text("utf-8") == sdk_docs.page(), "make sdk-docs"


def test_every_public_name_says_what_it_is() -> None:
    silent = [each.name for each in classes() if len(each.doc) < 6]
    silent += [f"{name}.{member.name}" for name, _, member in members() if len(member.doc) < 6]
    assert silent == []


def test_every_class_says_where_its_shape_comes_from() -> None:
    without = [
        each.name
        for each in classes()
        if ".errors." not in each.cls.__module__ and "contract" not in f"{each.doc} {inspect.getdoc(inspect.getmodule(each.cls))}"
    ]
    assert without == []


def test_every_time_says_its_unit() -> None:
    without = []
    for name, about, member in members():
        times = [word for word in re.findall(r"\w+", f"{member.name} {named(member)}") if IS_TIME.search(word)]
        told = f"{member.doc}\n{about}"
        if times and member.name not in {"start", "end"} | ACTIONS and not UNIT.search(told):
            without.append(f"{name}.{member.name}: {', '.join(times)}")
    assert without == []


ACTIONS: Final = {"start", "start_transcript", "start_session"}  # verbs


def named(member: sdk_docs.Member) -> str:
    """The names of the parameters alone."""
    return re.sub(r"(:|=)[^,)]*", " ", member.signature or "")


def test_whatever_gives_dicts_says_what_is_in_them() -> None:
    without = [
        f"{name}.{member.name}"
        for name, about, member in members()
        if "dict" in member.gives and not re.search(r"``\w+|`\w+`|dict", f"{member.doc}{about}")
    ]
    assert without == []


def test_whatever_asks_somebody_says_how_it_fails() -> None:
    silent = [f"{name}.{member.name}" for name, about, member in members() if member.is_awaited and "aises" not in f"{member.doc}{about}"]
    assert [name for name in silent if not name.endswith(".close")] == []


def code_blocks() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(code_blocks())))
def test_the_code_of_the_page_is_python_and_calls_what_there_is(number: int) -> None:
    tree = compile(code_blocks()[number], "docs/sdk.md", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    known = {member.name for _, _, member in members()} | {member.name for member in sdk_docs.functions()}
    known |= {"run", "append", "CaptureClient", "capture", "print", "event", "payload"}
    called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    assert called - known == set()


# --- official name → ours → difference ---------------------------------------------------------------------------------------------


def rows() -> list[tuple[list[str], str, str]]:
    """Names of the official SDK, what stands for them here, and what differs."""
    table = PAGE[PAGE.index("## Official name") :]
    return [
        (NAME.findall(match["official"]), match["ours"], match["difference"])
        for match in TABLE_ROW.finditer(table)
        if NAME.search(match["official"])
    ]


def official() -> set[str]:
    """Every public class and method of the official SDK's modules, and what stands in its front door."""
    found = {f"videodb.{name}" for name in videodb.__all__}
    for module_name in MODULES:
        module = importlib.import_module(f"videodb.{module_name}")
        for name, cls in vars(module).items():
            if inspect.isclass(cls) and cls.__module__ == module.__name__ and not name.startswith("_"):
                found |= {f"{name}.{member}" for member in vars(cls) if not member.startswith("_")} or {name}
    return found


def covers(row_name: str, name: str) -> bool:
    return name == row_name or (row_name.endswith(".*") and name.startswith(row_name[:-1]))


def test_every_name_of_the_official_sdk_stands_in_the_table() -> None:
    named_there = [name for names, _, _ in rows() for name in names]
    missing = {name for name in official() if not any(covers(row_name, name) for row_name in named_there)}
    classes_covered = {name.partition(".")[0] for name in named_there}
    missing = {name for name in missing if not (name.startswith("videodb.") and name.removeprefix("videodb.") in classes_covered)}
    assert sorted(missing) == []


def test_the_table_names_nothing_that_the_official_sdk_does_not_have() -> None:
    names = official()
    invented = [row_name for row_names, _, _ in rows() for row_name in row_names if not any(covers(row_name, name) for name in names)]
    assert invented == []


@cache
def ours() -> dict[str, Any]:
    found = {each.name.removeprefix("Async"): each for each in classes()}
    return {name: {member.name for member in each.members} | set(re.findall(r"``(\w+)``", each.doc)) for name, each in found.items()}


def test_what_the_table_says_stands_for_a_name_is_there() -> None:
    broken = []
    for names, here, difference in rows():
        wanted = [name.replace("videodb.", "lookhear.") for name in names] if here == THE_SAME else NAME.findall(here)
        wanted += [name for name in NAME.findall(difference) if name.partition(".")[0] in ours()]
        for name in wanted:
            cls, _, member = name.removesuffix(".*").partition(".")
            if cls == "lookhear":
                there = hasattr(lookhear, member) or member in vars(importlib.import_module("lookhear.capture"))
            else:
                there = cls in ours() and (not member or member in ours()[cls])
            if not there:
                broken.append(f"{names} → {name}")
    assert broken == []


def test_every_row_says_one_of_three_things() -> None:
    assert [here for _, here, _ in rows() if here not in {NOT_HERE, THE_SAME} and not NAME.search(here)] == []


def test_what_the_table_calls_missing_is_missing_and_says_why() -> None:
    for names, here, difference in rows():
        if here == NOT_HERE:
            assert difference, names
            there = [name for name in names for cls, _, member in [name.partition(".")] if member in ours().get(cls, ())]
            assert there == [], f"{there} is here after all"


def test_what_the_drop_in_gives_is_not_called_missing_and_what_is_there_it_gives() -> None:
    offered = {f"videodb.{name}" for name in NAMES[ROOT_MODULE]}
    called_missing = {name for names, here, _ in rows() if here == NOT_HERE for name in names}
    assert sorted(offered & called_missing) == []
    here = {name for names, here, _ in rows() if here != NOT_HERE for name in names if name.startswith("videodb.")}
    assert sorted(here - offered) == []
