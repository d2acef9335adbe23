"""Where the documents contradict each other, with no matter named: their own sentences are turned into questions.

A sentence's amount or day is taken out ("The work will cost how many"), and what is left is read in its document and
in the one that tells the like with another value; besides, each question that a sentence's form gives is read in all.
What the reader then finds to be disputed (`rag/reader/disputes.py`) may contradict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, takewhile

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.lexical import STOPWORDS
from index.opening import Index
from rag.amounts import Amount, Place, amounts_in
from rag.citing import Answered, place_of
from rag.conflicts import groups_in_conflict, year_of
from rag.names import same_name
from rag.occasions import day_named, days_differ
from rag.question_forms import questions_of
from rag.reader.interface import Finding, Reading
from rag.reader.questions import analyse
from rag.roles import introduced
from rag.selection import Statement
from rag.verifying.dates import Day, dates_in

# Sentences less like each other hardly tell one thing.
ALIKE = 0.4
# Each is read in a tenth of a second, while somebody waits.
ASKED = 40
# Each has two sides at least; more is not read.
SHOWN = 3
# Every pair of sentences is compared.
_COMPARED = 1500
_LEAST_WORDS = 5
_FORMS = ("when", "how many", "who")
# Parts of one date: "Monday, 17 April".
_BESIDE = 5
_BEHIND = re.compile(r"(?:\W+\w+){0,3}")
_NO_PART = STOPWORDS | {"were", "was", "had", "have", "has", "are", "is", "will"}
_DATELINE = re.compile(r"[A-Z][A-Z/ .-]{2,}, ")
_BEFORE_DATE = re.compile(r"\s*\b(?:on|in|at|of|by|since|until)?\s*$")

NONE_FOUND = (
    "No two documents were found to give different days, amounts or names for one thing. Opinions are not compared."
)
FOUND = (
    "The documents may disagree here; whether both speak of the same is for you to judge. Opinions are not compared."
)

Read = Callable[[str, Collection[str] | None], tuple[list[Statement], Reading]]
"""Reads a question in the documents of some sources (None: all): what would be quoted, and the whole reading."""

Pair = tuple[Finding, Finding]


@dataclass(frozen=True, slots=True)
class _Valued:
    """A sentence on one line, with the amounts and the day that it gives.

    counted: for each amount without a unit the stems of the words behind it, among which is what it counts.
    """

    finding: Finding
    text: str
    amounts: tuple[tuple[Place, Amount], ...]
    counted: tuple[frozenset[str], ...]
    day: Day | None


def disagreements(
    index: Index, embedder: Embedder, sources: Sequence[str], asked_of: Collection[str] | None, read: Read
) -> list[Answered]:
    """Up to `SHOWN` questions whose answers differ from document to document, with what answers them.

    sources: the documents; asked_of: the same, None for all.
    """
    found: list[Answered] = []
    shown: set[frozenset[tuple[str, int]]] = set()
    for question, pair in islice(_questions(index, embedder, sources), ASKED):
        among = {finding.document.source for finding in pair} if pair else asked_of
        statements, reading = read(question, among)
        answered = (analyse(question), statements, reading.disputing)
        heads = _heads(answered, pair)
        if heads and heads not in shown:
            shown.add(heads)
            found.append(answered)
        if len(found) == SHOWN:
            break
    return found


def _heads(answered: Answered, pair: Pair | None) -> frozenset[tuple[str, int]]:
    """The first sentence of each side; none without sides, or where those of `pair` are not on two of them."""
    kind, statements, disputing = answered
    sides = groups_in_conflict(kind, [f for statement in statements for f in statement.findings], disputing)
    of_pair = [
        number
        for finding in pair or ()
        for number, side in enumerate(sides)
        if place_of(finding) in {place_of(other) for other in side}
    ]
    if pair and len(set(of_pair)) < len(pair):
        return frozenset()
    return frozenset(place_of(side[0]) for side in sides)


def _questions(index: Index, embedder: Embedder, sources: Sequence[str]) -> Iterator[tuple[str, Pair | None]]:
    """Questions that the documents' own sentences raise; those of two sentences with the pair, the most like first."""
    made = (
        made.text
        for source in sources
        for number in range(len(index.sentences[source]))
        for made in questions_of(index.documents[source], index.sentences[source], number)
        if made.form in _FORMS
    )
    spelt = (f"How is the first name of {name} spelled?" for name in _spelt_differently(index, sources))
    yield from ((question, None) for question in islice(dict.fromkeys([*spelt, *made]), ASKED // 2))
    valued = _valued(index, sources)
    if valued:
        yield from _clozes(valued, embedder.embed([one.text for one in valued]))


def _spelt_differently(index: Index, sources: Sequence[str]) -> list[str]:
    """The last names of those who are introduced with two spellings of a first name: Alexei and Alexey."""
    first_names: dict[str, set[str]] = {}
    for name, _ in (found for source in sources for found in introduced(index.documents[source].text)):
        first, *_, last = name.split()
        first_names.setdefault(last, set()).add(first)
    return [last for last, some in first_names.items() if any(same_name(*pair) for pair in combinations(some, 2))]


def _clozes(valued: Sequence[_Valued], vectors: NDArray[np.float32]) -> Iterator[tuple[str, Pair | None]]:
    cosines = vectors @ vectors.T
    files = np.array([one.finding.document.source for one in valued])
    cosines[files[:, None] == files[None, :]] = -1.0
    alike = sorted(zip(*np.nonzero(cosines >= ALIKE), strict=True), key=lambda pair: -cosines[pair])
    for row, other in alike:
        if cosines[row, other] == cosines[row, files == files[other]].max():
            pair = valued[row].finding, valued[other].finding
            yield from ((question, pair) for question in _left_open(valued[row], valued[other]))


def _left_open(one: _Valued, other: _Valued) -> Iterator[str]:
    """The sentence as a question for each value of which the other gives another, and not the same besides."""
    for ((start, end), amount), counted in zip(one.amounts, one.counted, strict=True):
        theirs = zip((theirs for _, theirs in other.amounts), other.counted, strict=True)
        like = [value for value, things in theirs if amount.comparable(value) and (amount.unit or counted & things)]
        if like and all(amount.differs(value) for value in like):
            yield f"{one.text[:start]}how many{one.text[end:]}".rstrip(".") + "?"
    if one.day and other.day and days_differ(one.day, other.day):
        yield _without_date(one.text)


def _without_date(text: str) -> str:
    places = [place for place, _ in dates_in(text)]
    start, end = places[0]
    for first, last in places[1:]:
        if first - end < _BESIDE:
            end = max(end, last)
    return f"When? {_BEFORE_DATE.sub('', text[:start])} {text[end:].lstrip()}".rstrip(". ") + "?"


def _valued(index: Index, sources: Sequence[str]) -> list[_Valued]:
    """The sentences that give an amount or a day."""
    year = year_of([index.documents[source] for source in sources])
    found = []
    for source in sources:
        document, sentences = index.documents[source], index.sentences[source]
        published = document.date or (str(year) if year else None)
        for number in (n for n, sentence in enumerate(sentences) if sentence.kind == "prose"):
            finding = Finding.whole(document, sentences, number)
            text = " ".join(finding.text.split())
            amounts = tuple(amounts_in(text))
            counted = tuple(frozenset(index.terms.of(_behind(text, place[1]))) for place, _ in amounts)
            # A dateline tells when the page came out, and what it opens with is the news of that day.
            day = None if _DATELINE.match(text) else day_named(text, published)
            one = _Valued(finding, text, amounts, counted, day)
            if (one.amounts or one.day) and len(text.split()) >= _LEAST_WORDS:
                found.append(one)
    return found[:_COMPARED]


def _behind(text: str, place: int) -> str:
    """The words behind an amount, up to one that is no part of what is counted: "planned operations"."""
    match = _BEHIND.match(text, place)
    words = match.group().split() if match else []
    return " ".join(takewhile(lambda word: word.casefold() not in _NO_PART, words))
