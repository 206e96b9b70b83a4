"""What the picker says: which sources, how fast, how good, and what the button will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale

from lookhear.desktop.i18n.languages import isolated
from lookhear.recorder.quality import Quality

if TYPE_CHECKING:
    from lookhear.desktop.engine.sources import Choice, DisplayOffer, SoundOffer

SPEEDS: Final = (5, 15, 30, 60)
_MONO: Final = 1
_STEREO: Final = 2


def what_is_recorded(choice: Choice) -> str:
    """The sources of a choice in a sentence's order: "2 displays, microphone, and system audio"; empty for none."""
    parts = []
    if len(choice.displays) == 1:
        parts.append(QCoreApplication.translate("Picker", "display {number}").format(number=choice.displays[0].key))
    elif choice.displays:
        parts.append(QCoreApplication.translate("Picker", "%n displays", "two or more", len(choice.displays)))
    if choice.microphone is not None:
        parts.append(QCoreApplication.translate("Picker", "microphone"))
    if choice.system_audio is not None:
        parts.append(QCoreApplication.translate("Picker", "system audio"))
    return QLocale().createSeparatedList(parts) if parts else ""


def start_words(choice: Choice) -> str:
    """What the button says."""
    what = what_is_recorded(choice)
    if not what:
        return QCoreApplication.translate("Picker", "Nothing is chosen")
    return QCoreApplication.translate("Picker", "Record {sources}").format(sources=what)


def display_name(offer: DisplayOffer) -> str:
    """A display as people know it: its number, and the system's name for it."""
    number = QLocale().toString(offer.number)
    if offer.device and not offer.device.isdigit():
        return QCoreApplication.translate("Picker", "Display {number} – {name}").format(number=number, name=isolated(offer.device))
    return QCoreApplication.translate("Picker", "Display {number}").format(number=number)


def display_size(offer: DisplayOffer) -> str:
    """Its size in pixels."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return isolated(f"{locale.toString(offer.width)} × {locale.toString(offer.height)}")


def sound_name(offer: SoundOffer) -> str:
    """A microphone or output as the system names it."""
    if offer.follows_system:
        return QCoreApplication.translate("Picker", "System default: {name}").format(name=isolated(offer.name))
    return offer.name


def sound_facts(offer: SoundOffer) -> str:
    """Its rate and how many channels it has; empty where the system does not tell."""
    parts = []
    if offer.rate:
        parts.append(QCoreApplication.translate("Picker", "{rate} kHz").format(rate=QLocale().toString(offer.rate / 1000, "g", 4)))
    if offer.channels == _MONO:
        parts.append(QCoreApplication.translate("Picker", "mono"))
    elif offer.channels == _STEREO:
        parts.append(QCoreApplication.translate("Picker", "stereo"))
    elif offer.channels:
        parts.append(QCoreApplication.translate("Picker", "%n channels", "three or more", offer.channels))
    return " · ".join(parts)


def speed_name(fps: int) -> str:
    """How smoothly things move in the video."""
    named = {
        5: QCoreApplication.translate("Picker", "Slides"),
        15: QCoreApplication.translate("Picker", "Calm"),
        30: QCoreApplication.translate("Picker", "Smooth"),
        60: QCoreApplication.translate("Picker", "Very smooth"),
    }
    return named.get(fps) or QCoreApplication.translate("Picker", "%n a second", "pictures", fps)


def speed_facts(fps: int) -> str:
    """What that means."""
    return QCoreApplication.translate("Picker", "At most %n picture(s) a second, and only while something moves.", "", fps)


def quality_name(quality: Quality) -> str:
    """How good the picture is."""
    return {
        Quality.SMALL: QCoreApplication.translate("Picker", "Small files"),
        Quality.BALANCED: QCoreApplication.translate("Picker", "Balanced"),
        Quality.SHARP: QCoreApplication.translate("Picker", "Sharp"),
    }[quality]


def quality_facts(quality: Quality) -> str:
    """What that means."""
    return {
        Quality.SMALL: QCoreApplication.translate("Picker", "The smallest files. Text stays readable; photos and films look soft."),
        Quality.BALANCED: QCoreApplication.translate("Picker", "Text is clear. Right for almost everything."),
        Quality.SHARP: QCoreApplication.translate(
            "Picker", "Hardly different from the screen itself, in files a quarter to two thirds larger."
        ),
    }[quality]
