"""Writes docs/settings.md from what is declared of the settings: `make settings-docs`. With ``--check`` it only compares."""

from __future__ import annotations

import inspect
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_type_hints

from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.engine.settings.file import VERSION
from lookhear.desktop.engine.settings.leaves import leaves

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.leaves import Leaf

PAGE: Final = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD: Final = f"""\
# The settings, one by one

This page is made by `make settings-docs` from `app/lookhear/desktop/engine/settings/declared.py`; a test keeps them in step. The window
"Settings" shows the same settings with the same words; [desktop.md](desktop.md) tells how it works.

They stand in `settings.toml` in the data folder (Linux: `~/.local/share/lookhear`, macOS: `~/Library/Application Support/Lookhear`,
Windows: `%LOCALAPPDATA%\\Lookhear`; with `LOOKHEAR_HOME` there). The file may be edited while the application does not run:

    version = {VERSION}

    [recording]
    fps = 24

What is at its default does not stand in it. Comments stay, and so do keys that this version does not know. A value that makes no sense is
left where it is, and the default is used; a file that is no TOML is renamed to `settings.damaged.toml`, and everything is at its default.
Both are told under Permissions and health. Secrets are never in it: they are in the system's keyring.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, owner in get_type_hints(Settings).items():
        rows = [_row(each) for each in leaves() if each.page == name]
        parts.append(
            "\n".join(
                [
                    f"## `[{name}]`\n",
                    f"{inspect.getdoc(owner)}\n",
                    "| key | what it is | default | values |",
                    "|---|---|---|---|",
                    *rows,
                    "",
                ]
            )
        )
    return "\n".join(parts)


def _row(each: Leaf) -> str:
    hint = f" ({each.words.hint.rstrip('.')})" if each.words.hint else ""
    return f"| `{each.name}` | {each.words.label}{hint} | {_value(each.default)} | {_values(each)} |"


def _values(each: Leaf) -> str:
    unit = f" {each.words.unit}" if each.words.unit else ""
    if each.choices is not None:
        return ", ".join(_value(choice) for choice in each.choices) + unit
    if each.kind is bool:
        return "`true`, `false`"
    if each.kind is int:
        return f"{each.words.low} to {each.words.high}{unit}"
    return "a key combination such as `Ctrl+Alt+R`, or nothing" if each.words.is_shortcut else "a text"


def _value(value: object) -> str:
    if value == "":
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f'`"{value.value}"`' if isinstance(value, StrEnum) else f"`{value}`"


def main(arguments: list[str]) -> int:
    """Write it, or compare; gives the exit code."""
    made = page()
    if "--check" not in arguments:
        PAGE.write_text(made, "utf-8")
        return 0
    if PAGE.read_text("utf-8") == made:
        return 0
    print("docs/settings.md is not what is declared: run `make settings-docs`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
