"""What a text tells of its own title, date and publisher. Wrong is worse than missing: no guess is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.sentences import SentenceSpan

# Titles, labels and datelines stand at the top, credits and copyright at the bottom.
_EDGE_LINES = 12
# Further down a line of a date is a heading of the text's own.
_HEAD = 4
_MIN_TITLE_WORDS = 4

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|"
        "oct october|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(rf"{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<y>\d{4}|\d{2})(?!\d)"),
)
_DATE_LABEL = re.compile(
    r"^\W*(?:last\s+)?(?:updated?|published|posted|modified|date)(?:\s+(?:on|at))?\s*:?\s*(?P<rest>.{4,60})$",
    re.IGNORECASE,
)
_DAY = r"(?:\w+\.? \d{1,2}|\d{1,2} \w+\.?)"
# "OSK", "PORT OSK, Norway"
_CITY = r"[A-Z][A-Z .,'’/-]{2,40}(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
_DATELINE = re.compile(rf"^{_CITY}[,–—-]\s*(?P<rest>{_DAY},? \d{{4}})\b")
# "OSK, March 3 (NNA) -", whose year is not given.
_DATELINE_DAY = re.compile(rf"^{_CITY}[,–—-]\s*(?:\d{{1,2}} )?(?i:{'|'.join(_MONTHS)})\b")
# A line of nothing but who published it, and when: "The Guardian, 4 April 2025", "BBC News | 2025-06-01".
_HEADED = re.compile(
    r"^(?:[A-Z][\w.&'’-]*(?: [\w.&'’-]+){0,4}(?:,| \|| [–—-]) )?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
    rf"(?P<rest>{_DAY},? \d{{4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}})$"
)
_TITLE_LABEL = re.compile(r"^(?:title\s*:|#{1,2}(?!#))\s*(?P<value>.{2,200})$", re.IGNORECASE)
_PUBLISHER_LABEL = re.compile(r"^publisher\s*:\s*(?P<value>.{2,80})$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b(?!ed))\s*(?:©|\(c\))?\s*(?P<year>(?:19|20)\d\d)?(?:\s*[-–]\s*\d{4})?,?\s*(?:by\s+)?"
    r"(?P<holder>[A-Z][\w&.,'’\- ]{1,60})?",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\bcopyrighted by,?\s+(?:https?://)?(?:www\.)?(?P<holder>[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_WIRE = re.compile(
    r"^[A-Z][\w .,'’-]{2,60}\((?P<holder>AP|AFP|Reuters|Xinhua|TASS|UPI|DPA|EFE|ANSA|Bloomberg)\)\s*[–—-]"
    rf"|^{_CITY}(?:[,–—-]\s*{_DAY}(?:,? \d{{4}})?)? "
    r"\((?P<agency>[A-Z][\w&.'’-]*(?: [\w&.'’-]+){0,4})\)(?:\s*[–—-]|$)"
)


def find_title(text: str, sentences: Sequence[SentenceSpan]) -> str | None:
    """The title label, or the first headline that stands before any prose."""
    for line in _lines(text)[:_EDGE_LINES]:
        if match := _TITLE_LABEL.match(line):
            return match["value"].strip(" \"'")
    for sentence in sentences:
        if sentence.kind == "prose":
            return None
        line = text[sentence.start : sentence.end]
        if sentence.kind == "headline" and len(line.split()) >= _MIN_TITLE_WORDS:
            return line
    return None


def find_date(text: str) -> str | None:
    """The date of a label or dateline, else the year of the copyright notice, as ISO 8601."""
    lines = _lines(text)
    for line in [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]:
        match = _DATE_LABEL.match(line) or _DATELINE.match(line) or (line in lines[:_HEAD] and _HEADED.match(line))
        if match and (found := parse_date(match["rest"])):
            return found
    copyright_line = _copyright(lines)
    return copyright_line["year"] if copyright_line else None


def find_publisher(text: str) -> str | None:
    """Who the label, the copyright notice or the wire dateline names."""
    lines = _lines(text)
    for line in [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]:
        match = _PUBLISHER_LABEL.match(line) or _OWNED.search(line) or _WIRE.match(line)
        if match:
            told = match.groupdict()
            return told.get("value") or told.get("agency") or match["holder"]
    notice = _copyright(lines)
    holder = notice["holder"] if notice else None
    if not holder:
        return None
    name = re.split(r"\.?\s+all rights\b", holder, flags=re.IGNORECASE)[0].strip(" ,-")
    return name or None


def has_dateline(line: str) -> bool:
    """Whether a line begins with the place and the day of a report, with or without the year."""
    return _DATELINE_DAY.match(line) is not None


def parse_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601; only its year where day and month cannot be told apart."""
    for pattern in _DATES:
        if match := pattern.search(text):
            return _iso(match.groupdict())
    return None


def _iso(parts: dict[str, str]) -> str | None:
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return str(year)
        month, day = (first, second) if first <= 12 else (second, first)
    else:
        month = _MONTHS[parts["month"].lower()] if "month" in parts else int(parts["m"])
        day = int(parts["d"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _copyright(lines: Sequence[str]) -> re.Match[str] | None:
    for line in reversed(lines[-_EDGE_LINES:]):
        match = _COPYRIGHT.search(line)
        if match and match["year"]:
            return match
    return None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
