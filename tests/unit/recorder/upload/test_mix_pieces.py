"""The files of a mix are found once each, in order, as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.spool.mix_folder import MixFolder
from lookhear.recorder.upload.mix_pieces import MixFollower

if TYPE_CHECKING:
    from pathlib import Path


def test_a_mix_is_followed_as_it_grows(tmp_path: Path) -> None:
    follower = MixFollower(tmp_path, wall_origin_ns=0)
    assert follower.read() == []
    mix = MixFolder(tmp_path / "mix")
    mix.begin(b"init")
    mix.write(1, b"one")
    mix.write(3, b"beyond a hole")
    assert [(piece.number, piece.init, piece.bytes, piece.sha256) for piece in follower.read()] == [(1, None, 4, ""), (1, 1, 3, "")]
    mix.write(2, b"two")
    assert [piece.file for piece in follower.read()] == ["mix/00000002.m4s", "mix/00000003.m4s"]
    assert follower.read() == []


def test_what_was_made_later_goes_out_later(tmp_path: Path) -> None:
    MixFolder(tmp_path / "mix").begin(b"init")
    made_ns = (tmp_path / "mix" / "init-1.mp4").stat().st_mtime_ns
    (piece,) = MixFollower(tmp_path, wall_origin_ns=made_ns - 7).read()
    assert piece.from_ns == 7
