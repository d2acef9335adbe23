"""Claims made of answered questions: true ones, and false ones that differ in what the question or its answer names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from rag.reader.training.near_misses import NearMisses, names
from rag.reader.training.rows import Row

_ASIDE = r"(?:did|do|does|is|are|was|were|would|could|can|should|will|may|might|else|has|have|had)\b"
_SUBJECT = re.compile(
    rf"(?:Who|(?:What|Which) (?!{_ASIDE})[a-z]+(?: (?!{_ASIDE})[a-z]+)?) "
    r"((?:is|are|was|were|has|have|had|became|won|wrote|led|held|made|began|gave|took|said|\w+[a-z]ed|\w+[a-z]s) .+?)\?"
)
_INVERTED = re.compile(
    r"(When|Where|In (?:what|which) \w+) (was|were|is|are) (.+?) (\w+ed|born|held|built|made)( .+)?\?"
)
_PLACED = re.compile(r"(?:in|on|at|by|since|from|after|before|during)\b", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"\b1\d{3}\b|\b20\d{2}\b")

# A longer answer is a clause, which does not fit where the question word stood.
_LONGEST = 8


def claims_of(rows: Sequence[Row], near: NearMisses, rng: Random) -> list[Row]:
    """For each row that can be told as a statement, the statement; for about as many, a false one too."""
    made: list[Row] = []
    for row in rows:
        said = statement(row.question, row.answer_text)
        if said:
            made.append(replace(row, question=said, answer=None, claim=True))
            made.extend(_falsified(row, near, rng))
    return made


def statement(question: str, answer: str) -> str | None:
    """`question` with `answer` in place of its question word; None where that would be no English."""
    answer = answer.strip(" .,;")
    if not answer or len(answer.split()) > _LONGEST:
        return None
    if found := _INVERTED.fullmatch(question):
        _, verb, subject, participle, rest = found.groups()
        place = answer if _PLACED.match(answer) else f"in {answer}"
        return _sentence(f"{subject} {verb} {participle}{rest or ''} {place}")
    if found := _SUBJECT.fullmatch(question):
        return _sentence(f"{answer} {found.group(1)}")
    return None


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _falsified(row: Row, near: NearMisses, rng: Random) -> list[Row]:
    tries: list[Callable[[], str | None]] = [
        lambda: _missed(row, near), lambda: _missed(row, near), lambda: _other_answer(row, rng)
    ]  # fmt: skip
    said = rng.choice(tries)()
    return [replace(row, question=said, answer=None, claim=False)] if said else []


def _missed(row: Row, near: NearMisses) -> str | None:
    missed = near.question(row)
    return statement(missed.question, row.answer_text) if missed else None


def _other_answer(row: Row, rng: Random) -> str | None:
    if year := _FOUR_DIGITS.search(row.answer_text):
        other = row.answer_text.replace(year.group(), str(int(year.group()) + rng.choice([-10, -2, -1, 1, 3, 8])))
        return statement(row.question, other)
    others = [name for name in names(row.context) if name not in row.answer_text and row.answer_text not in name]
    others = [name for name in others if name not in row.question]
    return statement(row.question, rng.choice(others)) if others and names(f"x {row.answer_text}") else None
