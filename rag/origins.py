"""Which of the cited files carry the same report, so that five articles are not counted as five witnesses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from index.documents import Document
from rag.contract import Origin

# Two reporters can note down the same short phrase; eight words in a row, three times over, are copied.
# (Broder 1997, "On the resemblance and containment of documents", compares texts by such shingles.)
SHINGLE_WORDS = 8
COPIED_SHINGLES = 10

_CREDIT = re.compile(
    r"\b(?:(?:first )?reported by|according to|translation by|published (?:by|on)|told|interview (?:to|with))"
    r"\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w.&-]+(?:\s+[A-Z][\w.&-]+)*)"
)
_WORDS = re.compile(r"\w+")


def origins_of(documents: Sequence[Document]) -> tuple[Origin, ...]:
    """The independent origins among `documents`, in the order of their first file, each with its evidence."""
    groups: list[list[Document]] = [[document] for document in documents]
    reasons: dict[frozenset[str], str] = {}
    for one, other in combinations(documents, 2):
        if reason := _same_report(one, other):
            reasons[frozenset((one.source, other.source))] = reason
            _merge(groups, one, other)
    return tuple(_origin(group, reasons) for group in groups)


def _same_report(one: Document, other: Document) -> str | None:
    for citing, cited in ((one, other), (other, one)):
        if cited.publisher and (name := _credited(citing, cited.publisher)):
            return f"{citing.source} credits {name}, the publisher of {cited.source}"
    shared = len(_shingles(one) & _shingles(other))
    if shared >= COPIED_SHINGLES:
        return f"{one.source} and {other.source} share {shared + SHINGLE_WORDS - 1} words in the same order"
    return None


def _credited(document: Document, publisher: str) -> str | None:
    first = publisher.split()[0].casefold()
    for match in _CREDIT.finditer(document.text):
        if re.sub(r"['’]s$", "", match["name"]).casefold().split()[0] == first:
            return match["name"]
    return None


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
