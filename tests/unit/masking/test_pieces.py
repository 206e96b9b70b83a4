from __future__ import annotations

from lookhear.masking.pieces import mask_pieces


def test_a_secret_over_several_pieces_is_marked_in_each() -> None:
    found = mask_pieces(["my card 4111 1111", "1111 1111 ok", "bye"], between="\n")
    assert found.texts == ("my card [masked: card]", "[masked: card] ok", "bye")
    assert found.goes_on == {1}
    assert found.counts == {"card": 1}


def test_pieces_without_secrets_stay() -> None:
    found = mask_pieces(["one", "", "two"], between=" ")
    assert (found.texts, found.goes_on, found.counts) == (("one", "", "two"), frozenset(), {})


def test_several_secrets_in_one_piece_are_marked() -> None:
    found = mask_pieces(["password: hunter2 and 4111111111111111", "x"], between=" ")
    assert found.texts == ("password: [masked: password] and [masked: card]", "x")
