"""Looks into media files that no journal row speaks for: whether they are whole, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import MediaError
from lookhear.media.fragments import parse_fragment
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import AUDIO_TIMESCALE, VIDEO_TIMESCALE, VideoFormat
from lookhear.recorder.spool.rows import FragmentFacts, InitFacts

if TYPE_CHECKING:
    from lookhear.media.fragments import FragmentInfo
    from lookhear.protocol.channels import ChannelId

_LENGTH_BYTES: Final = 4  # of a NAL unit, as `media.samples.Sample` has it


def init_facts(data: bytes, channel: ChannelId, number: int, *, device: str) -> InitFacts:
    """What an init segment itself tells; who encoded it is not in it. Raises MediaError when it is none of this kind of channel."""
    track = parse_init(data)
    if isinstance(track, VideoFormat) is not channel.kind.is_video:
        raise MediaError(f"The init segment does not belong to {channel}.")
    common: dict[str, Any] = {"channel": channel, "init": number, "encoder": "unknown", "source": "unknown", "device": device, "t_ns": 0}
    if isinstance(track, VideoFormat):
        return InitFacts(**common, width=track.width, height=track.height)
    return InitFacts(**common, rate=track.sample_rate, channels=track.channels, priming=track.priming)


def fragment_facts(data: bytes, channel: ChannelId, seq: int, *, init: int) -> FragmentFacts:
    """What a fragment itself tells. Raises MediaError when it is not whole or not the one its name says."""
    info = check_fragment(data, seq=seq, is_video=channel.kind.is_video)
    return FragmentFacts(
        channel=channel,
        init=init,
        seq=seq,
        tfdt=info.base_decode_time,
        duration=info.total_duration,
        timescale=VIDEO_TIMESCALE if channel.kind.is_video else AUDIO_TIMESCALE,
        samples=len(info.sizes),
        keyframes=int(info.is_sync.sum()),
    )


def check_fragment(data: bytes, *, seq: int, is_video: bool) -> FragmentInfo:
    """Parse a fragment and look at every sample's frame. Raises MediaError when it is not whole or has another number."""
    info = parse_fragment(data)
    if info.sequence != seq:
        raise MediaError(f"The fragment says it is number {info.sequence} and is named {seq}.")
    position = info.payload_offset
    for size in info.sizes.tolist():
        _check_sample(data[position : position + size], is_video=is_video)
        position += size
    return info


def _check_sample(sample: bytes, *, is_video: bool) -> None:
    """Refuse what a power cut leaves: zeros where bytes were promised.

    An H.264 NAL unit ends with a stop bit (ITU-T H.264 §7.3.2.11) and an AAC frame with the element ID_END, 111
    (ISO/IEC 14496-3 §4.4.2.1), so that the last byte of neither can be zero; lengths of NAL units must fill a sample exactly.
    """
    if not sample or sample[-1] == 0:
        raise MediaError("A sample ends in zeros.")
    if not is_video:
        return
    position = 0
    while position < len(sample):
        length = int.from_bytes(sample[position : position + _LENGTH_BYTES], "big")
        position += _LENGTH_BYTES + length
        if length == 0 or position > len(sample) or sample[position - 1] == 0:
            raise MediaError("A sample is not made of whole units.")
