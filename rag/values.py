"""What a sentence gives for what is asked, in forms that can be compared, and whether two such cannot both be true."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass

from rag.amounts import Amount, amounts_at
from rag.names import fold, same_name
from rag.occasions import day_at, days_differ, minutes_at, minutes_differ
from rag.reader.interface import Finding
from rag.reader.questions import AnswerType
from rag.verifying.dates import Day
from rag.verifying.naming import named_runs
from rag.verifying.number_words import value_of_words

Run = tuple[str, ...]
"""Words of a name, one after another."""

# Days are compared as days, and a title tells nobody from others.
_NO_NAMES = frozenset(
    [name.casefold() for name in [*calendar.month_name, *calendar.day_name] if name]
    + "captain colonel major sergeant lieutenant doctor professor sister father brother saint team company".split()
)


@dataclass(frozen=True, slots=True)
class Given:
    """What is given at one place of a text: of each form all that is there.

    beside: the amounts that its sentence gives besides, but for what it says not to be so. others: the names besides.
    """

    amounts: tuple[Amount, ...]
    beside: tuple[Amount, ...]
    day: Day | None
    minutes: tuple[int, ...]
    names: tuple[Run, ...]
    others: tuple[Run, ...]


def given_by(finding: Finding, year: int | None = None) -> Given:
    """What the sentence gives at the words that the reader marked, each value whole.

    year: of a document without a date.
    """
    text, start, end = _on_one_line(finding)
    besides = ((0, start), (end, len(text)))
    return Given(
        tuple(amounts_at(text, start, end)),
        tuple(amount for place in besides for amount in amounts_at(text, *place, denied=False)),
        day_at(text, start, end, finding.document.date or (str(year) if year else None)),
        tuple(minutes_at(text, start, end)),
        tuple(_names(text, start, end)),
        tuple(run for place in besides for run in _names(text, *place)),
    )


def differ(asked: AnswerType, one: Given, other: Given) -> bool | None:
    """Whether two answers to a question of that kind cannot both be true; None where they cannot be compared."""
    if asked == "number":
        return _amounts_differ(one, other)
    if asked in ("time", "year"):
        return _times_differ(one, other)
    if asked in ("person", "place", "name"):
        return _names_differ(one, other)
    if asked != "other":
        return None
    for verdict in (_amounts_differ(one, other), _times_differ(one, other)):
        if verdict is not None:
            return verdict
    return None if any((one.amounts, other.amounts, one.day, other.day)) else _names_differ(one, other)


def _on_one_line(finding: Finding) -> tuple[str, int, int]:
    """The sentence without line breaks, and where in it the marked words are."""
    text = " ".join(finding.text.split())
    before = " ".join(finding.document.text[finding.start : finding.highlight_start].split())
    marked = " ".join(finding.highlight.split())
    start = max(0, text.find(marked, max(0, len(before) - 1)))
    return text, start, start + len(marked)


def _names(text: str, start: int, end: int) -> Iterator[Run]:
    for (first, last), words in named_runs(text):
        kept = tuple(word for word in words if word.casefold() not in _NO_NAMES and not value_of_words(word.casefold()))
        if kept and first < end and start < last:
            yield kept


def _amounts_differ(one: Given, other: Given) -> bool | None:
    pairs = [(a, b) for a in one.amounts for b in other.amounts if a.comparable(b)]
    if not pairs:
        return None
    besides = [(a, b) for a in one.amounts for b in other.beside] + [(a, b) for a in one.beside for b in other.amounts]
    if any(a.comparable(b) and not a.differs(b) for a, b in besides):
        return False
    return all(a.differs(b) for a, b in pairs)


def _times_differ(one: Given, other: Given) -> bool | None:
    verdicts = []
    if one.day and other.day:
        verdicts.append(days_differ(one.day, other.day))
    if one.minutes and other.minutes:
        verdicts.append(minutes_differ(one.minutes, other.minutes))
    return any(verdicts) if verdicts else None


def _names_differ(one: Given, other: Given) -> bool | None:
    if not one.names or not other.names:
        return None
    besides = [*((a, b) for a in one.names for b in other.others), *((a, b) for a in one.others for b in other.names)]
    if all(any(_may_be_one(*pair) for pair in besides if run in pair) for run in (*one.names, *other.names)):
        return False
    return not any(_may_be_one(run, another) for run in one.names for another in other.names)


def _may_be_one(run: Run, other: Run) -> bool:
    """Whether one is the other, whole or in part: Ruiz and Ana Ruiz, but not Plains Bank and Sunflower Bank."""
    shorter, longer = sorted((run, other), key=len)
    if all(any(same_name(word, known) for known in longer) for word in shorter):
        return True
    if fold("".join(run)) == _initials(other) or fold("".join(other)) == _initials(run):
        return True
    return len(shorter) > 1 and same_name(run[-1], other[-1]) and run[0][0] == other[0][0]


def _initials(run: Run) -> str:
    return "".join(word[0] for word in run).casefold()
