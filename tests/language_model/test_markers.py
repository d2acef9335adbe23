"""Ids become citations wherever the text is cut, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writer.drafting import Sentences, Written
from rag.writer.markers import MarkerParser

Said = list[tuple[str, tuple[int, ...]]]

CASES: list[tuple[str, Said]] = [
    ("He spoke. [e1] She left. [e2]", [("He spoke.", (1,)), ("She left.", (2,))]),
    ("He spoke [e1]. She left [e2, e3].", [("He spoke.", (1,)), ("She left.", (2, 3))]),
    ("He spoke [e1][e3].", [("He spoke.", (1, 3))]),
    ("He spoke [e1-e3].", [("He spoke.", (1, 2, 3))]),
    ("He spoke [E2] and [e2].", [("He spoke and.", (2,))]),
    ("He spoke (e2). It was 2024 (2024).", [("He spoke.", (2,)), ("It was 2024 (2024).", ())]),
    ("He spoke 【e2】.", [("He spoke.", (2,))]),
    ("[e1] He spoke. [e2] She left.", [("He spoke.", (1,)), ("She left.", (2,))]),
    ("[e1] He spoke.\n[e2] She left.\n", [("He spoke.", (1,)), ("She left.", (2,))]),
    ("He spoke.\n[e1]\nShe left.\n[e2]", [("He spoke.", (1,)), ("She left.", (2,))]),
    ("- He spoke [e1]\n- She left on Monday [e2]", [("He spoke", (1,)), ("She left on Monday", (2,))]),
    # Invented, and numbers that are none of ours: nothing of them shows.
    ("He spoke. [e9] [7] [e0] [e12345]", [("He spoke.", ())]),
    ("He spoke [1], Source 2.", [("He spoke, Source 2.", ())]),
    ("He spoke [a2] (a2).", [("He spoke (a2).", ())]),
    ("He spoke. [e1", [("He spoke.", ())]),
    ("He [[e1]2] spoke.", [("He [ 2] spoke.", (1,))]),
    # Words in brackets are words.
    ("He said “it [the fund] grew [sic]”. [e1]", [("He said “it [the fund] grew [sic]”.", (1,))]),
    ("<think>He left. [e2]</think>He spoke. [e1]", [("He spoke.", (1,))]),
    ("He left. [e2] Hm.</think>He spoke. [e1]", [("He spoke.", (1,))]),
    ("He spoke. [e1] <think>She", [("He spoke.", (1,))]),
    ("1 < 2 and <b> stay. [e1]", [("1 < 2 and <b> stay.", (1,))]),
    ("**Answer:** He *spoke*. [e1]", [("He *spoke*.", (1,))]),
    ("She said “No. Never. We go.” to all. [e1] So he left. [e2]",
     [("She said “No. Never. We go.” to all.", (1,)), ("So he left.", (2,))]),
    ("Dr. Lee of the U.S. spoke. [e1] It grew 3.5 percent. [e2]",
     [("Dr. Lee of the U.S. spoke.", (1,)), ("It grew 3.5 percent.", (2,))]),
    ("", []),
    ("[e1]", []),
]  # fmt: skip


def said(pieces: list[str], count: int = 3) -> Said:
    """What is made of a text that arrives in `pieces`."""
    from rag.writer.markers import Forget

    parser, sentences = MarkerParser("e", count), Sentences()
    found: list[Written] = []
    for piece in pieces:
        for token in parser.feed(piece):
            found = [] if isinstance(token, Forget) else found
            sentences.add(token)
        found += sentences.complete()
    for token in parser.end():
        sentences.add(token)
    found += sentences.end()
    return [(sentence.text, sentence.numbers) for sentence in found]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cut_anywhere_it_reads_the_same(text: str, expected: Said) -> None:
    """Whole, character by character, and at each of its boundaries."""
    assert said([text]) == expected
    assert said(list(text)) == expected
    for cut in range(len(text)):
        assert said([text[:cut], text[cut:]]) == expected


@given(
    st.lists(
        st.sampled_from(["[", "]", "(", ")", "e1", "e", "9", "1", " ", ".", "A b", "\n", "<think>", "</think>", ","])
    )
)
def test_no_text_shows_a_marker_that_was_written(pieces: list[str]) -> None:
    """Nor cites what does not exist."""
    from rag.contract import MARKER

    for text, numbers in said(pieces, 2):
        assert not MARKER.search(text)
        assert set(numbers) <= {1, 2}


def test_a_hostile_length_is_read_in_good_time() -> None:
    """Brackets and quotations that never close."""
    assert said(["[" * 5000, "“" * 5000, "<" * 5000, "e1 " * 2000]) is not None


def test_a_marker_shows_before_its_sentence_has_ended() -> None:
    """What is under way has its citations already."""
    parser, sentences = MarkerParser("e", 3), Sentences()
    for piece in ("He spoke [e", "2] on"):
        for token in parser.feed(piece):
            sentences.add(token)
    assert [(sentence.text, sentence.numbers) for sentence in sentences.pending] == [("He spoke on", (2,))]
