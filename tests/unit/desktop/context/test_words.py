from __future__ import annotations

import pytest

from lookhear.desktop.context.words import advice_of, head_of, kind_name, lane_text, speaker_name, speaker_names
from lookhear.desktop.engine.understanding.values import Lane, LaneState, Line, LineKind
from lookhear.desktop.style.tokens import Tone


def lanes(speech: LaneState, screen: LaneState = LaneState.AT_WORK, summary: LaneState = LaneState.AT_WORK) -> list[Lane]:
    return [Lane(kind=kind, state=state) for kind, state in zip(LineKind, (speech, screen, summary), strict=False)]


def test_who_says_it() -> None:
    assert [speaker_name(each) for each in ("mic:default", "system_audio:default", "display:2")] == ["Microphone", "Computer", "Display 2"]
    assert "odd" in speaker_name("odd")


def test_heads_of_lines() -> None:
    line = Line(kind=LineKind.SCREEN, channel="display:1", at_s=0, end_s=1, text="x", app="Editor", title="Notes")
    assert all(part in head_of(line) for part in ("Display 1", "Editor", "Notes"))
    assert "Promise" in head_of(Line(kind=LineKind.ALERT, channel="mic:default", at_s=0, end_s=1, text="x", label="Promise"))
    assert head_of(Line(kind=LineKind.SUMMARY, channel="mic:default", at_s=0, end_s=1, text="x")) == "Summary, Microphone"
    assert speaker_names([line]) == {"display:1": "Display 1"}


def test_every_state_has_words() -> None:
    for kind in (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY):
        assert kind_name(kind)
        assert len({lane_text(Lane(kind=kind, state=state))[0] for state in LaneState}) == len(LaneState)


@pytest.mark.parametrize(
    ("known", "sentence", "wants"),
    [
        (lanes(LaneState.NO_ENGINE), "Nothing listens yet: no speech engine is installed.", "engines"),
        (lanes(LaneState.NO_ENGINE, LaneState.NO_ENGINE), "Nothing is understood yet: no engines are installed.", "engines"),
        (lanes(LaneState.AT_WORK, LaneState.NO_ENGINE), "Nothing reads the screen yet: no engine for that is installed.", "engines"),
        (lanes(LaneState.AT_WORK, summary=LaneState.NO_ENGINE), "Nothing sums up yet: no language engine is installed.", "engines"),
        *(
            (lanes(*states), f"{told} Settings → Understanding switches {them} on.", "settings")
            for states, told, them in (
                ([LaneState.ENGINE_OFF] * 3, "Nothing is understood: the engines are switched off.", "them"),
                ([LaneState.ENGINE_OFF], "Nothing listens: the engine for speech is switched off.", "it"),
                ([LaneState.AT_WORK, LaneState.ENGINE_OFF], "Nothing reads the screen: the engine for that is switched off.", "it"),
                (
                    [LaneState.AT_WORK, LaneState.AT_WORK, LaneState.ENGINE_OFF],
                    "Nothing sums up: the engine for that is switched off.",
                    "it",
                ),
            )
        ),
        (lanes(LaneState.OFF, LaneState.OFF, LaneState.OFF), "Understanding is switched off in the settings.", "settings"),
        (
            lanes(LaneState.KEPT_HERE, LaneState.KEPT_HERE, LaneState.OFF),
            "This recording goes where nobody was asked to understand it.",
            "settings",
        ),
        (lanes(LaneState.AT_WORK), "", ""),
        ([], "", ""),
    ],
)
def test_what_somebody_should_know(known: list[Lane], sentence: str, wants: str) -> None:
    assert advice_of(known)[:2] == (sentence, wants)


def test_what_a_backend_says_is_told() -> None:
    troubled = Lane(kind=LineKind.SPEECH, state=LaneState.TROUBLED, sentence="The engine is too hot.")
    assert advice_of([troubled]) == ("The engine is too hot.", "", Tone.WARNING)


def test_words_that_come_late_are_told() -> None:
    late = Lane(kind=LineKind.SPEECH, state=LaneState.AT_WORK, late_s=70)
    quiet = Lane(kind=LineKind.SPEECH, state=LaneState.AT_WORK, late_s=70, quiet_s=240)
    assert [lane_text(each) for each in (late, quiet)] == [
        ("1:10 behind", Tone.WARNING),
        ("nothing new for 4:00", Tone.WARNING),
    ]
    told = "While this computer is busy, what is understood comes late. It is made up for, and nothing is lost."
    assert [advice_of([each]) for each in (late, quiet)] == [(told, "", Tone.INFO)] * 2
