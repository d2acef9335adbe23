"""Which documents mention something, and how many, is counted in their words and shown with a quote of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Corpus, Within
from rag.collection.mentioning import mentioned
from tests.collection.folders import corpus_of

TEXTS = {
    "ferry": "The ferry of Osk was late. Mayor Ida Bruun blamed the Norwegian tide.\n\nThe ferries are old.",
    "bridge": "A bridge would cost 4 million.\n\n“We need it,” said Ida Bruun on Monday.",
    "hall": "The hall of Osk opens in May.\n\n©2025 Holm Press",
    "copy": "The ferry of Osk was late. Mayor Ida Bruun blamed the Norwegian tide.",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(TEXTS, tmp_path_factory.mktemp("place")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Which articles mention BRICS?", "BRICS"),
        ("so how many of these five articles talk about the dollar", "dollar"),
        ("In how many documents is Ida Bruun mentioned?", "Ida Bruun"),
        ("What sources say anything about “gas prices”?", "gas prices"),
        ("Which file is about the ferry?", "ferry"),
        ("Which articles mention why the ferry was late?", None),
        ("Which articles mention gas and oil?", None),
        ("Which articles say that the ferry was late?", None),
        ("How many people mention the ferry?", None),
        ("Which articles discuss the long delay of the new ferry?", None),
        ("What do the articles say about the ferry?", None),
    ],
)
def test_what_is_to_be_mentioned_is_told_by_the_question(question: str, what: str | None) -> None:
    assert mentioned(question) == what


@pytest.mark.parametrize(
    ("question", "sources", "notice"),
    [
        ("How many articles mention Ida Bruun?", {"bridge", "copy", "ferry"}, "3 of 4 documents mention “Ida Bruun”."),
        ("Which documents talk about ferries?", {"copy", "ferry"}, "2 of 4 documents mention “ferries”."),
        ("Which articles mention Norway?", {"copy", "ferry"}, "2 of 4 documents mention “Norway”."),
        ("Which document mentions Holm?", {"hall"}, "1 of 4 documents mentions “Holm”."),
    ],
)
def test_each_document_that_mentions_it_is_quoted(
    corpus: Corpus, question: str, sources: set[str], notice: str
) -> None:
    answer = corpus.answer(question)
    assert {Path(citation.source).stem for citation in answer.citations} == sources
    assert answer.notice == notice
    assert all(c.quote == corpus.document(c.source).text[c.start : c.end] for c in answer.citations)


def test_the_same_words_in_two_documents_are_quoted_once(corpus: Corpus) -> None:
    answer = corpus.answer("Which articles mention the ferry?")
    assert [sentence.citations for sentence in answer.sentences] == [(1, 2)]


def test_what_no_document_mentions_is_refused(corpus: Corpus) -> None:
    answer = corpus.answer("How many articles mention Reykjavik?")
    assert not answer.answered
    assert "none of them mentions Reykjavik" in answer.text


def test_only_the_chosen_documents_are_counted(corpus: Corpus) -> None:
    chosen = Within(sources=frozenset({"ferry.txt", "hall.txt"}))
    assert corpus.answer("How many articles mention Osk?", within=chosen).notice == "2 of 2 documents mention “Osk”."


def test_who_is_mentioned_may_be_known_from_the_conversation(corpus: Corpus) -> None:
    told = corpus.answer("What did Bruun say on Monday?")
    answer = corpus.answer("How many of the articles mention her?", [(told.question, told.text)])
    assert answer.notice == "3 of 4 documents mention “Bruun”."


def test_the_documents_are_no_matter_of_the_conversation(corpus: Corpus) -> None:
    told = corpus.answer("How many articles mention Ida Bruun?")
    answer = corpus.answer("And which of the articles talk about ferries?", [(told.question, told.text)])
    assert answer.notice == "2 of 4 documents mention “ferries”."


def test_more_than_can_be_quoted_are_counted(tmp_path: Path) -> None:
    tells = {str(number): f"Number {number} tells of the ferry in {1990 + number}." for number in range(8)}
    with corpus_of(tells, tmp_path) as corpus:
        answer = corpus.answer("How many documents mention the ferry?")
    assert answer.notice == "8 of 8 documents mention “ferry”; 5 of them are quoted."
    assert len(answer.citations) == 5
