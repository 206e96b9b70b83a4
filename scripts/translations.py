"""Translations: collect what is to be translated from the sources, and compile what was translated.

    python scripts/translations.py            collect into resources/translations/*.ts, then compile them
    python scripts/translations.py --check    only say whether files and sources agree, by exit code

Texts are found here and handed to lupdate in a file of their own: it overlooks plurals outside of ``tr``, and modules without Qt have
texts as well: labels and hints of settings, and the sentences and hints of expected errors that are always the same.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import itertools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import PySide6

from lookhear.desktop.engine.settings import declared
from lookhear.desktop.words import OF_A_TERMINAL

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "app" / "lookhear"
FOLDER: Final = ROOT / "resources" / "translations"
LANGUAGES: Final = ("en", "de", "ar")
PLURALS_ONLY: Final = "en"  # the sources are English; only "%n file(s)" needs two forms
TOLD_BY_THE_ENGINE: Final = (
    "desktop",
    "recorder/checking.py",
    "recorder/service.py",
    "recorder/sources",
    "recorder/control",
    "system",
    "errors/capture.py",
)
SAYS: Final = {"detail", "sentence", "hint", "reason", "trouble"}


@dataclasses.dataclass(frozen=True, order=True)
class Text:
    """One text to be translated."""

    context: str
    source: str
    comment: str = ""
    is_plural: bool = False


class Finder(ast.NodeVisitor):
    """The texts of one module: ``self.tr("…")`` in its class's context, ``translate("Context", "…")`` and ``QT_TRANSLATE_NOOP``.

    Raises ValueError for a text that is no literal: nobody could translate it.
    """

    def __init__(self, path: Path) -> None:
        self.texts: list[Text] = []
        self._path, self._classes = path, [""]
        self.visit(ast.parse(path.read_text("utf-8")))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Its texts have its name as their context."""
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Perhaps one that gives a text."""
        self.generic_visit(node)
        name = called(node)
        if name == "tr" and isinstance(node.func, ast.Attribute):
            self._add(node, self._classes[-1], *node.args)
        elif name in {"translate", "QT_TRANSLATE_NOOP"}:
            context, *rest = node.args
            if name == "translate" and not isinstance(context, ast.Constant):
                return  # of a text that is declared elsewhere
            self._add(node, literal(context), *rest)

    def _add(self, node: ast.Call, context: str | None, source: ast.expr | None = None, *rest: ast.expr) -> None:
        text = None if source is None else literal(source)
        if text is None and called(node) == "translate":
            return  # of a text that is declared elsewhere
        if not context or text is None:
            raise ValueError(f"{self._path}:{node.lineno}: a text to be translated has to be a literal")
        comment = (literal(rest[0]) if rest else None) or ""
        self.texts.append(Text(context, text, comment, len(rest) > 1 or "%n" in text))


def literal(node: ast.expr) -> str | None:
    """A text that stands there as it is."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def texts_of_widgets() -> Iterator[Text]:
    """Everything that modules with Qt show."""
    for path in sorted((PACKAGE / "desktop").rglob("*.py")):
        if "engine" not in path.relative_to(PACKAGE).parts:
            yield from Finder(path).texts


def texts_of_settings() -> Iterator[Text]:
    """Everything that is declared of settings."""
    for page in dataclasses.fields(declared.Settings):
        owner = type(getattr(declared.Settings(), page.name))
        for entry in dataclasses.fields(owner):
            known = declared.declared(owner, entry.name)
            yield from (Text("Settings", text) for text in (known.label, known.hint, known.unit) if text)


def texts_of_the_engine() -> Iterator[Text]:
    """The sentences and hints that the engine gives its errors and values, where they are always the same."""
    kinds = error_classes()
    for path in engine_modules():
        tree = ast.parse(path.read_text("utf-8"))
        named = list(named_constants(tree))
        constants = dict(named)
        said = [value for name, value in named if name == "default_hint"]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) != "setting":
                said += [keyword.value for keyword in node.keywords if keyword.arg in SAYS]
                said += node.args[:1] if called(node) in kinds else []
        yield from (Text("Engine", text) for text in map(constant, (constants.get(name_of(each), each) for each in said)) if text)


def texts_of_receipts() -> Iterator[Text]:
    """Every whole sentence that a receipt says."""
    tree = ast.parse((PACKAGE / "recorder" / "receipt_sentences.py").read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        text = constant(node) if isinstance(node, ast.Constant) and id(node) not in told else ""
        if text.endswith(".") and text == text.strip():
            yield Text("Engine", text)


def named_constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The texts that stand under a name in a module or a class."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        value = getattr(node, "value", None)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield from ((name_of(target), value) for target in targets)


def name_of(node: ast.expr) -> str:
    """The name that an expression is, or nothing."""
    return node.id if isinstance(node, ast.Name) else ""


def engine_modules() -> Iterator[Path]:
    """The modules whose errors the application shows."""
    for place in TOLD_BY_THE_ENGINE:
        path = PACKAGE / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def error_classes() -> set[str]:
    """The names of all expected errors."""
    bases = {
        node.name: {called_base for base in node.bases if (called_base := getattr(base, "id", getattr(base, "attr", "")))}
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found = {"LookhearError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found


def called(node: ast.Call) -> str:
    """The name of what is called."""
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def constant(node: ast.expr) -> str:
    """A text that is always the same and makes sense outside a terminal, else nothing."""
    text = literal(node) or ""
    return text if " " in text and not any(word in text for word in OF_A_TERMINAL) else ""


def write_collected(path: Path) -> None:
    """Write what was collected as a module that lupdate understands: a class for each context."""
    texts = sorted({*texts_of_widgets(), *texts_of_settings(), *texts_of_the_engine(), *texts_of_receipts()})
    lines: list[str] = []
    for context, group in itertools.groupby(texts, key=lambda text: text.context):
        lines += [f"class {context}(QObject):", "    def texts(self, n):"]
        lines += [f"        self.tr({quoted(text.source)}, {quoted(text.comment)}{', n' * text.is_plural})" for text in group]
    path.write_text("\n".join([*lines, ""]), "utf-8")


def quoted(text: str) -> str:
    """The text as a literal that lupdate reads."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def collect(folder: Path) -> None:
    """Bring the .ts files of a folder up to date with the sources; what is gone from the sources goes."""
    with tempfile.TemporaryDirectory() as scratch:
        collected = Path(scratch) / "collected.py"
        write_collected(collected)
        for language in LANGUAGES:
            plural = ["-pluralonly"] if language == PLURALS_ONLY else []
            options = ["-silent", "-locations", "none", "-no-obsolete", "-sort-messages", "-target-language", language, *plural]
            run("lupdate", *options, str(collected), "-ts", str(folder / f"lookhear_{language}.ts"))
    word_english_plurals(folder / f"lookhear_{PLURALS_ONLY}.ts")


def word_english_plurals(path: Path) -> None:
    """The sources are English already: "%n file(s)" becomes "%n file" and "%n files"."""
    tree = ET.parse(path)  # noqa: S314 - our own file
    for message in tree.iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        if translation is None:
            continue
        translation.attrib.pop("type", None)
        for form, ending in zip(translation.iter("numerusform"), ("", "s"), strict=True):
            form.text = source.replace("(s)", ending)
    ET.indent(tree, "    ")
    text = ET.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def compile_all(folder: Path) -> None:
    """Write the .qm beside each .ts."""
    for path in sorted(folder.glob("*.ts")):
        run("lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools."""
    subprocess.run([str(Path(PySide6.__file__).parent / tool), *arguments], check=True)  # noqa: S603 - Qt's own program


def differences() -> list[str]:
    """The files that would be different if everything were collected and compiled now."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for path in FOLDER.glob("*.ts"):
            shutil.copy(path, folder)
        collect(folder)
        compile_all(folder)
        made = {path.name: path.read_bytes() for path in folder.iterdir()}
    there = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main() -> int:
    """Collect and compile, or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    if parser.parse_args().check:
        different = differences()
        print(*(f"not up to date: {name}" for name in different), sep="\n", end="\n" if different else "")
        return int(bool(different))
    FOLDER.mkdir(parents=True, exist_ok=True)
    collect(FOLDER)
    compile_all(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
