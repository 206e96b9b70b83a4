from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from lookhear.media.mix_input import Block, MixInput
from tests.unit.media.encoded import RATE, EncodedAudio, tone, write_audio

if TYPE_CHECKING:
    from pathlib import Path

FRAME = 1024
START = 10 * RATE


def fed(audio: EncodedAudio, paths: list[Path]) -> MixInput:
    track = MixInput()
    for path in paths:
        track.feed(audio.fmt, path)
    return track


def all_blocks(track: MixInput, *, not_before: int = 0) -> list[Block]:
    blocks = []
    while track.has_waiting:
        blocks += track.decode_next(not_before=not_before)
    return blocks


def test_blocks_join_without_a_hole_and_begin_behind_the_priming(tmp_path: Path) -> None:
    audio = tone(seconds=2.0)
    blocks = all_blocks(fed(audio, write_audio(tmp_path, audio, start_s=10.0)))
    assert blocks[0].start == START
    assert all(left.end == right.start for left, right in itertools.pairwise(blocks))
    assert blocks[-1].end == START + FRAME * (len(audio.frames) - 1)


def test_the_decoder_goes_on_across_borders_as_if_there_were_none(tmp_path: Path) -> None:
    audio = tone(seconds=1.0)
    many = all_blocks(fed(audio, write_audio(tmp_path / "many", audio, start_s=10.0, per_fragment=3)))
    one = all_blocks(fed(audio, write_audio(tmp_path / "one", audio, start_s=10.0, per_fragment=100)))
    assert (np.concatenate([block.sound for block in many], axis=1) == one[0].sound).all()


def test_after_a_gap_a_frame_is_the_decoders_run_up(tmp_path: Path) -> None:
    audio = tone(seconds=1.0)
    paths = write_audio(tmp_path, audio, start_s=10.0, per_fragment=10)
    blocks = all_blocks(fed(audio, [paths[0], paths[2]]))
    assert [block.start for block in blocks] == [START, START + 20 * FRAME]  # frame 20 would begin at START + 19 * FRAME


def test_what_ends_long_before_is_not_decoded_but_known(tmp_path: Path) -> None:
    audio = tone(seconds=2.0)
    track = fed(audio, write_audio(tmp_path, audio, start_s=10.0))
    assert track.decode_next(not_before=START + 10 * RATE) == []
    assert track.end == START + 23 * FRAME
    assert all_blocks(track, not_before=0)[0].start == START + 24 * FRAME
