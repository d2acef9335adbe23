"""Question and passage read together: where the answer lies in the passage, and whether one is there.

A cross-encoder with heads for span and answerability, as in Devlin et al. 2019 (https://arxiv.org/abs/1810.04805,
section 4.3); `index/models/reader/CARD.md` tells how this one was trained and how good it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from tokenizers import Encoding, Tokenizer

from index.model_files import READER, open_session, open_tokenizer

MAX_TOKENS = 256
MAX_QUESTION = 48
MAX_WINDOWS = 8
"""Of a longer passage the first windows are read, about 900 words; passages of the index take one."""
_BATCH = 8
_CLS, _SEP = 101, 102
_NOTHING = -1e4
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PassageReading:
    """One passage read for one question; every value is a logit.

    start, end: shape (tokens,), that the answer begins or ends with the token of the passage.
    offsets: shape (tokens, 2), the characters of the passage that the token covers.
    answerable: that the passage answers the question.
    null: start and end on [CLS] added up; a span of a lower sum is less likely than none.
    entailed: that the passage says what the "question" claims, when that is a statement; too weak to rely on (card).
    """

    start: NDArray[np.float32]
    end: NDArray[np.float32]
    offsets: NDArray[np.int32]
    answerable: float
    null: float
    entailed: float


@dataclass(frozen=True, slots=True)
class _Window:
    passage: int
    first: int
    ids: list[int]


@dataclass(frozen=True, slots=True)
class _Logits:
    window: _Window
    start: NDArray[np.float32]
    end: NDArray[np.float32]
    answerable: float
    null: float
    entailed: float


class CrossEncoder:
    """The reader's model. Thread-safe and deterministic; loading takes a fifth of a second, so keep one."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls) -> CrossEncoder:
        """The model that ships with Byline; ModelFileError when its file is missing or altered."""
        return cls(open_session(READER), open_tokenizer())

    def read(self, question: str, contexts: Sequence[str]) -> list[PassageReading]:
        """Each context read for the question, in the order given.

        The question is cut to 48 tokens. A context that does not fit is read in overlapping windows, each token
        keeping its highest logit, up to `MAX_WINDOWS`; what lies beyond is not read and has no offsets.
        """
        asked = self._encode(question).ids[:MAX_QUESTION]
        room = MAX_TOKENS - len(asked) - 3
        passages = [self._encode(context) for context in contexts]
        windows = [w for number, passage in enumerate(passages) for w in _windows(number, passage.ids, room)]
        logits = sorted(self._run_all(asked, windows), key=lambda one: (one.window.passage, one.window.first))
        found = {number: list(group) for number, group in groupby(logits, key=lambda one: one.window.passage)}
        return [_merge(found.get(number, []), passage.offsets) for number, passage in enumerate(passages)]

    def _encode(self, text: str) -> Encoding:
        # a lone surrogate cannot be handed to the tokenizer; the stand-in keeps the offsets
        return self._tokenizer.encode(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text), add_special_tokens=False)

    def _run_all(self, asked: list[int], windows: list[_Window]) -> Iterator[_Logits]:
        # windows of like length share a batch, so that little of it is padding
        ordered = sorted(windows, key=lambda window: len(window.ids))
        for begin in range(0, len(ordered), _BATCH):
            yield from self._run(asked, ordered[begin : begin + _BATCH])

    def _run(self, asked: list[int], batch: list[_Window]) -> Iterator[_Logits]:
        rows = [[_CLS, *asked, _SEP, *window.ids, _SEP] for window in batch]
        width, before = max(map(len, rows)), len(asked) + 2
        lengths = np.array([len(row) for row in rows])[:, None]
        place = np.arange(width)[None, :]
        feeds = {
            "input_ids": np.array([row + [0] * (width - len(row)) for row in rows], dtype=np.int64),
            "attention_mask": (place < lengths).astype(np.int64),
            "token_type_ids": ((place >= before) & (place < lengths)).astype(np.int64),
        }
        start, end, answerable, entailed = self._session.run(None, feeds)
        for row, window in enumerate(batch):
            inside = slice(before, before + len(window.ids))
            null = float(start[row, 0] + end[row, 0])
            yield _Logits(
                window, start[row, inside], end[row, inside], float(answerable[row]), null, float(entailed[row])
            )


def _windows(passage: int, ids: list[int], room: int) -> Iterator[_Window]:
    """Windows of `room` tokens, each sharing half with the one before; the last is filled from the end."""
    last = max(0, len(ids) - room)
    firsts = [*range(0, last, room // 2), last] if ids else []
    for first in firsts[:MAX_WINDOWS]:
        yield _Window(passage, first, ids[first : first + room])


def _merge(parts: list[_Logits], offsets: list[tuple[int, int]]) -> PassageReading:
    """One reading of a passage's windows; a passage without tokens answers nothing."""
    tokens = max((one.window.first + len(one.window.ids) for one in parts), default=0)
    start, end = np.full((2, tokens), _NOTHING, dtype=np.float32)
    for one in parts:
        inside = slice(one.window.first, one.window.first + len(one.window.ids))
        np.maximum(start[inside], one.start, out=start[inside])
        np.maximum(end[inside], one.end, out=end[inside])
    best = max(parts, key=lambda one: one.answerable, default=None)
    return PassageReading(
        start,
        end,
        np.array(offsets[:tokens], dtype=np.int32).reshape(-1, 2),
        answerable=best.answerable if best else _NOTHING,
        null=best.null if best else 0.0,
        entailed=max((one.entailed for one in parts), default=_NOTHING),
    )
