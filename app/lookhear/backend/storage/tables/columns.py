"""What all tables have in common: types of columns, how constraints are named, ids that count.

The dialect's own JSON and enumeration types are not used: what is stored is plain text, the same on every engine.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, ForeignKey, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import StrEnum

    from sqlalchemy.engine import Dialect


class JsonText(TypeDecorator[Any]):
    """An object or a list of JSON as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, object] | Sequence[object] | None, dialect: Dialect) -> str | None:
        """To the column."""
        del dialect
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 - whatever was kept
        """From the column."""
        del dialect
        return None if value is None else json.loads(value)


class EnumText(TypeDecorator[Any]):
    """A member of an enumeration as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """To the column; a plain text is taken as the value."""
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """From the column."""
        del dialect
        return None if value is None else self.members(value)


METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
COUNTER: Final = BigInteger().with_variant(Integer, "sqlite")  # only this spelling counts up by itself there


def cascade(target: str) -> ForeignKey:
    """A reference to a row without which this one goes too."""
    return ForeignKey(target, ondelete="CASCADE")
