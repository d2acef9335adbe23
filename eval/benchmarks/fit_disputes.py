"""`python -m eval.benchmarks.fit_disputes`: when two files are said to disagree, from texts written for it.

Fitted on pairs of the reader's best sentence and the best of another file whose values differ: over texts that
disagree, or look as if they did (rag/reader/training/written/disagreeing.jsonl), and over two sets that the reader's
training leaves out and among which no disagreement is known: paragraphs of SQuAD 1.1, and articles and search results
on one matter. Neither eval/disagreeing.jsonl nor any question over the seed articles is looked at. Writes
rag/reader/disputes.json.
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

from eval.benchmarks.data import Item, disagreeing, write_folder
from eval.benchmarks.fit import held_out, logistic
from eval.benchmarks.output import arguments, run
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import open_index
from rag.answering import gather
from rag.reader.disputes import NAMES, WEIGHTS, Read, pairs
from rag.reader.questions import analyse
from rag.reader.reader import EmbeddedReader, scored
from rag.reader.training.written import FOLDER, HELD_OUT, read_texts

DISAGREEING = FOLDER / "disagreeing.jsonl"

# Where no disagreement is known there are many more pairs: each counts as so much of one.
ORDINARY = 0.3

# The share of the questions over these to which a second answer is shown all the same, in the mean of both sets. With
# half as much again a tenth more of the disagreements are found, and a third more that are none.
ALARMS = 0.012

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The features of a question's pairs, shape (pairs, features), and whether each gives two sides of one thing."""

    features: NDArray[np.float64]
    dispute: NDArray[np.bool_]


def written(place: Path) -> Iterator[Labelled]:
    """The pairs of the questions over texts that disagree, each set of texts a corpus of its own."""
    for number, one in enumerate(disagreeing(DISAGREEING)):
        folder = place / str(number) / "documents"
        items = [Item(str(text), "", page) for text, page in enumerate(one.texts)]
        names = {identifier: name for name, identifier in write_folder(items, folder).items()}
        asked = [
            (question, [[(names[str(text)], start, end) for text, start, end in side] for side in sides])
            for question, sides in one.questions
        ]
        yield from label(folder, asked)


def paragraphs(train: Path, place: Path) -> Iterator[Labelled]:
    """The pairs of the questions over SQuAD's paragraphs, of which none is known to disagree."""
    questions, _ = held_out(train, place)
    yield from label(place, [(question, []) for question in questions])


def of_one_matter(place: Path) -> Iterator[Labelled]:
    """The pairs of the questions over articles, or search results, on one matter; none is known to disagree."""
    for number, one in enumerate(one for one in read_texts(HELD_OUT) if len(one.texts) > 1):
        folder = place / str(number) / "documents"
        write_folder([Item(str(text), "", page) for text, page in enumerate(one.texts)], folder)
        yield from label(folder, [(question, []) for question, _ in one.questions])


def label(folder: Path, asked: Sequence[tuple[str, list[list[Place]]]]) -> Iterator[Labelled]:
    """The pairs that the reader would compare for each question; `asked` with the places of each side."""
    embedder, terms = Embedder.load(), Terms()
    index = open_index(folder, folder.parent / "data", embedder, terms)
    reader = EmbeddedReader.load(terms, index.lexical.idf)
    for question, sides in asked:
        understood, found = reader.candidates(question, gather(index, embedder, analyse(question)))
        scorer = reader.scorer(understood)
        compared = []
        if scorer.confidence(found) >= scorer.threshold:
            compared = list(pairs(understood, scored(scorer, found)))
        yield Labelled(
            np.array([reader.disputes.features(understood, pair) for pair in compared]).reshape(-1, len(NAMES)),
            np.array([_are_sides(pair.first, pair.other, sides) for pair in compared], dtype=bool),
        )
    index.close()


def _are_sides(first: Read, other: Read, sides: Sequence[Sequence[Place]]) -> bool:
    told = [{number for number, side in enumerate(sides) if _touches(read, side)} for read in (first, other)]
    return bool(told[0] and told[1]) and not told[0] & told[1]


def _touches(read: Read, side: Sequence[Place]) -> bool:
    finding = read[0]
    return any(
        finding.document.source == source and finding.start < end and start < finding.end for source, start, end in side
    )


def fit(some: Sequence[Labelled], ordinary: Sequence[Sequence[Labelled]]) -> dict[str, float]:
    """Bias and weights by name; a pair of `ALARMS` of the questions has even odds, in the mean of the ordinary sets."""
    every = [*some, *(one for asked in ordinary for one in asked)]
    disputes = np.concatenate([one.dispute for one in every])
    known = sum(len(one.dispute) for one in some)
    counts = np.where(np.arange(len(disputes)) < known, 1.0, ORDINARY)
    weights = logistic(np.concatenate([one.features for one in every]), disputes, counts=counts)
    weights[0] = -_bound([[_highest(one, weights[1:]) for one in asked] for asked in ordinary])
    return dict(zip(("bias", *NAMES), (round(float(weight), 4) for weight in weights), strict=True))


def _highest(labelled: Labelled, weights: NDArray[np.float64]) -> float:
    return float((labelled.features @ weights).max(initial=-np.inf))


def _bound(highest: Sequence[Sequence[float]]) -> float:
    """Above which `ALARMS` of each lie, in the mean."""
    steps = np.arange(-20, 20, 0.01)
    above = np.mean([[np.mean(np.array(some) > step) for step in steps] for some in highest], axis=0)
    return float(steps[above <= ALARMS].min())


def main(argv: Sequence[str] | None = None) -> int:
    """Fit the model and write it."""
    given = arguments(__doc__ or "", argv)
    with tempfile.TemporaryDirectory() as place:
        some = list(written(Path(place, "written")))
        ordinary = [list(paragraphs(given.train, Path(place, "paragraphs", "documents")))]
        fitted = fit(some, [*ordinary, list(of_one_matter(Path(place, "of_one_matter")))])
    (given.output or WEIGHTS).write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    Console().print_json(data=fitted)
    return 0


if __name__ == "__main__":
    run(main)
