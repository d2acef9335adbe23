"""`python -m eval.benchmarks.judged`: does the check find what real language models made up over the seeds?

The sentences of `eval/judged_sentences.jsonl` are as the models wrote them, with what they cited and were shown, and
each was judged by hand against the documents. They go through check and repair as they would in an answer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from eval.benchmarks.output import run, write
from eval.metrics import mean
from eval.questions import EvalError
from index.documents import Document
from index.embedding import Embedder
from index.lexical import Terms
from index.reading import read_folder, to_document
from index.sentences import split_sentences
from rag import Settings
from rag.drafts import Draft, Source
from rag.repair import check
from rag.verify import Verifier
from rag.verifying.meaning import LexicalEntailment
from rag.writer.evidence import source_at

JUDGED = Path(__file__).parents[1] / "judged_sentences.jsonl"

Places = Mapping[tuple[str, int], Source]
"""Every sentence of the documents by its file and first character."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence as a model wrote it, what it was shown, and whether the documents say so."""

    model: str
    question: str
    draft: Draft
    evidence: tuple[Source, ...]
    true: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judged sentence, and whether the check marks it as unsupported."""

    judged: Judgement
    marked: bool

    @property
    def right(self) -> bool:
        """Whether false sentences are marked and true ones are not."""
        return self.marked != self.judged.true


def places_in(documents: Iterable[Document]) -> Places:
    """The sentences of `documents`, as the check takes them."""
    split = ((document, tuple(split_sentences(document.text))) for document in documents)
    sources = (source_at(document, spans, number) for document, spans in split for number in range(len(spans)))
    return {(source.source, source.start): source for source in sources}


def load(places: Places, file: Path = JUDGED) -> list[Judgement]:
    """The judged sentences; EvalError when one cites what is no sentence of the documents."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    try:
        return [
            Judgement(
                row["model"],
                row["question"],
                Draft(row["written"], tuple(places[source, start] for source, start in row["cited"])),
                tuple(places[source, start] for source, start in row["evidence"]),
                row["true"],
            )
            for row in rows
        ]
    except KeyError as error:
        raise EvalError(f"{file} cites {error}, which is no sentence of the documents; name their folder.") from error


def outcomes(judged: Iterable[Judgement], verifier: Verifier) -> Iterator[Outcome]:
    """What check and repair make of each."""
    for one in judged:
        yield Outcome(one, check(one.draft, one.evidence, verifier).support == "unsupported")


def figures(found: Sequence[Outcome]) -> dict[str, float | None]:
    """The share of the false sentences that are marked, and of the true ones."""
    return {
        "sentences": len(found),
        "false": sum(not outcome.judged.true for outcome in found),
        "lies found": mean(float(outcome.marked) for outcome in found if not outcome.judged.true),
        "false alarms": mean(float(outcome.marked) for outcome in found if outcome.judged.true),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Check the sentences, print where the check is wrong, and the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, help="folder of the seeds (default: that of the settings)")
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    given = parser.parse_args(argv)
    files = read_folder(given.corpus or Settings.load().corpus).files
    documents = [to_document(source, data) for source, data in files.items()]
    terms = Terms()
    verifier = Verifier(LexicalEntailment.load(Embedder.load(), terms), terms)
    found = list(outcomes(load(places_in(documents)), verifier))
    screen = Console(highlight=False, markup=False)
    for outcome in found:
        if not outcome.right:
            screen.print(f"{'marked though true' if outcome.marked else 'missed'}: {outcome.judged.draft.text}")
    measured = figures(found)
    for name, figure in measured.items():
        screen.print(f"{name}: {figure}" if isinstance(figure, int) else f"{name}: {figure or 0:.3f}")
    write(measured, given.output)
    return 0


if __name__ == "__main__":
    run(main)
