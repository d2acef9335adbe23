"""An answer whose citations are wrong cannot be made."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from index.documents import Document
from rag import Answer, Citation, Conflict, Sentence, Side
from rag.contract import escape_markdown

DOCUMENT = Document("a/b.txt", "One fact. Another [1] fact.\r\nThird!", title="A *title*", date="2025", publisher="P")
ONE, TWO = Citation.cut(DOCUMENT, 0, 9, 1), Citation.cut(DOCUMENT, 10, 27, 2, speaker="Ann")


def _answer(**changes: Any) -> Answer:
    sentences = (Sentence("One fact.", (1,), "verbatim"), Sentence("Another fact.", (2,), "verbatim"))
    made = Answer("Q?", "One fact. [1] Another fact. [2]", True, sentences, (ONE, TWO))
    return replace(made, **changes)


def test_a_quote_is_the_span_of_its_source() -> None:
    assert (ONE.quote, TWO.quote) == ("One fact.", "Another [1] fact.")
    assert DOCUMENT.text[TWO.start : TWO.end] == TWO.quote


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (6, 5), (0, 1000)])
def test_a_span_outside_the_text_is_no_citation(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="citation 1"):
        Citation.cut(DOCUMENT, start, end, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"citations": (ONE,)},
        {"citations": (ONE, replace(TWO, number=3))},
        {"text": "One fact. [1] Another fact. [3]"},
        {"text": "One fact. [2] Another fact. [1]"},
        {"text": "One fact. [1] Another fact."},
        {"text": "One fact! [1] Another fact. [2]"},
        {"sentences": (Sentence("One fact.", (1,), "verbatim"),)},
        {"conflicts": (Conflict("day", (Side("a", (1,)), Side("b", (9,)))),)},
        {"text": "", "sentences": (), "citations": ()},
    ],
)
def test_markers_citations_and_sentences_agree(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"citation|marker|sentence"):
        _answer(**changes)


def test_sentences_carry_no_markers_of_their_own_and_no_support_without_citation() -> None:
    with pytest.raises(ValueError, match="markers"):
        Sentence("See [7].", (1,), "verbatim")
    with pytest.raises(ValueError, match="unsupported"):
        Sentence("Because I say so.", (), "supported")
    with pytest.raises(ValueError, match="two sides"):
        Conflict("day", (Side("Friday", (1,)),))


def test_answers_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        _answer().text = "else"  # type: ignore[misc]  # that it cannot be assigned is what is tested


def test_to_dict_is_json() -> None:
    told = json.loads(json.dumps(_answer().to_dict()))
    assert told["citations"][1]["quote"] == "Another [1] fact."
    assert told["sentences"][0] == {"text": "One fact.", "citations": [1], "support": "verbatim", "missing": []}


def test_markdown_shows_the_source_as_text() -> None:
    shown = _answer().to_markdown()
    assert "1. “One fact.” — `a/b.txt`, characters 0–9 (A \\*title\\* · P · 2025)" in shown
    assert escape_markdown("![x](http://y) <b> [2]") == "\\!\\[x\\](http://y) \\<b\\> [2]"
