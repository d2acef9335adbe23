"""`python -m eval.benchmarks.fit_collection`: whether a question is asked of the collection itself, and what of it.

Fitted on questions written for it (rag/reader/training/written/collection.jsonl) and on questions over texts, of those
that the reader is taught by. eval/collection.jsonl is not looked at. Writes rag/collection/asking.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from eval.benchmarks.data import conversations, rows
from eval.benchmarks.fit_following import CONVERSATIONS
from eval.benchmarks.output import arguments, run
from index.embedding import Embedder
from rag.collection.asking import KINDS, WEIGHTS, Kind
from rag.reader.training.written import CLUSTERS, CONTRASTS, FOLDER, SEARCHES, TRAINED, read_texts

QUESTIONS = FOLDER / "collection.jsonl"

# How many there are is told with which there are. What is put to one document is asked of what it tells.
_SAME: Mapping[str, Kind] = {"count": "list", "onein": "told", "decoy": "told"}

# Questions over texts are most of what is asked.
TOLD = 9000
# By cross-validation over those who wrote the questions: .07 to .15 are within .02 of each other, 1/3 is .04 worse.
RIDGE = 0.1
_STEPS, _RATE = 1500, 0.1

Labelled = tuple[str, Kind]
"""A question and what it asks of the collection."""


def asked_of_collection(file: Path) -> Iterator[Labelled]:
    """The questions of a file that were written for this, with their kinds."""
    for row in rows(file.parent, file.name):
        yield row["question"], _SAME.get(row["kind"]) or row["kind"]


def asked_of_texts() -> Iterator[Labelled]:
    """Questions about what texts tell, some of those that the reader is taught by, and the turns of conversations."""
    found = (texts for file in (TRAINED, SEARCHES, CLUSTERS, CONTRASTS) for texts in read_texts(file))
    questions = sorted({question for texts in found for question, _ in texts.questions})
    yield from ((question, "told") for question in Random(0).sample(questions, min(TOLD, len(questions))))
    turns = {turn for one in conversations(CONVERSATIONS) for turn in one.turns}
    yield from ((turn, "told") for turn in sorted(turns))


def fit(features: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Bias and weights for each of `KINDS`, by gradient descent with momentum and a ridge on the weights.

    features: shape (questions, 384); labels: the number of each one's kind.
    """
    inputs = np.hstack([np.ones((len(features), 1)), features])
    wanted = np.eye(len(KINDS))[labels]
    weights = np.zeros((len(KINDS), inputs.shape[1]))
    speed = np.zeros_like(weights)
    penalty = np.array([0.0, *[RIDGE] * features.shape[1]])
    for _ in range(_STEPS):
        logits = inputs @ weights.T
        likely = np.exp(logits - logits.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        speed = 0.95 * speed - _RATE * ((likely - wanted).T @ inputs + penalty * weights) / 100
        weights += speed
    return weights


def fitted(labelled: Sequence[Labelled], embedder: Embedder) -> dict[str, list[float]]:
    """The weights by kind, rounded to what tells."""
    features = embedder.embed([question for question, _ in labelled]).astype(np.float64)
    labels = np.array([KINDS.index(kind) for _, kind in labelled])
    return {
        kind: [round(float(weight), 2) for weight in row]
        for kind, row in zip(KINDS, fit(features, labels), strict=True)
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Fit the model and write it."""
    given = arguments(__doc__ or "", argv)
    weights = fitted([*asked_of_collection(QUESTIONS), *asked_of_texts()], Embedder.load())
    lines = ",\n".join(f'"{kind}": {json.dumps(row, separators=(",", ":"))}' for kind, row in weights.items())
    (given.output or WEIGHTS).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    Console().print(f"{len(weights)} kinds")
    return 0


if __name__ == "__main__":
    run(main)
