"""Durations, sizes and speeds in the words of the person's language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

_MINUTE_S: Final = 60
_HOUR_S: Final = 3600
_HALF_MINUTE_S: Final = 90  # until then "a minute" says it


def clock_text(seconds: float) -> str:
    """``0:07``, ``12:03``, ``1:02:03``: as a player shows time. Digits as the locale writes them."""
    minutes, second = divmod(int(max(0.0, seconds)), _MINUTE_S)
    hours, minute = divmod(minutes, _MINUTE_S)
    locale = QLocale()
    zero = locale.zeroDigit()
    two = [locale.toString(part).rjust(2, zero) for part in (minute, second)]
    if hours:
        return ":".join([_plain(locale, hours), *two])
    return ":".join([_plain(locale, minute), two[1]])


def left_text(seconds: float) -> str:
    """About how long something will take: ``a few seconds``, ``about 5 min``, ``about 2 h``."""
    if seconds < _HALF_MINUTE_S / 2:
        return QCoreApplication.translate("Times", "a few seconds")
    if seconds < _HALF_MINUTE_S:
        return QCoreApplication.translate("Times", "about a minute")
    if seconds < 2 * _HOUR_S:
        return QCoreApplication.translate("Times", "about %n minute(s)", "", round(seconds / _MINUTE_S))
    return QCoreApplication.translate("Times", "about %n hour(s)", "", round(seconds / _HOUR_S))


def size_text(number_of_bytes: int) -> str:
    """``14.2 MB``."""
    return QLocale().formattedDataSize(number_of_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def speed_text(bytes_per_s: float) -> str:
    """``1.2 MB/s``."""
    return QCoreApplication.translate("Times", "%1/s").replace("%1", size_text(round(bytes_per_s)))


def _plain(locale: QLocale, number: int) -> str:
    """A number without separators of thousands."""
    return locale.toString(number).replace(locale.groupSeparator(), "")
