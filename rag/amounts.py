"""Amounts in one form that can be compared: three years and four months are forty months, 97 km about 60 miles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rag.verifying.dates import dates_in
from rag.verifying.quantities import Quantity, quantities_in

Place = tuple[int, int]
"""The first and one past the last of some characters."""

_Measured = tuple[Place, Decimal, Decimal, str]
"""The characters of an amount, between what it lies, and its unit."""

# The base unit of each, and how much of it one is.
_MEASURES: dict[str, tuple[str, Decimal]] = {
    name: (base, Decimal(factor))
    for base, names in {
        "metre": "metre:1 meter:1 m:1 kilometre:1000 kilometer:1000 km:1000 centimetre:0.01 centimeter:0.01 cm:0.01 "
        "millimetre:0.001 millimeter:0.001 mm:0.001 mile:1609.344 yard:0.9144 foot:0.3048 feet:0.3048 ft:0.3048 "
        "inch:0.0254 inche:0.0254",
        "kilogram": "kilogram:1 kilo:1 kg:1 gram:0.001 g:0.001 tonne:1000 ton:1000 lb:0.4536 ounce:0.02835 stone:6.35",
        "day": "day:1 week:7 fortnight:14 month:30.4375 year:365.25 decade:3652.5 century:36525 centurie:36525",
        "minute": "hour:60 hr:60 minute:1 min:1 second:0.01666667",
        "litre": "litre:1 liter:1 l:1 millilitre:0.001 milliliter:0.001 ml:0.001 gallon:3.785",
        "hectare": "hectare:1 ha:1 acre:0.4047",
        "degree": "degree:1 °c:1 °:1",
        "watt": "megawatt:1000000 mw:1000000 kilowatt:1000 kw:1000 gigawatt:1000000000 gw:1000000000 watt:1",
    }.items()
    for name, factor in (part.split(":") for part in names.split())
}
_MEASURE = re.compile(r"[\s-]?(?:[a-z]+ing[\s-])?([a-z°]+?)s?(?![^\W_])", re.IGNORECASE)
# Given in another unit elsewhere, and rounded then: 97 kilometres are 60.3 miles.
_CONVERTED_UNITS = frozenset({"metre", "kilogram", "litre", "hectare", "day"})
# What two of them give one after the other is one amount.
_ADDED_UNITS = frozenset({"day", "minute", "kilogram", "metre"})
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_RATE = re.compile(r"[\s-]?[a-z]+ (?:of [a-z]+ )?(?:an?|per|the|each|every) (second|minute|hour|day)\b", re.IGNORECASE)

_SHARES = {
    name: Decimal(parts) * 100 / whole
    for whole, names in {
        2: "half:1", 3: "a third:1 one third:1 two thirds:2", 4: "a quarter:1 one quarter:1 three quarters:3",
        5: "a fifth:1 one fifth:1 two fifths:2 three fifths:3 four fifths:4", 10: "a tenth:1 one tenth:1",
    }.items()
    for name, parts in re.findall(r"([a-z ]+?):(\d)\s?", names)
}  # fmt: skip
_SHARE = re.compile(
    rf"(?<!and )\b(?P<share>{'|'.join(name.replace(' ', '[ -]') for name in _SHARES)})\b"
    r"(?! (?:past|to|(?:a|an) (?:million|billion|dozen|hour|year|day)|million|billion|dozen|hour|year)\b)"
    r"(?: of a (?P<of>million|billion)\b)?",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"\b(?:quarters?|third|half) of $", re.IGNORECASE)
_AND_A_HALF = re.compile(r"\s?(?:[a-z]+ )?and a half\b", re.IGNORECASE)
_METRES = re.compile(r"\d m$")

_ABOUT = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|circa|close to|estimated|"
    r"just (?:under|over|below|above|short of))\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:more than|over|at least|above|upwards? of|no (?:less|fewer) than|exceed\w*)\W*$", re.IGNORECASE
)
_LESS = re.compile(
    r"\b(?:less than|fewer than|under|at most|below|up to|as (?:many|much|far) as|not quite)\W*$", re.IGNORECASE
)
# "About 900" may be 895 or 940; a bound is given for what lies near it; what is converted or round is off by little.
_ROUNDED, _BOUNDED, _SLIGHTLY = Decimal("0.06"), Decimal("0.25"), Decimal("0.02")
_ROUND = 1000
# A smaller number without a unit counts something.
_BARE = 1000

_PART_BEFORE = re.compile(r"\b(?:of (?:these|those|them|whom|which)|among (?:these|those|them)),?\s$", re.IGNORECASE)
_PART_AFTER = re.compile(r"\s(?:[a-z]+\s)?of (?:these|those|them|whom|which|the same)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|instead of|rather than|up from|down from|and no)\W*$", re.IGNORECASE)
# Characters in which a word stands that says how exact a number is, or what it is a part of.
_BEFORE = 24
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_COUNTED = re.compile(r"\s?(?:people|[a-z]+s)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its base unit, and within what it may lie when it is not exact."""

    low: Decimal
    high: Decimal
    unit: str

    def comparable(self, other: Amount) -> bool:
        """Whether they are of one unit; a bare number may stand for any amount as large as itself."""
        return self.unit == other.unit or ("" in (self.unit, other.unit) and min(self.high, other.high) >= _BARE)

    def differs(self, other: Amount) -> bool:
        """Whether both cannot be one amount."""
        return self.low > other.high or other.low > self.high


def amounts_at(text: str, start: int, end: int, denied: bool = True) -> list[Amount]:
    """The amounts that overlap with the characters given, each whole; a part of something else is none of them.

    denied: also what the text says not to be so, or no longer.
    """
    return [amount for (first, last), amount in amounts_in(text, denied) if first < end and start < last]


def amounts_in(text: str, denied: bool = True) -> list[tuple[Place, Amount]]:
    """All amounts of `text` with their places; arguments as for `amounts_at`."""
    measured = [(place, *_measured(text, place[1], quantity)) for place, quantity in _placed(text)]
    return [
        ((first, last), _within(low, high, unit, text[max(0, first - _BEFORE) : first]))
        for (first, last), low, high, unit in _added(text, [*measured, *_shares(text)])
        if _counts(text, first, last, denied)
    ]


def _placed(text: str) -> Iterator[tuple[Place, Quantity]]:
    for quantity in quantities_in(text, [span for span, _ in dates_in(text)]):
        if quantity.unit in (":", "th", "s"):
            continue
        for match in re.finditer(rf"(?<![\w.,]){re.escape(quantity.text)}(?!\d)", text):
            if not _SHARE_OF.search(text[: match.start()]) and not _is_year(text, match):
                yield match.span(), quantity


def _is_year(text: str, match: re.Match[str]) -> bool:
    return bool(_YEAR.fullmatch(match.group().strip())) and not _COUNTED.match(text, match.end())


def _counts(text: str, first: int, last: int, denied: bool) -> bool:
    """Whether it is no part of what is counted elsewhere ("of these, 39", "six of them"), nor denied."""
    before = text[max(0, first - _BEFORE) : first]
    is_part = _PART_BEFORE.search(before) or _PART_AFTER.match(text, last)
    return not is_part and (denied or not _DENIED.search(before))


def _shares(text: str) -> Iterator[_Measured]:
    for match in _SHARE.finditer(text):
        share = _SHARES[match["share"].lower().replace("-", " ")]
        whole = {"million": 10**6, "billion": 10**9}.get((match["of"] or "").lower())
        value = share * whole / 100 if whole else share
        yield match.span(), value, value, "" if whole else "%"


def _measured(text: str, end: int, quantity: Quantity) -> tuple[Decimal, Decimal, str]:
    half = Decimal("0.5") if _AND_A_HALF.match(text, end) else Decimal(0)
    low, high = quantity.low + half, quantity.high + half
    if not quantity.unit and _METRES.search(quantity.text):
        # "180 m of piling" was read as 180 million.
        return low / 10**6, high / 10**6, "metre"
    match = _MEASURE.match(text, end)
    unit, factor = _MEASURES.get(match[1].lower(), ("", Decimal(1))) if match else ("", Decimal(1))
    if quantity.unit or not unit:
        return low, high, quantity.unit
    rate = _RATE.match(text, end)
    seconds = _SECONDS[rate[1].lower()] if rate else 1
    return low * factor / seconds, high * factor / seconds, f"{unit}/s" if rate else unit


def _added(text: str, measured: Sequence[_Measured]) -> Iterator[_Measured]:
    """What two measures give together is one amount: three years and four months."""
    ordered = sorted(measured)
    while ordered:
        place, low, high, unit = ordered.pop(0)
        if ordered and unit in _ADDED_UNITS and ordered[0][3] == unit and ordered[0][2] < low:
            between = text[place[1] : ordered[0][0][0]]
            if re.fullmatch(r"[\s-]?[a-z]+,?(?: and)? ", between, re.IGNORECASE):
                (_, last), more, most, _ = ordered.pop(0)
                place, low, high = (place[0], last), low + more, high + most
        yield place, low, high, unit


def _within(low: Decimal, high: Decimal, unit: str, before: str) -> Amount:
    above = _BOUNDED if _MORE.search(before) else Decimal(0)
    below = _BOUNDED if _LESS.search(before) else Decimal(0)
    may_be_rounded = unit.removesuffix("/s") in _CONVERTED_UNITS or (low != 0 and int(low) % _ROUND == 0)
    near = _ROUNDED if _ABOUT.search(before) else _SLIGHTLY if may_be_rounded else Decimal(0)
    return Amount(low * (1 - max(below, near)), high * (1 + max(above, near)), unit)
