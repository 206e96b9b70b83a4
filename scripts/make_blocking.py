"""Makes lookhear.sdk.blocking from lookhear.sdk.aio: the same classes for programs without a loop.

    python scripts/make_blocking.py            writes app/lookhear/sdk/blocking
    python scripts/make_blocking.py --check    says what would change, and fails if anything would

Names lose their ``Async``, ``async`` and ``await`` go, modules that differ by hand (`wire` and `pauses` of
lookhear.sdk.transport) have both forms. What cannot be turned round in this way (gather, tasks) does not stand in lookhear.sdk.aio.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from unasync import Rule, unasync_files

ROOT: Final = Path(__file__).resolve().parents[1]
AIO: Final = ROOT / "app" / "lookhear" / "sdk" / "aio"
BLOCKING: Final = ROOT / "app" / "lookhear" / "sdk" / "blocking"
HEADER: Final = "# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.\n"
_NAMES: Final = {
    "aio": "blocking",
    "aclose": "close",
    "pause_async": "pause",
    "connect_async": "connect",
    "open_player_async": "open_player",
    "anext": "next",
    "aiter": "iter",
}
_FIRST_WORDS: Final = {
    "The SDK for programs with a loop. `lookhear.sdk.blocking` is made from it, module by module: change this one only.": (
        "The SDK for programs without a loop, made from `lookhear.sdk.aio` module by module."
    ),
    "Belongs to the caller's loop.": "For any thread.",
}


def main(arguments: list[str]) -> int:
    """The exit code."""
    made = blocking_modules()
    if "--check" in arguments:
        differences = difference(made)
        print("".join(differences), end="")
        return 1 if differences else 0
    BLOCKING.mkdir(exist_ok=True)
    for path in BLOCKING.glob("*.py"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        path = BLOCKING / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    return 0


def blocking_modules() -> dict[str, str]:
    """The text of every module of lookhear.sdk.blocking, by file name."""
    sources = sorted(AIO.glob("*.py"))
    texts = {path.name: path.read_text("utf-8") for path in sources}
    names = {name: name.removeprefix("Async") for text in texts.values() for name in re.findall(r"\bAsync[A-Z]\w*", text)}
    with tempfile.TemporaryDirectory() as folder:
        # The folder stands as in the project, so that the rules for its path hold.
        start, end = (Path(folder, "app", "lookhear", "sdk", name) for name in ("aio", "blocking"))
        start.mkdir(parents=True)
        for name, text in texts.items():
            (start / name).write_text(text, "utf-8")
        rule = Rule(f"{start}/", f"{end}/", additional_replacements=names | _NAMES)
        unasync_files([str(start / name) for name in texts], [rule])
        for path in end.glob("*.py"):
            path.write_text(HEADER + _plain(path.read_text("utf-8"), names), "utf-8")
        _tidy(end)
        return {path.name: path.read_text("utf-8") for path in sorted(end.glob("*.py"))}


def difference(made: dict[str, str]) -> list[str]:
    """The lines in which what is there differs from what is made."""
    there = {path.name: path.read_text("utf-8") for path in BLOCKING.glob("*.py")}
    return [
        line
        for name in sorted(made.keys() | there.keys())
        for line in difflib.unified_diff(
            there.get(name, "").splitlines(keepends=True), made.get(name, "").splitlines(keepends=True), f"{name} (there)", f"{name} (made)"
        )
    ]


def _plain(text: str, names: dict[str, str]) -> str:
    """The same in docstrings and comments, which unasync leaves as they are."""
    for old, new in _FIRST_WORDS.items():
        text = text.replace(old, new)
    for old, new in (names | {"connect_async": "connect"}).items():
        text = re.sub(rf"\b{old}\b", new, text)
    text = re.sub(r"\bawait ", "", text)
    text = re.sub(r"\basync (?=for|with|def)", "", text)
    return text.replace("lookhear.sdk.aio.", "lookhear.sdk.blocking.").replace("sdk.aio import", "sdk.blocking import")


def _tidy(folder: Path) -> None:
    """Names have other lengths and another order now, and some remarks for the linter have no object any more."""
    ruff = [sys.executable, "-m", "ruff"]
    config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet"]
    subprocess.run([*ruff, "check", *config, "--fix-only", "--fixable", "I,RUF100,F401", str(folder)], check=True, cwd=folder)  # noqa: S603
    subprocess.run([*ruff, "format", *config, str(folder)], check=True, cwd=folder)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
