from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.errors import MediaError
from lookhear.media.fragments import parse_fragment
from lookhear.media.init_segment import build_init
from lookhear.media.mix import Mixer
from lookhear.media.mix_rebuild import rebuild_mix
from lookhear.media.timeline import TrackPart
from tests.unit.media.encoded import RATE, encode_video, tone, write_audio, write_video
from tests.unit.media.test_mix import decoded, line, pulse

if TYPE_CHECKING:
    from pathlib import Path

SPAN = 47 * 1024


def test_spans_mixed_side_by_side_sound_like_one_mix(tmp_path: Path) -> None:
    mic, system = tone(seconds=5.0, hertz=200, level=0.3), pulse(2.2, seconds=4.0, channels=2, level=0.3)
    paths = {"mic": write_audio(tmp_path / "m", mic, start_s=10.0), "system": write_audio(tmp_path / "s", system, start_s=10.5)}
    mixer = Mixer(paths)
    for name, audio in (("mic", mic), ("system", system)):
        for path in paths[name]:
            mixer.feed(name, audio.fmt, path)
    begins, expected = line(decoded(mixer, list(mixer.finish())))
    tracks = {"mic": [TrackPart(build_init(mic.fmt), paths["mic"])], "system": [TrackPart(build_init(system.fmt), paths["system"])]}
    fragments = list(rebuild_mix(tracks, workers=3, span_samples=SPAN))
    assert [parse_fragment(each.data).sequence for each in fragments] == list(range(1, len(fragments) + 1))
    assert all(left.base_decode_time + left.duration == right.base_decode_time for left, right in itertools.pairwise(fragments))
    found_begins, found = line(decoded(mixer, fragments))
    assert (found_begins, len(found)) == (begins, len(expected))
    difference = np.abs(found - expected)
    assert max(difference[border - 3072 : border + 3072].max() for border in range(SPAN, len(found) - 3072, SPAN)) < 0.01
    assert np.corrcoef(found, expected)[0, 1] > 0.999  # at the pulse two encoders choose differently


def test_long_gaps_are_left_out_and_what_follows_is_in_its_place(tmp_path: Path) -> None:
    mic = pulse(0.5, seconds=1.0)
    early = write_audio(tmp_path / "m", mic, start_s=10.0)
    late = write_audio(tmp_path / "m", mic, start_s=100.0, first=len(early) + 1)
    fragments = list(rebuild_mix({"mic": [TrackPart(build_init(mic.fmt), early + late)]}, workers=1, span_samples=SPAN))
    assert sum(each.samples for each in fragments) < 300
    loud = [start for start, block in decoded(Mixer([]), fragments).items() if np.abs(block).max() > 0.15]
    assert min(loud) == pytest.approx(10.5 * RATE, abs=1024)
    assert max(loud) == pytest.approx(100.5 * RATE, abs=4096)


def test_pictures_and_missing_files_are_refused_and_nothing_is_nothing(tmp_path: Path) -> None:
    assert list(rebuild_mix({})) == []
    video = encode_video()
    with pytest.raises(MediaError):
        list(rebuild_mix({"display": [TrackPart(build_init(video.fmt), write_video(tmp_path / "v", video, start_s=1.0))]}))
    mic = tone()
    paths = write_audio(tmp_path / "m", mic, start_s=10.0)
    paths[1].write_bytes(b"")
    with pytest.raises(MediaError):
        list(rebuild_mix({"mic": [TrackPart(build_init(mic.fmt), paths)]}))
