"""What documents are about, in their own sentences: how several open, and what one tells."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np

from index.embedding import Embedder
from index.opening import Index
from rag.reader.interface import Finding
from rag.selection import MOST_SENTENCES, Statement

# What one document is about, its opening included; news puts the rest of what matters near the top.
DIGEST = 3
# How much it counts against a sentence to be like one that is shown: with more, what matters least is chosen.
_SAID = 0.4
_LEANS = re.compile(
    r"[“\"'‘(]|(?:he|she|it|they|we|i|you|his|her|its|their|this|that|these|those|there|and|but|so|as|or|also|then)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|they|them)\b")
_NAMED = re.compile(r"\b[A-Z][a-z]+ [A-Z]|(?<=[a-z,] )[A-Z][a-z]")
_LEAST_WORDS = 8
# Sentences of one document that are compared; of a book, evenly spread.
_COMPARED = 200


def overview(index: Index, embedder: Embedder, sources: Collection[str] | None) -> list[Statement]:
    """What the documents of `sources` (None: all) are about: the openings of several, the digest of one."""
    chosen = [source for source in index.documents if sources is None or source in sources]
    return digest(index, embedder, chosen[0]) if len(chosen) == 1 else openings(index, chosen)


def openings(index: Index, sources: Collection[str] | None = None) -> list[Statement]:
    """The opening sentence of each file of `sources` (None: of all), up to `MOST_SENTENCES`."""
    chosen = (source for source in index.documents if sources is None or source in sources)
    found = [opening(index, source) for source in chosen]
    return [Statement(finding) for finding in found if finding][:MOST_SENTENCES]


def opening(index: Index, source: str) -> Finding | None:
    """The first sentence of a document's own text, a dateline passed over; None where it has none."""
    document, sentences = index.documents[source], index.sentences[source]
    found = [Finding.whole(document, sentences, number) for number in _prose(index, source)]
    return next((finding for finding in found if len(finding.text.split()) >= _LEAST_WORDS), next(iter(found), None))


def digest(index: Index, embedder: Embedder, source: str) -> list[Statement]:
    """The opening of one document and the sentences nearest to all that it tells, in the order of the text.

    Each next one is the nearest to the mean of all that is not yet said: maximal marginal relevance (Carbonell and
    Goldstein 1998). A quotation or what leans on the sentence before does not stand for a text.
    """
    prose = _prose(index, source)
    document, sentences, first = index.documents[source], index.sentences[source], opening(index, source)
    found = [Finding.whole(document, sentences, number) for number in prose[:: 1 + len(prose) // _COMPARED]]
    found = [first, *(f for f in found if f != first and _stands_alone(f.text))] if first else []
    if len(found) <= DIGEST:
        return [Statement(finding) for finding in found]
    vectors = embedder.embed([finding.text for finding in found])
    central = vectors @ vectors.mean(axis=0)
    chosen = [0]
    while len(chosen) < DIGEST:
        said = (vectors @ vectors[chosen].T).max(axis=1)
        worth = central - _SAID * said
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
    return [Statement(finding) for finding in sorted((found[row] for row in chosen), key=lambda one: one.number)]


def _stands_alone(text: str) -> bool:
    """Whether it can be read by itself: it is no question, and names somebody before it says "she"."""
    pronoun, name = _PRONOUN.search(text), _NAMED.search(text)
    names_first = not pronoun or (name is not None and name.start() < pronoun.start())
    return len(text.split()) >= _LEAST_WORDS and not _LEANS.match(text) and not text.endswith("?") and names_first


def _prose(index: Index, source: str) -> list[int]:
    return [number for number, sentence in enumerate(index.sentences[source]) if sentence.kind == "prose"]
