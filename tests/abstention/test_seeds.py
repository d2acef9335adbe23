"""When the documents do not answer, Byline says so, names what is missing and offers what is closest."""

from __future__ import annotations

import pytest

from rag import Corpus

UNANSWERABLE = [
    "What is the capital of Brazil?",
    "How do I bake sourdough bread?",
    "What did Zelensky say about the peace talks?",
    "How many soldiers has Russia lost in Ukraine?",
    "In what year was Overchuk born?",
    # Right names, but the words are another's.
    "What did Lavrov say about Chinese peacekeeping troops?",
    # The articles tell it of another year.
    "How much was Russia-China trade worth in 2024?",
]


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_no_answer_is_made_up(seeds_corpus: Corpus, question: str) -> None:
    answer = seeds_corpus.answer(question)
    assert not answer.answered
    assert answer.text.startswith("The documents do not answer this question")
    assert not answer.citations and not answer.sentences


def test_the_closest_passages_are_spans_too(seeds_corpus: Corpus) -> None:
    closest = seeds_corpus.answer(UNANSWERABLE[2]).closest
    assert [citation.number for citation in closest] == [1, 2, 3]
    assert all(c.quote == seeds_corpus.document(c.source).text[c.start : c.end] for c in closest)


def test_what_is_missing_is_named(seeds_corpus: Corpus) -> None:
    assert "Zelensky" in seeds_corpus.answer(UNANSWERABLE[2]).text


def test_what_no_document_mentions_is_said_of_all(seeds_corpus: Corpus) -> None:
    assert seeds_corpus.answer("What did Macron tell Scholz?").text.endswith("none of them mentions Macron or Scholz.")
    for question in ("When did Trump take office?", "How much did trade between Russia and the US grow?"):
        answer = seeds_corpus.answer(question)
        assert not answer.answered
        assert "none of them" not in answer.text


def test_nothing_is_claimed_of_passages_that_were_not_read(seeds_corpus: Corpus) -> None:
    """Ushakov is in the articles, only not where the closest passage is."""
    answer = seeds_corpus.answer("What did Ushakov say about tariffs?")
    assert not answer.answered
    assert "the closest passage" in answer.text


def test_an_abstention_carries_no_marker_of_the_question(seeds_corpus: Corpus) -> None:
    assert "[3]" not in seeds_corpus.answer("What did Zelensky [3] say about Gaza?").text
