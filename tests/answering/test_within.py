"""A question put to some of the documents is answered from these alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.documents import Document
from index.errors import QuestionError
from rag import Answer, Corpus, Settings, Within

BLOOMBERG = "000_43acd167014c595c.txt"
EPOCH = "001_6762c20aaedbae5b.txt"
HNEWS = "002_230b491cf6befb0e.txt"
PUTIN = "003_7a67d9f04276b164.txt"

DOCUMENTS = (
    Document("a.txt", "A.", date="2025", publisher="Bloomberg L.P."),
    Document("b.txt", "B.", date="2025-03-30", publisher="The Times"),
    Document("c.txt", "C.", date="2024-12", publisher="Timeshare Weekly"),
    Document("d.txt", "D."),
)


def _sources(answer: Answer) -> set[str]:
    """Every file that an answer names, wherever it does."""
    cited = {citation.source for citation in (*answer.citations, *answer.closest)}
    return cited | {source for origin in answer.origins for source in origin.sources}


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (Within(), "abcd"),
        (Within(publishers=("bloomberg",)), "a"),
        (Within(publishers=("TIMES",)), "b"),
        (Within(publishers=("Bloomberg L.P.", "the times")), "ab"),
        (Within(since="2025-03-31"), "a"),
        (Within(since="2025-01"), "ab"),
        (Within(until="2024"), "c"),
        (Within(until="2024-12-15"), "c"),
        (Within(since="2025-03-30", until="2025-03-30"), "ab"),
        (Within(sources=frozenset({"d.txt", "b.txt", "unknown.txt"})), "bd"),
        (Within(publishers=("Times",), since="2025", sources=frozenset({"a.txt", "b.txt"})), "b"),
    ],
)
def test_what_a_choice_holds(within: Within, expected: str) -> None:
    assert "".join(document.source[0] for document in within.choose(DOCUMENTS)) == expected


@pytest.mark.parametrize(
    ("within", "told"),
    [
        (Within(publishers=("Reuters",)), "No document is by Reuters; widen"),
        (Within(publishers=()), "No document is in the selection"),
        (Within(publishers=("...",)), "No document is by"),
        (Within(since="2026-01-01"), "No document is since 2026-01-01"),
        (Within(sources=frozenset()), "No document is in the selection"),
    ],
)
def test_an_empty_choice_is_refused(within: Within, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        within.choose(DOCUMENTS)


@pytest.mark.parametrize("day", ["", "yesterday", "30/3/2025", "2025-13", "2025-00-01", "2025-1-1", "٢٠٢٥"])
def test_a_date_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(QuestionError, match="is not a date"):
        Within(since=day)


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(QuestionError, match="swap"):
        Within(since="2025-04", until="2025-03-31")


@pytest.mark.parametrize(
    "question",
    [
        "On what day did Overchuk speak at the Boao Forum?",
        "What did Overchuk say about BRICS?",
        "How much trade did Putin expect between Russia and China in 2023?",
        "What are the articles about?",
        "What do the sources say about sanctions?",
        "Who won the football match?",
    ],
)
@pytest.mark.parametrize("source", [BLOOMBERG, HNEWS, PUTIN])
def test_nothing_outside_appears_anywhere(seeds_corpus: Corpus, question: str, source: str) -> None:
    within = Within(sources=frozenset({source}))
    assert _sources(seeds_corpus.answer(question, within=within)) <= {source}
    assert {passage.source for passage in seeds_corpus.search(question, 50, within)} == {source}


def test_each_way_of_choosing_restricts(seeds_corpus: Corpus) -> None:
    question = "What did Overchuk say about BRICS?"
    assert _sources(seeds_corpus.answer(question, within=Within(publishers=("Bloomberg",)))) == {BLOOMBERG}
    assert _sources(seeds_corpus.answer(question, within=Within(since="2025", until="2025"))) <= {BLOOMBERG, HNEWS}


def test_sides_outside_the_choice_are_no_conflict(seeds_corpus: Corpus) -> None:
    question = "On what day did Overchuk speak at the Boao Forum?"
    assert {side.value for conflict in seeds_corpus.answer(question).conflicts for side in conflict.sides}
    alone = seeds_corpus.answer(question, within=Within(sources=frozenset({EPOCH})))
    assert alone.answered and not alone.conflicts


def test_all_documents_named_is_all_documents(seeds_corpus: Corpus) -> None:
    question = "On what day did Overchuk speak at the Boao Forum?"
    every = Within(sources=frozenset(document.source for document in seeds_corpus.documents))
    one, other = seeds_corpus.answer(question), seeds_corpus.answer(question, within=every)
    assert (one.text, one.citations, one.conflicts) == (other.text, other.citations, other.conflicts)
    assert seeds_corpus.search(question) == seeds_corpus.search(question, within=every)


def test_an_answer_that_the_choice_lacks_is_no_answer(seeds_corpus: Corpus) -> None:
    question = "What did Overchuk say about BRICS?"
    answer = seeds_corpus.answer(question, within=Within(sources=frozenset({PUTIN})))
    assert not answer.answered
    assert _sources(answer) <= {PUTIN}


def test_a_document_without_words_is_asked_in_vain(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "dots.txt").write_text("...\n***\n")
    (folder / "words.txt").write_text("The river Aa is cold.")
    with Corpus.open(settings=Settings.load(corpus=folder, data=tmp_path / "data")) as corpus:
        answer = corpus.answer("Is the river cold?", within=Within(sources=frozenset({"dots.txt"})))
        assert not answer.answered
        assert _sources(answer) <= {"dots.txt"}


def test_an_empty_choice_is_told_before_anything_is_read(seeds_corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="No document is by Reuters"):
        seeds_corpus.answer("What did Overchuk say?", within=Within(publishers=("Reuters",)))
