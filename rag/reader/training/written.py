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
TRAINED, SEARCHES, CLUSTERS, CONTRASTS, HELD_OUT, PARAGRAPHS = (
    FOLDER / f"{name}.jsonl" for name in ("trained", "searches", "clusters", "contrasts", "held_out", "paragraphs")
)
"""Texts to train on: of any kind, such as a search of the web shows among news, several articles on one story, and
articles asked for what is easily mistaken for each other; those that the scorers are fitted on, and questions over
paragraphs of the training sets."""

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

    questions: each with the places that answer, the best first: none, or one, or, among search results, one in each
    text that tells it.
    claims: sentences as a language model would answer with, each with what it cites.
    """

    texts: tuple[str, ...]
    questions: tuple[tuple[str, tuple[Place, ...]], ...]
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
    """Each question with each passage that answers it, and with one or two of those most like it that do not."""
    embedder = Embedder.load()
    return [row for one in found for row in _rows(one, _passages(one.texts, embedder), rng)]


def text_groups(found: Iterable[Texts], rivals: int, rng: Random, least: int) -> Iterator[list[Row]]:
    """Each question with each passage that answers it and, after that, up to `rivals` of the same texts that do not.

    These are the ones that share most words with the question. Questions of texts that have fewer than `least` are
    left out.
    """
    embedder = Embedder.load()
    for one in found:
        passages = _passages(one.texts, embedder)
        for question, answers in one.questions:
            lacking = _lacking(one, question, answers, passages)
            if len(lacking) >= least:
                for answering in _answering(one, question, answers, passages, rng):
                    yield [answering, *(Row(question, text) for text in lacking[:rivals])]


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
    for question, answers in found.questions:
        lacking = _lacking(found, question, answers, passages)
        yield from _answering(found, question, answers, passages, rng)
        yield from (Row(question, text) for text in lacking[: 1 if answers else _LACKING])


def _answering(
    found: Texts, question: str, answers: tuple[Place, ...], passages: list[Place], rng: Random
) -> Iterator[Row]:
    """The question with one passage for each place that answers and stands in a passage whole."""
    for number, start, end in answers:
        holding = [place for place in passages if place[0] == number and place[1] <= start and end <= place[2]]
        if holding:
            passage = rng.choice(holding)
            loose = _is_loose(question, found.words((number, start, end)))
            yield Row(question, found.words(passage), (start - passage[1], end - passage[1]), loose=loose)


def _lacking(found: Texts, question: str, answers: tuple[Place, ...], passages: list[Place]) -> list[str]:
    """The passages that do not answer, those that share most words with the question first.

    Of the text that answers best other passages may lack the answer; of the others that answer none is taken.
    """
    words, telling = [found.words(answer) for answer in answers], {answer[0] for answer in answers[1:]}
    texts = [found.words(place) for place in passages if place[0] not in telling]
    lacking = [text for text in texts if not any(one in text for one in words)]
    return sorted(lacking, key=lambda text: -_shared(question, text))


def _is_loose(question: str, answer: str) -> bool:
    """Whether the answer is a clause that settles the question: where it begins and ends is a matter of taste."""
    return len(answer) >= _CLAUSE or analyse(question).answer_type == "yes-no"


def _shared(question: str, text: str) -> int:
    """How many of the question's longer words the text has."""
    return len(set(_WORDS.findall(question.lower())) & set(_WORDS.findall(text.lower())))


def paragraph_rows(contexts: Iterable[str], file: Path = PARAGRAPHS) -> list[Row]:
    """The questions of `file`, which names its paragraphs by `fingerprint`, over those of `contexts`."""
    texts = {fingerprint(context): context for context in contexts}
    return [
        Row(question, texts[found["paragraph"]], answers[0][1:] if answers else None)
        for found in read_jsonl(file)
        if found["paragraph"] in texts
        for question, answers in _questions(found)
    ]


def fingerprint(context: str) -> str:
    """Names a text of a public set that stays where it is: a paragraph, or a question."""
    return sha256(context.encode()).hexdigest()[:16]


def _questions(found: dict[str, Any]) -> Iterator[tuple[str, tuple[Place, ...]]]:
    for one in found["questions"]:
        places = [one["answer"], *one.get("also", ())] if one["answer"] else ()
        yield one["question"], tuple((number, start, end) for number, start, end in places)
