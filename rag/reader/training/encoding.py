"""Rows as token ids with targets, in batches of like length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor

from rag.reader.cross_encoder import MAX_QUESTION
from rag.reader.training.rows import Row, sentence_spans

MAX_TOKENS = 224
"""Shorter than what the reader is given at most: passages have 100 to 200 tokens, and a step is a third faster."""
CLS, SEP = 101, 102
POOL = 40


@dataclass(frozen=True, slots=True)
class Example:
    """One row in tokens.

    start, end: first and last token at which the answer may begin, and may end; (0, 0) when there is none.
    answerable: None for a claim, whose span is left open; entailed: None for a question.
    sentences: of each token the number of its sentence from 1 on, 0 outside the passage. evidence: the number of the
    one that answers, 0 when none does.
    """

    ids: list[int]
    question: int
    start: tuple[int, int]
    end: tuple[int, int]
    answerable: bool | None
    entailed: bool | None
    sentences: list[int]
    evidence: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples padded to one width.

    ids, mask, segments: shape (rows, tokens). spans: shape (rows, 4), the first and last token at which an answer may
    begin, and at which it may end. answerable, entailed: shape (rows,), NaN where a row does not say. sentences: shape
    (rows, tokens), and evidence: shape (rows,), as of `Example`.
    """

    ids: Tensor
    mask: Tensor
    segments: Tensor
    spans: Tensor
    answerable: Tensor
    entailed: Tensor
    sentences: Tensor
    evidence: Tensor
    passages: int = 1


def encode(rows: Iterable[Row], tokenizer: Tokenizer, rng: Random) -> list[Example]:
    """The rows as examples; the few whose answer does not fit are dropped."""
    return [example for row in rows if (example := _example(row, tokenizer, rng))]


def _example(row: Row, tokenizer: Tokenizer, rng: Random) -> Example | None:
    question = tokenizer.encode(row.question, add_special_tokens=False).ids[:MAX_QUESTION]
    passage = tokenizer.encode(row.context, add_special_tokens=False)
    room, before = MAX_TOKENS - len(question) - 3, len(question) + 2
    inside = _tokens(passage.offsets, row.answer)
    if row.answer and (not inside or len(inside) > room):
        return None
    low = _window(len(passage.ids), room, inside, rng)
    ids = [CLS, *question, SEP, *passage.ids[low : low + room], SEP]
    shift = before - low
    start, end = _allowed(inside, row.loose)
    sentences = _sentences(row.context, passage.offsets)[low : low + room]
    return Example(
        ids, before, (start[0] + shift, start[1] + shift) if inside else (0, 0),
        (end[0] + shift, end[1] + shift) if inside else (0, 0),
        None if row.claim is not None else bool(inside), row.claim,
        [*[0] * before, *sentences, 0], sentences[inside[0] - low] if inside else 0,
    )  # fmt: skip


def _sentences(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Of each token the number of its sentence, from 1 on."""
    starts = [start for start, _ in sentence_spans(text)]
    return [bisect_right(starts, start) for start, _ in offsets]


def _tokens(offsets: Sequence[tuple[int, int]], answer: tuple[int, int] | None) -> list[int]:
    return [i for i, (a, b) in enumerate(offsets) if answer and b > answer[0] and a < answer[1]]


def _allowed(inside: list[int], loose: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    if not inside:
        return (0, 0), (0, 0)
    first, last = inside[0], inside[-1]
    return ((first, last), (first, last)) if loose else ((first, first), (last, last))


def _window(length: int, room: int, inside: list[int], rng: Random) -> int:
    """Where a window of `room` tokens begins that holds the answer, if there is one."""
    last = max(0, length - room)
    if not inside:
        return rng.randint(0, last)
    return rng.randint(max(0, inside[-1] + 1 - room), min(last, inside[0]))


def batches(examples: Sequence[Example], size: int, rng: Random) -> list[list[Example]]:
    """All examples in batches of about the same length, in random order."""
    shuffled = rng.sample(examples, len(examples))
    pools = [
        sorted(shuffled[i : i + size * POOL], key=lambda e: len(e.ids)) for i in range(0, len(shuffled), size * POOL)
    ]
    cut = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    rng.shuffle(cut)
    return cut


def pad(batch: Sequence[Example], passages: int = 1) -> Batch:
    """The examples as tensors; `passages` of them in a row are of one question, the first one answers."""
    width = max(len(example.ids) for example in batch)
    lengths = torch.tensor([len(example.ids) for example in batch])[:, None]
    before = torch.tensor([example.question for example in batch])[:, None]
    places = torch.arange(width)[None]
    mask = places < lengths
    return Batch(
        ids=torch.tensor([example.ids + [0] * (width - len(example.ids)) for example in batch]),
        mask=mask.long(),
        segments=(mask & (places >= before)).long(),
        spans=torch.tensor([[*example.start, *example.end] for example in batch]),
        answerable=_labels([example.answerable for example in batch]),
        entailed=_labels([example.entailed for example in batch]),
        sentences=torch.tensor([example.sentences + [0] * (width - len(example.ids)) for example in batch]),
        evidence=torch.tensor([example.evidence for example in batch]),
        passages=passages,
    )


def _labels(values: Sequence[bool | None]) -> Tensor:
    return torch.tensor([float("nan") if value is None else float(value) for value in values])
