from __future__ import annotations

import json

from lookhear.understanding.worker.asking import EngineSpec


def test_an_engine_comes_over_the_wire_as_it_was() -> None:
    spec = EngineSpec(name="a", factory="b:c", options={"model": "x", "deep": {"list": [1, 2.5, None]}}, folders=("/p",), threads=3)
    again = EngineSpec.of(json.loads(json.dumps(spec.told())))
    assert again == spec
    assert again.key == spec.key


def test_an_engine_with_other_options_is_another_one() -> None:
    one, other = (EngineSpec(name="a", factory="b:c", options={"model": model}) for model in ("x", "y"))
    assert one.key != other.key
    assert (
        EngineSpec(name="a", factory="b:c", options={"a": 1, "b": 2}).key
        == EngineSpec(name="a", factory="b:c", options={"b": 2, "a": 1}).key
    )
