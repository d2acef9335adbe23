"""Days and months in one form, completed by the date of the document: "the 27th" of a text of March 2025."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}

# Sorted, for "March" not to be read as "Mar".
_MONTH = "(?:" + "|".join(sorted((m.title() for m in _MONTHS), key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%])"
_YEAR = r"(?:1\d|20)\d\d(?![\w%])"
_WRITTEN = re.compile(
    rf"(?<![\w.])(?P<iso>\d{{4}}-\d\d-\d\d)(?!\w)"
    rf"|(?<![\w./])(?P<slashed>\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d))(?![\w/])"
    rf"|(?<![\w.,$])(?P<day>{_DAY})(?:\s?(?:[-–]|to|and)\s?(?P<until>{_DAY}))?\s(?:of\s)?(?P<month>{_MONTH})"
    rf"(?:,?\s(?P<year>{_YEAR}))?"
    rf"|\b(?P<month2>{_MONTH})\s(?P<day2>{_DAY})(?:\s?(?:[-–]|to|and)\s?(?P<until2>{_DAY}))?(?:,?\s(?P<year2>{_YEAR}))?"
    rf"|\b(?P<month3>{_MONTH}),?\s(?:of\s)?(?P<year3>{_YEAR})"
    r"|(?<=\bthe\s)(?P<day4>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?=\s*(?:[.,;)]|$))"
)
# Alone, "March" and "May" are words too.
_MONTH_ALONE = re.compile(
    rf"\b(?i:in|since|until|by|of|from|to|early|late|mid|last|next|this|and|through)[\s-](?P<month>{_MONTH})"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(calendar.day_name)})s?\b")
_FUTURE = re.compile(r"\b(?:will|next|coming|planned|scheduled|due)\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as a text gives it; weekday 0 is Monday."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def said_by(self, other: Day) -> bool:
        """Whether every part of this one is given by `other`."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs) and self._falls_as(other)

    def _falls_as(self, other: Day) -> bool:
        if self.weekday is None:
            return True
        known = other.weekday if other.weekday is not None else _weekday(other)
        return self.weekday == known


def dates_in(text: str) -> list[tuple[tuple[int, int], Day]]:
    """The dates in `text` with the characters that each takes; years alone are numbers, not dates."""
    written = [(match.span(), day) for match in _WRITTEN.finditer(text) for day in _written(match)]
    taken = {place for (start, end), _ in written for place in range(start, end)}
    months = [
        (match.span("month"), Day(match["month"].rstrip("."), month=_month(match["month"])))
        for match in _MONTH_ALONE.finditer(text)
        if match.start("month") not in taken
    ]
    weekdays = [
        (match.span(), Day(match.group(), weekday=_DAYS[match.group().lower().rstrip("s")]))
        for match in _WEEKDAY.finditer(text)
    ]
    return sorted([*written, *months, *weekdays], key=lambda found: found[0])


def said(day: Day, given: Collection[Day], published: str | None, text: str) -> bool:
    """Whether one of the dates `given` in `text` says `day`, with the parts that the date of publication completes.

    published: ISO 8601, as precise as is known. A text of 30 March 2025 that says "Friday" says 28 March, or
    4 April where it speaks of what is to come.
    """
    completed = [whole for other in given for whole in _completed(other, published, text)]
    together = _together(given)
    return any(day.said_by(other) for other in (*given, *completed, *together))


def _together(given: Collection[Day]) -> Iterator[Day]:
    """Days that are named twice, as in "Friday, March 28"."""
    for one, other in pairwise(given):
        if one.weekday is not None and other.day is not None:
            yield replace(other, weekday=one.weekday)


def _completed(day: Day, published: str | None, text: str) -> Iterator[Day]:
    parts = [int(part) for part in published.split("-")] if published else []
    if parts and day.month is not None and day.year is None:
        yield replace(day, year=parts[0])
    if len(parts) > 1 and day.month is None and day.day is not None:
        yield replace(day, year=parts[0], month=parts[1])
    if len(parts) > 2 and day.weekday is not None:
        yield from _of_weekday(day, date(*parts[:3]), bool(_FUTURE.search(text)))


def _of_weekday(day: Day, published: date, future: bool) -> Iterator[Day]:
    back = published - timedelta(days=(published.weekday() - (day.weekday or 0)) % 7)
    found = [back, back + timedelta(days=7)] if future else [back]
    for one in found:
        yield Day(day.text, one.year, one.month, one.day, day.weekday)


def _weekday(day: Day) -> int | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day).weekday()
    except ValueError:
        return None


def _month(word: str) -> int:
    return _MONTHS[word.rstrip(".").lower()]


def _written(match: re.Match[str]) -> Iterator[Day]:
    text = match.group().rstrip(".")
    if match["iso"]:
        year, month, number = (int(part) for part in match["iso"].split("-"))
        yield Day(text, year, month, number)
    elif match["slashed"]:
        yield from _slashed(match["slashed"])
    elif match["month3"]:
        yield Day(text, int(match["year3"]), _month(match["month3"]))
    elif match["day4"]:
        yield Day(text, day=_number(match["day4"]))
    else:
        year_text = match["year"] or match["year2"]
        month = _month(match["month"] or match["month2"])
        for written in (match["day"] or match["day2"], match["until"] or match["until2"]):
            if written:
                yield Day(text, int(year_text) if year_text else None, month, _number(written))


def _slashed(text: str) -> Iterator[Day]:
    """3/4/2025 is 4 March to some and 3 April to others: both are given."""
    first, second, year = (int(part) for part in re.split(r"[/.]", text))
    year += 2000 if year < 100 else 0
    for month, day in dict.fromkeys([(first, second), (second, first)]):
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Day(text, year, month, day)


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))
