"""Acknowledgements survive the disk, and a torn line costs itself only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.recorder.spool.acknowledgements import Acknowledgement, AcknowledgementLog, Inventory, read_acknowledgements

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES: list[Acknowledgement | Inventory] = [
    Acknowledgement(track="display:1", number=1, is_init=True, sha256="a" * 64, at_ns=5),
    Acknowledgement(track="mic:größer", number=12, is_init=False, sha256="b" * 64, at_ns=6),
    Inventory(track="display:1", inits=((1, 2),), have=((1, 4), (6, 6)), at_ns=7),
    Inventory(track="mic:default", inits=(), have=(), at_ns=8),
]


def write(folder: Path, *entries: Acknowledgement | Inventory) -> None:
    with AcknowledgementLog(folder) as log:
        for entry in entries:
            if isinstance(entry, Inventory):
                log.add_inventory(entry)
            else:
                log.add(entry)


def test_what_was_noted_is_read_again_in_its_order(tmp_path: Path) -> None:
    write(tmp_path, *ENTRIES[:2])
    write(tmp_path, *ENTRIES[2:])
    assert read_acknowledgements(tmp_path) == ENTRIES


def test_nothing_was_noted(tmp_path: Path) -> None:
    assert read_acknowledgements(tmp_path) == []


@pytest.mark.parametrize(
    "torn",
    [
        b'{"track": "mic',
        b"\x00\x00\x00",
        b'{"track":"mic:default"}',
        b'{"track":"m","seq":0,"sha256":"","at_ns":1}',
        b'{"track":"m","have":5,"at_ns":1}',
    ],
)
def test_a_line_that_is_none_is_left_out_and_spoils_no_other(tmp_path: Path, torn: bytes) -> None:
    write(tmp_path, ENTRIES[0])
    with (tmp_path / "uploads.ndjson").open("ab") as file:
        file.write(torn)
    write(tmp_path, ENTRIES[1])
    assert read_acknowledgements(tmp_path) == ENTRIES[:2]
