"""The file of the settings: TOML that a person may edit. Only what changes is written; comments and keys of others stay as they are.

    version = 1

    [recording]
    fps = 24

What stands at its default is not in the file. A file that cannot be read as TOML is set aside under a name that says so.
"""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.engine.settings.leaves import Leaf, leaves
from lookhear.errors import LookhearError, SettingsDamaged, SettingsError, StorageError
from lookhear.recorder.spool.durable import write_sealed
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tomlkit import TOMLDocument

    from lookhear.system.paths.folders import Paths

    Migration = Callable[[TOMLDocument], None]

_LOG: Final = logging.getLogger(__name__)
VERSION: Final = 1
NAME: Final = "settings.toml"
_MOST_BYTES: Final = 1 << 20
# From a version to the next: a document in, changed in place. None was needed so far.
MIGRATIONS: Final[Mapping[int, Migration]] = {}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file held. ``troubles`` are sentences about what could not be taken; defaults stand in its place."""

    settings: Settings
    troubles: tuple[LookhearError, ...] = ()


def settings_file(paths: Paths) -> Path:
    """Where the settings of this person are."""
    return paths.data / NAME


def recordings_folder(paths: Paths) -> str:
    """The folder for recordings that this person chose; empty for the usual place, also when the settings cannot be read."""
    return SettingsFile(settings_file(paths)).peek().storage.folder


def records_window_names(paths: Paths) -> bool:
    """Whether this person lets the names of windows be recorded."""
    return SettingsFile(settings_file(paths)).peek().privacy.window_names


class SettingsFile:
    """Reads and writes one file. Owned by one thread at a time; whatever it does may block."""

    def __init__(self, path: Path, *, version: int = VERSION, migrations: Mapping[int, Migration] = MIGRATIONS) -> None:
        self._path = path
        self._version, self._migrations = version, migrations

    @property
    def path(self) -> Path:
        """Where it is, or will be."""
        return self._path

    def load(self) -> Loaded:
        """Read it, bring it up to date and set aside what is no TOML. Never fails."""
        try:
            raw = self._parsed()
        except FileNotFoundError:
            return Loaded(Settings())
        except StorageError as error:
            return Loaded(Settings(), (error,))
        except ValueError as error:  # what tomllib raises, and bytes that are no UTF-8
            return Loaded(Settings(), (self._set_aside(error),))
        if self._version_of(raw) < self._version:
            try:
                raw = self._brought_up_to_date()
            except LookhearError as error:
                settings, troubles = _settings_of(raw)
                return Loaded(settings, (error, *troubles))
        return Loaded(*_settings_of(raw))

    def peek(self) -> Settings:
        """What is in it now, and defaults for what cannot be read. Changes nothing."""
        try:
            return _settings_of(self._parsed())[0]
        except (OSError, StorageError, ValueError):
            return Settings()

    def store(self, before: Settings, now: Settings) -> None:
        """Write what is different, durably. What stands at its default leaves the file. Raises StorageError; then it is as it was."""
        changed = [each for each in leaves() if each.of(before) != each.of(now)]
        if not changed:
            return
        document = self._document()
        for each in changed:
            _write(document, each, each.of(now))
        self._seal(document)

    def _parsed(self) -> dict[str, Any]:
        """Raises FileNotFoundError, StorageError, ValueError."""
        text = self._text()
        try:
            return tomllib.loads(text)
        except RecursionError:
            raise ValueError("it is nested far too deeply") from None

    def _text(self) -> str:
        """Raises FileNotFoundError, StorageError, ValueError."""
        try:
            if self._path.exists() and not self._path.is_file():  # reading a pipe would wait for a writer for ever
                raise StorageError(f"{self._path} is not a file.", hint="Move it away: the settings are to be kept there.")
            with self._path.open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise _unreadable(self._path, error) from error
        if len(data) > _MOST_BYTES:
            raise ValueError("it is far too long")
        return data.decode("utf-8-sig")

    def _document(self) -> TOMLDocument:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            return tomlkit.parse(self._text())
        except FileNotFoundError:
            pass
        except (TOMLKitError, ValueError, RecursionError) as error:  # edited while the program ran
            _LOG.warning("%s", self._set_aside(error))
        document = tomlkit.document()
        document.add(tomlkit.comment("Settings of Lookhear. What is not here is at its default; docs/settings.md tells what there is."))
        document.add("version", self._version)
        return document

    def _version_of(self, raw: Mapping[str, Any]) -> int:
        """That of a file; one that says none was written by a person who read the manual of now."""
        version = raw.get("version")
        return version if isinstance(version, int) and not isinstance(version, bool) and version >= 0 else self._version

    def _seal(self, document: TOMLDocument) -> None:
        target = self._path.resolve()  # a person may keep the file elsewhere, behind a link
        private_folder(target.parent)
        write_sealed(target, document.as_string().encode())

    def _brought_up_to_date(self) -> dict[str, Any]:
        """Keep a copy of the file as it was, then take it from version to version. Raises StorageError, SettingsError."""
        document = self._document()
        first = self._version_of(document)
        write_sealed(self._path.with_name(f"{self._path.stem}.v{first}{self._path.suffix}"), document.as_string().encode())
        for version in range(first, self._version):
            if (migration := self._migrations.get(version)) is not None:
                migration(document)
        document["version"] = self._version
        self._seal(document)
        return document.unwrap()

    def _set_aside(self, error: Exception) -> LookhearError:
        """Rename the file so that it is not lost; gives what to tell of it."""
        number, aside = 1, self._path.with_name(f"{self._path.stem}.damaged{self._path.suffix}")
        while aside.exists():
            number += 1
            aside = self._path.with_name(f"{self._path.stem}.damaged-{number}{self._path.suffix}")
        _LOG.warning("the settings could not be read: %s", type(error).__name__)
        sentence = "The settings could not be read and are at their defaults."
        try:
            self._path.rename(aside)
        except OSError as failed:
            return SettingsDamaged(sentence, hint=f"{self._path} cannot be set aside ({failed.strerror}).")
        return SettingsDamaged(sentence, hint=f"What was there is kept in {aside}.")


def _unreadable(path: Path, error: OSError) -> StorageError:
    return StorageError(f"{path} cannot be read ({error.strerror}).", hint="Check its permissions.")


def _settings_of(raw: Mapping[str, Any]) -> tuple[Settings, tuple[LookhearError, ...]]:
    settings, troubles = Settings(), list[LookhearError]()
    for each in leaves():
        page = raw.get(each.page, {})
        if not isinstance(page, dict) or each.name not in page:
            continue
        try:
            settings = each.put(settings, page[each.name])
        except SettingsError as error:
            troubles.append(SettingsDamaged(str(error), hint="The settings file has something else there; the default is used."))
    return settings, tuple(troubles)


def _write(document: TOMLDocument, each: Leaf, value: Any) -> None:  # noqa: ANN401 - whatever the setting is
    import tomlkit

    page = document.get(each.page)
    if not isinstance(page, dict):  # none, or something that is no table
        if value == each.default:
            document.pop(each.page, None)
            return
        page = document[each.page] = tomlkit.table()
    if value == each.default:
        page.pop(each.name, None)
        if not page:
            del document[each.page]
    else:
        page[each.name] = str(value) if isinstance(value, StrEnum) else value
