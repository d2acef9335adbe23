"""`python -m eval.benchmarks.fit`: the reader's weights, from public questions that its model was not trained on.

Facts are fitted on SQuAD 2.0 with all paragraphs as one corpus, topics on the questions over long documents
(span_evidence). No question over the seed articles is looked at. Writes rag/reader/weights.json.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from eval.benchmarks.data import Item, rows, write_folder
from eval.benchmarks.output import arguments, run
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import open_index
from rag.answering import gather
from rag.reader.features import NAMES, Candidate
from rag.reader.questions import analyse
from rag.reader.reader import WEIGHTS, EmbeddedReader

# The share of the answerable questions it is fitted on that the threshold refuses: the most that the project allows
# itself of false refusals.
REFUSED = 0.08

# Every fourth of the 472 questions over long documents: more do not change the weights' second digit.
TOPIC_STEP = 4

Gold = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question's candidate sentences, features of shape (sentences, features), and which of them answer."""

    features: NDArray[np.float64]
    gold: NDArray[np.bool_]
    answerable: bool


def squad(folder: Path, place: Path) -> tuple[list[str], list[list[Gold]]]:
    """Questions and gold spans of SQuAD 2.0 (https://arxiv.org/abs/1806.03822), its paragraphs written to `place`."""
    found = rows(folder, "squad2.jsonl")
    contexts = list(dict.fromkeys(row["context"] for row in found))
    names = {identifier: name for name, identifier in write_folder([Item(c, "", c) for c in contexts], place).items()}
    gold = [
        [(names[row["context"]], at, at + len(a)) for a in row["answers"] if (at := row["context"].find(a)) >= 0]
        for row in found
    ]
    return [row["question"] for row in found], gold


def long_documents(folder: Path, place: Path) -> tuple[list[str], list[list[Gold]]]:
    """Questions and gold spans of chunking_evaluation (https://research.trychroma.com/evaluating-chunking)."""
    found = rows(folder, "span_evidence/questions.jsonl")[::TOPIC_STEP]
    place.mkdir(parents=True)
    for name in {row["corpus"] for row in found}:
        (place / name).write_bytes((folder / "span_evidence" / name).read_bytes())
    gold = [[(row["corpus"], span["start"], span["end"]) for span in row["evidence"]] for row in found]
    return [row["question"] for row in found], gold


def label(folder: Path, questions: Sequence[str], gold: Sequence[Sequence[Gold]]) -> Iterator[Labelled]:
    """The candidates that the reader sees for each question over the documents in `folder`."""
    embedder, terms = Embedder.load(), Terms()
    index = open_index(folder, folder.parent / "data", embedder, terms)
    reader = EmbeddedReader.load(terms, index.lexical.idf)
    for question, spans in zip(questions, gold, strict=True):
        _, found = reader.candidates(question, gather(index, embedder, analyse(question)))
        features = np.stack([candidate.features for candidate in found])
        yield Labelled(features, np.array([_answers(c, spans) for c in found]), bool(spans))
    index.close()


def logistic(features: NDArray[np.float64], labels: NDArray[np.bool_], ridge: float = 1.0) -> NDArray[np.float64]:
    """Bias and weights of a logistic regression, by Newton's method with a ridge on the weights."""
    inputs = np.hstack([np.ones((len(features), 1)), features])
    penalty = ridge * np.diag([0.0, *[1.0] * features.shape[1]])
    weights = np.zeros(inputs.shape[1])
    for _ in range(30):
        predicted = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (predicted - labels) + penalty @ weights
        curvature = (inputs * (predicted * (1 - predicted))[:, None]).T @ inputs + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def fit(labelled: Sequence[Labelled]) -> dict[str, object]:
    """Weights by name, and the threshold under which `REFUSED` of the answerable questions fall."""
    usable = [one for one in labelled if one.gold.any() or not one.answerable]
    weights = logistic(np.concatenate([u.features for u in usable]), np.concatenate([u.gold for u in usable]))
    tops = [float((weights[0] + one.features @ weights[1:]).max()) for one in labelled if one.answerable]
    threshold = 1 / (1 + np.exp(-np.quantile(tops, REFUSED)))
    named = dict(zip(("bias", *NAMES), (round(float(weight), 4) for weight in weights), strict=True))
    return {"weights": named, "threshold": round(float(threshold), 4)}


def _answers(candidate: Candidate, gold: Sequence[Gold]) -> bool:
    sentence = candidate.evidence.sentences[candidate.number]
    source = candidate.evidence.document.source
    return any(name == source and start < sentence.end and end > sentence.start for name, start, end in gold)


def main(argv: Sequence[str] | None = None) -> int:
    """Fit both scorers and write them."""
    given = arguments(__doc__ or "", argv)
    with tempfile.TemporaryDirectory() as place:
        facts, topics = Path(place, "facts", "documents"), Path(place, "topics", "documents")
        fitted = {
            "fact": fit(list(label(facts, *squad(given.data, facts)))),
            "topic": fit(list(label(topics, *long_documents(given.data, topics)))),
        }
    (given.output or WEIGHTS).write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    Console().print_json(data=fitted)
    return 0


if __name__ == "__main__":
    run(main)
