from __future__ import annotations

import pytest

from lookhear.recorder.spool.fields import Fields


def test_fields_give_what_is_there_in_its_type() -> None:
    fields = Fields.parse(b'{"a":"x","n":3,"f":0.5,"b":true,"l":[{"k":"v"}],"nothing":null}')
    assert (fields.text("a"), fields.integer("n"), fields.number("f"), fields.number("n"), fields.flag("b")) == ("x", 3, 0.5, 3.0, True)
    assert [entry.text("k") for entry in fields.objects("l")] == ["v"]
    assert fields.optional("nothing", fields.text) is None
    assert fields.optional("absent", fields.text) is None
    assert fields.optional("a", fields.text) == "x"
    assert fields.flag("absent", default=False) is False


@pytest.mark.parametrize("text", [b"3", b"[]", b"", b"{", b"nul", b'{"a":Infinity}'])
def test_what_is_no_object_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text is Python's own for some
        Fields.parse(text)


def test_a_list_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="something else than objects"):
        Fields.parse(b'{"l":[1]}').objects("l")
    with pytest.raises(ValueError, match="not a list"):
        Fields.parse(b'{"l":{}}').objects("l")


def test_a_count_has_its_bound() -> None:
    with pytest.raises(ValueError, match="smaller than 1"):
        Fields.parse(b'{"n":0}').count("n", at_least=1)


@pytest.mark.parametrize("value", [1 << 63, -(1 << 63) - 1, 10**30])
def test_integers_have_64_bits(value: int) -> None:
    fields = Fields.parse(b'{"n":%d}' % value)
    with pytest.raises(ValueError, match="does not fit into 64 bits"):
        fields.integer("n")
    with pytest.raises(ValueError, match="not a number"):
        fields.number("n")


def test_the_largest_integers_are_read() -> None:
    fields = Fields.parse(b'{"low":%d,"high":%d}' % (-(1 << 63), (1 << 63) - 1))
    assert (fields.integer("low"), fields.integer("high")) == (-(1 << 63), (1 << 63) - 1)


@pytest.mark.parametrize("text", [b"1e999", b"-1e999", b"true", b'"1"'])
def test_numbers_are_finite(text: bytes) -> None:
    with pytest.raises(ValueError, match="not a number"):
        Fields.parse(b'{"f":%s}' % text).number("f")
