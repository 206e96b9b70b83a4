"""The log of the application: one file of its owner's, bounded, cleaned as it is written."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear import __version__
from lookhear.desktop.engine.diagnostics.scrubbing import Scrubber
from lookhear.errors import LookhearError
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

_LOG: Final = logging.getLogger(__name__)
NAME: Final = "desktop.log"
CRASHES: Final = "crashes.log"
_OURS: Final = "lookhear"
_MOST_BYTES: Final = 1_000_000
_KEPT: Final = 3
_FORM: Final = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"


class CleanFormatter(logging.Formatter):
    """Formats a record with its traceback, and cleans all of it."""

    def __init__(self, scrubber: Scrubber) -> None:
        super().__init__(_FORM)
        self._scrubber = scrubber

    def format(self, record: logging.LogRecord) -> str:
        """The cleaned text."""
        return self._scrubber.clean(super().format(record))


class OwnersFile(RotatingFileHandler):
    """A rotating file that only its owner reads. Others' libraries are heard from WARNING on: their INFO has addresses in it."""

    def __init__(self, path: Path, scrubber: Scrubber) -> None:
        super().__init__(path, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace", delay=True)
        self.setFormatter(CleanFormatter(scrubber))

    def filter(self, record: logging.LogRecord) -> bool:
        """Ours from the level that is set, others' warnings."""
        is_ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
        return (is_ours or record.levelno >= logging.WARNING) and bool(super().filter(record))

    def _open(self) -> io.TextIOWrapper:
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=_for_its_owner)  # type: ignore[return-value]


@contextlib.contextmanager
def keep_log(folder: Path, *, home: Path | None = None, level: int = logging.INFO) -> Iterator[Path]:
    """Keep a log in ``folder`` for as long as the context is, and what the interpreter says when it dies; gives the log's path.

    Without a folder that can be written there is none, and a warning on the console: recording does not need it.
    """
    path = folder / NAME
    try:
        private_folder(folder)
        crashes = open(folder / CRASHES, "a", encoding="utf-8", opener=_for_its_owner)  # noqa: SIM115 - open for as long as we run
    except (LookhearError, OSError) as error:
        _LOG.warning("there is no log: %s", error)
        yield path
        return
    handler = OwnersFile(path, Scrubber(home or Path.home()))
    ours = logging.getLogger(_OURS)
    before = ours.level
    ours.setLevel(min(level, before) if before else level)
    logging.getLogger().addHandler(handler)
    was_enabled = faulthandler.is_enabled()
    if not was_enabled:
        faulthandler.enable(crashes)
    _LOG.info("Lookhear %s begins", __version__)
    try:
        yield path
    finally:
        _LOG.info("it ends")  # where this is missing, it did not end by itself
        if not was_enabled:
            faulthandler.disable()
        logging.getLogger().removeHandler(handler)
        ours.setLevel(before)
        handler.close()
        crashes.close()


def log_files(folder: Path) -> list[Path]:
    """The logs that there are, also those of the backend of this computer; the newest of each first."""
    names = [NAME, *(f"{NAME}.{number}" for number in range(1, _KEPT + 1)), CRASHES, "backend.log"]
    return [folder / name for name in names if (folder / name).is_file()]


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
