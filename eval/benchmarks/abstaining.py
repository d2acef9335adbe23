"""`python -m eval.benchmarks.abstaining`: does confidence tell right answers from wrong ones?

SQuAD 2.0 with all its paragraphs as one corpus. The reader has to answer every question; then the
least confident answers are withheld first, by the reader's own confidence, by similarity alone, and, where `--other`
names one, by what another reader's model makes of the same passages.
Neither the reader's model nor its weights have seen this set.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval import metrics
from eval.benchmarks.data import DATA, Item, rows, write_folder
from eval.benchmarks.output import run, write
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import open_index
from rag.answering import gather
from rag.reader.cross_encoder import CrossEncoder
from rag.reader.features import best_span
from rag.reader.interface import Evidence, Reading
from rag.reader.questions import analyse
from rag.reader.reader import EmbeddedReader
from rag.reader.training.measure import open_reader

SHOWN = (0.1, 0.25, 0.5, 0.75, 1.0)

Curve = list[tuple[float, float]]
"""Points of (coverage, risk)."""

Read = tuple[Sequence[Evidence], Reading]
"""What was retrieved for a question, and what the reader makes of it."""


Forced = tuple[float, bool]
"""How confident a signal is of an answer that was given in any case, and whether that is right."""


def force(asked: Sequence[dict[str, Any]], other: CrossEncoder | None = None) -> dict[str, list[Forced]]:
    """Every question of SQuAD 2.0 answered with one sentence, and how sure each signal is of it.

    other: a model that answers by itself, with the sentence of its best span in the passage that it finds most
    answerable.
    """
    texts = {text: f"p{number}" for number, text in enumerate(dict.fromkeys(row["context"] for row in asked))}
    items = [Item(name, "", text) for text, name in texts.items()]
    with tempfile.TemporaryDirectory() as place:
        ids = write_folder(items, Path(place) / "documents")
        read = read_all(Path(place), [row["question"].strip() for row in asked])
    forced: dict[str, list[Forced]] = defaultdict(list)
    for row, (evidence, reading) in zip(asked, read, strict=True):

        def right(source: str, sentence: str, row: dict[str, Any] = row) -> bool:
            found = row["answerable"] and ids[source] == texts[row["context"]]
            return bool(found) and any(metrics.holds(sentence, answer) for answer in row["answers"])

        best = reading.findings[0]
        is_right = right(best.document.source, best.text)
        forced["reader"].append((reading.confidence, is_right))
        forced["similarity alone"].append((max(item.cosine for item in evidence), is_right))
        if other:
            confidence, source, sentence = answer_alone(other, row["question"].strip(), evidence)
            forced["the other model alone"].append((confidence, right(source, sentence)))
    return forced


def answer_alone(model: CrossEncoder, question: str, evidence: Sequence[Evidence]) -> tuple[float, str, str]:
    """How answerable the model finds the question at best, and the file and sentence of its best span there."""
    read = zip(evidence, model.read(question, [passage.text for passage in evidence]), strict=True)
    passage, reading = max(read, key=lambda pair: pair[1].answerable)
    numbers = range(passage.first, passage.last + 1)
    best = max(numbers, key=lambda number: best_span(reading, passage, number)[0])
    sentence = passage.sentences[best]
    return reading.answerable, passage.document.source, passage.document.text[sentence.start : sentence.end]


def read_all(place: Path, questions: Sequence[str]) -> list[Read]:
    """What the reader makes of each question over the files in `place / "documents"`."""
    embedder, terms = Embedder.load(), Terms()
    with contextlib.closing(open_index(place / "documents", place / "data", embedder, terms)) as index:
        reader = EmbeddedReader.load(terms, index.lexical.idf)
        evidence = [gather(index, embedder, analyse(question)) for question in questions]
        return [(e, reader.read(q, e)) for q, e in zip(questions, evidence, strict=True)]


def risk_at(curve: Curve, coverage: float) -> float:
    """The risk at the first point of the curve that covers as much."""
    return next(risk for covered, risk in curve if covered >= coverage)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the curves as JSON; BylineError where the set cannot be read."""
    given = _parse(argv)
    forced = force(rows(given.data, "squad2.jsonl"), open_reader(given.other) if given.other else None)
    found = {name: metrics.risk_coverage(answers) for name, answers in forced.items()}
    table = Table("confidence", "area", *(f"risk at {share:.0%}" for share in SHOWN), title="Risk and coverage")
    for name, curve in found.items():
        figures = [metrics.area(curve) or 0.0, *(risk_at(curve, share) for share in SHOWN)]
        table.add_row(name, *(f"{figure:.3f}" for figure in figures))
    Console().print(table)
    areas = {name: metrics.area(curve) for name, curve in found.items()}
    write({"areas": areas, "curves": found}, given.output)
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help=f"folder of the public sets (default {DATA})")
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    parser.add_argument("--other", help="ONNX file of another reader's model, to be measured beside the one that ships")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(main)
