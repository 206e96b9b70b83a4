from __future__ import annotations

import dataclasses

import pytest

from lookhear.media.samples import AudioFormat, VideoFormat


def test_a_unit_of_a_sound_track_is_one_sample() -> None:
    assert AudioFormat(channels=1, specific_config=b"", sample_rate=44_100).timescale == 44_100


def test_formats_compare_by_value_and_never_change() -> None:
    left, right = (VideoFormat(width=2, height=2, sps=b"s", pps=b"p") for _ in range(2))
    assert left == right
    with pytest.raises(dataclasses.FrozenInstanceError):
        left.width = 4  # type: ignore[misc]
