"""What is asked of the collection itself is answered with quotes of the documents, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Answer, Corpus, Within
from tests.collection.folders import corpus_of

COPIED = (
    "“The quay will be open to ships of every nation again before the winter comes,” said harbour master Ida Bruun."
)
TEXTS = {
    "a": "Harbour of Osk to open\n\nBy Carl Holm\n\n"
    f"The council of Osk voted on Monday for the new harbour. {COPIED}\n\n"
    "The mayor, Per Dahl, was against it. Norway pays half.\n\n© 2024 Osk Courier",
    "b": f"Published: 12 March 2025\n\nOsk gets its harbour, the town said in a short statement on Tuesday. {COPIED} "
    "Denmark pays nothing.",
    "c": "Museum in Lund burns\n\nThe museum in Lund burned for nine hours on Friday night. "
    "Its director, Ann Berg, wept. “All is lost,” Berg said.",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(TEXTS, tmp_path_factory.mktemp("place")) as opened:
        yield opened


def _quotes(corpus: Corpus, answer: Answer) -> list[str]:
    """The quotes of the answer, each of which is the characters of its source."""
    for citation in answer.citations:
        assert citation.quote == corpus.document(citation.source).text[citation.start : citation.end]
    return [citation.quote for citation in answer.citations]


def test_the_documents_are_listed_with_their_headlines(corpus: Corpus) -> None:
    answer = corpus.answer("Which articles do you have?")
    assert _quotes(corpus, answer) == [
        "Harbour of Osk to open",
        "Osk gets its harbour, the town said in a short statement on Tuesday.",
        "Museum in Lund burns",
    ]
    assert answer.notice == "There are 3 documents of 2 independent origins."


def test_the_newest_comes_first(corpus: Corpus) -> None:
    answer = corpus.answer("When were these articles published?")
    assert _quotes(corpus, answer) == ["Published: 12 March 2025", "© 2024 Osk Courier"]
    assert answer.notice == "2 of 3 documents tell when they came out, the newest first."


def test_who_wrote_and_who_owns_them_is_quoted(corpus: Corpus) -> None:
    answer = corpus.answer("Who wrote these articles?")
    assert _quotes(corpus, answer) == ["By Carl Holm", "© 2024 Osk Courier"]
    assert answer.notice == "1 of 3 documents tells who wrote or published it."


def test_copies_are_shown_by_what_they_share(corpus: Corpus) -> None:
    answer = corpus.answer("Are the articles copies of one report?")
    assert [sentence.citations for sentence in answer.sentences] == [(1, 2), (3,)]
    assert _quotes(corpus, answer)[:2] == [COPIED, COPIED]
    assert (
        answer.notice == "The 3 documents go back to 2 independent origins: one report is carried by a.txt and b.txt."
    )


def test_documents_of_their_own_are_told_to_be(corpus: Corpus) -> None:
    answer = corpus.answer(
        "Are the articles copies of one report?", within=Within(sources=frozenset({"a.txt", "c.txt"}))
    )
    assert answer.notice == "The 2 documents are of independent origin: none carries another's report."


def test_who_is_quoted_is_counted(corpus: Corpus) -> None:
    answer = corpus.answer("Who is quoted in the articles?")
    assert _quotes(corpus, answer) == [COPIED, "“All is lost,” Berg said."]
    assert answer.notice == "2 people are quoted by name: Ida Bruun (1 sentence) and Ann Berg (1 sentence)."


def test_people_are_named_with_the_sentence_that_introduces_them(corpus: Corpus) -> None:
    answer = corpus.answer("Who are the people in these articles?")
    assert answer.notice and answer.notice.startswith(
        "3 people are named with a role or a statement, others perhaps without: Ida Bruun, "
    )
    assert "Its director, Ann Berg, wept." in _quotes(corpus, answer)


def test_countries_are_named_in_few_sentences(corpus: Corpus) -> None:
    answer = corpus.answer("Which countries are mentioned in the articles?")
    assert answer.notice == "2 countries are named, or their people or governments: Norway and Denmark."
    assert _quotes(corpus, answer) == ["Norway pays half.", "Denmark pays nothing."]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When were these articles published?", "None of the documents tells when it came out."),
        ("Who wrote these articles?", "None of the documents tells who wrote or published it."),
        ("Which countries are mentioned in the articles?", "No country that Byline knows by name is in the documents."),
    ],
)
def test_what_no_document_tells_is_refused(corpus: Corpus, question: str, told: str) -> None:
    answer = corpus.answer(question, within=Within(sources=frozenset({"c.txt"})))
    assert not answer.answered
    assert answer.text == told
    assert {citation.source for citation in answer.closest} == {"c.txt"}


def test_one_document_is_summed_up_in_its_own_words(corpus: Corpus) -> None:
    answer = corpus.answer("Summarise the third article.")
    assert {citation.source for citation in answer.citations} == {"c.txt"}
    assert answer.text.startswith("The museum in Lund burned for nine hours")


def test_what_is_put_to_one_document_is_read_in_it(corpus: Corpus) -> None:
    assert "Denmark" in corpus.answer("Who pays nothing according to b.txt?").text
    assert not corpus.answer("Who pays nothing according to c.txt?").answered


def test_a_document_that_is_not_there_is_named(corpus: Corpus) -> None:
    assert corpus.answer("Summarise notes.txt").text == "None of the documents is named notes.txt."


def test_a_language_model_is_not_asked_for_it(corpus: Corpus) -> None:
    answer = corpus.quoted("Who is quoted in the articles?")
    assert answer.mode == "reader" and answer.answered


def test_the_question_after_may_go_on_about_the_documents(corpus: Corpus) -> None:
    told = corpus.answer("Which articles do you have?")
    answer = corpus.answer("And who wrote them?", [(told.question, told.text)])
    assert answer.citations[0].quote == "By Carl Holm"
    answer = corpus.answer("Which of them mention Norway?", [(told.question, told.text)])
    assert answer.notice == "1 of 3 documents mentions “Norway”."


def test_many_documents_are_counted_and_some_quoted(tmp_path: Path) -> None:
    tells = "Number {0} tells at some length of matter {0}."
    with corpus_of({f"{number:02}": tells.format(number) for number in range(14)}, tmp_path) as corpus:
        answer = corpus.answer("How many documents are there?")
    assert answer.notice == "There are 14 documents of 14 independent origins; the first 10 are quoted."
    assert len(answer.citations) == 10
