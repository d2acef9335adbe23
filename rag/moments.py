"""The day that words name, as far as they give it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
# "They march 40 kilometres"
_DAY = r"0?[1-9]|[12]\d|3[01]"
_MONTH_DAY = re.compile(
    rf"\b(?:({'|'.join(_MONTHS)})\s+({_DAY})|({_DAY})\s+(?:of\s+)?({'|'.join(_MONTHS)}))\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as far as a text gives it: weekday 0 to 6, month, day of the month, year."""

    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None

    def differs(self, other: Moment) -> bool:
        """Whether both cannot be the same day."""
        pairs = (
            (self.weekday, other.weekday),
            (self.month, other.month),
            (self.day, other.day),
            (self.year, other.year),
        )
        return any(a is not None and b is not None and a != b for a, b in pairs)


def moment_in(text: str, year: int | None) -> Moment | None:
    """The day that `text` names, its weekday computed where `year` makes it a full date; None without one."""
    weekday, month_day, own_year = _WEEKDAY.search(text), _MONTH_DAY.search(text), _YEAR.search(text)
    if not weekday and not month_day:
        return None
    named = _WEEKDAYS.index(weekday[1].lower()) if weekday else None
    year = int(own_year.group()) if own_year else year
    if not month_day:
        return Moment(weekday=named)
    month = _MONTHS.index((month_day[1] or month_day[4]).lower()) + 1
    day = int(month_day[2] or month_day[3])
    return Moment(named if named is not None else _weekday(year, month, day), month, day, year)


def _weekday(year: int | None, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday() if year else None
    except ValueError:
        return None
