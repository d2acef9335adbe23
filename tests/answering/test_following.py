"""The next question of a conversation is read with what was asked before, and near what was shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag import Corpus, Settings, Within
from rag.answering import places_shown
from rag.followups import goes_on, wordings

REPORT = """Harbour strike in Osk

Dockers in the port of Osk stopped work on Tuesday over a plan to close the old quay.

Their leader, Ida Bruun, wants 400 crowns more a month for the night shift. She drove a crane for twelve years before
the union elected her. Two foremen were suspended because they had locked the canteen.

The owner, Carl Holm, has offered half of that. He bought the port from the city in 2019 for 90 million crowns.
"""
OTHER = """Museum in Lund reopens

The museum in Lund opened again on Friday after a fire. Its director, Per Dahl, was a painter before he came to the
museum. The roof cost 12 million crowns. Two guards were dismissed because they had been asleep.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in (("report", REPORT), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Corpus.open(folder, settings=Settings.load(data=tmp_path_factory.mktemp("data"))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("first", "then", "quoted"),
    [
        ("Who leads the dockers in Osk?", "what did she do before that?", "drove a crane"),
        ("Were any foremen disciplined in Osk?", "what for, exactly?", "locked the canteen"),
        ("Who owns the port of Osk?", "since when?", "in 2019"),
        ("Who owns the port of Osk?", "And what was the price?", "90 million"),
        ("Who runs the museum in Lund?", "What was his job before?", "was a painter"),
    ],
)
def test_what_is_asked_on_is_found_by_what_was_shown(corpus: Corpus, first: str, then: str, quoted: str) -> None:
    told = corpus.answer(first)
    assert told.answered
    answer = corpus.answer(then, [(first, told.text)])
    assert any(quoted in citation.quote for citation in answer.citations), answer.text


def test_another_matter_is_not_held_to_what_was_shown(corpus: Corpus) -> None:
    told = corpus.answer("Who leads the dockers in Osk?")
    answer = corpus.answer("How much did the roof of the museum cost?", [(told.question, told.text)])
    assert [citation.source for citation in answer.citations] == ["other.txt"]
    assert "12 million" in answer.text


def test_a_name_that_no_document_has_is_not_answered_for_the_one_before(corpus: Corpus) -> None:
    told = corpus.answer("Who owns the port of Osk?")
    answer = corpus.answer("How old is Trude Kvam?", [(told.question, told.text)])
    assert not answer.answered
    assert "Kvam" in answer.text


def test_only_the_chosen_documents_are_read(corpus: Corpus) -> None:
    told = corpus.answer("Who leads the dockers in Osk?")
    within = Within(sources=frozenset({"other.txt"}))
    answer = corpus.answer("what did she do before that?", [(told.question, told.text)], within)
    assert {citation.source for citation in (*answer.citations, *answer.closest)} <= {"other.txt"}


def test_what_an_answer_quotes_is_found_in_the_documents(corpus: Corpus) -> None:
    told = corpus.answer("Who owns the port of Osk?")
    places = places_shown(corpus._index, told.text)
    starts = {(source, corpus._index.sentences[source][number].start) for source, number in places}
    assert starts == {(citation.source, citation.start) for citation in told.citations}
    assert not places_shown(corpus._index, "Nothing of this is in any document, nor was it ever said.")
    assert not places_shown(corpus._index, "")


@pytest.mark.parametrize(
    ("question", "goes"),
    [
        ("What was his job before?", True),
        ("How many people work there?", True),
        ("Why?", False),
        ("And Holm?", True),
        ("What about Holm?", False),
        ("more", False),
        ("Are you sure?", False),
        ("Who is its author?", False),
    ],
)
def test_what_rules_make_to_stand_alone_is_left_to_them(question: str, goes: bool) -> None:
    assert goes_on(question, [("Who leads the dockers?", "Ida Bruun does.")]) is goes
    assert not goes_on(question, [])


def test_it_is_read_by_itself_and_with_what_was_asked() -> None:
    assert wordings("And how old is she?", [("Who leads the dockers of Osk?", "…")]) == (
        "how old is she?",
        "how old is she (leads the dockers of Osk)?",
    )


def test_a_history_that_no_document_holds_does_no_harm(corpus: Corpus) -> None:
    answer = corpus.answer("How much did the roof cost?", [("\n", ""), ("[1]" * 50, "[1] " * 3000)])
    assert "12 million" in answer.text
