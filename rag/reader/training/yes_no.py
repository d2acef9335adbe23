"""Questions to be answered by yes or no, made of statements: people ask them, and no public set here has them.

A passage answers when it says that it is so or that it is not; one that tells something else of the same subject is a
near miss.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from rag.reader.training.claims import statement
from rag.reader.training.near_misses import NearMisses, content_words
from rag.reader.training.rows import Row, sentence_spans
from rag.verbs import base_form

_BEING = re.compile(
    r"(?P<who>[A-Z][^,.;:?]*?) (?P<verb>is|was|are|were|can|could|will|would|did|does|has been|had been|has|had|have) "
    r"(?P<rest>[^?]+?)\.?"
)
_DOING = re.compile(r"(?P<who>[A-Z][^,.;:?a-z]*[^,.;:?]*?) (?P<verb>[a-z]+) (?P<rest>[^?]+?)\.?")
_OWNED = re.compile(r"(?:an?|the|no|\d+|one|two|three|four|many|several)\b")
_SMALL = re.compile(r"^(?:The|A|An|There|His|Her|Its|Their|It|He|She|They)\b")

# A longer subject is most often a clause of its own.
_LONGEST_SUBJECT = 6


def question_of(said: str) -> str | None:
    """The statement as a question: "Was it built in 1990?"; None where a plain rule would make no English of it."""
    if found := _BEING.fullmatch(said):
        who, verb, rest = found.groups()
        if verb in {"has", "had", "have"} and _OWNED.match(rest):
            verb, rest = ("did" if verb == "had" else "do" if verb == "have" else "does"), f"have {rest}"
        first, *more = verb.split()
        return _asked(first, who, [*more, rest])
    found = _DOING.fullmatch(said)
    base = base_form(found["verb"]) if found else None
    return _asked("did", found["who"], [base, found["rest"]]) if found and base else None


def _asked(verb: str, who: str, rest: Sequence[str]) -> str | None:
    if len(who.split()) > _LONGEST_SUBJECT:
        return None
    subject = who[0].lower() + who[1:] if _SMALL.match(who) else who
    return f"{verb.capitalize()} {subject} {' '.join(rest)}?"


def of_claims(claims: Sequence[Row], rng: Random) -> list[Row]:
    """Claims with one sentence of evidence as questions, asked of it among others that share the claim's subject.

    Each is also asked of the others alone, where they share none of its other words.
    """
    alone = [row for row in claims if len(sentence_spans(row.context)) == 1]
    akin: defaultdict[str, list[str]] = defaultdict(list)
    for row in claims:
        akin[_subject(row.question)] += [row.context[start:end].strip() for start, end in sentence_spans(row.context)]
    rows: list[Row] = []
    for row in alone:
        if asked := question_of(row.question):
            others = [text for text in dict.fromkeys(akin[_subject(row.question)]) if text != row.context.strip()]
            rows.extend(_asked_of(asked, row, others, rng))
    return rows


def _asked_of(asked: str, row: Row, others: list[str], rng: Random) -> Iterator[Row]:
    sentence = row.context.strip()
    among = rng.sample(others, min(len(others), rng.randint(0, 3)))
    place = rng.randint(0, len(among))
    start = sum(len(text) + 1 for text in among[:place])
    yield Row(asked, " ".join([*among[:place], sentence, *among[place:]]), (start, start + len(sentence)), loose=True)
    besides = set(content_words(asked)) - set(content_words(_subject(row.question).lower()))
    silent = [text for text in others if not besides & set(content_words(text.lower()))]
    if silent and besides:
        yield Row(asked, " ".join(rng.sample(silent, min(len(silent), rng.randint(1, 4)))))


def of_answered(rows: Sequence[Row], near: NearMisses, rng: Random) -> list[Row]:
    """Answered questions that can be told as statements, asked whether it is so; one in two also as a near miss."""
    made: list[Row] = []
    for row in rows:
        asked = closed(row)
        if asked is None:
            continue
        made.append(asked)
        if rng.random() < 0.5 and (missed := near.without_sentence(row)):
            made.append(Row(asked.question, missed.context))
    return made


def closed(row: Row) -> Row | None:
    """An answered question asked whether it is so, answered by the sentence; None where no plain rule makes it."""
    said = statement(row.question, row.answer_text) if row.answer else None
    asked = question_of(said) if said else None
    if asked is None or row.answer is None:
        return None
    start, end = row.answer
    span = next((span for span in sentence_spans(row.context) if span[0] <= start and end <= span[1]), None)
    return Row(asked, row.context, span, loose=True) if span else None


def _subject(claim: str) -> str:
    """The first two words of a claim: whom it is about."""
    return " ".join(claim.split()[:2])
