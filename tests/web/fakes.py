"""A corpus with canned answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from index.documents import Document
from index.errors import QuestionError
from rag import Corpus, Within
from rag.contract import (
    MARKER,
    Answer,
    Citation,
    Conflict,
    Delta,
    Event,
    Final,
    Origin,
    Passage,
    Sentence,
    Side,
    Status,
)

HOSTILE = (
    'Fleet Street <b>bold</b> & "quotes"\r\n'
    "<script>window.pwned = true</script><img src=x onerror='window.pwned = true'>\r\n\r\n"
    "![a](https://evil.example/a.png) [link](https://evil.example) [1] ${alert(1)} {{value}} `x`\r\n"
    "</mark></p></div><iframe src='https://evil.example/frame'></iframe> The end\u2028of it 😀."
)

DOCUMENTS = (
    Document(
        "news/000 bloomberg.txt",
        "Headline of the day\n\nMoscow must balance its ties. He told an audience Friday in Hainan.\n\n"
        "The future of BRICS was “fine”, he said.\n“They stopped our access,” he added.",
        "Headline of the day",
        "2025",
        "Bloomberg",
    ),
    Document(
        "news/001.txt",
        "On March 27 he spoke at the Boao Forum. " + "He spoke for a long while about many things. " * 60,
        date="2025-03-30",
    ),
    Document("hostile.txt", HOSTILE, title="<i>Hostile</i>", publisher="<script>alert(2)</script>"),
)


def cite(document: Document, quote: str, number: int = 1) -> Citation:
    """Cite the first place where `document` holds `quote`."""
    start = document.text.index(quote)
    return Citation.cut(document, start, start + len(quote), number)


def quoted(
    question: str,
    *citations: Citation,
    origins: tuple[Origin, ...] = (),
    conflicts: tuple[Conflict, ...] = (),
) -> Answer:
    """An answer of the reader that says each citation's words."""
    said = [" ".join(MARKER.sub("", citation.quote).split()) for citation in citations]
    sentences = tuple(Sentence(words, (number,), "verbatim") for number, words in enumerate(said, 1))
    text = " ".join(sentence.marked() for sentence in sentences)
    return Answer(question, text, True, sentences, citations, (), origins, conflicts, seconds=0.2)


def canned(question: str, history: Sequence[tuple[str, str]]) -> Answer:
    """What the fake corpus says; untaught, it abstains and tells how long the history is."""
    bloomberg, other, hostile = DOCUMENTS
    friday = cite(bloomberg, "He told an audience Friday in Hainan.")
    march = cite(other, "On March 27 he spoke", 2)
    taught = {
        "brics": lambda: quoted(question, cite(bloomberg, "The future of BRICS was “fine”, he said.")),
        "when": lambda: quoted(
            question,
            friday,
            march,
            origins=(Origin((bloomberg.source, other.source), "the same quotation"),),
            conflicts=(Conflict("the day he spoke", (Side("Friday", (1,)), Side("March 27", (2,)))),),
        ),
        "overlap": lambda: quoted(
            question,
            cite(bloomberg, "Hainan.\n\nThe future of BRICS"),
            cite(bloomberg, "BRICS was “fine”, he said.\n“They stopped", 2),
        ),
        "hostile": lambda: quoted(question, cite(hostile, hostile.text[5:-5])),
        "prose": lambda: prose(question),
    }
    if question in taught:
        return taught[question]()
    text = f"Nothing answers this after {len(history)} turns."
    return Answer(question, text, False, closest=(friday, march), seconds=0.1)


def prose(question: str) -> Answer:
    """An answer that a language model wrote, one of its sentences without support."""
    citation = cite(DOCUMENTS[0], "Moscow must balance its ties.")
    supported = Sentence("Moscow seeks balance.", (1,), "supported")
    unsupported = Sentence("It always did by 30 %.", (), "unsupported", ("“30 %” is not in the cited text",))
    text = f"{supported.marked()} {unsupported.marked()}"
    told = (supported, unsupported)
    notice = "The model failed; the reader answered."
    return Answer(question, text, True, told, (citation,), mode="tiny-model", notice=notice)


class FakeCorpus:
    """The shape of `rag.Corpus` with canned answers."""

    folder = Path("fake corpus")
    documents: tuple[Document, ...] = DOCUMENTS

    def document(self, source: str) -> Document:
        return {document.source: document for document in DOCUMENTS}[source]

    def answer(self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None) -> Answer:
        if not question.strip():
            raise QuestionError("The question is empty: ask something.")
        if question == "crash":
            raise RuntimeError("secret details")
        return canned(question, history)

    def quoted(self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None) -> Answer:
        return self.answer(question, history, within)

    def stream(
        self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None
    ) -> Iterator[Event]:
        yield Status("searching")
        answer = self.answer(question, history)
        yield from (Delta(piece) for piece in answer.text.split(" "))
        yield Final(answer)

    def search(self, query: str, k: int = 10) -> list[Passage]:
        return []


def fake() -> Corpus:
    """A `FakeCorpus` to stand where a corpus is asked for."""
    return cast("Corpus", FakeCorpus())
