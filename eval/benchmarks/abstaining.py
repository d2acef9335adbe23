"""`python -m eval.benchmarks.abstaining`: does confidence tell right answers from wrong ones?

SQuAD 2.0 with all its paragraphs as one corpus. The reader has to answer every question; then the
least confident answers are withheld first, by the reader's own confidence and by similarity alone.
Neither the reader's model nor its weights have seen this set.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval import metrics
from eval.benchmarks.data import Item, rows, write_folder
from eval.benchmarks.output import arguments, run, write
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import open_index
from rag.answering import gather
from rag.reader.interface import Evidence, Reading
from rag.reader.questions import analyse
from rag.reader.reader import EmbeddedReader

SHOWN = (0.1, 0.25, 0.5, 0.75, 1.0)

Curve = list[tuple[float, float]]
"""Points of (coverage, risk)."""

Read = tuple[Sequence[Evidence], Reading]
"""What was retrieved for a question, and what the reader makes of it."""


@dataclass(frozen=True, slots=True)
class Forced:
    """An answer given in any case: how confident each signal is of it, and whether it is right."""

    reader: float
    similarity: float
    right: bool


def force(asked: Sequence[dict[str, Any]]) -> list[Forced]:
    """Answer every question of SQuAD 2.0 with the sentence that the reader finds most probable."""
    texts = {text: f"p{number}" for number, text in enumerate(dict.fromkeys(row["context"] for row in asked))}
    items = [Item(name, "", text) for text, name in texts.items()]
    with tempfile.TemporaryDirectory() as place:
        ids = write_folder(items, Path(place) / "documents")
        read = read_all(Path(place), [row["question"].strip() for row in asked])
    forced = []
    for row, (evidence, reading) in zip(asked, read, strict=True):
        best = reading.findings[0]
        found = ids[best.document.source] == texts[row["context"]]
        right = row["answerable"] and found and any(metrics.holds(best.text, a) for a in row["answers"])
        forced.append(Forced(reading.confidence, max(item.cosine for item in evidence), bool(right)))
    return forced


def read_all(place: Path, questions: Sequence[str]) -> list[Read]:
    """What the reader makes of each question over the files in `place / "documents"`."""
    embedder, terms = Embedder.load(), Terms()
    with contextlib.closing(open_index(place / "documents", place / "data", embedder, terms)) as index:
        reader = EmbeddedReader.load(terms, index.lexical.idf)
        evidence = [gather(index, embedder, analyse(question)) for question in questions]
        return [(e, reader.read(q, e)) for q, e in zip(questions, evidence, strict=True)]


def curves(forced: Sequence[Forced]) -> dict[str, Curve]:
    """The risk-coverage curve of each signal over the same answers."""
    return {
        "reader": metrics.risk_coverage((one.reader, one.right) for one in forced),
        "similarity alone": metrics.risk_coverage((one.similarity, one.right) for one in forced),
    }


def risk_at(curve: Curve, coverage: float) -> float:
    """The risk at the first point of the curve that covers as much."""
    return next(risk for covered, risk in curve if covered >= coverage)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the curves as JSON; BylineError where the set cannot be read."""
    given = arguments(__doc__ or "", argv)
    found = curves(force(rows(given.data, "squad2.jsonl")))
    table = Table("confidence", "area", *(f"risk at {share:.0%}" for share in SHOWN), title="Risk and coverage")
    for name, curve in found.items():
        figures = [metrics.area(curve) or 0.0, *(risk_at(curve, share) for share in SHOWN)]
        table.add_row(name, *(f"{figure:.3f}" for figure in figures))
    Console().print(table)
    areas = {name: metrics.area(curve) for name, curve in found.items()}
    write({"areas": areas, "curves": found}, given.output)
    return 0


if __name__ == "__main__":
    run(main)
