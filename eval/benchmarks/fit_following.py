"""`python -m eval.benchmarks.fit_following`: which sentence answers the next question of a conversation, and whether.

Fitted on conversations over texts that neither training nor the other fits have seen
(rag/reader/training/written/conversations.jsonl, over the stories of clusters.jsonl beside it), each story a corpus,
the questions before the last answered as they would be. Neither eval/follow_ups.jsonl nor any question over the seed
articles is looked at. Writes rag/reader/following.json.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from eval.benchmarks.corpora import corpus_in
from eval.benchmarks.data import Conversation, Item, conversations, write_folder
from eval.benchmarks.fit import logistic
from eval.benchmarks.output import arguments, run
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import Index, open_index
from rag.answering import gather_on, places_shown
from rag.followups import History, goes_on, wordings
from rag.reader.following import NAMES, WEIGHTS, Followed, Following
from rag.reader.reader import EmbeddedReader
from rag.reader.training.written import FOLDER, read_texts

CONVERSATIONS, STORIES = FOLDER / "conversations.jsonl", FOLDER / "clusters.jsonl"

# The share of the answerable questions that is refused: what the rules alone refused of the same (.118).
REFUSED = 0.12


@dataclass(frozen=True, slots=True)
class Labelled:
    """The sentences that are read for a question, which of them answer, and whether any place of the texts does."""

    sentences: tuple[Followed, ...]
    right: tuple[bool, ...]
    answerable: bool


def labelled() -> Iterator[Labelled]:
    """The last question of each conversation, but for those that rules make to stand alone."""
    stories = read_texts(STORIES)
    for story, told in groupby(conversations(CONVERSATIONS), key=lambda one: one.story):
        with tempfile.TemporaryDirectory() as place:
            texts = stories[int(story)].texts
            ids = write_folder([Item(str(number), "", text) for number, text in enumerate(texts)], Path(place, "texts"))
            yield from _of_story(list(told), Path(place), {int(number): source for source, number in ids.items()})


def _of_story(told: Sequence[Conversation], place: Path, sources: dict[int, str]) -> Iterator[Labelled]:
    embedder, terms = Embedder.load(), Terms()
    with corpus_in(place / "texts", place / "data") as corpus:
        index = open_index(place / "texts", place / "data", embedder, terms)
        reader = EmbeddedReader.load(terms, index.lexical.idf)
        for one in told:
            history: list[tuple[str, str]] = []
            for question in one.turns[:-1]:
                history.append((question, corpus.answer(question, history).text))
            if goes_on(one.turns[-1], history):
                yield _labelled(one, _followed(index, embedder, reader, one.turns[-1], history), sources)
        index.close()


def _followed(
    index: Index, embedder: Embedder, reader: EmbeddedReader, question: str, history: History
) -> list[Followed]:
    places = places_shown(index, history[-1][1])
    return reader.follow(gather_on(index, embedder, wordings(question, history), places), places)[1]


def _labelled(one: Conversation, found: Sequence[Followed], sources: dict[int, str]) -> Labelled:
    gold = [(sources[text], quote) for text, quote in one.gold]
    right = tuple(any(_holds(sentence, source, quote) for source, quote in gold) for sentence in found)
    return Labelled(tuple(found), right, bool(gold))


def _holds(sentence: Followed, source: str, quote: str) -> bool:
    """Whether the sentence shares characters with the first place of its text that has the words of the quote."""
    evidence = sentence.candidate.evidence
    start = evidence.document.text.find(quote)
    span = evidence.sentences[sentence.candidate.number]
    return evidence.document.source == source and span.start < start + len(quote) and start < span.end


def fit(asked: Sequence[Labelled]) -> dict[str, Any]:
    """Both models by name, and the threshold that refuses `REFUSED` of the answerable questions."""
    read = [one for one in asked if any(one.right)]
    features = np.stack([sentence.which for one in read for sentence in one.sentences])
    which = logistic(features, np.array([right for one in read for right in one.right]))
    best = [int(np.argmax([which[1:] @ sentence.which for sentence in one.sentences])) for one in asked]
    whether = logistic(
        np.stack([one.sentences[i].whether for one, i in zip(asked, best, strict=True)]),
        np.array([one.right[i] for one, i in zip(asked, best, strict=True)]),
    )
    model = Following(which, whether, 0.0)
    confidences = [model.confidence(one.sentences[i]) for one, i in zip(asked, best, strict=True) if one.answerable]
    return {
        "which": _named(which),
        "whether": _named(whether),
        "threshold": round(float(np.quantile(confidences, REFUSED)), 4),
    }


def _named(weights: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, float]:
    return dict(zip(("bias", *NAMES), (round(float(weight), 4) for weight in weights), strict=True))


def main(argv: Sequence[str] | None = None) -> int:
    """Fit the models and write them."""
    given = arguments(__doc__ or "", argv)
    fitted = fit(list(labelled()))
    (given.output or WEIGHTS).write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    Console().print_json(data=fitted)
    return 0


if __name__ == "__main__":
    run(main)
