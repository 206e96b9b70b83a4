"""The licences of what this program is made of, as the packages themselves tell them. Blocks: it reads many small files."""

from __future__ import annotations

import importlib.metadata
import re
from dataclasses import dataclass
from typing import Final

_NAME: Final = re.compile(r"^[A-Za-z0-9._-]+")
_CLASSIFIER: Final = "License :: OSI Approved :: "
_LONGEST: Final = 80  # some packages put the whole text into the field


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A package that is part of this program. ``licence`` is as the package puts it; empty where it says nothing."""

    name: str
    version: str
    licence: str


def licences(root: str = "lookhear") -> tuple[Licence, ...]:
    """This program's dependencies and theirs, by name; none where it was packed without what tells of them."""
    found: dict[str, Licence] = {}
    waiting = [root]
    while waiting:
        name = _normal(waiting.pop())
        if name in found:
            continue
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        found[name] = _licence(package)
        waiting += [match[0] for match in map(_NAME.match, _required(package)) if match]
    found.pop(_normal(root), None)
    return tuple(sorted(found.values(), key=lambda each: each.name.casefold()))


def _required(package: importlib.metadata.Distribution) -> list[str]:
    """What it needs here, without its extras."""
    return [line for line in package.requires or [] if "extra ==" not in line]


def _licence(package: importlib.metadata.Distribution) -> Licence:
    told = package.metadata
    stated = next((told[field] for field in ("License-Expression", "License") if field in told), "")
    if not stated or len(stated) > _LONGEST or "\n" in stated:
        classified = [line.removeprefix(_CLASSIFIER) for line in told.get_all("Classifier") or [] if line.startswith(_CLASSIFIER)]
        stated = " / ".join(classified)
    return Licence(name=told["Name"], version=package.version, licence=stated.strip())


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
