"""Numbers with their units in one form: "30 percent" is 30 %, "$220-230 billion" is 220 to 230 billion dollars."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from rag.verifying.number_words import ORDINAL_WORD, WORD_NUMBER, value_of_ordinal, value_of_words

_MAGNITUDES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "mln": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "bln": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12,
    "hundred": 100, "dozen": 12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_MAGNITUDE = (
    r"(?:thousand|million|mn|mln|billion|bn|bln|trillion|tn|trn|hundred|dozen|lakh|crore)s?(?![^\W_])|[kmb](?![^\W_])"
)
_UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "percentage point": "%", "$": "$", "us$": "$", "usd": "$",
    "dollar": "$", "us dollar": "$", "u.s. dollar": "$", "american dollar": "$", "€": "€", "eur": "€", "euro": "€",
    "£": "£", "gbp": "£", "pound": "£", "¥": "¥", "yuan": "¥", "cny": "¥", "rmb": "¥", "yen": "jpy",
    "ruble": "₽", "rouble": "₽", "₽": "₽", "rub": "₽", "rupee": "₹", "₹": "₹", "rs": "₹", "inr": "₹",
}  # fmt: skip
_BEFORE = r"US\$|\$|€|£|¥|₽|₹|(?:USD|EUR|GBP|RUB|CNY|RMB|INR|Rs\.?)\s"
_AFTER = (
    r"%|(?:percentage\s+point|per\s?-?cent|(?:(?:US|U\.S\.|American)\s+)?dollar|euro|pound|yuan|yen|rouble|ruble|rupee)"
    r"s?(?![^\W_])|(?:USD|EUR|GBP|RUB|CNY|RMB)(?![^\W_])"
)
_DIGITS = r"\d+(?>(?:[,\u00a0\u202f]\d{3}(?!\d))*)(?:\.\d+)?"
_ONE = rf"(?:{_DIGITS}|{WORD_NUMBER})"
_QUANTITY = re.compile(
    rf"(?<![\w.,])(?P<sign>(?<![\w)])[-−])?(?P<before>{_BEFORE})?\s?(?P<low>{_ONE})(?P<ordinal>st|nd|rd|th)?"
    rf"(?:[\s-]?(?P<lowsize>{_MAGNITUDE}))?(?P<lowunit>\s?%)?"
    # "in 2023 to $220 billion" is no range
    r"(?:(?!(?<=\b(?:19|20)\d\d)\sto\s(?:US)?[$€£])"
    rf"\s?(?P<link>[-–—]|to\b|and\b)\s?(?P<highbefore>{_BEFORE})?(?P<high>{_DIGITS}|{WORD_NUMBER}))?"
    rf"(?:[\s-]?(?P<size>{_MAGNITUDE}))?(?:[\s-]?(?P<after>{_AFTER}))?(?P<plural>s\b)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w.:])(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\b\.?|(?<![\w.:])(\d{1,2}):(\d\d)(?![\d:])", re.IGNORECASE
)
_CODE = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[^\W_]+(?:-[^\W_]+)*")
# Words that say which side of a bound is meant: "at least 220 billion" is said by "220-230 billion".
_BOUND = re.compile(
    r"\b(?:at least|over|more than|above|exceed\w*|up to|as much as|as many as|at most|below|under|less than|"
    r"from|between)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range of two, in basic units: 220 to 230 billion dollars is 2.2e11 to 2.3e11 "$".

    unit: "%", a currency, "th" for an ordinal, "s" for a decade, ":" for a time of day in minutes, "" for none.
    bounded: the text says on which side of the number the truth lies, as in "at least 220 billion".
    """

    text: str
    low: Decimal
    high: Decimal
    unit: str = ""
    bounded: bool = False

    @classmethod
    def of(cls, number: int) -> Quantity:
        """A bare number."""
        return cls(str(number), Decimal(number), Decimal(number))

    @property
    def is_year(self) -> bool:
        """Whether the number may be a year."""
        return not self.unit and 1000 <= self.low <= 2100 and self.low == int(self.low)

    def said_by(self, other: Quantity) -> bool:
        """Whether a text that gives `other` gives this one; a text with a unit says it also without."""
        if self.unit != other.unit and (self.unit or other.unit in {"th", "s", ":"}):
            return False
        if (self.low, self.high) == (other.low, other.high):
            return True
        ends = (other.low, other.high)
        # "in 2010" of "2010-2013" tells the truth about one end, "$220 billion" of "$220-230 billion" does not
        return self.low == self.high and self.low in ends and (self.bounded or self.is_year)


def quantities_in(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities in `text`, outside the spans that are `taken` (dates, say)."""
    clocks = list(_clocks(text))
    closed = [*taken, *(span for span, _ in clocks)]
    free = _blank(text, closed)
    return [*(clock for _, clock in clocks), *_numbers(free)]


def codes_in(text: str) -> list[str]:
    """Names with digits in them, "G20" or "COVID-19", in lower case."""
    return [match.group().casefold() for match in _CODE.finditer(text) if not _QUANTITY.fullmatch(match.group())]


def said(quantity: Quantity, given: Collection[Quantity]) -> bool:
    """Whether one of `given` gives `quantity`, or two give the ends of its range."""
    if any(quantity.said_by(other) for other in given):
        return True
    ends = {other.low for other in given if other.low == other.high}
    return quantity.low != quantity.high and {quantity.low, quantity.high} <= ends


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with the spans replaced by as many stand-ins, which are no part of any number."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [text[at:start], "|" * (end - max(start, at))]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _clocks(text: str) -> Iterator[tuple[tuple[int, int], Quantity]]:
    for match in _CLOCK.finditer(text):
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
        if match[3]:
            hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
        minutes = Decimal(60 * hour + minute)
        yield match.span(), Quantity(match.group().strip(), minutes, minutes, ":")


def _numbers(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        yield from _read(text, match)
    for match in ORDINAL_WORD.finditer(text):
        place = Decimal(value_of_ordinal(match.group()))
        yield Quantity(match.group(), place, place, "th")


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """One quantity, or two where the text names two numbers that span no range: "from 5 to 10 million"."""
    low, high = _value(match["low"]), _value(match["high"] or match["low"])
    if low is None or high is None or _is_article(match) or ORDINAL_WORD.match(text, match.start("low")):
        return
    size = match["size"] or match["lowsize"]
    low, high = _times(low, match["lowsize"] or (None if match["lowunit"] else size)), _times(high, size)
    low = low.copy_negate() if match["sign"] else low
    high = low if match["high"] is None else high
    before = text[max(0, match.start() - 24) : match.start()]
    bounded = _BOUND.search(before) is not None
    written, unit = " ".join(match.group().split()), _unit(match)
    if _is_range(match, before):
        yield Quantity(written, low, high, unit, bounded)
        return
    first = unit
    if match["lowunit"]:
        first, unit = "%", _unit_of(match["highbefore"] or match["after"] or "")
    yield Quantity(
        written if match["high"] is None else f"{match['low']}{match['lowunit'] or ''}", low, low, first, bounded
    )
    if match["high"]:
        yield Quantity(f"{match['highbefore'] or ''}{match['high']} {size or ''}".strip(), high, high, unit, bounded)


def _is_range(match: re.Match[str], before: str) -> bool:
    link = (match["link"] or "").lower()
    if match["lowunit"] and "%" not in match.group()[match.end("lowunit") - match.start() :]:
        return False
    if link == "and":
        return re.search(r"\bbetween\W*$", before, re.IGNORECASE) is not None
    return bool(link) and not (link == "to" and re.search(r"\bfrom\W*$", before, re.IGNORECASE))


def _is_article(match: re.Match[str]) -> bool:
    """A bare "one" is a pronoun, and "a" a number only before a magnitude."""
    alone = not any(match[name] for name in ("lowsize", "size", "after", "before", "high"))
    return match["low"].lower() in {"a", "an", "one"} and alone


def _value(number: str) -> Decimal | None:
    if number[:1].isdigit():
        return Decimal(re.sub(r"[,\u00a0\u202f]", "", number))
    return value_of_words(number)


def _times(number: Decimal, word: str | None) -> Decimal:
    lowered = (word or "").lower()
    factor = _MAGNITUDES.get(lowered, _MAGNITUDES.get(lowered.rstrip("s"), 1))
    # exact whatever the number of digits; the default context would round to 28
    return number if factor == 1 else Context(prec=len(number.as_tuple().digits) + 20).multiply(number, Decimal(factor))


def _unit(match: re.Match[str]) -> str:
    if match["ordinal"]:
        return "th"
    written = match["before"] or match["after"] or match["highbefore"] or match["lowunit"] or ""
    return _unit_of(written) or ("s" if match["plural"] else "")


def _unit_of(written: str) -> str:
    folded = re.sub(r"\s+", " ", written.strip().lower()).replace("per-cent", "per cent")
    return _UNITS.get(folded, _UNITS.get(folded.rstrip("s"), ""))
