"""Questions and claims written for this project: over invented news articles and search results, and questions over
paragraphs of the training sets.

All have plausible questions that the texts do not answer, and answers in other words than the question's, which the
public sets hardly have. Of the claims half are not what the sentences say that they cite, in the ways that small
language models err.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from index.embedding import Embedder
from index.passages import group_sentences
from index.reading import to_document
from index.sentences import split_sentences
from rag.reader.questions import analyse
from rag.reader.training.rows import Row, read_jsonl

FOLDER = Path(__file__).with_name("written")
TRAINED, HELD_OUT, PARAGRAPHS = (FOLDER / f"{name}.jsonl" for name in ("trained", "held_out", "paragraphs"))
"""Texts to train on, those that the scorers are fitted on, and questions over paragraphs of the training sets."""

_WORDS = re.compile(r"\w{4,}")
_CLAUSE = 60
"""Characters from which an answer is a clause: hardly a name, date or number is so long."""
_LACKING = 2
"""Passages that an unanswerable question is asked of; an answerable one is asked of one that lacks the answer."""


Place = tuple[int, int, int]
"""The number of a text, and the first and one past the last of its characters."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, the sentences that it cites, and whether these say so."""

    text: str
    cited: tuple[Place, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """An article, or search results for one matter, with questions.

    questions: each with the number of the text and the characters in it that answer, or None.
    claims: sentences as a language model would answer with, each with what it cites.
    """

    texts: tuple[str, ...]
    questions: tuple[tuple[str, Place | None], ...]
    claims: tuple[Claim, ...] = ()

    def words(self, place: Place) -> str:
        """The characters at `place`."""
        number, start, end = place
        return self.texts[number][start:end]


def read_texts(file: Path) -> list[Texts]:
    """What a file such as `TRAINED` holds."""
    return list(map(texts_of, read_jsonl(file)))


def texts_of(found: dict[str, Any]) -> Texts:
    """One line of such a file."""
    claims = (
        Claim(one["claim"], tuple((n, start, end) for n, start, end in one["cited"]), one["supported"])
        for one in found.get("claims", ())
    )
    return Texts(tuple(found["texts"]), tuple(_questions(found)), tuple(claims))


def claim_rows(found: Iterable[Texts]) -> list[Row]:
    """Each claim with the sentences that it cites."""
    return [
        Row(claim.text, " ".join(map(one.words, claim.cited)), claim=claim.supported)
        for one in found
        for claim in one.claims
    ]


def text_rows(found: Iterable[Texts], rng: Random) -> list[Row]:
    """Each question with a passage that answers it, and with one or two of those most like it that do not."""
    embedder = Embedder.load()
    return [row for one in found for row in _rows(one, _passages(one.texts, embedder), rng)]


def _passages(texts: Iterable[str], embedder: Embedder) -> list[Place]:
    """The number of the text and the characters of every passage, as the product cuts them."""
    return [
        (number, span.start, span.end)
        for number, text in enumerate(texts)
        for span in group_sentences(
            to_document("text.txt", text.encode()), split_sentences(text), embedder.count_tokens
        )
    ]


def _rows(found: Texts, passages: list[Place], rng: Random) -> Iterator[Row]:
    for question, answer in found.questions:
        texts = list(map(found.words, passages))
        words = found.words(answer) if answer else ""
        holding = [p for p in passages if answer and p[0] == answer[0] and p[1] <= answer[1] and answer[2] <= p[2]]
        if answer and holding:
            passage = rng.choice(holding)
            within = answer[1] - passage[1], answer[2] - passage[1]
            yield Row(question, found.words(passage), within, loose=_is_loose(question, words))
        lacking = [text for text in texts if not words or words not in text]
        lacking.sort(key=lambda text: -_shared(question, text))
        yield from (Row(question, text) for text in lacking[: 1 if answer else _LACKING])


def _is_loose(question: str, answer: str) -> bool:
    """Whether the answer is a clause that settles the question: where it begins and ends is a matter of taste."""
    return len(answer) >= _CLAUSE or analyse(question).answer_type == "yes-no"


def _shared(question: str, text: str) -> int:
    """How many of the question's longer words the text has."""
    return len(set(_WORDS.findall(question.lower())) & set(_WORDS.findall(text.lower())))


def paragraph_rows(contexts: Iterable[str]) -> list[Row]:
    """The questions of `PARAGRAPHS`, which names its paragraphs by `fingerprint`, over those of `contexts`."""
    texts = {fingerprint(context): context for context in contexts}
    return [
        Row(question, texts[found["paragraph"]], answer and answer[1:])
        for found in read_jsonl(PARAGRAPHS)
        if found["paragraph"] in texts
        for question, answer in _questions(found)
    ]


def fingerprint(context: str) -> str:
    """Names a paragraph whose text stays with the training sets."""
    return sha256(context.encode()).hexdigest()[:16]


def _questions(found: dict[str, Any]) -> Iterator[tuple[str, Place | None]]:
    for one in found["questions"]:
        number, start, end = one["answer"] or (0, 0, 0)
        yield one["question"], (number, start, end) if one["answer"] else None
