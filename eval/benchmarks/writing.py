"""`python -m eval.benchmarks.writing`: how a language model answers, before and after its sentences are checked.

The project's questions over the seeds, rows of SQuAD 2.0 with all its paragraphs as one corpus, and rows of MultiHop
news. The model is that of the settings: BYLINE_MODEL with OPENAI_BASE_URL or OPENAI_API_KEY.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table

from eval.benchmarks.corpora import corpus_in
from eval.benchmarks.data import DATA, Item, multihop_news, rows, write_folder
from eval.benchmarks.output import run, write
from eval.questions import EvalError, Question, load
from eval.runner import evaluate
from eval.scores import Scores, summarise
from eval.spans import Span
from eval.writing import Watched, figures, to_jsonl
from index.progress import silent
from rag import Corpus, Settings

ROWS = 60
"""Of each public set: a small model takes seconds for each."""

SHOWN = (
    "correct", "citation_precision", "citation_recall", "exact", "abstention_recall", "false_refusals", "seconds_p50",
)  # fmt: skip

T = TypeVar("T")

Asked = tuple[Corpus, tuple[Question, ...]]
"""A corpus and the questions put to it."""


@contextmanager
def seeds(_: Path, most: int) -> Iterator[Asked]:
    """The corpus of the settings with the project's questions: all, unless another number of rows is asked for."""
    asked = load()
    with tempfile.TemporaryDirectory() as data, corpus_in(Settings.load().corpus, Path(data)) as corpus:
        yield corpus, tuple(asked if most == ROWS else spread(asked, most))


@contextmanager
def squad(folder: Path, most: int) -> Iterator[Asked]:
    """SQuAD 2.0, every paragraph a file; right is an accepted answer with a citation of its sentence."""
    found = rows(folder, "squad2.jsonl")
    contexts = list(dict.fromkeys(row["context"] for row in found))
    with _corpus([Item(context, "", context) for context in contexts]) as (corpus, files):
        yield corpus, tuple(_of_squad(row, files[row["context"]]) for row in spread(found, most))


def _of_squad(row: Mapping[str, Any], file: str) -> Question:
    if not row["answerable"]:
        return _question(row["id"], row["question"].strip(), [], [])
    starts = [(row["context"].find(answer), answer) for answer in row["answers"]]
    spans = tuple(Span(file, start, start + len(answer)) for start, answer in starts if start >= 0)
    return _question(row["id"], row["question"].strip(), row["answers"], [spans])


@contextmanager
def multihop(folder: Path, most: int) -> Iterator[Asked]:
    """MultiHop news, every piece of evidence a file; right is the word or name that is asked for."""
    asked, found = multihop_news(folder), rows(folder, "multihop_news.jsonl")
    lengths = {item.id: len(item.page) for item in asked.items}
    with _corpus(asked.items) as (corpus, files):
        yield (
            corpus,
            tuple(
                _question(
                    row["id"],
                    query.question,
                    [row["answer"]] if query.evidence else [],
                    [(Span(files[item], 0, lengths[item]),) for item in query.evidence],
                )
                for row, query in spread(list(zip(found, asked.queries, strict=True)), most)
            ),
        )


def _question(identifier: str, question: str, answers: Sequence[str], evidence: Sequence[tuple[Span, ...]]) -> Question:
    groups = (tuple(answers),) if evidence else ()
    kind = "fact" if evidence else "unanswerable"
    return Question(identifier, kind, question, bool(evidence), answers=groups, evidence=tuple(evidence))


@contextmanager
def _corpus(items: Sequence[Item]) -> Iterator[tuple[Corpus, dict[str, str]]]:
    """A corpus of the items, and the file of each by its id."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "documents")
        files = {identifier: name for name, identifier in write_folder(items, folder).items()}
        with corpus_in(folder, Path(place, "data")) as corpus:
            yield corpus, files


def spread(items: Sequence[T], most: int) -> list[T]:
    """At most `most` of `items`, evenly spread over them, in their order."""
    count = min(most, len(items))
    return [items[number * len(items) // count] for number in range(count)]


SETS: Mapping[str, Callable[[Path, int], AbstractContextManager[Asked]]] = {
    "seeds": seeds,
    "squad2": squad,
    "multihop_news": multihop,
}


def measure(asked: Asked, sentences: Path | None) -> Scores:
    """The figures of one set; what the model wrote goes to `sentences`, to be judged by hand."""
    corpus, questions = asked
    watched = Watched(corpus)
    report = evaluate(watched, questions, silent)
    if sentences:
        sentences.write_text(to_jsonl(watched.written), encoding="utf-8")
    scores = summarise(report.cases)
    return {name: scores[name] for name in SHOWN} | figures(watched.written, questions)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write JSON; EvalError when no model is set or a set cannot be read."""
    given = _parse(argv)
    settings = Settings.load()
    if settings.model is None:
        raise EvalError("No language model is set; set BYLINE_MODEL, and OPENAI_BASE_URL or OPENAI_API_KEY.")
    results: dict[str, Scores] = {}
    for name in given.set or SETS:
        sentences = given.output.with_suffix(f".{name}.sentences.jsonl") if given.output else None
        with SETS[name](given.data, given.rows) as asked:
            results[name] = measure(asked, sentences)
        write(results, given.output)
    Console().print(_table(settings.model.name, results))
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help=f"folder of the public sets (default {DATA})")
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON; sentences go beside it")
    parser.add_argument(
        "--rows", type=int, default=ROWS, help=f"rows of each set (default {ROWS}, and all of the seeds')"
    )
    parser.add_argument("--set", action="append", choices=tuple(SETS), help="measure this set only; may be repeated")
    return parser.parse_args(argv)


def _table(model: str, results: Mapping[str, Scores]) -> Table:
    table = Table("measure", *results, title=f"Answers written by {model}")
    for name in next(iter(results.values())):
        figures_of = [scores[name] for scores in results.values()]
        table.add_row(name.replace("_", " "), *("–" if figure is None else f"{figure:.3f}" for figure in figures_of))
    return table


if __name__ == "__main__":
    run(main)
