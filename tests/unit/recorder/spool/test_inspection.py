from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.recorder.spool import inspection
from tests.fakes.recordings import MIC, SCREEN, fragment_bytes, fragment_facts, init_bytes

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId

BYTES = {channel: fragment_bytes(fragment_facts(channel, 3)) for channel in (SCREEN, MIC)}


@pytest.mark.parametrize("channel", [SCREEN, MIC])
def test_a_whole_fragment_tells_its_own_facts(channel: ChannelId) -> None:
    expected = fragment_facts(channel, 3, init=2)
    found = inspection.fragment_facts(BYTES[channel], channel, 3, init=2)
    assert (found.channel, found.init, found.seq, found.timescale) == (channel, 2, 3, expected.timescale)
    assert (found.tfdt, found.duration, found.samples) == (expected.tfdt, expected.duration, expected.samples)


def test_a_fragment_under_a_wrong_name_is_refused() -> None:
    with pytest.raises(MediaError, match="number 3"):
        inspection.fragment_facts(BYTES[SCREEN], SCREEN, 4, init=1)


@given(channel=st.sampled_from([SCREEN, MIC]), data=st.data())
def test_a_fragment_that_is_cut_or_zeroed_from_any_byte_on_is_refused(channel: ChannelId, data: st.DataObject) -> None:
    whole = BYTES[channel]
    offset = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(MediaError):
        inspection.fragment_facts(whole[:offset], channel, 3, init=1)
    with pytest.raises(MediaError):
        inspection.fragment_facts(whole[:offset] + bytes(len(whole) - offset), channel, 3, init=1)


def test_an_init_tells_size_or_rate() -> None:
    video = inspection.init_facts(init_bytes(SCREEN), SCREEN, 1, device="d")
    sound = inspection.init_facts(init_bytes(MIC), MIC, 1, device="d")
    assert (video.width, video.height, video.rate) == (64, 48, None)
    assert (sound.rate, sound.channels, sound.priming, sound.width) == (48_000, 1, 1024, None)


def test_an_init_of_another_kind_is_refused() -> None:
    with pytest.raises(MediaError, match="does not belong"):
        inspection.init_facts(init_bytes(SCREEN), MIC, 1, device="d")
