"""The short way of writing a schema means what the long one would."""

from __future__ import annotations

from lookhear.backend.api.openapi_shapes import COMPONENTS, envelope, fields, schema_of


def test_a_field_has_a_type_and_may_be_null_or_missing() -> None:
    found = fields("id:str end:num? rows:[Video] error:obj~ note:str?~")
    assert found["required"] == ["id", "end", "rows"]
    assert found["properties"] == {
        "id": {"type": "string"},
        "end": {"anyOf": [{"type": "number"}, {"type": "null"}]},
        "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Video"}},
        "error": {"type": "object"},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    }
    assert schema_of("any") == {}


def test_an_envelope_holds_what_it_was_given() -> None:
    assert envelope(schema_of("Video"))["properties"]["data"] == {"$ref": "#/components/schemas/Video"}


def test_a_session_never_has_null_where_clients_read_without_looking() -> None:
    shown = COMPONENTS["Session"]["properties"]
    assert {shown[name].get("type") for name in ("channels", "rtstreams")} == {"array"}
    assert shown["metadata"] == {"type": "object"}
