"""Whether a question is asked of the collection itself, and what of it.

"Which docs have you got?" and "any bylines?" are worded in too many ways for patterns, and share their words with
questions about what is told ("Who wrote the letter?"). A softmax regression on the question's embedding tells them
apart, fitted on questions written for it and on those about what texts tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from rag.collection.pointing import THE_ARTICLE, Pointed
from rag.names import is_country, names_in

# Fitted by `python -m eval.benchmarks.fit_collection` (docs/collection.md).
WEIGHTS = Path(__file__).with_name("asking.json")

# What is less probably of the collection, of whatever kind, is read like any other question: little is lost by that.
SURE = 0.6

Kind = Literal[
    "list", "dates", "authors", "copies", "disagree", "speakers", "people", "places", "topics", "one", "told"
]
"""What is asked: which documents there are, when they came out, who wrote or published them, which carry the same
report, whether they contradict each other, who is quoted, who and which countries are named, what they are about, what
one of them is about; "told" is any question about what they tell."""

# Questions whose kind is remembered: those of some conversations.
_KEPT = 1024

KINDS: tuple[Kind, ...] = get_args(Kind)
# The last of them is no question of the collection.
_TOLD = len(KINDS) - 1

# One document is no copy of itself, and does not contradict itself.
_OF_ONE: Mapping[Kind, Kind] = {
    "one": "one", "topics": "one", "list": "one", "dates": "dates", "authors": "authors", "speakers": "speakers",
    "people": "people", "places": "places",
}  # fmt: skip
_OPENING = re.compile(r"^(?:(?:and|but|so|ok(?:ay)?|then|also)\b[\s,]*)+", re.IGNORECASE)
_ONE_ARTICLE = re.compile(rf"\b{THE_ARTICLE}\b", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:titles?|headlines?|headings?)\b", re.IGNORECASE)
_ABOUT_SOMETHING = re.compile(r"\b(?:about|on|regarding|concerning) (?!the articles?\b|it\b)\w", re.IGNORECASE)
# "The article about the harbour" is one among others, told by its matter.
_BY_MATTER = re.compile(r"\b(?:article|document|file|text|piece|report|story) (?:about|on|regarding) \w", re.IGNORECASE)
# Which names are firms, parties or towns is not known.
_UNKNOWN = re.compile(
    r"\b(?:compan\w*|firms?|business\w*|corporat\w*|organi[sz]ations?|orgs?|institut\w*|agenc\w*|part(?:y|ies)|unions?|ngos?"
    r"|entit\w*|bod(?:y|ies)|banks?|cit(?:y|ies)|towns?|villages?|women|men)\b",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(?:(?:article|document|doc|file|source|text|paper|piece|report|stor(?:y|ie)|item|byline|outlet)s"
    r"|folder|collection|corpus|data|material|archive|library|you|your|u|ur|here)\b",
    re.IGNORECASE,
)


class Asking:
    """Tells what a question asks of the collection. Thread-safe.

    mentions: whether some document has a word. `likeliest` gives the kind by the question's words alone.
    """

    def __init__(self, weights: NDArray[np.float64], embedder: Embedder, mentions: Callable[[str], bool]) -> None:
        self._weights = weights
        self._embedder = embedder
        self._mentions = mentions
        # The questions of a conversation are looked at again with each that follows.
        self.likeliest = lru_cache(_KEPT)(self._likeliest)

    @classmethod
    def load(cls, embedder: Embedder, mentions: Callable[[str], bool]) -> Asking:
        """With the fitted weights."""
        fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return cls(np.array([fitted[kind] for kind in KINDS], dtype=np.float64), embedder, mentions)

    def kind(self, question: str, at: Pointed | None = None, follows: bool = False) -> Kind:
        """What `question` asks of the collection, or of the documents that it points `at`.

        Where it names somebody or something of the documents, asks for what is not known of names, or `follows` one
        about what they tell and speaks of no documents, it is for the reader.
        """
        rest = at.question if at else question
        # Of one document the same is asked as of several.
        wordings = [_ONE_ARTICLE.sub(f"{THE_ARTICLE}s", rest), question] if at else [question]
        told: Kind = "told"
        found = next((kind for kind in map(self.likeliest, wordings) if kind != told), told)
        kind = self._of_these(found, rest, len(at.sources)) if at else told if found == "one" else found
        if kind == "told" or _BY_MATTER.search(rest) or (kind in ("people", "places") and _UNKNOWN.search(rest)):
            return "told"
        written = rest.lower() if rest.isupper() else rest
        if any(is_country(name) or self._mentions(name.text) for name in names_in(written)):
            return "told"
        return "told" if follows and not at and not _DOCUMENTS.search(rest) else kind

    def _of_these(self, kind: Kind, rest: str, count: int) -> Kind:
        """What is asked of as many documents as are pointed to, where it looks to be of that kind."""
        if count == 1:
            kind = "list" if kind in ("list", "one", "topics") and _TITLE.search(rest) else _OF_ONE.get(kind, "told")
        elif kind == "one":
            kind = "topics"
        return "told" if kind in ("one", "topics") and _ABOUT_SOMETHING.search(rest) else kind

    def _likeliest(self, question: str) -> Kind:
        logits = self._weights[:, 0] + self._weights[:, 1:] @ self._embedder.embed([_OPENING.sub("", question)])[0]
        likely = np.exp(logits - logits.max())
        of_collection = likely[:_TOLD]
        return KINDS[int(of_collection.argmax())] if of_collection.sum() >= SURE * likely.sum() else "told"
