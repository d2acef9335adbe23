"""Numbers written in words: "two hundred and fifty" is 250."""

from __future__ import annotations

import re
from decimal import Decimal

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=2,
    )
}

_UNIT = "|".join(sorted([*_SMALL, *_TENS], key=len, reverse=True))
_JOIN = r"(?:[\s-]+(?:and\s+)?)"
# "thousand" and more belong to the words only where further words follow: "two million" is 2 with a magnitude.
_PART = rf"(?:(?:{_UNIT}|hundred)\b|(?:{'|'.join(_SCALES)})\b(?={_JOIN}(?:{_UNIT})\b))"
# Atomic, not "*+": after a possessive group Python 3.11.2 stands behind what it has failed to match.
WORD_NUMBER = (
    rf"(?:half\s+an?(?=\s+(?:{'|'.join(_SCALES)}|dozen)\b)|an?(?=[\s-](?:{'|'.join(_SCALES)}|hundred|dozen)\b)|"
    rf"twice\b|\b(?:{_UNIT})\b(?>(?:{_JOIN}{_PART})*))"
)
"""A regular expression, for use without regard to case; "a" counts only before a magnitude."""

ORDINAL_WORD = re.compile(rf"(?<!\d\s)\b(?:(?P<tens>{'|'.join(_TENS)})-(?:first|{'|'.join(_ORDINALS)})|"
                          rf"{'|'.join(_ORDINALS)})\b", re.IGNORECASE)  # fmt: skip
"""A number that gives a place in a row, but "first", which says more than a number does."""


def value_of_words(words: str) -> Decimal | None:
    """The number that `words`, a match of `WORD_NUMBER`, stand for; None for other words."""
    lowered = re.findall(r"[a-z]+", words.lower())
    if lowered[:1] == ["half"]:
        return Decimal("0.5")
    total, current = 0, 0
    for word in lowered:
        if word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word != "and":
            small = {**_SMALL, **_TENS, "a": 1, "an": 1, "twice": 2}.get(word)
            if small is None:
                return None
            current += small
    return Decimal(total + current)


def value_of_ordinal(word: str) -> int:
    """The place that a match of `ORDINAL_WORD` stands for: 22 for "twenty-second"."""
    tens, _, small = word.lower().rpartition("-")
    return _TENS.get(tens, 0) + (1 if small == "first" else _ORDINALS[small])
