"""Rows of the training sets: questions with passages, and claims with evidence."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Row:
    """A question, or a claim, and a passage.

    answer: the characters of the passage that answer, None when nothing does.
    loose: `answer` is the sentence that answers, not the very words.
    claim: for a claim, whether the passage says so; its answer is left open.
    """

    question: str
    context: str
    answer: tuple[int, int] | None = None
    loose: bool = False
    claim: bool | None = None

    @property
    def answer_text(self) -> str:
        """The words that answer, empty when nothing does."""
        return self.context[slice(*self.answer)] if self.answer else ""

    def unanswerable(self, question: str | None = None, context: str | None = None) -> Row:
        """The row with another question or passage, which nothing in the passage answers."""
        return replace(self, question=question or self.question, context=context or self.context, answer=None)


def read_jsonl(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file, gzipped or not, one a line."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_questions(folder: Path, name: str, rng: Random) -> list[Row]:
    """The rows of a `qa_*` set, shuffled; where several answers are given, one of them."""
    rows = [_question_row(found, rng) for found in read_jsonl(folder / f"qa_{name}.jsonl.gz")]
    rng.shuffle(rows)
    return rows


def _question_row(found: dict[str, Any], rng: Random) -> Row:
    row = Row(found["question"], found["context"])
    if not found["answerable"]:
        return row
    answer = rng.choice(found["answers"])
    return replace(row, answer=(answer["start"], answer["start"] + len(answer["text"])))


def read_claims(folder: Path, name: str, rng: Random) -> list[Row]:
    """The rows of an `nli_*` set, shuffled: the hypothesis in the place of the question."""
    found = read_jsonl(folder / f"nli_{name}.jsonl.gz")
    rows = [Row(one["hypothesis"], one["premise"], claim=one["label"] == "entail") for one in found]
    rng.shuffle(rows)
    return rows


def read_selections(folder: Path, name: str, rng: Random) -> list[Row]:
    """Paragraphs of neighbouring sentences from a `sel_*` set, half of them without the sentence that answers."""
    rows: list[Row] = []
    found = read_jsonl(folder / f"sel_{name}.jsonl.gz")
    for question, group in groupby(found, key=lambda one: one["question"]):
        rows.extend(_selection_rows(question, [(one["sentence"], bool(one["label"])) for one in group], rng))
    rng.shuffle(rows)
    return rows


def _selection_rows(question: str, sentences: list[tuple[str, bool]], rng: Random) -> Iterator[Row]:
    for number, (_, answers) in enumerate(sentences):
        first = max(0, number - rng.randint(0, 4))
        window = sentences[first : first + rng.randint(3, 6)]
        labels = [label for _, label in window]
        if answers and sum(labels) == 1:
            yield _joined(question, [text for text, _ in window], labels.index(True))
        elif not any(labels) and number % 4 == 0:
            yield Row(question, " ".join(text for text, _ in window))


def _joined(question: str, sentences: list[str], answering: int) -> Row:
    start = sum(len(text) + 1 for text in sentences[:answering])
    return Row(question, " ".join(sentences), (start, start + len(sentences[answering])), loose=True)


def read_sentences(folder: Path, name: str, rng: Random) -> list[Row]:
    """Paragraphs of rival sentences from a `sel_*` set; the one that answers is left out of one in four."""
    rows: list[Row] = []
    found = read_jsonl(folder / f"sel_{name}.jsonl.gz")
    for question, group in groupby(found, key=lambda one: one["question"]):
        sentences = [(one["sentence"], bool(one["label"])) for one in group]
        rng.shuffle(sentences)
        labels = [label for _, label in sentences]
        if sum(labels) != 1 or len(labels) < 3:
            continue
        if rng.random() < 0.25:
            rows.append(Row(question, " ".join(text for text, answers in sentences if not answers)))
        else:
            rows.append(_joined(question, [text for text, _ in sentences], labels.index(True)))
    rng.shuffle(rows)
    return rows


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """A plain split at full stops; good enough to cut training passages with."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if end > start]
