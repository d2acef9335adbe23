"""Questions to begin with: written for the seeds, or made of the names in other articles and tried first."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from itertools import chain, islice

from rag import Corpus

OFFERED = 4

# Names and questions come out of so many articles; more would only slow the start.
READ = 200

# How long questions may be tried while somebody waits for the page, in seconds.
BUDGET = 2.0

# Written for the five seeds and known to be answered there; offered where the articles hold every name in them.
WRITTEN = (
    "What did Overchuk say about BRICS?",
    "On what day did Overchuk speak at the Boao Forum?",
    "How much trade did Putin expect between Russia and China in 2023?",
    "Why has Russia been able to resist Western sanctions?",
)

NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")


def examples(corpus: Corpus, clock: Callable[[], float] = time.monotonic) -> list[str]:
    """Up to four questions that `corpus` answers."""
    texts = [document.text for document in corpus.documents[:READ]]
    written = [question for question in WRITTEN if _fits(question, texts)]
    due = clock() + BUDGET
    made = (f"What do the articles say about {name}?" for name in _names(texts))
    answered = (question for question in made if clock() < due and corpus.answer(question).answered)
    return list(islice(chain(written, answered), OFFERED))


def _fits(question: str, texts: list[str]) -> bool:
    """Whether every name and year of the question stands in the articles."""
    names = re.findall(r"[A-Z]\w+|\d{4}", question.partition(" ")[2])
    return all(any(name in text for text in texts) for name in names)


def _names(texts: list[str]) -> list[str]:
    """The names that most articles hold, within sentences rather than at their beginnings."""
    counts = Counter(name for text in texts for name in set(NAME.findall(text)))
    return [name for name, _ in counts.most_common(2 * OFFERED)]
