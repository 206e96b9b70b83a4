"""A player inside a page."""

from __future__ import annotations

import pytest

from lookhear.errors import NotPlayable, WrongArgument
from lookhear.sdk.embeds import embed_code

PLAYER = "https://lookhear.example/base/watch?v=slug&t=1"


def test_the_page_that_embeds_is_next_to_the_one_that_plays() -> None:
    assert embed_code(PLAYER, title="A look") == (
        '<iframe src="https://lookhear.example/base/embed?v=slug&amp;t=1" width="100%" height="405" title="A look" frameborder="0"'
        " allowfullscreen></iframe>"
    )


def test_what_is_said_cannot_leave_its_attribute() -> None:
    told = embed_code(PLAYER, width='1"><script>', title='"><script>alert(1)</script>', allow_fullscreen=False)
    assert "<script" not in told
    assert "allowfullscreen" not in told


@pytest.mark.parametrize("url", [None, "", "https://lookhear.example/stream.m3u8", "https://lookhear.example/watch?x=1"])
def test_what_is_no_player_page_is_a_sentence_and_a_value_error(url: str | None) -> None:
    with pytest.raises(NotPlayable, match="player_url") as caught:
        embed_code(url)
    assert isinstance(caught.value, ValueError)


def test_a_height_that_is_none_is_refused() -> None:
    with pytest.raises(WrongArgument, match="height"):
        embed_code(PLAYER, height=0)
