"""Starting with the session on free desktops: a file in ``~/.config/autostart`` (XDG Desktop Application Autostart Specification)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError, SettingsError
from lookhear.system.autostart.kinds import AutostartState
from lookhear.system.identity import APP_ID
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME: Final = f"{APP_ID}.desktop"
_LINE: Final = re.compile(r"^(?P<key>[A-Za-z0-9-]+)\s*=\s*(?P<value>.*?)\s*$", re.MULTILINE)
_NEEDS_QUOTES: Final = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
_ESCAPED: Final = re.compile(r'(["`$\\])')
# Keys with which a desktop's own settings turn an entry off without removing it.
_OFF: Final = {"Hidden": "true", "X-GNOME-Autostart-enabled": "false", "X-MATE-Autostart-enabled": "false"}


class XdgAutostart:
    """`Autostart` as an entry of this person's. ``folder`` is where entries are."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / NAME
        self._command = tuple(command)

    @classmethod
    def find(cls, environ: Mapping[str, str], command: Sequence[str], *, user_home: Path) -> XdgAutostart:
        """That of the environment's configuration folder; the specification says to ignore relative ones."""
        config = environ.get("XDG_CONFIG_HOME", "")
        return cls((Path(config) if config.startswith("/") else user_home / ".config") / "autostart", command)

    def state(self) -> AutostartState:
        """See `Autostart.state`."""
        try:
            text = self._path.read_text("utf-8", errors="replace")
        except OSError:
            return AutostartState.OFF
        values = {match["key"]: match["value"].casefold() for match in _LINE.finditer(text)}
        is_off = any(values.get(key) == off for key, off in _OFF.items())
        return AutostartState.BLOCKED if is_off else AutostartState.ON

    def put(self, *, is_on: bool) -> None:
        """See `Autostart.put`."""
        try:
            if is_on:
                private_folder(self._path.parent)
                self._path.write_text(self._entry(), "utf-8")
            else:
                self._path.unlink(missing_ok=True)
        except LookhearError as error:
            raise SettingsError(str(error), hint=error.hint) from error
        except OSError as error:
            raise SettingsError(f"{self._path} cannot be changed ({error.strerror}).", hint="Check its permissions.") from error

    def _entry(self) -> str:
        return "\n".join(
            (
                "[Desktop Entry]",
                "Type=Application",
                "Name=Lookhear",
                "Comment=Records screen and sound",
                f"Exec={exec_line(self._command)}",
                f"Icon={APP_ID}",
                "Terminal=false",
                "X-GNOME-Autostart-enabled=true",
                "X-GNOME-Autostart-Delay=2",
                "",
            )
        )


def exec_line(command: Sequence[str]) -> str:
    r"""A command line as the key ``Exec`` wants it: quoted for the desktop, then escaped as every text of such a file is.

    Quoted arguments escape ``"``, backtick, ``$`` and backslash; ``%`` is doubled, because it begins a field code; a text of the file
    doubles every backslash once more (Desktop Entry Specification, "The Exec key").
    """
    return " ".join(_quoted(argument) for argument in command)


def _quoted(argument: str) -> str:
    doubled = argument.replace("%", "%%")
    if argument and not _NEEDS_QUOTES.search(argument):
        return doubled
    return '"' + _ESCAPED.sub(r"\\\1", doubled).replace("\\", "\\\\") + '"'
