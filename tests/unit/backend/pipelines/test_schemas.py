from __future__ import annotations

import pytest

from lookhear.backend.pipelines.schemas import schema_of, structured_prompt
from lookhear.errors import InvalidRequest

SCHEMA = {"type": "object", "properties": {"topic": {"type": "string"}}}


@pytest.mark.parametrize(
    "options",
    [
        {"json_schema": SCHEMA},
        {"jsonSchema": SCHEMA},
        {"json_schema": {"name": "answer", "schema": SCHEMA}},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}}},
        {"responseFormat": {"type": "json_schema", "jsonSchema": {"schema": SCHEMA}}},
    ],
)
def test_every_spelling_is_one_schema(options: dict[str, object]) -> None:
    assert schema_of(options) == SCHEMA


@pytest.mark.parametrize("options", [{}, {"temperature": 0}, {"response_format": {"type": "json_object"}}, {"json_schema": None}])
def test_there_may_be_none(options: dict[str, object]) -> None:
    assert schema_of(options) is None


@pytest.mark.parametrize("schema", ["text", [], {"type": "tree"}, {"schema": 5}, {"description": "a" * 100_000}])
def test_what_cannot_be_asked_with_is_refused(schema: object) -> None:
    with pytest.raises(InvalidRequest, match="json_schema cannot be asked with"):
        schema_of({"json_schema": schema})


def test_what_was_said_is_material() -> None:
    assert structured_prompt("Topics?", ["one", "two"]).endswith("<<<\none\ntwo\n>>>")
