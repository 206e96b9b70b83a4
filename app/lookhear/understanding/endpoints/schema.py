"""Whether JSON fits a JSON Schema, as far as a language model is asked with one. Pure.

A schema comes from whoever calls the interface: nothing of it is run. Regular expressions and formats in it are told to the model and
not checked here, and neither is a reference that leaves the schema.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MAX_SCHEMA_CHARS: Final = 64_000
_MAX_DEPTH: Final = 48
_TYPES: Final = ("object", "array", "string", "number", "integer", "boolean", "null")


def complaint_about_schema(schema: object) -> str:
    """Why this is no schema that can be asked with; empty when it is one."""
    if not isinstance(schema, Mapping):
        return "a schema is an object"
    try:
        text = json.dumps(schema)
    except (TypeError, ValueError, RecursionError):
        return "it is no JSON"
    if len(text) > MAX_SCHEMA_CHARS:
        return f"it is longer than {MAX_SCHEMA_CHARS} characters"
    wanted = schema.get("type")
    if wanted is not None and not set(wanted if isinstance(wanted, list) else [wanted]) <= set(_TYPES):
        return "its type is none of JSON's"
    return ""


def complaint(value: object, schema: Mapping[str, object]) -> str:
    """The first thing in which a value differs from a schema, in words for a model; empty when it fits."""
    return _Check(schema).complaint(value, schema, _Where("the answer", _MAX_DEPTH))


@dataclass(frozen=True, slots=True)
class _Where:
    """What is looked at, for a sentence, and how much deeper it may go."""

    name: str
    depth: int

    def __str__(self) -> str:
        return self.name

    def inside(self, suffix: str = "") -> _Where:
        return _Where(self.name + suffix, self.depth - 1)


class _Check:
    """Looks at a value, with the schema that references point into."""

    def __init__(self, root: Mapping[str, object]) -> None:
        self._root = root

    def complaint(self, value: object, schema: object, where: _Where) -> str:
        if isinstance(schema, bool):
            return "" if schema else f"{where} must not be there"
        if not isinstance(schema, Mapping):
            return ""
        if where.depth == 0:
            return f"{where} is nested too deeply"
        reference = schema.get("$ref")
        if isinstance(reference, str):
            found = self._at(reference)
            said = "" if found is None else self.complaint(value, found, where.inside())
            if said:
                return said
        return (
            _type(value, schema, where)
            or _choice(value, schema, where)
            or _bounds(value, schema, where)
            or self._object(value, schema, where)
            or self._array(value, schema, where)
            or self._combined(value, schema, where)
        )

    def _at(self, reference: str) -> object | None:
        found: object = self._root
        if not reference.startswith("#"):
            return None
        for step in reference.removeprefix("#").split("/")[1:]:
            if not isinstance(found, Mapping):
                return None
            found = found.get(step.replace("~1", "/").replace("~0", "~"))
        return found

    def _object(self, value: object, schema: Mapping[str, object], where: _Where) -> str:
        if not isinstance(value, dict):
            return ""
        for name in _list(schema.get("required")):
            if name not in value:
                return f"{where} lacks {name!r}"
        known = schema.get("properties")
        properties = known if isinstance(known, Mapping) else {}
        has_patterns = isinstance(schema.get("patternProperties"), Mapping)
        for name, item in value.items():
            if name in properties:
                said = self.complaint(item, properties[name], where.inside(f".{name}"))
            elif "additionalProperties" in schema and not has_patterns:
                said = self.complaint(item, schema["additionalProperties"], where.inside(f".{name}"))
            else:
                said = ""
            if said:
                return said
        return ""

    def _array(self, value: object, schema: Mapping[str, object], where: _Where) -> str:
        if not isinstance(value, list):
            return ""
        first = _list(schema.get("prefixItems"))
        for number, item in enumerate(value):
            of_item = first[number] if number < len(first) else schema.get("items", True)
            said = self.complaint(item, of_item, where.inside(f"[{number}]"))
            if said:
                return said
        return ""

    def _combined(self, value: object, schema: Mapping[str, object], where: _Where) -> str:
        for part in _list(schema.get("allOf")):
            said = self.complaint(value, part, where.inside())
            if said:
                return said
        for word in ("anyOf", "oneOf"):
            parts = _list(schema.get(word))
            if not parts:
                continue
            said_of = [self.complaint(value, part, where.inside()) for part in parts]
            fitting = said_of.count("")
            if fitting == 0:
                return said_of[0]
            if word == "oneOf" and fitting > 1:
                return f"{where} fits more than one of the alternatives"
        if "not" in schema and not self.complaint(value, schema["not"], where.inside()):
            return f"{where} is what it must not be"
        return ""


def _type(value: object, schema: Mapping[str, object], where: _Where) -> str:
    wanted = schema.get("type")
    names = wanted if isinstance(wanted, list) else [wanted] if isinstance(wanted, str) else []
    if not names or any(_is(value, name) for name in names):
        return ""
    return f"{where} must be of the type {' or '.join(str(name) for name in names)}"


def _is(value: object, name: object) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if isinstance(value, int | float):
        return name == "number" or (name == "integer" and (isinstance(value, int) or value.is_integer()))
    kinds: tuple[tuple[type, str], ...] = ((dict, "object"), (list, "array"), (str, "string"))
    return next((word for kind, word in kinds if isinstance(value, kind)), "null") == name


def _choice(value: object, schema: Mapping[str, object], where: _Where) -> str:
    if "const" in schema and not _same(value, schema["const"]):
        return f"{where} must be {json.dumps(schema['const'])}"
    choices = schema.get("enum")
    if isinstance(choices, list) and not any(_same(value, choice) for choice in choices):
        return f"{where} must be one of {json.dumps(choices)}"
    return ""


def _same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) is isinstance(other, bool)  # True equals 1 in Python and not in JSON


def _bounds(value: object, schema: Mapping[str, object], where: _Where) -> str:
    size: float
    if isinstance(value, str):
        size, low, high, of_what = len(value), "minLength", "maxLength", "characters"
    elif isinstance(value, list):
        size, low, high, of_what = len(value), "minItems", "maxItems", "items"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        size, low, high, of_what = value, "minimum", "maximum", ""
    else:
        return ""
    least, most = _number(schema.get(low)), _number(schema.get(high))
    if least is not None and size < least:
        return f"{where} must be at least {least:g} {of_what}".rstrip()
    if most is not None and size > most:
        return f"{where} must be at most {most:g} {of_what}".rstrip()
    above, below = _number(schema.get("exclusiveMinimum")), _number(schema.get("exclusiveMaximum"))
    if not of_what and above is not None and size <= above:
        return f"{where} must be more than {above:g}"
    if not of_what and below is not None and size >= below:
        return f"{where} must be less than {below:g}"
    return ""


def _number(value: object) -> float | None:
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
