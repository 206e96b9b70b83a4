"""Types of columns: plain text for what SQL has no common type for."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects import sqlite

from lookhear.backend.storage import tables
from lookhear.protocol.tracks import TrackKind


@pytest.mark.parametrize("value", [{}, {"a": [1, None, "ü"], "b": {"c": 0.1}}, None, [], ["ü", 1]])
def test_an_object_or_a_list_is_kept_as_text(value: dict[str, object] | list[object] | None) -> None:
    column, dialect = tables.JsonText(), sqlite.dialect()
    text = column.process_bind_param(value, dialect)
    assert text is None or isinstance(text, str)
    assert column.process_result_value(text, dialect) == value


def test_a_member_of_an_enumeration_is_kept_as_its_value() -> None:
    column, dialect = tables.EnumText(TrackKind), sqlite.dialect()
    assert column.process_bind_param(TrackKind.MIC, dialect) == "mic"
    assert column.process_bind_param("mic", dialect) == "mic"
    assert column.process_result_value("mic", dialect) is TrackKind.MIC
    assert (column.process_bind_param(None, dialect), column.process_result_value(None, dialect)) == (None, None)
