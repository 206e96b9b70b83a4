"""The gate between engines and what is kept."""

from __future__ import annotations

import asyncio
import json

from lookhear.backend.masking import Masker, Told
from lookhear.understanding.ports import Word

_SPOKEN = "four one one one one one one one one one one one one one one one"


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(start_ns=place, end_ns=place + 1, text=word) for place, word in enumerate(text.split()))


def _told(told: Told, *, before: str = "", masker: Masker | None = None) -> Told:
    return asyncio.run((masker or Masker()).told([told], before=before))[0]


def test_text_words_and_the_rest_are_masked_and_count_once() -> None:
    text = f"it is {_SPOKEN} thanks"
    found = _told(Told(text=text, words=_words(text), metadata={"lines": [{"text": "4111 1111"}, {"text": "1111 1111"}]}))
    assert found.text == "it is [masked: card] thanks"
    assert [(word.text, word.start_ns, word.end_ns) for word in found.words] == [
        ("it", 0, 1),
        ("is", 1, 2),
        ("[masked: card]", 2, 18),
        ("thanks", 18, 19),
    ]
    assert found.metadata == {"lines": [{"text": "[masked: card]"}, {"text": "[masked: card]"}]}
    assert found.counts == {"card": 1}


def test_a_number_that_was_begun_before_is_masked_from_here_on() -> None:
    begun, rest = _SPOKEN[: len("four one one one one one one one")], "one one one one one one one one yes"
    assert _told(Told(text=begun)).text == begun
    found = _told(Told(text=rest, words=_words(rest)), before=begun)
    assert found.text == "[masked: card] yes"
    assert [word.text for word in found.words][-2:] == ["[masked: card]", "yes"]
    assert found.counts == {"card": 1}


def test_a_number_that_is_said_in_several_breaths_is_masked_as_soon_as_it_is_one() -> None:
    told = [Told(text=text) for text in ("it is four one one one", "one one one one", "one one one one", "one one one one", "thanks")]
    found = asyncio.run(Masker().told(told))
    assert [each.text for each in found][3:] == ["[masked: card]", "thanks"]
    assert [each.counts for each in found] == [{}, {}, {}, {"card": 1}, {}]


def test_what_was_masked_before_is_not_counted_again() -> None:
    assert _told(Told(text="hello"), before="password: hunter2").counts == {}


def test_words_that_alone_tell_less_than_the_text_are_masked_with_it() -> None:
    found = _told(Told(text="my password is hunter2.", words=_words("hunter2 ok my")))
    assert [word.text for word in found.words] == ["[masked: password]", "[masked: password]", "my"]


def test_what_goes_on_holds_back_what_may_become_a_number() -> None:
    masker = Masker()
    assert masker.unfinished("one one one one one", before="four one one one one") == "[masked: card]"
    assert masker.unfinished("we met at ten") == "we met at ten"


def test_nothing_is_masked_where_nobody_wishes_it() -> None:
    is_on = True
    masker = Masker(lambda: is_on)
    assert masker.text("password: hunter2") == "password: [masked: password]"
    is_on = False
    assert masker.text("password: hunter2") == masker.unfinished("password: hunter2") == "password: hunter2"
    assert masker.value({"password": "hunter2"}) == {"password": "hunter2"}
    assert _told(Told(text="password: hunter2"), masker=masker) == Told(text="password: hunter2")
    assert asyncio.run(masker.long_value(["password: hunter2"])) == ["password: hunter2"]


def test_long_texts_are_masked_all_the_same() -> None:
    text = "word " * 1000 + "password: hunter2"
    assert asyncio.run(Masker().long_text(text)).endswith("[masked: password]")
    assert asyncio.run(Masker().long_value({"a": [text]}))["a"][0].endswith("[masked: password]")  # type: ignore[index]
    assert _told(Told(text=text)).text.endswith("[masked: password]")


def test_a_text_that_is_json_stays_json() -> None:
    found = _told(Told(text='{"card": 4111111111111111, "note": "password: hunter2"}'))
    assert json.loads(found.text) == {"card": "[masked: card]", "note": "password: [masked: password]"}
    assert found.counts == {"card": 1, "password": 1}
    untouched = '{"a":  1}'
    assert _told(Told(text=untouched)).text == untouched
    assert _told(Told(text="[masked: card] and 4111111111111111")).text == "[masked: card] and [masked: card]"
