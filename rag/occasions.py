"""Days and hours in one form that can be compared: yesterday, Monday 17 April, half past five, 03.15 hrs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rag.verifying.dates import Day, dates_in
from rag.verifying.quantities import quantities_in

Place = tuple[int, int]
"""The first and one past the last of some characters."""

_HOURS = {
    name: number
    for number, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_PARTS = {"half": 30, "quarter": 15, "a quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_SPOKEN = re.compile(
    r"\b(?:(?P<part>half|(?:a )?quarter|five|ten|twenty|twenty-five)(?: (?P<side>past|to|after|before)) )?"
    rf"(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])(?P<clock> o['’]clock)?\b(?![.,:]?\d)"
    r"|\b(?P<named>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b([01]?\d|2[0-3])[.:]?([0-5]\d)\s?(?:hrs|hours|h)\b|(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?!\.?\d|%)"
)
_AT = re.compile(r"\b(?:at|by|until|till|from|around|about|before|after)\s$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(yesterday|last night|today|tonight|this (?:morning|afternoon|evening)|tomorrow)\b", re.IGNORECASE
)
_DAYS_LATER = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
# As far apart as the parts of one date are: "Monday, 17 April".
_BESIDE = 3
_HALF_DAY = 12 * 60
# "Shortly after noon" is 12:10.
_APART = 20


def day_at(text: str, start: int, end: int, published: str | None) -> Day | None:
    """The day, as far as it is given, at the characters given or beside them; None where none is.

    published: the document's date in ISO 8601, as precise as is known, for "yesterday" and for the year.
    """
    given = [*dates_in(text), *_relative(text, published), *_years(text)]
    found = [day for (first, last), day in given if first < end + _BESIDE and start < last + _BESIDE]
    return _completed(_together(found), published) if found else None


def day_named(text: str, published: str | None = None) -> Day | None:
    """The day that `text` names by its weekday or by month and day, as far as it is given; None where it names none.

    published: as for `day_at`; only its year is used.
    """
    found = [day for _, day in dates_in(text) if day.weekday is not None or (day.month and day.day)]
    return _completed(_together(found), published) if found else None


def days_differ(one: Day, other: Day) -> bool:
    """Whether both cannot be the same day."""
    parts = ((one.year, other.year), (one.month, other.month), (one.day, other.day), (one.weekday, other.weekday))
    return any(a is not None and b is not None and a != b for a, b in parts)


def minutes_at(text: str, start: int, end: int) -> list[int]:
    """The times of day that overlap with the characters given, in minutes after midnight or noon."""
    return [minutes for (first, last), minutes in _clocks(text) if first < end and start < last]


def minutes_differ(some: Sequence[int], others: Sequence[int]) -> bool:
    """Whether none of `some` is about one of `others`; half past five may be of the morning or the evening."""
    return min(min((a - b) % _HALF_DAY, (b - a) % _HALF_DAY) for a in some for b in others) > _APART


def _together(days: Sequence[Day]) -> Day:
    """One day of the parts of a date that several tell: "Monday" and "17 April"."""

    def first(part: str) -> int | None:
        return next((told for day in days if (told := getattr(day, part)) is not None), None)

    return Day("", first("year"), first("month"), first("day"), first("weekday"))


def _years(text: str) -> Iterator[tuple[Place, Day]]:
    return ((match.span(), Day(match.group(), year=int(match.group()))) for match in _YEAR.finditer(text))


def _relative(text: str, published: str | None) -> Iterator[tuple[Place, Day]]:
    if not published or len(published) < len("2025-03-27"):
        return
    for match in _RELATIVE.finditer(text):
        word = match[1].lower()
        when = date.fromisoformat(published[:10]) + timedelta(days=_DAYS_LATER.get(word, 0))
        yield match.span(), Day(word, when.year, when.month, when.day, when.weekday())


def _completed(day: Day, published: str | None) -> Day:
    """With the weekday that follows from a day and month, in the year of publication unless another is given."""
    year = day.year or (int(published[:4]) if published else None)
    if not (year and day.month and day.day) or day.weekday is not None:
        return day
    try:
        return replace(day, weekday=date(year, day.month, day.day).weekday())
    except ValueError:
        return day


def _clocks(text: str) -> Iterator[tuple[Place, int]]:
    for match in _WRITTEN.finditer(text):
        yield match.span(), 60 * int(match[1] or match[3]) + int(match[2] or match[4])
    for quantity in quantities_in(text):
        if quantity.unit == ":" and (at := text.find(quantity.text)) >= 0:
            yield (at, at + len(quantity.text)), int(quantity.low)
    for match in _SPOKEN.finditer(text):
        if (minutes := _spoken(match, bool(_AT.search(text[: match.start()])))) is not None:
            yield match.span(), minutes


def _spoken(match: re.Match[str], at: bool) -> int | None:
    """The time in words; a number that nothing else tells to be an hour is one only where it stands behind "at"."""
    if match["named"]:
        return 0
    if not match["part"] and not match["clock"] and not at:
        return None
    shift = _PARTS[match["part"].lower()] if match["part"] else 0
    back = (match["side"] or "").lower() in ("to", "before")
    hour = match["hour"].lower()
    return 60 * (_HOURS.get(hour) or int(hour)) + (-shift if back else shift)
