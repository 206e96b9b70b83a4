from __future__ import annotations

from lookhear.understanding.choice.values import AUTO, Chosen, EngineChoices
from lookhear.understanding.plugin import EngineKind


def test_what_nobody_chose_is_chosen_by_itself_and_masking_is_on() -> None:
    choices = EngineChoices(engines={EngineKind.VISION: Chosen(engine="x")})
    assert choices.of(EngineKind.VISION).engine == "x"
    assert choices.of(EngineKind.SPEECH) == Chosen(engine=AUTO)
    assert EngineChoices().is_masking
