"""`python -m eval.benchmarks.verifying`: does the check tell whether the cited text supports a sentence?

WiCE (https://arxiv.org/abs/2303.01432), claim level, supported against the rest: claims of Wikipedia with the whole
page that they cite. The check is measured as it ships. The thresholds of the two baselines are chosen by
cross-validation on WiCE itself, which favours them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from eval.benchmarks.data import DATA, rows
from eval.benchmarks.output import run, write
from index.embedding import Embedder
from index.lexical import Terms
from rag.drafts import Source
from rag.verify import Verifier
from rag.verifying.meaning import LexicalEntailment, choose

FOLDS = 5

# Sentences of a page, by words shared with the claim, among which the baseline looks for the most similar one: on a
# page of 120 the most similar is hardly ever another.
COMPARED = 10

_META = re.compile(r"\(meta data\) ([A-Z ]+): (.*)")


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim: what the check says, the baselines' scores, and whether it is supported."""

    check: bool
    similarity: float
    overlap: float
    supported: bool


def judge(folder: Path) -> Iterator[Judged]:
    """Every claim of WiCE, judged by the check and by both baselines."""
    embedder, terms = Embedder.load(), Terms()
    verifier = Verifier(LexicalEntailment.load(embedder, terms), terms)
    for row in rows(folder, "wice.jsonl"):
        sources = sources_of(row["evidence"])
        verdict = verifier.verify(row["claim"], sources)
        likely = [source.text for source in verifier.ranked(row["claim"], sources)[:COMPARED]]
        vectors = embedder.embed([row["claim"], *likely])
        yield Judged(
            verdict.support != "unsupported",
            float((vectors[1:] @ vectors[0]).max()),
            overlap(row["claim"], likely, terms),
            row["label"] == "supported",
        )


def sources_of(page: Sequence[str]) -> list[Source]:
    """The sentences of a page with its title and date, which WiCE gives in lines of their own."""
    told = {match[1]: match[2] for line in page if (match := _META.match(line))}
    title, date = told.get("TITLE"), told.get("PUBLISHED DATETIME", "")[:10]
    known = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else None
    return [Source("page", n, n + 1, text, "", title, known) for n, text in enumerate(page) if text.strip()]


def overlap(claim: str, sentences: Sequence[str], terms: Terms) -> float:
    """The share of the claim's stems that the few sentences hold that together hold most of them."""
    wanted = set(terms.of(claim))
    stems = [set(terms.of(sentence)) for sentence in sentences]
    held = {stem for number in choose(sorted(wanted), stems) for stem in stems[number]}
    return len(wanted & held) / len(wanted) if wanted else 0.0


def balanced_accuracy(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """The mean of the share of supported claims found and of the share of others found."""
    return float(said[true].mean() + (~said[~true]).mean()) / 2


def balance(scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """The score that parts them with the best balanced accuracy."""
    return max(map(float, scores), key=lambda cut: (scores[labels] >= cut).mean() + (scores[~labels] < cut).mean())


def cross_validated(scores: NDArray[np.float64], true: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each score reaches the threshold that is best on the other folds."""
    fold = np.arange(len(scores)) % FOLDS
    cuts = np.array([balance(scores[fold != number], true[fold != number]) for number in range(FOLDS)])
    return np.asarray(scores >= cuts[fold])


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Balanced accuracies; for the check also the shares of supported claims and of others that it finds."""
    true = np.array([one.supported for one in judged])
    check = np.array([one.check for one in judged])
    return {
        "check": balanced_accuracy(check, true),
        "check, supported found": float(check[true].mean()),
        "check, others found": float((~check[~true]).mean()),
        "similarity": balanced_accuracy(cross_validated(np.array([one.similarity for one in judged]), true), true),
        "overlap": balanced_accuracy(cross_validated(np.array([one.overlap for one in judged]), true), true),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the figures, as JSON where asked; BylineError where the set cannot be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help=f"folder of the public sets (default {DATA})")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    given = parser.parse_args(argv)
    found = figures(list(judge(given.data)))
    console = Console()
    if given.json:
        console.print_json(json.dumps(found))
    else:
        table = Table("system", "balanced accuracy", title="WiCE, claims supported against the rest")
        for name, figure in found.items():
            table.add_row(name, f"{figure:.3f}")
        console.print(table)
    write(found, given.output)
    return 0


if __name__ == "__main__":
    run(main)
