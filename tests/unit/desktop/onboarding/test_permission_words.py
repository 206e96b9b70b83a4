"""What people read of a permission."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.permissions import PermissionStep, StepState
from lookhear.desktop.onboarding.permission_words import GLYPHS, name_of, question_of, reason_of, words_of
from lookhear.desktop.style.tokens import Tone
from lookhear.system.permissions.kinds import Permission


def step(state: StepState, permission: Permission = Permission.MICROPHONE, proof: str = "") -> PermissionStep:
    return PermissionStep(permission=permission, state=state, proof=proof)


@pytest.mark.parametrize("permission", list(Permission))
def test_each_permission_has_a_name_a_question_a_reason_and_a_sign(permission: Permission) -> None:
    assert name_of(permission)
    assert question_of(permission)
    assert reason_of(permission).endswith(".")
    assert GLYPHS[permission]


@pytest.mark.parametrize("permission", [Permission.SCREEN_CAPTURE, Permission.MICROPHONE])
@pytest.mark.parametrize("state", list(StepState))
def test_each_state_says_how_it_stands_and_what_to_do(state: StepState, permission: Permission) -> None:
    words = words_of(step(state, permission))
    assert words.badge
    assert words.sentence.endswith(".")
    assert words.hint or state is StepState.WORKS
    others = [words_of(step(other, permission)).badge for other in StepState if other is not state]
    assert words.badge not in others


@pytest.mark.parametrize(
    ("permission", "proof", "sentence"),
    [
        (Permission.SCREEN_CAPTURE, "1920 × 1080", "A picture of 1920 × 1080 pixels was seen."),
        (Permission.MICROPHONE, "Yeti", "Yeti was heard."),
        (Permission.MICROPHONE, "", "A test capture worked."),
    ],
)
def test_green_says_what_was_seen(permission: Permission, proof: str, sentence: str) -> None:
    words = words_of(step(StepState.WORKS, permission, proof))
    assert (words.sentence, words.tone) == (sentence, Tone.SUCCESS)


def test_a_session_that_shows_nothing_says_why() -> None:
    assert "Wayland" in words_of(step(StepState.RESTRICTED, Permission.SCREEN_CAPTURE)).hint
    assert words_of(step(StepState.RESTRICTED, Permission.SCREEN_CAPTURE, "Not on macOS 15.")).sentence == "Not on macOS 15."
