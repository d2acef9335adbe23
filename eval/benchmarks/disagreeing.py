"""`python -m eval.benchmarks.disagreeing`: are the sides shown where documents disagree, and none where they do not?

216 questions over 27 small sets of texts written for this (eval/disagreeing.jsonl), half of which the texts answer
differently and half of which only look so; and RAMDocs (https://arxiv.org/abs/2504.13079), where documents give
several answers, right ones for namesakes and planted false ones, among noise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval import metrics
from eval.benchmarks.corpora import corpus_of
from eval.benchmarks.data import Item, Place, disagreeing, rows
from eval.benchmarks.output import Figures, measure, run
from rag.contract import Answer, Citation

WRITTEN = Path(__file__).parent.with_name("disagreeing.jsonl")

Sides = Sequence[Sequence[Place]]


def written(_: Path) -> Figures:
    """Half of the sets had been looked at when rules were made.

    `right`: of all questions, how many cite a place that answers. `told`: of those that the texts answer differently,
    how many show two of these answers as sides. `told of something else`: how many show sides that are not these.
    `false alarms`: of the others, how many show sides.
    """
    asked: list[tuple[Answer, Mapping[str, str], Sides]] = []
    for one in disagreeing(WRITTEN):
        with corpus_of([Item(str(number), "", text) for number, text in enumerate(one.texts)]) as (corpus, ids):
            asked += [(corpus.answer(question), ids, sides) for question, sides in one.questions]
    torn = [(a, ids, sides) for a, ids, sides in asked if len(sides) > 1]
    agreed = [a for a, _, sides in asked if len(sides) == 1]
    told = [_tells(*each) for each in torn]
    right = [float(any(_touches(c, ids, side) for side in sides for c in _cited(a))) for a, ids, sides in asked]
    return {
        "right": metrics.mean(right),
        "told": metrics.mean(map(float, told)),
        "told of something else": metrics.mean(
            float(bool(a.conflicts) and not tells) for (a, _, _), tells in zip(torn, told, strict=True)
        ),
        "false alarms": metrics.mean(float(bool(a.conflicts)) for a in agreed),
    }


def ramdocs(folder: Path) -> Figures:
    """A corpus for each question.

    `two shown`: where documents give two answers or more, how often the quotes hold two of them, each in a document
    that gives it. `answers shown`: the share of them that they hold. `false alarms`: how often sides are shown where
    only the documents of one answer and noise are given.
    """
    asked = rows(folder, "ramdocs.jsonl")
    torn = [row for row in asked if len(_answers(row)) > 1]
    shown = [_shown(row["documents"], row["question"]) for row in torn]
    one_sided = [(row["question"], some) for row in asked if len(some := _of_one_answer(row)) > 1]
    return {
        "two shown": metrics.mean(float(len(found) > 1) for found, _ in shown),
        "answers shown": metrics.mean(
            len(found) / len(_answers(row)) for row, (found, _) in zip(torn, shown, strict=True)
        ),
        "false alarms": metrics.mean(float(_shown(some, question)[1]) for question, some in one_sided),
    }


def _cited(answer: Answer) -> Sequence[Citation]:
    return answer.citations if answer.answered else ()


def _touches(citation: Citation, ids: Mapping[str, str], side: Sequence[Place]) -> bool:
    text = int(ids[citation.source])
    return any(text == number and citation.start < end and start < citation.end for number, start, end in side)


def _tells(answer: Answer, ids: Mapping[str, str], sides: Sides) -> bool:
    """Whether a conflict has two of the sides, and none of its own sides mixes them."""
    cited = {citation.number: citation for citation in answer.citations}
    for conflict in answer.conflicts:
        found = [
            {n for n, side in enumerate(sides) if any(_touches(cited[number], ids, side) for number in one.citations)}
            for one in conflict.sides
        ]
        if len(set().union(*found)) > 1 and all(len(some) < 2 for some in found):
            return True
    return False


def _answers(row: Mapping[str, Any]) -> set[str]:
    return {document["answer"] for document in row["documents"] if document["type"] != "noise"}


def _of_one_answer(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The documents that give the first answer, in the order of the alphabet, or none."""
    answer = min(_answers(row))
    return [d for d in row["documents"] if d["answer"] == answer or d["type"] == "noise"]


def _shown(documents: Sequence[Mapping[str, Any]], question: str) -> tuple[set[str], bool]:
    """The answers of documents that are quoted with them, and whether any sides are shown."""
    items = [Item(str(number), "", document["text"]) for number, document in enumerate(documents)]
    with corpus_of(items) as (corpus, ids):
        answer = corpus.answer(question)
    quoted = [(documents[int(ids[citation.source])]["answer"], citation.quote) for citation in _cited(answer)]
    return {given for given, quote in quoted if _plain(given) in _plain(quote)}, bool(answer.conflicts)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


MEASURES: dict[str, Callable[[Path], Figures]] = {"disagreeing": written, "ramdocs": ramdocs}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write JSON; 0, or an error where a set cannot be read."""
    return measure("Disagreeing", __doc__ or "", MEASURES, argv)


if __name__ == "__main__":
    run(main)
