"""Answers of the backend as they came, read without trust: keys may be missing, null, or of another service."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any


class Row(dict[str, Any]):
    """An object of an answer: a plain dict with every key that came, whose known keys are attributes too.

    A dict, since programs for the official SDK take these by key and hand them to ``json.dumps``.
    """

    __slots__ = ()


class Keyed:
    """A thing whose public attributes can be had by key too, as the official SDK's can: ``video["name"]``."""

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - of whatever type the attribute is
        found = vars(self)
        if key.startswith("_") or key not in found:
            raise KeyError(key)
        return found[key]


def row_of(answer: object) -> dict[str, Any]:
    """An answer as a dict: empty when it is none."""
    return dict(answer) if isinstance(answer, Mapping) else {}


def rows_of(answer: object, name: str) -> list[dict[str, Any]]:
    """The objects of a list below a key."""
    found = answer.get(name) if isinstance(answer, Mapping) else None
    return objects(found)


def objects(answer: object) -> list[dict[str, Any]]:
    """The objects of a list, everything else left out."""
    return [dict(each) for each in answer if isinstance(each, Mapping)] if isinstance(answer, list | tuple) else []


def text_of(row: Mapping[str, Any], *names: str) -> str | None:
    """The first of these keys that holds a string that is not empty. None without one."""
    return next((value for name in names if isinstance(value := row.get(name), str) and value), None)


def number_of(row: Mapping[str, Any], name: str) -> float:
    """A number, also one that came as text; 0.0 where there is none, or none that a clock or a ruler has."""
    value = row.get(name)
    try:
        number = float(value) if isinstance(value, int | float | str) else 0.0
    except (OverflowError, ValueError):
        return 0.0
    return number if isfinite(number) else 0.0


def score_of(row: Mapping[str, Any], name: str = "score") -> float | None:
    """A number that may be missing."""
    return number_of(row, name) if isinstance(row.get(name), int | float) else None


def mapping_of(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """An object; empty where there is none."""
    return row_of(row.get(name))


def texts_of(row: Mapping[str, Any], name: str) -> list[str]:
    """A list of strings; empty where there is none."""
    value = row.get(name)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list | tuple) else []


def given(**fields: object) -> dict[str, Any]:
    """The fields that were said: None and an empty ``model_config`` mean "not said" and are left out (contract §1.6 H12)."""
    return {name: value for name, value in fields.items() if value is not None and not (name == "model_config" and not value)}
