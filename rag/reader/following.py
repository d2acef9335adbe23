"""Which sentence answers the next question of a conversation.

It is read twice, as typed and with what the one before was about; and people ask on about what they were just shown:
of 408 such questions written for this project a third is answered by the very sentence that was shown, and one in
seven by its neighbours. Two logistic models weigh that, as for other questions (rag/reader/scoring.py): which
sentence, and whether it answers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.reader.features import Candidate
from rag.reader.scoring import Scorer, probability

# Fitted by `python -m eval.benchmarks.fit_following` (docs/reader.md).
WEIGHTS = Path(__file__).with_name("following.json")

NAMES = ("typed", "together", "shown", "beside")
"""The log odds of both readings, and whether the sentence was shown or stands beside one that was."""

# Beyond these the log odds tell nothing more; what one reading rules out or leaves out has the lowest.
_LOWEST, _HIGHEST = -14.0, 6.0

Place = tuple[str, int]
"""A source, and the number of a sentence in it."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A sentence read twice: its candidate, and the features of both models, in the order of `NAMES`."""

    candidate: Candidate
    which: NDArray[np.float64]
    whether: NDArray[np.float64]


def followed(read: Sequence[tuple[Scorer, Sequence[Candidate]]], shown: Collection[Place]) -> list[Followed]:
    """Every sentence of the two readings of a question, as typed and together with the one before.

    shown: the sentences of the last answer.
    """
    found = [{_place(candidate): candidate for candidate in candidates} for _, candidates in read]
    scorers = [scorer for scorer, _ in read]
    return [
        Followed(
            found[1].get(place) or found[0][place],
            _features([_logit(s, some.get(place)) for s, some in zip(scorers, found, strict=True)], place, shown),
            _features([_sureness(s, some.get(place)) for s, some in zip(scorers, found, strict=True)], place, shown),
        )
        for place in dict.fromkeys(place for some in reversed(found) for place in some)
    ]


def _place(candidate: Candidate) -> Place:
    return candidate.evidence.document.source, candidate.number


def _logit(scorer: Scorer, candidate: Candidate | None) -> float:
    return scorer.logit(candidate) if candidate else _LOWEST


def _sureness(scorer: Scorer, candidate: Candidate | None) -> float:
    return scorer.sureness(candidate) if candidate and not candidate.ruled_out else _LOWEST


def _features(logits: Sequence[float], place: Place, shown: Collection[Place]) -> NDArray[np.float64]:
    source, number = place
    is_shown = place in shown
    beside = not is_shown and ((source, number - 1) in shown or (source, number + 1) in shown)
    return np.array([*np.clip(logits, _LOWEST, _HIGHEST), is_shown, beside], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Following:
    """The fitted models: bias, then a weight for each of `NAMES`; and below which confidence nothing answers."""

    which: NDArray[np.float64]
    whether: NDArray[np.float64]
    threshold: float

    @classmethod
    def load(cls) -> Following:
        """With the fitted weights."""
        return cls.of(json.loads(WEIGHTS.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, fitted: Mapping[str, Any]) -> Following:
        """From weights by name."""
        which, whether = (
            np.array([fitted[model][name] for name in ("bias", *NAMES)]) for model in ("which", "whether")
        )
        return cls(which, whether, fitted["threshold"])

    def probability(self, one: Followed) -> float:
        """How probable it is that the sentence answers."""
        return probability(float(self.which[0] + self.which[1:] @ one.which))

    def confidence(self, best: Followed) -> float:
        """How probable it is that the best sentence answers, so that the question is answered; 0 if ruled out."""
        if best.whether[:2].max() <= _LOWEST:
            return 0.0
        return probability(float(self.whether[0] + self.whether[1:] @ best.whether))
