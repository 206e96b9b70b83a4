"""Notes add up to what a backend has, and a disk that takes none is forgiven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.spool.acknowledgements import Acknowledgement, Inventory
from lookhear.recorder.upload.backlog import Known
from lookhear.recorder.upload.notebook import Notebook, known_of

if TYPE_CHECKING:
    from pathlib import Path

SHA = "a" * 64


def ack(number: int, *, is_init: bool = False, track: str = "mic:default") -> Acknowledgement:
    return Acknowledgement(track=track, number=number, is_init=is_init, sha256=SHA, at_ns=1)


def test_what_was_noted_is_known_to_the_next_who_opens_it(tmp_path: Path) -> None:
    first = Notebook(tmp_path)
    assert first.open() == {}
    for number in (2, 1, 4):
        first.add(ack(number))
    first.add(ack(1, is_init=True))
    first.close()
    first.close()
    again = Notebook(tmp_path)
    assert again.open() == {"mic:default": Known(inits=((1, 1),), have=((1, 2), (4, 4)))}
    again.close()


def test_an_inventory_replaces_what_was_noted_of_its_track_before() -> None:
    entries: list[Acknowledgement | Inventory] = [
        ack(1),
        ack(1, track="display:1"),
        Inventory(track="mic:default", inits=((1, 2),), have=((5, 6),), at_ns=2),
        ack(7),
    ]
    assert known_of(entries) == {
        "mic:default": Known(inits=((1, 2),), have=((5, 7),)),
        "display:1": Known(have=((1, 1),)),
    }


def test_a_place_that_cannot_be_written_is_forgiven(tmp_path: Path) -> None:
    book = Notebook(tmp_path / "nowhere")
    assert book.open() == {}
    book.add(ack(1))
    book.add_inventory(Inventory(track="mic:default", inits=(), have=(), at_ns=1))
    book.close()
