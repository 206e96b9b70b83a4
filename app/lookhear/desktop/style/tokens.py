"""The values that everything is drawn with: colours for light and dark, distances, corners, sizes of type. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final


class Space(IntEnum):
    """Distances between things, in logical pixels."""

    HAIR = 2
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius(IntEnum):
    """How round corners are, in logical pixels."""

    S = 4
    M = 8
    L = 12


class Tone(StrEnum):
    """What something means."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


class Role(StrEnum):
    """What a button or a label is; see the table of `lookhear.desktop.style`."""

    PRIMARY = "primary"
    DANGER = "danger"
    RECORD = "record"
    QUIET = "quiet"
    LINK = "link"
    ICON = "icon"
    TITLE = "title"
    SUBTITLE = "subtitle"
    OVERLINE = "overline"
    CAPTION = "caption"
    MONO = "mono"
    NUMBER = "number"
    CARD = "card"
    WELL = "well"
    LINE = "line"


TYPE_SCALE: Final = {Role.TITLE: 1.55, Role.SUBTITLE: 1.18, Role.OVERLINE: 0.86, Role.CAPTION: 0.9, Role.NUMBER: 1.7}
"""How much larger or smaller than the person's own font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Every colour there is, as ``#rrggbb``. Text on ``window``, ``surface``, ``raised`` and ``sunken`` reaches 4.5:1, see its test."""

    is_dark: bool
    window: str
    surface: str  # cards and lists
    raised: str  # menus, and what the pointer is over
    sunken: str  # fields
    line: str
    line_strong: str  # the edges of controls: 3:1
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str  # what is selected
    danger: str
    on_danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    info: str
    info_soft: str
    record: str  # what says that something is recorded
    on_record: str
    record_hover: str
    focus: str
    meter_low: str
    meter_mid: str
    meter_high: str
    meter_off: str
    tooltip: str
    on_tooltip: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """The text and the ground of a tone."""
        return {
            Tone.NEUTRAL: (self.text_muted, self.raised),
            Tone.INFO: (self.info, self.info_soft),
            Tone.SUCCESS: (self.success, self.success_soft),
            Tone.WARNING: (self.warning, self.warning_soft),
            Tone.DANGER: (self.danger, self.danger_soft),
        }[tone]


LIGHT: Final = Colours(
    is_dark=False,
    window="#f4f5f7",
    surface="#ffffff",
    raised="#eceef2",
    sunken="#ffffff",
    line="#dde1e7",
    line_strong="#858d99",
    text="#171b21",
    text_muted="#545c68",
    text_disabled="#767d88",
    accent="#0b6884",
    accent_hover="#095a73",
    accent_pressed="#074a5f",
    on_accent="#ffffff",
    accent_soft="#d9eef4",
    danger="#b3261e",
    on_danger="#ffffff",
    danger_soft="#fbe6e4",
    warning="#7f4f00",
    warning_soft="#fdf0d5",
    success="#1a6b3a",
    success_soft="#dff3e5",
    info="#0b5c86",
    info_soft="#dfeffa",
    record="#d32f2f",
    on_record="#ffffff",
    record_hover="#b92626",
    focus="#0b6884",
    meter_low="#1f8a4c",
    meter_mid="#b27a00",
    meter_high="#c62828",
    meter_off="#dde1e7",
    tooltip="#20252d",
    on_tooltip="#f4f6f9",
)

DARK: Final = Colours(
    is_dark=True,
    window="#15181d",
    surface="#1d2127",
    raised="#292e36",
    sunken="#12151a",
    line="#31373f",
    line_strong="#7d8794",
    text="#eef1f5",
    text_muted="#a9b2be",
    text_disabled="#7f8894",
    accent="#58c4e2",
    accent_hover="#7cd3ec",
    accent_pressed="#3fb0d0",
    on_accent="#06222c",
    accent_soft="#17404e",
    danger="#ff8a80",
    on_danger="#3b0704",
    danger_soft="#351f20",
    warning="#f5c069",
    warning_soft="#2f2816",
    success="#74d69a",
    success_soft="#16291e",
    info="#84c5f4",
    info_soft="#15293a",
    record="#d93636",
    on_record="#ffffff",
    record_hover="#c62e2e",
    focus="#58c4e2",
    meter_low="#4cc27d",
    meter_mid="#e3b04b",
    meter_high="#ef5350",
    meter_off="#31373f",
    tooltip="#eef1f5",
    on_tooltip="#171b21",
)


_LINEAR_BELOW: Final = 0.04045


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, 0…1, as WCAG 2 counts it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: ``share`` 0 is the first, 1 the second."""
    parts = (round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast(one: str, other: str) -> float:
    """How well one is read on the other: 1…21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
