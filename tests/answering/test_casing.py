"""Questions typed without capitals get those of the corpus's names."""

from __future__ import annotations

import pytest

from rag import Corpus
from rag.casing import Casing

TEXTS = [
    "Bridge to Open Often, Bruun Says\n\nThe mayor, Ida Bruun, told the NATO council of West Holm about the bridge. "
    "The bridge is often closed. Ships wait.\nThe road to the west is open.",
]


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("what did ida bruun tell nato", "what did Ida Bruun tell NATO"),
        ("Is holm's bridge open?", "Is Holm's bridge open?"),
        ("what did Bruun tell nato", "what did Bruun tell nato"),
        ("is it west of the bridge", "is it west of the bridge"),
        ("what says the bridge", "what says the bridge"),
        ("how often do ships wait", "how often do ships wait"),
        ("what does the us want of us", "what does the US want of us"),
        ("What did the us tell NATO?", "What did the US tell NATO?"),
        ("", ""),
    ],
)
def test_words_that_the_corpus_only_writes_with_a_capital_get_it(typed: str, restored: str) -> None:
    assert Casing(TEXTS).restored(typed) == restored


def test_a_near_miss_without_capitals_is_refused_with_the_name_that_is_missing(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("what did overchuk say about north korea")
    assert not answer.answered
    assert "North" in answer.text


def test_whose_words_are_asked_for_counts_without_capitals(seeds_corpus: Corpus) -> None:
    """What somebody else says is no answer."""
    answer = seeds_corpus.answer("what exactly did overchuk say about sanctions at the forum")
    assert {str(citation.speaker).split()[-1] for citation in answer.citations} == {"Overchuk"}
