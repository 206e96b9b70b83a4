"""What a live source says it sends: session descriptions (SDP, RFC 8866) as far as RTSP uses them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_LINES: Final = 1000
_RATES: Final = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350)
_AAC_LC: Final = 2
_CHANNELS: Final = frozenset({1, 2})
_CLOCKS: Final = range(1, 192_001)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLine:
    """One of the things a source offers. ``encoding`` is in capitals (``H264``), empty when nothing names it."""

    is_video: bool
    payload_type: int
    control: str
    encoding: str = ""
    clock_rate: int = 0
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What an AudioSpecificConfig says (ISO/IEC 14496-3 §1.6.2.1)."""

    config: bytes
    sample_rate: int
    channels: int


def read_description(text: str) -> tuple[str, list[MediaLine]]:
    """The control address of the whole and the pictures and sounds in their order. Raises MediaError for what is no description."""
    lines = text.splitlines()
    if not lines or not lines[0].startswith("v=0") or len(lines) > _MOST_LINES:
        raise MediaError("The source does not say what it sends.")
    whole = ""
    found: list[tuple[str, dict[str, str], str]] = []
    for line in lines:
        if line.startswith("m="):
            found.append((line[2:], {}, ""))
        elif line.startswith("a="):
            name, _, value = line[2:].partition(":")
            if found:
                found[-1][1].setdefault(name.strip().lower(), value.strip())
            elif name == "control":
                whole = value.strip()
    lines_found = [_media_line(words.split(), told) for words, told, _ in found]
    return whole, [each for each in lines_found if each is not None]


def picture_sets(line: MediaLine) -> tuple[bytes, bytes] | None:
    """The parameter sets of H.264, when the description has them (``sprop-parameter-sets``, RFC 6184 §8.1)."""
    texts = line.parameters.get("sprop-parameter-sets", "").split(",")
    try:
        sets = [base64.b64decode(text, validate=True) for text in texts if text]
    except binascii.Error:
        return None
    sps = next((each for each in sets if each and each[0] & 31 == 7), None)  # noqa: PLR2004 - its nal_unit_type
    pps = next((each for each in sets if each and each[0] & 31 == 8), None)  # noqa: PLR2004 - the same
    return None if sps is None or pps is None else (sps, pps)


def sound_facts(line: MediaLine) -> SoundFacts | None:
    """What an AAC sound is, None for one that recordings could not have: another profile, more channels, other packets."""
    parameters = line.parameters
    widths = [parameters.get(name, "") for name in ("sizelength", "indexlength", "indexdeltalength")]
    if parameters.get("mode", "").lower() != "aac-hbr" or widths != ["13", "3", "3"]:
        return None
    try:
        config = bytes.fromhex(parameters.get("config", ""))
    except ValueError:
        return None
    if len(config) < 2:  # noqa: PLR2004 - of the plain form
        return None
    bits = int.from_bytes(config[:2], "big")
    profile, rate, channels = bits >> 11, bits >> 7 & 15, bits >> 3 & 15
    is_plain = profile == _AAC_LC and rate < len(_RATES) and channels in _CHANNELS and not bits & 4  # frames of 1024 samples
    return SoundFacts(config[:2], _RATES[rate], channels) if is_plain and _RATES[rate] == line.clock_rate else None


def _media_line(words: list[str], told: Mapping[str, str]) -> MediaLine | None:
    """``m=video 0 RTP/AVP 96`` with its attributes; None for what is neither seen nor heard."""
    if len(words) < 4 or words[0] not in {"video", "audio"} or not words[3].isdecimal():  # noqa: PLR2004 - as in the example
        return None
    mapped = told.get("rtpmap", "").split()
    encoding, _, rest = mapped[1].partition("/") if len(mapped) > 1 and mapped[0] == words[3] else ("", "", "")
    rate = rest.partition("/")[0]
    clock_rate = int(rate) if rate.isascii() and rate.isdecimal() and len(rate) < 7 else 0  # noqa: PLR2004 - digits
    pairs = [pair.strip().partition("=") for pair in told.get("fmtp", "").partition(" ")[2].split(";")]
    return MediaLine(
        is_video=words[0] == "video",
        payload_type=int(words[3]) & 0x7F if len(words[3]) < 4 else 0,  # noqa: PLR2004 - digits
        control=told.get("control", ""),
        encoding=encoding.upper(),
        clock_rate=clock_rate if clock_rate in _CLOCKS else 0,
        parameters={name.strip().lower(): value.strip() for name, _, value in pairs if name},
    )
