from __future__ import annotations

import pytest

from lookhear.desktop.engine.understanding.lateness import Lateness
from lookhear.desktop.engine.understanding.values import LineKind

BEGAN_S = 1000.0
SPEECH = LineKind.SPEECH


@pytest.fixture
def lateness() -> Lateness:
    return Lateness(BEGAN_S)


@pytest.mark.parametrize(("came_s", "late_s"), [(10, 0), (29, 0), (31, 30), (47, 40), (3605, 3600)])
def test_a_line_that_comes_long_after_it_was_said_is_late(lateness: Lateness, came_s: float, late_s: int) -> None:
    now_s = BEGAN_S + 20 + came_s
    lateness.came(SPEECH, 20.0, now_s=now_s)
    assert lateness.late_s(SPEECH, now_s=now_s) == late_s
    assert lateness.late_s(LineKind.SCREEN, now_s=now_s) == 0


def test_it_is_late_no_more_when_it_has_caught_up_or_long_ago(lateness: Lateness) -> None:
    lateness.came(SPEECH, 20.0, now_s=BEGAN_S + 90)
    lateness.came(SPEECH, 20.0, now_s=BEGAN_S + 150)  # the same line once more tells nothing
    assert lateness.late_s(SPEECH, now_s=BEGAN_S + 150) == 70
    assert lateness.late_s(SPEECH, now_s=BEGAN_S + 90 + 121) == 0
    lateness.came(SPEECH, 210.0, now_s=BEGAN_S + 212)
    assert lateness.late_s(SPEECH, now_s=BEGAN_S + 212) == 0


def test_an_engine_that_does_not_get_on_is_quiet_until_it_does(lateness: Lateness) -> None:
    assert lateness.quiet_s(SPEECH, now_s=BEGAN_S) == 0
    for passed_s in (0, 179):
        lateness.stands(SPEECH, frozenset({"a", "b"}), now_s=BEGAN_S + passed_s)
        assert lateness.quiet_s(SPEECH, now_s=BEGAN_S + passed_s) == 0
    lateness.stands(SPEECH, frozenset({"a", "b"}), now_s=BEGAN_S + 245)
    assert lateness.quiet_s(SPEECH, now_s=BEGAN_S + 245) == 240
    lateness.stands(SPEECH, frozenset({"a", "c"}), now_s=BEGAN_S + 246)
    assert lateness.quiet_s(SPEECH, now_s=BEGAN_S + 246) == 0
