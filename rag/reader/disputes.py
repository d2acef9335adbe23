"""Whether another file's best sentence gives another answer to the same question, or speaks of something else.

That two values cannot both be true is told by rule (`rag/values.py`); that both are given for one thing is told by a
logistic model: from how well the other sentence answers, by how much better than any of a third file, and how well each
answers what the other leaves open when its value is taken out of it (a cloze: "The work will cost how many").
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.documents import date_in_words
from rag.names import Mentioned
from rag.reader.cross_encoder import CrossEncoder
from rag.reader.features import Asked, Candidate, best_span
from rag.reader.interface import Finding
from rag.reader.questions import AnswerType
from rag.values import differ, given_by

# Fitted by `python -m eval.benchmarks.fit_disputes` (docs/reader.md).
WEIGHTS = Path(__file__).with_name("disputes.json")

NAMES = ("probability", "margin", "cloze")
"""What the model weighs: see `Disputes.features`."""

# More than so many other files are not looked at: the further ones are hardly ever about the same.
FILES = 3
# Around a sentence, in characters: the paragraphs that tell what it is about; and a text's opening.
_AROUND, _OPENING = 1500, 500
# Words of the sentence on each side of its value; the model reads 48 tokens of a question.
_CLOZE_WORDS = 16
_ASKING: Mapping[AnswerType, str] = {
    "number": "how many", "time": "when", "year": "what year", "person": "who", "place": "where",
}  # fmt: skip
# Below it nothing answers, and whether by more or less does not matter.
_LEAST = 2.5e-3
# What the cloze can add at most: above it margins tell nothing more.
_HIGHEST_CLOZE = 1.0

Read = tuple[Finding, Candidate]
"""A finding, and the candidate that it was made of."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The best sentence of all and the best of another file, whose values differ.

    third: the probability of the best of any third file that agrees with neither.
    """

    first: Read
    other: Read
    third: float


class Disputes:
    """Finds who answers otherwise. Thread-safe."""

    def __init__(self, encoder: CrossEncoder, fitted: Mapping[str, float]) -> None:
        self._encoder = encoder
        self._bias = fitted["bias"]
        self._weights = np.array([fitted[name] for name in NAMES])

    @classmethod
    def load(cls, encoder: CrossEncoder) -> Disputes:
        """With the fitted weights."""
        return cls(encoder, json.loads(WEIGHTS.read_text(encoding="utf-8")))

    def among(self, asked: Asked, read: Sequence[Read]) -> tuple[Finding, ...]:
        """Those of `read`, likeliest first, that give another answer than its first: of each file at most one."""
        return tuple(pair.other[0] for pair in pairs(asked, read) if self._disputes(asked, pair))

    def _disputes(self, asked: Asked, pair: Pair) -> bool:
        known = _known(pair)
        # Whether the cloze can still decide is known without reading it.
        if self._log_odds([*known, _HIGHEST_CLOZE]) < 0:
            return False
        return self._log_odds([*known, self._cloze(asked, pair)]) >= 0

    def features(self, asked: Asked, pair: Pair) -> list[float]:
        """The numbers that tell whether both speak of one thing, in the order of `NAMES`.

        The log odds that the other sentence answers; by how much these are over those of any third file; and how surely
        each is read for the cloze of the other, in the mean.
        """
        return [*_known(pair), self._cloze(asked, pair)]

    def _log_odds(self, features: Sequence[float]) -> float:
        return self._bias + float(self._weights @ np.array(features))

    def _cloze(self, asked: Asked, pair: Pair) -> float:
        both = (pair.first, pair.other), (pair.other, pair.first)
        return sum(self._margin(asked, of[0], read) for of, read in both) / 2

    def _margin(self, asked: Asked, of: Finding, read: Read) -> float:
        """How surely the sentence read answers the cloze of another, in the units of the reader's span feature."""
        passage, number = read[1].evidence, read[1].number
        reading = self._encoder.read(_without_value(of, asked.kind.answer_type), [passage.text])[0]
        return float(np.clip(best_span(reading, passage, number)[0] / 10, -2, _HIGHEST_CLOZE))


def pairs(asked: Asked, read: Sequence[Read]) -> Iterator[Pair]:
    """The first of `read` with each best of another file that may dispute it; `read` is likeliest first.

    It may where its value differs, and around it is all of the names and numbers in the question that the first has
    around it: what lacks one tells of another year, place or firm.
    """
    if not read or asked.kind.several:
        return
    first, others = read[0], _best_of_others(read)
    asks, given = asked.kind.answer_type, given_by(first[0])
    values = [given_by(other[0]) for other in others]
    named = list(filter(_mentioned_around(first[0]).holds, asked.taken_for_given))
    for other, value in list(zip(others, values, strict=True))[:FILES]:
        if differ(asks, given, value) and all(map(_mentioned_around(other[0]).holds, named)):
            third = [
                one[0].probability
                for one, its in zip(others, values, strict=True)
                if one is not other and not any(differ(asks, its, side) is False for side in (given, value))
            ]
            yield Pair(first, other, max(third, default=0.0))


def _known(pair: Pair) -> list[float]:
    answers = _logit(pair.other[0].probability)
    return [answers, answers - _logit(pair.third)]


def _mentioned_around(finding: Finding) -> Mentioned:
    document = finding.document
    return Mentioned.of(f"{document.title or ''}\n{date_in_words(document.date) or ''}\n{_around(finding)}")


def _best_of_others(read: Sequence[Read]) -> list[Read]:
    best: dict[str, Read] = {}
    for one in read:
        best.setdefault(one[0].document.source, one)
    return list(best.values())[1:]


def _without_value(finding: Finding, asked: AnswerType) -> str:
    """The sentence with a question's word in place of what it answers."""
    before = finding.document.text[finding.start : finding.highlight_start].split()[-_CLOZE_WORDS:]
    after = finding.document.text[finding.highlight_end : finding.end].split()[:_CLOZE_WORDS]
    return " ".join([*before, _ASKING.get(asked, "what"), *after])


def _around(finding: Finding) -> str:
    text = finding.document.text
    start = max(0, finding.start - _AROUND)
    return f"{text[: min(_OPENING, start)]}\n{text[start : finding.end + _AROUND]}"


def _logit(probability: float) -> float:
    clipped = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(clipped / (1 - clipped))
