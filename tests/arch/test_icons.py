"""The icons: drawn as SVG that Qt can draw, all that the program asks for are there, and what is made of them is always the same."""

from __future__ import annotations

import ast
import os
import struct
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.arch.tree import PACKAGE, ROOT, modules, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ICONS = ROOT / "resources" / "icons"
ASKS_FOR_A_GLYPH = {"glyph", "icon_button", "GlyphView"}  # whose first argument is a name
OF_SEVERAL_COLOURS = {"app", "badge-privacy", "badge-recording", "tray-recording"}
DRAWN_BY_QT = {"svg", "path", "circle", "rect", "defs", "linearGradient", "stop"}
PNG = b"\x89PNG\r\n\x1a\n"


def names_asked_for() -> Iterator[str]:
    """Literals that stand where a glyph's name does."""
    for path in modules():
        if not path.is_relative_to(PACKAGE / "desktop"):
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else ""
                wanted = [node.args[0]] if name in ASKS_FOR_A_GLYPH and node.args else []
                wanted += [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
                for value in wanted:
                    yield from (
                        leaf.value
                        for leaf in ast.walk(value)
                        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and leaf.value
                    )


def test_every_icon_that_is_asked_for_is_there() -> None:
    asked = set(names_asked_for())
    assert len(asked) > 20
    assert not {name for name in asked if not (ICONS / f"{name}.svg").exists()}


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_small_square_and_of_one_colour_unless_it_has_a_reason(path: Path) -> None:
    root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - a file of ours
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= DRAWN_BY_QT
    _, _, width, height = root.attrib["viewBox"].split()
    assert width == height
    colours = {element.attrib[name] for element in root.iter() for name in ("fill", "stroke") if name in element.attrib} - {"none"}
    assert colours == {"currentColor"} or path.stem in OF_SEVERAL_COLOURS
    assert path.stat().st_size < 2048


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_script(tmp_path_factory.mktemp("icons"))


def run_script(folder: Path) -> Path:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "scripts/make_icons.py", folder], cwd=ROOT, env=env, check=True, capture_output=True)
    return folder


def test_the_same_sources_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    again = run_script(tmp_path)
    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    assert files
    assert [name for name in files if (made / name).read_bytes() != (again / name).read_bytes()] == []


def test_windows_gets_an_icon_of_every_size(made: Path) -> None:
    data = (made / "lookhear.ico").read_bytes()
    zero, kind, count = struct.unpack_from("<HHH", data)
    assert (zero, kind) == (0, 1)
    for number in range(count):
        side, _, _, _, _, bits, length, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (data[at : at + 8], bits) == (PNG, 32)
        assert struct.unpack_from(">I", data, at + 16)[0] == (side or 256)
        assert at + length <= len(data)


def test_macos_gets_an_icon_of_every_size(made: Path) -> None:
    data = (made / "lookhear.icns").read_bytes()
    assert (data[:4], struct.unpack_from(">I", data, 4)[0]) == (b"icns", len(data))
    at, kinds = 8, []
    while at < len(data):
        kinds.append(data[at : at + 4])
        assert data[at + 8 : at + 16] == PNG
        at += struct.unpack_from(">I", data, at + 4)[0]
    assert {b"ic07", b"ic08", b"ic09", b"ic10"} <= set(kinds)


def test_desktops_get_their_sizes_and_every_look_of_the_tray(made: Path) -> None:
    assert (made / "hicolor/48x48/apps/org.lookhear.Lookhear.png").read_bytes().startswith(PNG)
    names = {path.name for path in (made / "tray").iterdir()}
    assert {"idle-light-22.png", "recording-dark-22.png", "paused-privacy-template-44.png", "attention-recording-unknown-16.png"} <= names
    assert not any(name.startswith("recording-") and "template" in name for name in names)
