"""The folders of one person: recordings, exported files, logs. Private ones are readable by that person only."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.errors import FolderUnwritable

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE: Final = "LOOKHEAR_HOME"
_VIDEOS_LINE: Final = re.compile(r'^\s*XDG_VIDEOS_DIR\s*=\s*"(\$HOME)?(/[^"]*)"', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Where things live. Nothing exists until somebody needs it: see `private_folder`.

    ``data`` is the root of what Lookhear keeps, ``exports`` the folder for .mp4 files when no other is named,
    ``state`` the folder for logs. ``chosen`` is where a person wants recordings instead of the usual place.
    """

    data: Path
    exports: Path
    state: Path
    chosen: Path | None = None

    @property
    def recordings(self) -> Path:
        """The folder that holds one folder for each recording."""
        return self.data / "recordings" if self.chosen is None else self.chosen

    def recordings_in(self, folder: str) -> Path:
        """That folder when a person named this one for recordings; empty or relative means the usual place."""
        chosen = Path(folder)
        return chosen if chosen.is_absolute() else self.data / "recordings"

    @property
    def run(self) -> Path:
        """The folder for what exists only while programs run: their sockets."""
        return self.data / "run"

    @classmethod
    def find(cls, *, platform: str, environ: Mapping[str, str], user_home: Path) -> Paths:
        """Work the folders out of the environment. ``platform`` is a value of `sys.platform`.

        LOOKHEAR_HOME, when set, holds everything. Else Linux follows the XDG base directory specification and
        user-dirs.dirs(5), macOS and Windows their vendors' conventions.
        """
        if chosen := environ.get(HOME_VARIABLE, ""):
            data = Path(os.path.abspath(_expanded(chosen, user_home)))  # noqa: PTH100 - resolve() would follow links
            return cls(data=data, exports=data / "exports", state=data / "state")
        if platform == "darwin":
            library = user_home / "Library"
            return cls(
                data=library / "Application Support" / "Lookhear",
                exports=user_home / "Movies",
                state=library / "Logs" / "Lookhear",
            )
        if platform == "win32":
            data = Path(environ.get("LOCALAPPDATA", "") or user_home / "AppData" / "Local") / "Lookhear"
            return cls(data=data, exports=user_home / "Videos", state=data / "Logs")
        return cls(
            data=_xdg(environ, "XDG_DATA_HOME", user_home / ".local" / "share") / "lookhear",
            exports=_xdg_videos(_xdg(environ, "XDG_CONFIG_HOME", user_home / ".config"), user_home),
            state=_xdg(environ, "XDG_STATE_HOME", user_home / ".local" / "state") / "lookhear",
        )


def private_folder(path: Path) -> Path:
    """Make sure that a folder exists and can be written, and give it back. What is created gets mode 0700, also the folders above.

    Folders that exist keep their permissions. Raises FolderUnwritable with a sentence.
    """
    missing: list[Path] = []
    try:
        for folder in (path, *path.parents):
            if folder.exists():
                break
            missing.append(folder)
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise FolderUnwritable(f"The folder {path} cannot be created ({error.strerror}).") from error
    if not path.is_dir():
        raise FolderUnwritable(f"{path} is a file, and a folder is needed there.")
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise FolderUnwritable(f"The folder {path} cannot be written.")
    return path


def _expanded(text: str, user_home: Path) -> Path:
    if text == "~" or text.startswith(("~/", "~\\")):
        return user_home / text[2:]
    return Path(text)


def _xdg(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """A base directory; the specification says to ignore relative ones."""
    value = environ.get(name, "")
    return Path(value) if value.startswith("/") else default


def _xdg_videos(config: Path, user_home: Path) -> Path:
    """The person's folder for videos as xdg-user-dirs-update writes it, which may be named in any language."""
    try:
        text = (config / "user-dirs.dirs").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    match = _VIDEOS_LINE.search(text)
    if match is None:
        return user_home / "Videos"
    return user_home / match[2].lstrip("/") if match[1] else Path(match[2])
