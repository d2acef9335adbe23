"""Two files that tell one thing in the same words but for the answer: copies of one report, one of them altered."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from rag.countries import COUNTRY_OF
from rag.names import Term, mentions, names_in, normal, numbers_in
from rag.occasions import day_named, days_differ
from rag.reader.interface import Finding
from rag.verifying.dates import Day
from rag.verifying.naming import Named

# Two files may put another of these into one sentence; any other word may change what is told ("former", "never").
_FUNCTION_WORDS = frozenset("a an the of in on at to for by with from and that which".split())
_CALENDAR = frozenset(name.casefold() for name in [*calendar.month_name, *calendar.day_name])
# Fewer words in common are those of any two sentences.
LEAST_SHARED = 2
# Copies of a report come out within days. A weekly meeting, a yearly prize and the next holder of an office are told in
# the words of the last one.
LATER = 3
# A sentence that reads half as well as the best may be about something else.
NEARLY = 0.5
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_DECADE = re.compile(r"\d0['’]?s\b")

Run = tuple[str, ...]
"""Words of a name, one after another."""


def contradict(one: Finding, other: Finding) -> bool:
    """Whether two sentences cannot say the same, however like each other they are.

    They give different days; or each has a name that the other lacks, in what is marked or among the same words; or
    they are alike but for the answer.
    """
    if one.text == other.text:
        return False
    days = _day(one), _day(other)
    if days[0] and days[1]:
        return days_differ(days[0], days[1])
    names = _own_names(one, other), _own_names(other, one)
    if all(names) and _are_of_a_kind(*names):
        return (_marks(one, names[0]) and _marks(other, names[1])) or _same_words(one, other)
    return alike_but_for_answer(one, other) or _are_mirrored(one, other)


def _are_mirrored(one: Finding, other: Finding) -> bool:
    """Whether two names have changed places: who beat whom; in "Bruun and Holm" places tell nothing."""
    words = [sorted(re.findall(r"\w+", f.text.casefold())) for f in (one, other)]
    names, others = (names_in(f.highlight) for f in (one, other))
    return (
        words[0] == words[1]
        and bool(names and others)
        and not any(mentions(other.highlight, name) for name in names)
        and " and " not in one.text
    )


def sides(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of different files that tell it alike but for the answer, each before those that answer as it does.

    The side of the likeliest comes first; nothing where that answers as none of them does.
    """
    likely = [f for f in findings if f.probability >= NEARLY * findings[0].probability]
    for one, other in combinations(likely, 2):
        if alike_but_for_answer(one, other):
            heads = [one, other]
            heads += [f for f in likely if all(alike_but_for_answer(f, head) for head in heads)]
            found = [_side(head, heads, likely) for head in heads]
            if any(findings[0] is f for side in found for f in side):
                return sorted(found, key=lambda side: not any(findings[0] is f for f in side))
    return []


def _side(head: Finding, heads: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    own = [_given(head, other) for other in heads if other is not head]
    others = [_given(other, head) for other in heads if other is not head]
    same = [f for f in findings if f not in heads and _names_any(f, own) and not _names_any(f, others)]
    return [head, *same]


def _given(head: Finding, other: Finding) -> list[str]:
    return [*(run[-1] for run in _own_names(head, other)), *(term.text for term in _own_numbers(head, other))]


def _names_any(finding: Finding, answers: Sequence[Sequence[str]]) -> bool:
    return any(mentions(finding.highlight, Term(name, normal(name))) for names in answers for name in names)


def alike_but_for_answer(one: Finding, other: Finding) -> bool:
    """Whether two files' sentences have the same words, and other names, numbers and days only in what is marked."""
    if one.document.source == other.document.source or one.text == other.text or _is_later(one, other):
        return False
    names = _own_names(one, other), _own_names(other, one)
    numbers = _own_numbers(one, other), _own_numbers(other, one)
    return (
        _can_differ(_differ_in_days(one, other), names, numbers)
        and _are_marked(one, names[0], numbers[0])
        and _are_marked(other, names[1], numbers[1])
        and not _DECADE.search(one.highlight + other.highlight)
        and _same_words(one, other)
    )


def _can_differ(days: bool | None, names: tuple[list[Run], ...], numbers: tuple[list[Term], ...]) -> bool:
    """Whether both give another day, or a name or number each that can be held against each other."""
    if days is not None:
        return days
    both = [all(pair) for pair in (names, numbers)]
    if [any(pair) for pair in (names, numbers)] != both or not any(both):
        return False
    return _are_of_a_kind(*names) and len({_is_year(term) for some in numbers for term in some}) < 2


def _differ_in_days(one: Finding, other: Finding) -> bool | None:
    """Whether the days marked cannot be one; a day beside none is no other answer; None without any."""
    day, other_day = _day(one), _day(other)
    if day and other_day:
        return days_differ(day, other_day)
    return False if day or other_day else None


def _day(finding: Finding) -> Day | None:
    return day_named(finding.highlight, finding.document.date)


def _is_later(one: Finding, other: Finding) -> bool:
    """Whether the files came out far from each other, and the sentences do not tell of one year."""
    first, second = one.document.date, other.document.date
    if not first or not second or _years_around(one) & _years_around(other):
        return False
    if min(len(first), len(second)) < len("2025-03-27"):
        return first[:4] != second[:4]
    return abs((date.fromisoformat(first[:10]) - date.fromisoformat(second[:10])).days) > LATER


def _years_around(finding: Finding) -> frozenset[str]:
    """The years that the sentence tells beside what is marked."""
    return frozenset(_YEAR.findall(finding.text.replace(finding.highlight, " ", 1)))


def _own_names(one: Finding, other: Finding) -> list[Run]:
    """The names of the first sentence of which the other has no part."""
    known = Named.of(other.text)
    return [
        run
        for run in Named.of(one.text).runs
        if not any(word in known or word.casefold() in _CALENDAR for word in run) and not _is_opening_word(run, one)
    ]


def _is_opening_word(run: Run, finding: Finding) -> bool:
    """Whether it may have its capital only from its place: nowhere does the document have it within a sentence."""
    opens = len(run) == 1 and finding.text.lstrip("“\"'‘(").startswith(run[0])
    return opens and not re.search(rf"[a-z,] {re.escape(run[0])}\b", finding.document.text)


def _own_numbers(one: Finding, other: Finding) -> list[Term]:
    return [term for term in numbers_in(one.text) if not mentions(other.text, term)]


def _are_marked(finding: Finding, names: Sequence[Run], numbers: Sequence[Term]) -> bool:
    return _marks(finding, names) and all(mentions(finding.highlight, term) for term in numbers)


def _marks(finding: Finding, names: Sequence[Run]) -> bool:
    return all(any(word in finding.highlight for word in run) for run in names)


def _are_of_a_kind(names: Sequence[Run], others: Sequence[Run]) -> bool:
    """Whether it is not that one names countries alone and the other none: Milan is in Italy."""
    countries = [{normal(" ".join(run)) in COUNTRY_OF for run in some} for some in (names, others)]
    return sorted(map(sorted, countries)) != [[False], [True]]


def _is_year(term: Term) -> bool:
    return _YEAR.fullmatch(term.normal) is not None


def _same_words(one: Finding, other: Finding) -> bool:
    """Whether the sentences have the same words, but for the names and numbers that each has for itself."""
    words, others = _words(one, other), _words(other, one)
    return words == others and len(words) >= LEAST_SHARED


def _words(one: Finding, other: Finding) -> frozenset[str]:
    own = [*(word for run in _own_names(one, other) for word in run), *(t.text for t in _own_numbers(one, other))]
    left = _spelled(one.text) - _spelled(" ".join(own)) - _FUNCTION_WORDS - _CALENDAR
    return frozenset(left)


def _spelled(text: str) -> frozenset[str]:
    # "s" is what is left of a genitive
    return frozenset(re.findall(r"\w+", text.casefold())) - {"s"}
