"""What is suggested has been asked and answered by the sentence it was made of, and was not asked before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.documents import Document
from rag import Corpus, Settings
from rag.citing import shown
from rag.contract import Answer, Citation, Sentence
from rag.suggesting import FOLLOW_UPS, OPENERS, follow_ups, openers
from rag.within import Within

HARBOUR = Document(
    "harbour.txt",
    "Mayor Ida Bruun opened the Ports Forum in Oslo on May 4.\n\n"
    "“The future of the Danube is bright,” Ida Bruun said.\n\n"
    "Ida Bruun said Danish ports are full.\n\n"
    "Jens Holm said the state of the Rhine is worse.\n\n"
    "At least 40 people died in the Bergen flood.",
)
OTHER = Document("other.txt", "The crews saw Bergen and left.\n\nThe crews of Bergen came back.")


def quoting(question: str, document: Document, words: str) -> Answer:
    start = document.text.index(words)
    citation = Citation.cut(document, start, start + len(words), 1)
    sentence = Sentence(shown(words), (1,), "verbatim")
    return Answer(question, sentence.marked(), True, (sentence,), (citation,))


class Scripted:
    """Answers a question with the sentence that holds most of its words, except what it is to refuse."""

    def __init__(self, *documents: Document, refused: Sequence[str] = ()) -> None:
        self.documents = documents
        self.refused = refused
        self.asked: list[tuple[str, Sequence[tuple[str, str]], Within | None]] = []

    def document(self, source: str) -> Document:
        return next(document for document in self.documents if document.source == source)

    def quoted(self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None) -> Answer:
        self.asked.append((question, history, within))
        words = set(question.strip("?").split())
        lines = [(document, line) for document in self.documents for line in document.text.split("\n\n")]
        document, line = max(lines, key=lambda pair: len(words & set(pair[1].replace(",”", "").strip(".").split())))
        if any(word in question for word in self.refused):
            return Answer(question, "The documents do not answer.", False)
        return quoting(question, document, line)


def test_openers_are_of_different_forms_and_all_answered() -> None:
    corpus = Scripted(HARBOUR)
    offered = openers(corpus, count=3)
    assert offered == [
        "What did Ida Bruun say about the future of the Danube?",
        "What did Jens Holm say about the state of the Rhine?",
        "When did Ida Bruun open the Ports Forum in Oslo?",
    ]
    assert set(offered) <= {asked for asked, _, _ in corpus.asked}


def test_what_is_refused_or_answered_by_other_words_is_not_offered() -> None:
    class Elsewhere(Scripted):
        def quoted(
            self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None
        ) -> Answer:
            return quoting(question, OTHER, "The crews saw Bergen and left.")

    assert openers(Scripted(HARBOUR, refused=["?"])) == []
    assert openers(Elsewhere(HARBOUR, OTHER)) == ["What do the articles say about Bergen?"]


def test_names_in_several_documents_fill_what_is_left() -> None:
    assert openers(Scripted(OTHER)) == ["What do the articles say about Bergen?"]


@pytest.mark.parametrize("documents", [(), (Document("a.txt", ""),), (Document("a.txt", "no names here"),)])
def test_of_documents_that_give_none_none_is_offered(documents: tuple[Document, ...]) -> None:
    assert openers(Scripted(*documents)) == []


@pytest.mark.parametrize("tried", [0, 1, 2])
def test_trying_ends_when_the_time_is_up(tried: int) -> None:
    corpus = Scripted(HARBOUR)
    assert len(openers(corpus, budget=tried, clock=lambda: float(len(corpus.asked)))) == tried


def test_of_a_long_document_the_cited_part_is_read() -> None:
    long = Document("long.txt", "\n\n".join([HARBOUR.text, *["Nothing of note was done there."] * 5000, OTHER.text]))
    said = quoting("What of the crews?", long, "The crews saw Bergen and left.")
    assert follow_ups(Scripted(long), said) == ["What do the articles say about Bergen?"]


def test_follow_ups_come_from_the_cited_article_and_its_speaker_first() -> None:
    corpus = Scripted(HARBOUR, OTHER)
    said = quoting(
        "What did Bruun say of the Danube?", HARBOUR, "“The future of the Danube is bright,” Ida Bruun said."
    )
    given = follow_ups(corpus, said)
    assert given[0] == "What did Ida Bruun say about Danish ports?"
    assert 2 <= len(given) <= FOLLOW_UPS
    assert not any("Danube" in question for question in given)


def test_follow_ups_are_tried_as_they_would_be_asked() -> None:
    corpus, within = Scripted(HARBOUR), Within(publishers=("Example",))
    said = quoting("What of the Rhine?", HARBOUR, "Jens Holm said the state of the Rhine is worse.")
    follow_ups(corpus, said, [("Before?", "Yes.")], within)
    assert {asked[1:] for asked in corpus.asked} == {((("Before?", "Yes."), ("What of the Rhine?", said.text)), within)}


def test_what_was_asked_is_not_suggested_again() -> None:
    said = quoting("How many died?", HARBOUR, "At least 40 people died in the Bergen flood.")
    before = [("what did ida bruun say about the future of the Danube", "…")]
    assert not any("Danube" in question for question in follow_ups(Scripted(HARBOUR), said, before))


def test_an_abstention_is_followed_by_what_its_closest_passages_answer() -> None:
    closest = quoting("q", HARBOUR, "Ida Bruun said Danish ports are full.").citations
    refused = Answer("Who owns the ports?", "The documents do not answer.", False, closest=closest)
    assert follow_ups(Scripted(HARBOUR), refused)
    assert follow_ups(Scripted(HARBOUR), Answer("Who?", "No.", False)) == []


def test_a_hostile_document_gives_questions_that_are_plain_text() -> None:
    text = "“The <b>future</b> of the [1](http://x) Danube,” Ida <script>x</script> Bruun said.\n\n" + HARBOUR.text
    offered = openers(Scripted(Document("a.txt", text)))
    assert offered
    assert not any(mark in question for question in offered for mark in "<>[]\n")


def test_the_seeds_are_asked_what_they_answer(seeds_corpus: Corpus) -> None:
    offered = openers(seeds_corpus, budget=600)
    assert len(offered) == OPENERS
    assert all(seeds_corpus.answer(question).answered for question in offered)
    first = seeds_corpus.answer(offered[0])
    cited = {(citation.source, citation.start) for citation in first.citations}
    for question in follow_ups(seeds_corpus, first, budget=600):
        again = seeds_corpus.answer(question, [(first.question, first.text)])
        assert {(citation.source, citation.start) for citation in again.citations} - cited


def test_one_file_without_prose_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("- 1\n- 2\n- 3\n")
    with Corpus.open(tmp_path, settings=Settings.load(data=tmp_path.parent / "data")) as corpus:
        assert openers(corpus) == []
