"""Tags of languages."""

from __future__ import annotations

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.speech.languages import check_language, primary_language


@pytest.mark.parametrize(("tag", "language"), [("en", "en"), ("de-DE", "de"), (" PT_br ", "pt"), ("yue-Hant-HK", "yue")])
def test_a_tag_begins_with_its_language(tag: str, language: str) -> None:
    assert primary_language(tag) == language


@pytest.mark.parametrize("tag", ["", "english please", "e", "12", "../../etc"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(EngineFailed, match="no language tag"):
        primary_language(tag)


def test_a_language_that_is_not_known_is_refused_with_a_sentence() -> None:
    check_language(None, ("en",), engine="it")
    check_language("en-GB", ("en",), engine="it")
    with pytest.raises(EngineFailed, match="does not understand the language 'fi': it knows en"):
        check_language("fi", ("en",), engine="it")
    with pytest.raises(EngineFailed, match="3 languages"):
        check_language("fi", ("en", "de", "fr"), engine="it")
