from __future__ import annotations

import pytest

from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.ports import FixedEngines
from tests.fakes.engines import WordJudge


@pytest.mark.parametrize("kind", EngineKind)
def test_an_engine_that_is_not_there_is_named_with_its_kind(kind: EngineKind) -> None:
    lack = FixedEngines().missing(kind)
    assert lack is not None
    assert (str(kind) in lack.sentence, lack.is_off) == (True, False)


def test_nothing_is_said_of_one_that_is_there() -> None:
    assert FixedEngines(judge=WordJudge()).missing(EngineKind.JUDGE) is None
