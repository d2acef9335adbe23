"""Which of the cited files carry the same report, so that five articles are not counted as five witnesses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

from index.documents import Document
from rag.contract import Origin

# Two reporters can note down the same short phrase; eight words in a row, three times over, are copied.
# (Broder 1997, "On the resemblance and containment of documents", compares texts by such shingles.)
SHINGLE_WORDS = 8
COPIED_SHINGLES = 10
# Pairs grow with the square: copies of one report are found from one to the next.
_MANY = 20

_CREDIT = re.compile(
    r"\b(?:(?:first )?reported by|according to|translation by|published (?:by|on)|told|interview (?:to|with))"
    r"\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w.&-]+(?:\s+[A-Z][\w.&-]+)*)"
)
_WORDS = re.compile(r"\w+")


def origins_of(documents: Sequence[Document], of_one_matter: bool = True) -> tuple[Origin, ...]:
    """The independent origins among `documents`, in the order of their first file, each with its evidence.

    of_one_matter: they tell of one, so that who credits the other's publisher has it from there; else they have to
    share some words in a row as well.
    """
    groups: list[list[Document]] = [[document] for document in documents]
    reasons: dict[frozenset[str], str] = {}
    for (first, second), reason in sorted(_reasons(documents, of_one_matter).items()):
        one, other = documents[first], documents[second]
        reasons[frozenset((one.source, other.source))] = reason
        _merge(groups, one, other)
    return tuple(_origin(group, reasons) for group in groups)


def _reasons(documents: Sequence[Document], of_one_matter: bool) -> dict[tuple[int, int], str]:
    """Why two documents, told by their rows, carry the same report."""
    found = {}
    shared = _shared(documents)
    for (one, other), count in shared.items():
        if count >= COPIED_SHINGLES:
            words = count + SHINGLE_WORDS - 1
            pair = f"{documents[one].source} and {documents[other].source}"
            found[one, other] = f"{pair} share {words} words in the same order"
    publishing: dict[str, list[int]] = defaultdict(list)
    for row, document in enumerate(documents):
        if document.publisher:
            publishing[_first_word(document.publisher)].append(row)
    for row, citing in enumerate(documents):
        for name, credit in _credits(citing).items():
            for other in (other for other in publishing.get(name, ()) if other != row):
                rows = min(row, other), max(row, other)
                if of_one_matter or rows in shared:
                    told = f"{citing.source} credits {credit['name']}, the publisher of {documents[other].source}"
                    found[rows] = told
    return found


def _shared(documents: Sequence[Document]) -> Counter[tuple[int, int]]:
    """How many shingles any two documents share; of one that many have, only those next to each other are paired."""
    holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, document in enumerate(documents):
        for shingle in _shingles(document):
            holding[shingle].append(row)
    shared: Counter[tuple[int, int]] = Counter()
    for rows in holding.values():
        shared.update(combinations(rows, 2) if len(rows) <= _MANY else pairwise(rows))
    return shared


def credit_of(document: Document, publisher: str) -> re.Match[str] | None:
    """Where `document` credits `publisher` with what it tells."""
    return _credits(document).get(_first_word(publisher))


def _credits(document: Document) -> dict[str, re.Match[str]]:
    """Where each is credited first, by the first word of the name."""
    found: dict[str, re.Match[str]] = {}
    for match in _CREDIT.finditer(document.text):
        found.setdefault(_first_word(match["name"]), match)
    return found


def _first_word(name: str) -> str:
    bare = re.sub(r"^the (?=\w)", "", name.casefold())
    return re.sub(r"['’]s$", "", bare.split()[0])


def _shingles(document: Document) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in _WORDS.findall(document.text)]
    return set(zip(*(words[shift:] for shift in range(SHINGLE_WORDS)), strict=False))


def _merge(groups: list[list[Document]], one: Document, other: Document) -> None:
    first = next(group for group in groups if one in group)
    second = next(group for group in groups if other in group)
    if first is not second:
        first.extend(second)
        groups.remove(second)


def _origin(group: Sequence[Document], reasons: dict[frozenset[str], str]) -> Origin:
    sources = tuple(document.source for document in group)
    told = [reason for pair, reason in reasons.items() if pair <= set(sources)]
    return Origin(sources, "; ".join(told) or "no other cited file carries the same report")
