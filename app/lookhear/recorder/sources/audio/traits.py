"""What a listed microphone is like: built in, or a headset without wires that sounds like a phone call. Pure reading of what systems tell.

PulseAudio and PipeWire tell bus and profile of a device. PortAudio tells names only, so there the words that systems put into them decide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.recorder.ports import ChannelInfo

BUS: Final = "bus"
PROFILE: Final = "profile"
FORM: Final = "form"

_CALL_RATE: Final = 24_000  # Hz; the hands-free profile gives 8000, 16000 or 24000
_FULL_PROFILES: Final = ("a2dp", "bap", "asha")  # these carry music; a microphone among them is a phone that plays to us
_HANDS_FREE: Final = re.compile(r"hands[- ]?free|\bHFP\b|\bHSP\b|AG Audio", re.IGNORECASE)
_WIRELESS: Final = re.compile(r"airpods|bluetooth|\bbuds\b|earbuds|\bbeats\b|\bwh-\d|\bwf-\d", re.IGNORECASE)
_BUILT_IN: Final = re.compile(r"built[- ]?in|internal|macbook|imac|microphone array|realtek|onboard", re.IGNORECASE)


def is_call_quality(info: ChannelInfo) -> bool:
    """Whether a microphone sounds like a phone call because it comes over Bluetooth."""
    bus, profile = info.details.get(BUS, ""), info.details.get(PROFILE, "").lower()
    if bus:
        return bus == "bluetooth" and not profile.startswith(_FULL_PROFILES)
    if _HANDS_FREE.search(info.name):
        return True
    return _WIRELESS.search(info.name) is not None and (info.rate or 0) <= _CALL_RATE


def is_built_in(info: ChannelInfo) -> bool:
    """Whether a microphone is part of the computer, or wired to its sound card."""
    bus, form = info.details.get(BUS, ""), info.details.get(FORM, "")
    if bus or form:
        return form == "internal" or (bus in {"pci", "isa", "soundwire"} and form in {"", "internal", "microphone"})
    return _BUILT_IN.search(info.name) is not None
