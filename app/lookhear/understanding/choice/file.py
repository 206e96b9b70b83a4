"""The file ``engines.toml``: read with a sentence for whatever is wrong in it, written without losing what a person put beside it."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import tomllib
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import DiskFull, FolderUnwritable, SettingsDamaged, StorageError
from lookhear.system import files
from lookhear.system.paths.folders import private_folder
from lookhear.understanding.choice.values import AUTO, Chosen, EngineChoices
from lookhear.understanding.plugin import EngineKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tomlkit import TOMLDocument

_MOST_BYTES: Final = 1 << 20
_LARGEST: Final = (1 << 63) - 1  # as TOML has it
_MASKING: Final = "masking"
_HEAD: Final = "Which engine does what, for Lookhear. What is not here is chosen by itself; docs/engines.md tells what there is."
_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def load_choices(path: Path) -> EngineChoices:
    """What the file says; the usual choices where there is no file. Raises SettingsDamaged for a file that cannot be understood."""
    try:
        return _choices_of(tomllib.loads(_text(path)), path)
    except FileNotFoundError:
        return EngineChoices()
    except (ValueError, RecursionError) as error:  # of TOML, of UTF-8, and of numbers that are too long to be read
        raise SettingsDamaged(f"{path} is not TOML ({_where(error)}).", hint="Mend that place, or move the file away.") from error


def save_choices(path: Path, choices: EngineChoices) -> None:
    """Write what is different, durably; comments and keys of others stay. Raises StorageError, SettingsDamaged; then it is as it was."""
    before = load_choices(path)
    document = _document(path)
    for kind in EngineKind:
        if before.of(kind) != choices.of(kind):
            _put(document, kind, choices.of(kind))
    if before.is_masking != choices.is_masking:
        import tomlkit

        table = document.get(_MASKING)
        if table is None:
            table = document[_MASKING] = tomlkit.table()
        table["enabled"] = choices.is_masking
    _seal(path.resolve(), document.as_string().encode())


def with_engine(choices: EngineChoices, kind: EngineKind, chosen: Chosen) -> EngineChoices:
    """The same choices but for one kind."""
    return EngineChoices(engines={**choices.engines, kind: chosen}, is_masking=choices.is_masking)


def _text(path: Path) -> str:
    """Raises FileNotFoundError, SettingsDamaged, UnicodeDecodeError."""
    try:
        if path.exists() and not path.is_file():  # reading a pipe would wait for a writer for ever
            raise SettingsDamaged(f"{path} is not a file.", hint="Move it away: the choice of engines is to be kept there.")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SettingsDamaged(f"{path} cannot be read ({error.strerror}).", hint="Check its permissions.") from error
    if len(data) > _MOST_BYTES:
        raise SettingsDamaged(f"{path} is far too long.", hint="Move it away: a choice of engines takes a few lines.")
    return data.decode("utf-8-sig")


def _where(error: Exception) -> str:
    """Where it is wrong, as tomllib says it, without what stands there: that may be somebody's key."""
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    if line is None and isinstance(error, tomllib.TOMLDecodeError):
        return str(error)[str(error).rfind("(") + 1 :].rstrip(")") if "(at " in str(error) else "it ends too early"
    return f"line {line}, column {column}" if line is not None else "it holds what no text may"


def _choices_of(raw: Mapping[str, Any], path: Path) -> EngineChoices:
    engines: dict[EngineKind, Chosen] = {}
    for kind in EngineKind:
        if kind.value in raw:
            engines[kind] = _chosen_of(_table(raw[kind.value], f"[{kind}]", path), kind, path)
    masking = _table(raw.get(_MASKING, {}), f"[{_MASKING}]", path).get("enabled", True)
    if not isinstance(masking, bool):
        raise SettingsDamaged(f"{path}: `enabled` of [{_MASKING}] is neither true nor false.", hint="Write true or false.")
    return EngineChoices(engines=engines, is_masking=masking)


def _chosen_of(table: Mapping[str, Any], kind: EngineKind, path: Path) -> Chosen:
    engine = table.get("engine", AUTO)
    if not isinstance(engine, str) or not engine.strip():
        raise SettingsDamaged(f"{path}: `engine` of [{kind}] is no name.", hint='Write the name of an engine, "auto" or "off".')
    options = _table(table.get("options", {}), f"[{kind}.options]", path)
    for name, value in options.items():
        if not _is_json(value):
            raise SettingsDamaged(f"{path}: the option `{name}` of [{kind}] is neither text, number, list nor table.", hint="Change it.")
    return Chosen(engine=engine.strip(), options=dict(options))


def _table(value: object, name: str, path: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SettingsDamaged(
            f"{path}: {name} is to be a table.", hint=f"Write `{name}` on a line of its own, and what belongs to it below."
        )
    return value


def _is_json(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_json(each) for each in value.values())
    if isinstance(value, list):
        return all(_is_json(each) for each in value)
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return isinstance(value, str) or (isinstance(value, float) and math.isfinite(value))


def _document(path: Path) -> TOMLDocument:
    import tomlkit

    try:
        return tomlkit.parse(_text(path))
    except FileNotFoundError:
        document = tomlkit.document()
        document.add(tomlkit.comment(_HEAD))
        return document


def _put(document: TOMLDocument, kind: EngineKind, chosen: Chosen) -> None:
    """Change the table of a kind. Options that stay keep their place and their comments."""
    import tomlkit

    table = document.get(kind.value)
    if table is None:
        table = document[kind.value] = tomlkit.table()
    table["engine"] = chosen.engine
    options = table.get("options")
    if options is None and chosen.options:
        options = table["options"] = tomlkit.table()
    if options is not None:
        for name in [name for name in options if name not in chosen.options]:
            del options[name]
        for name, value in chosen.options.items():
            if name not in options or options[name] != value:
                options[name] = value
        if not options:
            del table["options"]


def _seal(path: Path, data: bytes) -> None:
    """Write it so that it is whole at every moment. Raises FolderUnwritable, DiskFull, StorageError."""
    private_folder(path.parent)
    part = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:  # noqa: PTH123
            file.write(data)
            file.flush()
            files.sync_file(file.fileno())
        part.replace(path)
        files.sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if error.errno in _FULL:
            raise DiskFull(f"The disk that holds {path.parent} is full.") from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise FolderUnwritable(f"{path} cannot be written ({error.strerror}).") from error
        raise StorageError(f"{path} cannot be written ({error.strerror}).", hint="Check the disk.") from error
