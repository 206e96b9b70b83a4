from __future__ import annotations

from typing import Any

import pytest

from lookhear.understanding.endpoints.schema import MAX_SCHEMA_CHARS, complaint, complaint_about_schema

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 5},
        "age": {"type": "integer", "minimum": 0, "maximum": 150},
        "role": {"enum": ["host", "guest"]},
        "friends": {"type": "array", "items": {"$ref": "#"}, "maxItems": 2},
    },
    "required": ["name"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("value", [{"name": "Ada"}, {"name": "Ada", "age": 36.0, "role": "host", "friends": [{"name": "Bob"}]}])
def test_what_fits(value: object) -> None:
    assert not complaint(value, PERSON)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "the answer must be of the type object"),
        ({}, "the answer lacks 'name'"),
        ({"name": ""}, "the answer.name must be at least 1 characters"),
        ({"name": "Adalbert"}, "the answer.name must be at most 5 characters"),
        ({"name": "Ada", "age": True}, "the answer.age must be of the type integer"),
        ({"name": "Ada", "age": 1.5}, "the answer.age must be of the type integer"),
        ({"name": "Ada", "age": 200}, "the answer.age must be at most 150"),
        ({"name": "Ada", "role": "king"}, 'the answer.role must be one of ["host", "guest"]'),
        ({"name": "Ada", "pet": "cat"}, "the answer.pet must not be there"),
        ({"name": "Ada", "friends": [{"name": 5}]}, "the answer.friends[0].name must be of the type string"),
        ({"name": "Ada", "friends": [{}, {}, {}]}, "the answer.friends must be at most 2 items"),
    ],
)
def test_the_first_difference_is_told(value: object, said: str) -> None:
    assert complaint(value, PERSON) == said


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": ["string", "null"]}, None, 5),
        ({"const": 1}, 1, True),
        ({"anyOf": [{"type": "string"}, {"type": "number"}]}, 1.5, None),
        ({"oneOf": [{"type": "number"}, {"type": "integer"}]}, 1.5, 1),
        ({"allOf": [{"minimum": 1}, {"maximum": 3}]}, 2, 4),
        ({"not": {"type": "null"}}, 0, None),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 1}, 0.5, 1),
        ({"exclusiveMinimum": 0}, 0.5, 0),
        ({"type": "array", "prefixItems": [{"type": "string"}], "items": False}, ["a"], ["a", 1]),
        ({"$defs": {"x/y": {"type": "string"}}, "items": {"$ref": "#/$defs/x~1y"}}, ["a"], [1]),
        ({"type": "object", "additionalProperties": {"type": "number"}}, {"a": 1}, {"a": "b"}),
        ({"properties": {"a": False}}, {"b": 1}, {"a": 1}),
    ],
)
def test_words_of_schemas(schema: dict[str, Any], good: object, bad: object) -> None:
    assert not complaint(good, schema)
    assert complaint(bad, schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "https://elsewhere.example/schema"},
        {"$ref": "#/nowhere/at/all"},
        {"properties": 5, "required": "name", "enum": None, "minimum": "a", "anyOf": {}},
        {"pattern": "(a+)+$", "type": "string"},
        {"items": 5, "properties": {"a": 5}},
    ],
)
def test_what_cannot_be_checked_holds_nobody_up(schema: dict[str, Any]) -> None:
    assert not complaint("a" * 64, schema)
    assert not complaint([1], {"items": 5})
    assert not complaint({"a": 1}, {"properties": {"a": 5}})


def test_a_schema_that_refers_to_itself_ends() -> None:
    assert "nested too deeply" in complaint(1, {"$ref": "#"})


def test_what_can_be_asked_with() -> None:
    assert not complaint_about_schema(PERSON)
    assert not complaint_about_schema({})
    assert complaint_about_schema("text") == "a schema is an object"
    assert complaint_about_schema({"a": {1}}) == "it is no JSON"
    assert complaint_about_schema({"type": "text"}) == "its type is none of JSON's"
    assert "longer" in complaint_about_schema({"description": "a" * MAX_SCHEMA_CHARS})
