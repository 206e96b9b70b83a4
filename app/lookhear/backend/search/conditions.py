"""What a client's ``filter`` asks of records: conditions on their metadata and a few facts, all of which must hold.

The contract leaves its form open. Understood are ``{"name": value}``, ``{"name": {"$gte": 3}}`` with Mongo's operators, which people know,
and ``{"field": "name", "op": "gte", "value": 3}``; a list of such objects means all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard

from lookhear.backend.streams.times import seconds_of
from lookhear.errors import InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lookhear.backend.records import Record

Filter: TypeAlias = "Mapping[str, object] | Sequence[Mapping[str, object]] | None"

MAX_CONDITIONS: Final = 50
MAX_VALUES: Final = 200  # of a list: each record is compared with each
MAX_NAME_CHARS: Final = 200
_SIGNS: Final = {"=": "eq", "==": "eq", "!=": "ne", ">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
_FORMS: Final = 'such as {"name": "value"}, {"name": {"$gte": 3}} or {"field": "name", "op": "gte", "value": 3}'


class Operator(StrEnum):
    """How a value is compared."""

    EQUAL = "eq"
    OTHER = "ne"
    ONE_OF = "in"
    NONE_OF = "nin"
    GREATER = "gt"
    AT_LEAST = "gte"
    LESS = "lt"
    AT_MOST = "lte"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison."""

    field: str
    operator: Operator
    value: object

    def holds(self, found: object) -> bool:
        """Whether it is so for a value. What cannot be compared is not so; of a list one that is so is enough."""
        values = found if isinstance(found, list) else [found]
        match self.operator:
            case Operator.EQUAL:
                return self._is_whole(found) or any(_same(each, self.value) for each in values)
            case Operator.OTHER:
                return not self._is_whole(found) and not any(_same(each, self.value) for each in values)
            case Operator.ONE_OF:
                return any(_same(each, wanted) for each in values for wanted in _listed(self.value))
            case Operator.NONE_OF:
                return not any(_same(each, wanted) for each in values for wanted in _listed(self.value))
            case _:
                return any(_is_ordered(self.operator, each, self.value) for each in values)

    def _is_whole(self, found: object) -> bool:
        """Whether a list, or an object, is the wanted one."""
        return isinstance(found, list | dict) and found == self.value


def conditions_of(wanted: Filter) -> tuple[Condition, ...]:
    """The conditions of a filter; none for nothing. Raises InvalidRequest for one that is not understood."""
    if wanted is None:
        return ()
    parts = [wanted] if not isinstance(wanted, list | tuple) else wanted
    found = [condition for part in parts for condition in _of_part(part)]
    if len(found) > MAX_CONDITIONS:
        raise InvalidRequest(f"filter: {MAX_CONDITIONS} conditions at most.")
    if any(len(condition.field) > MAX_NAME_CHARS for condition in found):
        raise InvalidRequest(f"filter: a name has {MAX_NAME_CHARS} characters at most.")
    if any(isinstance(condition.value, list) and len(condition.value) > MAX_VALUES for condition in found):
        raise InvalidRequest(f"filter: a list has {MAX_VALUES} values at most.")
    return tuple(found)


def agrees(record: Record, conditions: Iterable[Condition]) -> bool:
    """Whether a record is as all conditions want it."""
    return all(condition.holds(fact(record, condition.field)) for condition in conditions)


def fact(record: Record, name: str) -> object:
    """What a record says under a name: something of its metadata, dots lead inside, or a fact of its own; None when nothing."""
    own: dict[str, object] = {
        "text": record.text,
        "start": seconds_of(record.start_ns),
        "end": seconds_of(record.end_ns),
        "duration": seconds_of(record.end_ns - record.start_ns),
        "kind": record.kind.value,
        "rtstream_id": record.stream_id,
        "capture_session_id": record.session_id,
        "scene_index_id": record.pipeline_id,
        "output": record.output,
    }
    if name in record.metadata:
        return record.metadata[name]
    if name in own:
        return own[name]
    value: object = record.metadata
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _of_part(part: object) -> Iterable[Condition]:
    if not isinstance(part, dict):
        raise InvalidRequest(f"filter: objects, {_FORMS}.")
    if "field" in part and ("op" in part or "operator" in part):
        yield Condition(str(part["field"]), _operator(part.get("op", part.get("operator"))), part.get("value"))
        return
    for name, value in part.items():
        if str(name).startswith("$"):
            raise InvalidRequest(f"filter: {str(name)[:40]!r} is not understood; all conditions must hold, {_FORMS}.")
        if isinstance(value, dict) and value and all(str(key).startswith("$") for key in value):
            for operator, wanted in value.items():
                yield Condition(str(name), _operator(operator), wanted)
        else:
            yield Condition(str(name), Operator.ONE_OF if isinstance(value, list) else Operator.EQUAL, value)


def _operator(name: object) -> Operator:
    spelled = str(name).removeprefix("$")
    try:
        return Operator(_SIGNS.get(spelled, spelled))
    except ValueError as exc:
        known = ", ".join(each.value for each in Operator)
        raise InvalidRequest(f"filter: {spelled[:40]!r} is no comparison; there are {known}.") from exc


def _same(found: object, wanted: object) -> bool:
    """Equal, and of one kind: true is not 1 here. Texts are the same whatever their case."""
    if isinstance(found, str) and isinstance(wanted, str):
        return found.casefold() == wanted.casefold()
    return isinstance(found, bool) is isinstance(wanted, bool) and found == wanted


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _is_ordered(operator: Operator, found: object, wanted: object) -> bool:
    """Whether two numbers, or two texts, stand as an operator says."""
    if isinstance(found, str) and isinstance(wanted, str):
        if operator is Operator.CONTAINS:
            return wanted.casefold() in found.casefold()
        order = (found > wanted) - (found < wanted)
    elif _is_number(found) and _is_number(wanted):
        order = (found > wanted) - (found < wanted)
    else:
        return False
    return {
        Operator.GREATER: order > 0,
        Operator.AT_LEAST: order >= 0,
        Operator.LESS: order < 0,
        Operator.AT_MOST: order <= 0,
    }.get(operator, False)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
