"""Where what belongs to engines lies on this computer: packages that Lookhear installed, and models that it fetched.

    <data>/engines.toml                          which engine does what
    <data>/engines/packages/<engine>/            modules and ``.dist-info`` folders of one engine, as ``pip install --target`` leaves them
    <data>/engines/models/<engine>/<model>/      the files of one model

A folder is there only when all of it is: it is filled under a name that begins with a dot and renamed then.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lookhear.understanding.choice.values import FILE_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFolders:
    """The folders of one data folder. None of them need exist."""

    packages: Path
    models: Path

    @classmethod
    def under(cls, data: Path) -> Self:
        """Those below a data folder (`lookhear.system.paths`)."""
        return cls(packages=data / "engines" / "packages", models=data / "engines" / "models")

    def package_of(self, engine: str) -> Path:
        """Where the package of an engine lies, or would."""
        return self.packages / engine

    def model_of(self, engine: str, model: str) -> Path:
        """Where a model of an engine lies, or would."""
        return self.models / engine / model

    def found_model(self, engine: str, model: str) -> Path | None:
        """Where the files of a model are: its folder here, or ``model`` itself when it is the path of a folder; None where they are not."""
        if not model:
            return None
        try:
            given = Path(model).expanduser()
            if given.is_absolute():
                return given if given.exists() else None
            kept = self.model_of(engine, model)
            return kept if kept.is_dir() and kept.is_relative_to(self.models) and ".." not in kept.parts else None
        except (OSError, RuntimeError, ValueError):  # what no disk can have: a name that is too long, a person who is not known, a zero
            return None


def engines_file(data: Path) -> Path:
    """Where it stands which engine does what, when no other file is named."""
    return data / FILE_NAME
