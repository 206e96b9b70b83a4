"""Stretches of days as people name them, and the wall times they are."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_WEEK, _MONTH = 7, 30
_YEAR_DIGITS, _CENTURY = 4, 2000
_FORMATS: Final = ("yyyy-MM-dd", "d.M.yyyy", "d. MMMM yyyy", "d MMMM yyyy", "MMMM d, yyyy", "MMM d, yyyy")
_OF_THIS_YEAR: Final = ("d. MMMM", "d MMMM", "MMMM d")


class When(StrEnum):
    """What the filter offers."""

    ANY = "any"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    CHOSEN = "chosen"


def names() -> list[tuple[When, str]]:
    """Every choice with its words."""
    return [
        (When.ANY, QCoreApplication.translate("Library", "Any time")),
        (When.TODAY, QCoreApplication.translate("Library", "Today")),
        (When.WEEK, QCoreApplication.translate("Library", "Last 7 days")),
        (When.MONTH, QCoreApplication.translate("Library", "Last 30 days")),
        (When.YEAR, QCoreApplication.translate("Library", "This year")),
        (When.CHOSEN, QCoreApplication.translate("Library", "From … to …")),
    ]


def days_of(when: When, today: QDate) -> tuple[QDate, QDate] | None:
    """First and last day; None for any."""
    match when:
        case When.TODAY:
            return today, today
        case When.WEEK:
            return today.addDays(1 - _WEEK), today
        case When.MONTH:
            return today.addDays(1 - _MONTH), today
        case When.YEAR:
            return QDate(today.year(), 1, 1), today
        case _:
            return None


def times_of(first: QDate, last: QDate) -> tuple[float, float]:
    """The wall times (epoch seconds) between which these days lie, the last one included."""
    return first.startOfDay().toSecsSinceEpoch(), last.addDays(1).startOfDay().toSecsSinceEpoch()


def meant_days(text: str, today: QDate) -> tuple[QDate, QDate] | None:
    """The days that a person may mean in the language of the application: a date, a month, a weekday, today; None for none."""
    wanted = text.strip()
    if not wanted:
        return None
    folded = wanted.casefold()
    if folded == QCoreApplication.translate("Library", "Today").casefold():
        return today, today
    if folded == QCoreApplication.translate("Library", "Yesterday").casefold():
        return today.addDays(-1), today.addDays(-1)
    locale = QLocale()
    for day in range(1, _WEEK + 1):
        if folded == locale.standaloneDayName(day).casefold():
            last = today.addDays(-((today.dayOfWeek() - day) % _WEEK))
            return last, last
    return _month(folded, locale, today) or _date(wanted, locale, today)


def _month(folded: str, locale: QLocale, today: QDate) -> tuple[QDate, QDate] | None:
    """A month of this year or the one before, or of a named year."""
    name, _, year = folded.rpartition(" ")
    has_year = bool(name) and year.isdecimal() and len(year) == _YEAR_DIGITS
    for month in range(1, 13):
        if (name if has_year else folded) in {locale.standaloneMonthName(month).casefold(), locale.monthName(month).casefold()}:
            number = int(year) if has_year else today.year() - (month > today.month())
            first = QDate(number, month, 1)
            return (first, first.addMonths(1).addDays(-1)) if first.isValid() else None
    return None


def _date(wanted: str, locale: QLocale, today: QDate) -> tuple[QDate, QDate] | None:
    own = locale.dateFormat(QLocale.FormatType.ShortFormat).replace("yyyy", "yy")
    for form in (own.replace("yy", "yyyy"), own, *_FORMATS):
        found = locale.toDate(wanted, form)
        if found.isValid():
            found = found if found.year() >= _CENTURY else found.addYears(100)  # two digits are of this century
            return found, found
    for form in _OF_THIS_YEAR:
        found = locale.toDate(f"{wanted} {today.year()}", f"{form} yyyy")
        if found.isValid():
            found = found if found <= today else found.addYears(-1)
            return found, found
    return None
