"""Passages: whole sentences, bounded, overlapping, nothing left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document
from index.passages import MAX_TOKENS, OVERLAP_TOKENS, PassageSpan, group_sentences
from index.sentences import SentenceSpan


def _group(lengths: Sequence[int]) -> list[PassageSpan]:
    """Passages of sentences of so many tokens, where a token is a character."""
    sentences, text = [], ""
    for length in lengths:
        sentences.append(SentenceSpan(len(text), len(text) + length, "prose", 0))
        text += "x" * length + " "
    return group_sentences(Document("a.txt", text), sentences, lambda texts: [len(t) for t in texts])


@given(st.lists(st.integers(1, 260), max_size=60))
def test_every_sentence_is_in_a_passage_and_none_is_cut(lengths: list[int]) -> None:
    passages = _group(lengths)
    assert {n for p in passages for n in range(p.first, p.last + 1)} == set(range(len(lengths)))
    for passage in passages:
        assert passage.first == passage.last or sum(lengths[passage.first : passage.last + 1]) <= MAX_TOKENS
    for one, following in pairwise(passages):
        assert one.first < following.first <= one.last + 1 and one.last < following.last


def test_neighbours_share_their_edge() -> None:
    passages = _group([50] * 10)
    assert [(p.first, p.last) for p in passages] == [(0, 3), (3, 6), (6, 9)]
    assert OVERLAP_TOKENS >= 50
