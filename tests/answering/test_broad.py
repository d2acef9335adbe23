"""Questions about the documents as a whole, and what asks nothing of them."""

from __future__ import annotations

import pytest

from index.sentences import split_sentences
from rag import Corpus
from rag.answering import ASK
from rag.broad import asks_for_overview, asks_nothing


@pytest.mark.parametrize(
    "question",
    [
        "Give me a quick overview of the articles, please.",
        "tell me everything",
        "tl;dr",
        "Key takeaways?",
        "What's this about?",
        "What are these documents about?",
        "What do all the articles have in common?",
        "what's in here",
        "What do the five reports say?",
        "can you summarize this?",
        "Describe the documents.",
    ],
)
def test_the_gist_is_asked_for_in_many_words(question: str) -> None:
    assert asks_for_overview(question)


@pytest.mark.parametrize(
    "question",
    [
        "What do Norway and Denmark have in common?",
        "Summarise what Ida Bruun said.",
        "Tell me everything about the bridge.",
        "What do the articles say about the bridge?",
        "What is this bridge about?",
        "Summarize the third article.",
        "What is the last report about?",
        "What happened?",
    ],
)
def test_what_names_a_subject_asks_for_no_overview(question: str) -> None:
    assert not asks_for_overview(question)


@pytest.mark.parametrize("said", ["hi", "Hello there!", "Thank you so much!", "ok thanks", "help", "What can you do?"])
def test_a_greeting_is_told_what_to_ask(seeds_corpus: Corpus, said: str) -> None:
    answer = seeds_corpus.answer(said, [("When did he speak?", "On Friday.")])
    assert not answer.answered
    assert answer.text == ASK
    assert {citation.source for citation in answer.closest} <= {document.source for document in seeds_corpus.documents}
    assert answer.closest


@pytest.mark.parametrize(
    "asked", ["Help Ukraine", "Who are you, Ida Bruun?", "Thanks to whom?", "Great Wall", "Hi, why?"]
)
def test_a_question_is_no_greeting(asked: str) -> None:
    assert not asks_nothing(asked)


def test_an_overview_opens_every_document_once(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("What is this all about?")
    assert {citation.source for citation in answer.citations} == {
        document.source for document in seeds_corpus.documents
    }
    sentences = [split_sentences(seeds_corpus.document(citation.source).text) for citation in answer.citations]
    firsts = [next(span for span in spans if span.kind == "prose") for spans in sentences]
    assert [citation.start for citation in answer.citations] == [first.start for first in firsts]
