"""What people read of a check."""

from __future__ import annotations

import pytest

from lookhear.desktop.backends.words import place_words, told_check, tone_of
from lookhear.desktop.engine.backends import BackendCheck, BackendState, SecretKept
from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.desktop.style.tokens import Tone
from lookhear.system.secrets.kinds import SecretPlace

WHO = "https://capture.example"


def check(state: BackendState, *, sentence: str = "It says: no.", is_open: bool = False) -> BackendCheck:
    return BackendCheck(state=state, sentence=sentence, who=WHO, is_open_to_others=is_open)


@pytest.mark.parametrize("state", list(BackendState))
def test_each_state_has_a_sentence_of_its_own(state: BackendState) -> None:
    said = told_check(check(state), BackendKind.HOSTED)
    assert said.sentence.endswith(".")
    others = [told_check(check(other), BackendKind.HOSTED).sentence for other in BackendState if other is not state]
    assert said.sentence not in others


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (BackendState.GOOD, Tone.SUCCESS),
        (BackendState.WANTS_SECRET, Tone.WARNING),
        (BackendState.BUSY, Tone.WARNING),
        (BackendState.REFUSED, Tone.DANGER),
        (BackendState.UNREACHABLE, Tone.DANGER),
    ],
)
def test_how_bad_it_is(state: BackendState, tone: Tone) -> None:
    assert tone_of(check(state)) is tone


def test_a_good_one_that_others_can_listen_to_is_good_with_a_warning() -> None:
    found = check(BackendState.GOOD, is_open=True)
    assert tone_of(found) is Tone.WARNING
    assert "without encryption" in told_check(found, BackendKind.HOSTED).hint


def test_what_a_backend_said_is_told_where_it_refuses_and_left_out_where_it_explains_nothing() -> None:
    assert told_check(check(BackendState.REFUSED), BackendKind.HOSTED).detail == "It says: no."
    assert told_check(check(BackendState.UNSUITABLE), BackendKind.HOSTED).detail == ""


def test_this_computer_and_nowhere_are_named_without_an_address() -> None:
    found = check(BackendState.GOOD)
    assert told_check(found, BackendKind.THIS_COMPUTER).sentence == "The backend of this computer answers and takes recordings."
    assert "handed to nobody" in told_check(found, BackendKind.NONE).sentence


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_file_of_secrets_is_named_and_called_what_it_is(*, is_kept: bool) -> None:
    in_file = place_words(SecretKept(place=SecretPlace.FILE, file="~/.local/share/lookhear/secrets.json"), is_kept=is_kept)
    assert "~/.local/share/lookhear/secrets.json" in in_file
    assert "not encrypted" in in_file
    assert "keyring of this system" in place_words(SecretKept(place=SecretPlace.KEYRING), is_kept=is_kept)
