"""`python -m eval.benchmarks.judged`: does the check find what real language models made up?

The sentences of `eval/judged_sentences.jsonl` are as the models wrote them over the seeds, SQuAD 2.0, MultiHop news and
HotpotQA, with what they cited and were shown; each was judged by somebody who read the documents. They go through
check and repair as they would in an answer. The check's rules were made with batches 1 to 3 in view, and not with
batch 4, whose questions take two documents each.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from eval.benchmarks.data import DATA, Item, hotpot, multihop_news, rows, write_folder
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
"""Every sentence of a corpus by its file and first character."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence as a model wrote it, what it was shown, and whether the documents say so; `batch` counts from 1."""

    batch: int
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


def load(corpora: Mapping[str, Places], file: Path = JUDGED) -> list[Judgement]:
    """The judged sentences over the `corpora`; EvalError when one cites what is no sentence of its documents."""
    found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    try:
        return [_judgement(row, corpora[row["corpus"]]) for row in found if row["corpus"] in corpora]
    except KeyError as error:
        raise EvalError(f"{file} cites {error}, which is no sentence of the documents; name their folder.") from error


def _judgement(row: Mapping[str, Any], places: Places) -> Judgement:
    cited, evidence = (tuple(places[source, start] for source, start in row[name]) for name in ("cited", "evidence"))
    return Judgement(row["batch"], row["model"], row["question"], Draft(row["written"], cited), evidence, row["true"])


def public(folder: Path) -> dict[str, Places]:
    """The sentences of the public sets in `folder`, as the models were shown them."""
    paragraphs = dict.fromkeys(row["context"] for row in rows(folder, "squad2.jsonl"))
    sets = {
        "squad2": [Item(text, "", text) for text in paragraphs],
        "multihop_news": multihop_news(folder).items,
        "hotpot": hotpot(folder).items,
    }
    with tempfile.TemporaryDirectory() as place:
        for name, items in sets.items():
            write_folder(items, Path(place, name))
        return {name: places_in(documents_in(Path(place, name))) for name in sets}


def documents_in(folder: Path) -> list[Document]:
    """The documents of a folder, as the index reads them."""
    return [to_document(source, data) for source, data in read_folder(folder).files.items()]


def outcomes(judged: Iterable[Judgement], verifier: Verifier) -> Iterator[Outcome]:
    """What check and repair make of each."""
    for one in judged:
        yield Outcome(one, check(verifier, one.draft, one.evidence, one.question).support == "unsupported")


def figures(found: Sequence[Outcome]) -> dict[str, float | None]:
    """The share of the false sentences that are marked, and of the true ones."""
    return {
        "sentences": len(found),
        "false": sum(not outcome.judged.true for outcome in found),
        "lies found": mean(float(outcome.marked) for outcome in found if not outcome.judged.true),
        "false alarms": mean(float(outcome.marked) for outcome in found if outcome.judged.true),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Check the sentences, print where the check is wrong, and the figures of each batch."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, help="folder of the seeds (default: that of the settings)")
    parser.add_argument("--data", type=Path, default=DATA, help=f"folder of the public sets (default {DATA})")
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    given = parser.parse_args(argv)
    seeds = places_in(documents_in(given.corpus or Settings.load().corpus))
    terms = Terms()
    verifier = Verifier(LexicalEntailment.load(Embedder.load(), terms), terms)
    found = list(outcomes(load({"seeds": seeds, **public(given.data)}), verifier))
    screen = Console(highlight=False, markup=False)
    for outcome in found:
        if not outcome.right:
            screen.print(f"{'marked though true' if outcome.marked else 'missed'}: {outcome.judged.draft.text}")
    batches = sorted({outcome.judged.batch for outcome in found})
    measured = {f"batch {batch}": figures([one for one in found if one.judged.batch == batch]) for batch in batches}
    for name, some in measured.items():
        screen.print(f"{name}: " + ", ".join(f"{key} {round(value or 0, 3)}" for key, value in some.items()))
    write(measured, given.output)
    return 0


if __name__ == "__main__":
    run(main)
