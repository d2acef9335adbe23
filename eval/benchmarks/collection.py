"""`python -m eval.benchmarks.collection`: what is asked of the collection itself, and where its documents disagree.

"asked": questions of three who wrote none of those that the model is fitted on (eval/collection.jsonl), and every
question over texts that the other sets hold, none of which asks it. "disagreements": stories whose articles give
different values for known matters, among articles on the like of them (eval/disagreeing.jsonl), and stories without
known disagreements (eval/clusters.jsonl): what is found when no matter is named.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.benchmarks.corpora import corpus_in
from eval.benchmarks.data import Item, rows, write_folder
from eval.benchmarks.fit_collection import asked_of_collection
from eval.benchmarks.output import Figures, measure, run
from index.embedding import Embedder
from rag import Answer
from rag.collection.asking import Asking

OWN = Path(__file__).resolve().parents[1]
QUESTIONS = OWN / "collection.jsonl"
_NOT_ASKED = frozenset({"collection.jsonl", "judged_sentences.jsonl", "rgb_judged.jsonl"})
_QUESTION = "Do the documents contradict each other anywhere?"

Place = tuple[int, int, int]
"""The number of a text, and the first and one past the last of its characters."""


def asked(_: Path) -> Figures:
    """How many are told to be of their kind, and how many of the others are taken for such."""
    asking = Asking.load(Embedder.load(), lambda _: False)
    found = [(kind, asking.likeliest(question)) for question, kind in asked_of_collection(QUESTIONS)]
    of_it = [(kind, likeliest) for kind, likeliest in found if kind != "told"]
    alike = [likeliest for kind, likeliest in found if kind == "told"]
    others = list(dict.fromkeys(question for file in _others() for row in rows(OWN, file) for question in _all(row)))
    taken = [question for question in others if asking.likeliest(question) != "told"]
    return {
        "asked of the collection": float(len(of_it)),
        "told to be of their kind": sum(kind == likeliest for kind, likeliest in of_it) / len(of_it),
        "taken for questions about what is told": sum(likeliest == "told" for _, likeliest in of_it) / len(of_it),
        "worded alike, about what is told": float(len(alike)),
        "of these taken for such": sum(likeliest != "told" for likeliest in alike) / len(alike),
        "all other questions": float(len(others)),
        "of these taken for such, number": float(len(taken)),
    }


def _others() -> list[str]:
    files = (path.relative_to(OWN).as_posix() for path in sorted(OWN.rglob("*.jsonl")))
    return [file for file in files if file not in _NOT_ASKED]


def _all(row: Any) -> Iterator[str]:
    """Every question in a row of any set."""
    if isinstance(row, dict):
        for name, value in row.items():
            if name in ("question", "standalone") and isinstance(value, str):
                yield value
            elif name == "turns":
                yield from value
            else:
                yield from _all(value)
    elif isinstance(row, list):
        for value in row:
            yield from _all(value)


def disagreements(_: Path) -> Figures:
    """How many known disagreements are found, and how many that are none."""
    known, shown, right, found = 0, 0, 0, set()
    for story, row in enumerate(rows(OWN, "disagreeing.jsonl")):
        answer, texts = _compared(row["texts"])
        known += len(row["questions"])
        for conflict in answer.conflicts:
            cited = [[texts_at(answer, texts, n) for n in side.citations] for side in conflict.sides]
            hits = {n for n, question in enumerate(row["questions"]) if _tells(question["sides"], cited)}
            shown, right = shown + 1, right + bool(hits)
            found |= {(story, hit) for hit in hits}
    clean = [len(_compared(row["texts"])[0].conflicts) for row in rows(OWN, "clusters.jsonl")]
    return {
        "known disagreements": float(known),
        "found": len(found) / known,
        "shown": float(shown),
        "shown that are known": right / shown if shown else None,
        "stories without a known one": float(len(clean)),
        "shown there": float(sum(clean)),
    }


def _compared(texts: Sequence[str]) -> tuple[Answer, dict[str, int]]:
    """What is answered over one story, and the number of each text by its source."""
    with tempfile.TemporaryDirectory() as place:
        items = [Item(str(number), "", text) for number, text in enumerate(texts)]
        ids = write_folder(items, Path(place, "texts"))
        with corpus_in(Path(place, "texts"), Path(place, "data")) as corpus:
            return corpus.answer(_QUESTION), {source: int(number) for source, number in ids.items()}


def texts_at(answer: Answer, texts: dict[str, int], number: int) -> Place:
    """The place of a citation among the texts of a story."""
    citation = next(citation for citation in answer.citations if citation.number == number)
    return texts[citation.source], citation.start, citation.end


def _tells(sides: Sequence[Sequence[Place]], cited: Sequence[Sequence[Place]]) -> bool:
    """Whether two sides of a known disagreement are each within what one side of the answer cites."""
    telling = {
        (number, side)
        for number, places in enumerate(sides)
        for side, citations in enumerate(cited)
        if any(text == t and start <= s and e <= end for text, start, end in citations for t, s, e in places)
    }
    return any(one[0] != other[0] and one[1] != other[1] for one in telling for other in telling)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure both."""
    measures = {"asked": asked, "disagreements": disagreements}
    return measure("What is asked of the collection itself", __doc__ or "", measures, argv)


if __name__ == "__main__":
    run(main)
