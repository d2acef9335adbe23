"""Whether a question is asked of the collection itself, and what of it.

"Which docs have you got?" and "any bylines?" are worded in too many ways for patterns, and share their words with
questions about what is told ("Who wrote the letter?"). A softmax regression on the question's embedding tells them
apart, fitted on questions written for it and on those about what texts tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from rag.collection.pointing import THE_ARTICLE, Pointed
from rag.names import is_country, names_in

# Fitted by `python -m eval.benchmarks.fit_collection` (docs/collection.md).
WEIGHTS = Path(__file__).with_name("asking.json")

# What is less probable is taken for a question about what is told: nothing is lost by reading it.
SURE = 0.4

Kind = Literal[
    "list", "dates", "authors", "copies", "disagree", "speakers", "people", "places", "topics", "one", "told"
]
"""What is asked: which documents there are, when they came out, who wrote or published them, which carry the same
report, whether they contradict each other, who is quoted, who and which countries are named, what they are about, what
one of them is about; "told" is any question about what they tell."""

KINDS: tuple[Kind, ...] = get_args(Kind)

# Of one document: what is about it, who speaks, who and what is named in it; lines of its page are for the reader to
# choose from.
_OF_ONE: Mapping[Kind, Kind] = {
    "one": "one", "topics": "one", "list": "one", "speakers": "speakers", "people": "people", "places": "places",
}  # fmt: skip
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

    mentions: whether some document has a word.
    """

    def __init__(self, weights: NDArray[np.float64], embedder: Embedder, mentions: Callable[[str], bool]) -> None:
        self._weights = weights
        self._embedder = embedder
        self._mentions = mentions

    @classmethod
    def load(cls, embedder: Embedder, mentions: Callable[[str], bool]) -> Asking:
        """With the fitted weights."""
        fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return cls(np.array([fitted[kind] for kind in KINDS], dtype=np.float64), embedder, mentions)

    def kind(self, question: str, at: Pointed | None = None, before: Sequence[str] = ()) -> Kind:
        """What `question` asks of the collection, or of the documents that it points `at`.

        before: the questions before it. Where it names somebody or something of the documents, asks for what is not
        known of names, or goes on from a question about what they tell, it is for the reader.
        """
        rest = at.question if at else question
        # Of one document the same is asked as of several.
        wordings = [rest.replace(THE_ARTICLE, f"{THE_ARTICLE}s"), question] if at else [question]
        told: Kind = "told"
        found = next((kind for kind in map(self.likeliest, wordings) if kind != told), told)
        kind = _OF_ONE.get(found, told) if at else found
        if kind == "told" or (kind == "one" and not at) or (kind in ("people", "places") and _UNKNOWN.search(rest)):
            return "told"
        if any(is_country(name) or self._mentions(name.text) for name in names_in(rest)):
            return "told"
        goes_on = before and not _DOCUMENTS.search(rest) and self.kind(before[-1], None, before[:-1]) == "told"
        return "told" if goes_on else kind

    def likeliest(self, question: str) -> Kind:
        """The kind by the question's words alone."""
        logits = self._weights[:, 0] + self._weights[:, 1:] @ self._embedder.embed([question])[0]
        likely = np.exp(logits - logits.max())
        best = int(likely.argmax())
        return KINDS[best] if likely[best] >= SURE * likely.sum() else "told"
