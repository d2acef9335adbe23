"""`python -m eval.benchmarks.fit_meaning --train ../shared/train`: the weights of the check's model of meaning.

Fitted on claims over Wikipedia (FEVER in two versions), of which only those count whose facts the rules find in their
evidence: the others never reach the model. SummEdits is left out: its edits of a word or two show in none of these
features (AUC .53 at most). Neither WiCE, on which the check is measured, nor any sentence about the seed articles is
looked at. Writes rag/verifying/meaning.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from eval.benchmarks.fit import logistic
from eval.benchmarks.output import run
from eval.questions import EvalError
from index.embedding import Embedder
from index.lexical import Terms
from rag.drafts import Source
from rag.verify import Verifier
from rag.verifying.lexicon import Lexicon
from rag.verifying.meaning import NAMES, WEIGHTS, LexicalEntailment, features

# Claims of each set: enough for five weights, few enough for some minutes.
CLAIMS = {"nli_fever_symmetric": 600, "nli_fever_athnlp": 600}

# The share of supported claims that the model alone refuses: the rules have had their say, and a false alarm tells a
# reader to distrust what is right.
REFUSED = 0.05

# Longer than a sentence of an answer, in characters.
LONGEST = 350


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, what is to support it, and whether it does."""

    text: str
    evidence: str
    supported: bool


def claims(folder: Path, seed: int = 0) -> Iterator[Claim]:
    """Claims of the training sets in `folder`, drawn at random; EvalError when a set is not there."""
    for name, most in CLAIMS.items():
        try:
            with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                found = [json.loads(line) for line in lines]
        except OSError as error:
            raise EvalError(f"{folder / name}.jsonl.gz cannot be read; name the folder with --train.") from error
        random.Random(seed).shuffle(found)
        short = [row for row in found if len(row["hypothesis"]) < LONGEST]
        yield from (Claim(row["hypothesis"], row["premise"], row["label"] == "entail") for row in short[:most])


def fit(some: Iterable[Claim]) -> dict[str, float]:
    """Bias and weights by name; `REFUSED` of the supported claims come out below a probability of 0.5."""
    embedder, terms = Embedder.load(), Terms()
    lexicon = Lexicon(terms)
    verifier = Verifier(LexicalEntailment(embedder, terms, {}), terms)
    kept = [claim for claim in some if not verifier.lacking(claim.text, [Source("", 0, 0, claim.evidence)])]
    found = np.stack([features(claim.text, claim.evidence, embedder, lexicon) for claim in kept])
    labels = np.array([claim.supported for claim in kept])
    weights = logistic(found, labels)
    weights[0] -= np.quantile((weights[0] + found @ weights[1:])[labels], REFUSED)
    return dict(zip(("bias", *NAMES), (round(float(weight), 4) for weight in weights), strict=True))


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and write the weights; EvalError where a set cannot be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--train", type=Path, default=Path("../shared/train"), help="folder of the training sets")
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="file to write (default the project's own)")
    given = parser.parse_args(argv)
    fitted = fit(claims(given.train))
    given.output.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    Console().print_json(data=fitted)
    return 0


if __name__ == "__main__":
    run(main)
