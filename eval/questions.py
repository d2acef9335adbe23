"""The questions of the eval: reading the file, and saying plainly what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.spans import Span
from index.errors import BylineError

QUESTIONS = Path(__file__).with_name("questions.jsonl")

KINDS = (
    "fact", "number", "who", "when", "quote", "several", "disagree",
    "followup", "paraphrase", "typo", "unanswerable", "near_miss",
)  # fmt: skip


class EvalError(BylineError):
    """The eval cannot run: the questions, the floors or an earlier report are not what they should be."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what a right answer to it holds.

    history: earlier (question, answer) turns that a follow-up leans on.
    answers: groups of accepted strings; a right answer has one of every group, in its text or its quotes.
    evidence: groups of spans; a right answer cites one of every group. Empty when it cannot be answered.
    also: spans that are right to cite although no answer needs them.
    """

    id: str
    kind: str
    question: str
    answerable: bool
    history: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[tuple[Span, ...], ...] = ()
    also: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"'{self.kind}' is no kind of question; the kinds are {', '.join(KINDS)}")
        if not self.question.strip():
            raise ValueError("the question is empty")
        given = bool(self.answers and self.evidence) and all((*self.answers, *self.evidence))
        if self.answerable and not given:
            raise ValueError("a question that can be answered needs answers and evidence, no group of it empty")
        if not self.answerable and (self.answers or self.evidence or self.also):
            raise ValueError("a question that cannot be answered has no answers and no evidence")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span that is right to cite."""
        return (*(span for group in self.evidence for span in group), *self.also)


def load(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions in a file of JSON lines; EvalError names the line that is not one."""
    try:
        # Not splitlines: JSON may hold the line separators of Unicode as they stand.
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"The questions {path} cannot be read ({error}); give a file of JSON lines.") from error
    questions = tuple(_parse(line, path, number) for number, line in enumerate(lines, 1) if line.strip())
    if not questions:
        raise EvalError(f"{path} holds no questions; write one JSON object a line.")
    _check_ids(questions, path)
    return questions


def check_corpus(questions: tuple[Question, ...], texts: Mapping[str, str], folder: Path) -> None:
    """EvalError when the evidence does not lie in `texts` (source to text), the documents of `folder`."""
    for span in (span for question in questions for span in question.spans):
        if span.source not in texts:
            raise EvalError(
                f"The questions are about {span.source}, which is not in {folder}; "
                "ask the corpus they were written for, or give questions of its own with --questions."
            )
        if span.end > len(texts[span.source]):
            raise EvalError(
                f"The questions cite characters {span.start}–{span.end} of {span.source}, which has only "
                f"{len(texts[span.source])} in {folder}; the file has changed, so write the spans anew."
            )


def _parse(line: str, path: Path, number: int) -> Question:
    try:
        return _question(json.loads(line))
    except KeyError as error:
        raise EvalError(f"Line {number} of {path} has no {error}; add it to the question.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise EvalError(f"Line {number} of {path} is not a question: {error}.") from error


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        id=str(row["id"]),
        kind=str(row["kind"]),
        question=str(row["question"]),
        answerable=bool(row["answerable"]),
        history=tuple((str(asked), str(told)) for asked, told in row.get("history", ())),
        answers=_answers(list(row.get("answers", ()))),
        evidence=tuple(tuple(Span(**span) for span in group) for group in row.get("evidence", ())),
        also=tuple(Span(**span) for span in row.get("also", ())),
    )


def _answers(given: list[str | list[str]]) -> tuple[tuple[str, ...], ...]:
    plain = tuple(item for item in given if isinstance(item, str))
    groups = tuple(tuple(item) for item in given if not isinstance(item, str))
    if plain and groups:
        raise ValueError("answers are a list of strings or a list of lists of strings, not both")
    return groups or ((plain,) if plain else ())


def _check_ids(questions: tuple[Question, ...], path: Path) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise EvalError(f"{path} has two questions with the id '{question.id}'; give each its own.")
        seen.add(question.id)
