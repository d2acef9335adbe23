"""The next question of a conversation may go on about the documents themselves."""

from __future__ import annotations

import pytest

from index.documents import Document
from index.embedding import Embedder
from rag.collection.asking import Asking, Kind
from rag.collection.conversing import understood

DOCUMENTS = [
    Document("000_harbour.txt", "The harbour of Osk opened."),
    Document("bridge.txt", "The bridge of Osk is late."),
    Document("memo.txt", "Nobody knew."),
]
ALL = [document.source for document in DOCUMENTS]


@pytest.fixture(scope="module")
def asking() -> Asking:
    return Asking.load(Embedder.load(), {"Osk", "Bruun"}.__contains__)


@pytest.mark.parametrize(
    ("questions", "kind", "sources"),
    [
        (["Which documents do you have?", "and who wrote them?"], "authors", None),
        (["How many articles are there?", "When did they come out?", "who is quoted in them?"], "speakers", None),
        (["Which documents do you have?", "What is the second one about?"], "one", ["bridge.txt"]),
        (["Which documents do you have?", "What is the second one about?", "And the third?"], "one", ["memo.txt"]),
        (["Summarise the third article.", "and the last one"], "one", ["memo.txt"]),
        (["What is bridge.txt about?", "Who is quoted in it?"], "speakers", ["bridge.txt"]),
        (["Who is quoted in the articles?", "And in memo.txt?"], "speakers", ["memo.txt"]),
        (["Who is quoted in memo.txt?", "What about the first?"], "speakers", ["000_harbour.txt"]),
        (["Who opened the harbour of Osk?", "and who wrote the articles?"], "authors", None),
        (["Who opened the harbour of Osk?", "who wrote them?"], "told", None),
        (["Who opened the harbour of Osk?", "and the second one?"], "told", None),
        (["Which documents do you have?", "What did Bruun say?"], "told", None),
        (["What is bridge.txt about?", "Why is it late?"], "told", None),
    ],
)
def test_what_is_asked_on_is_of_the_documents_before(
    asking: Asking, questions: list[str], kind: Kind, sources: list[str] | None
) -> None:
    found = understood(questions, DOCUMENTS, asking)
    assert found.kind == kind
    assert (sorted(found.pointed.sources) if found.pointed else None) == sources


def test_a_question_is_put_to_another_document(asking: Asking) -> None:
    found = understood(["What does bridge.txt say about the delay?", "And file 1?"], DOCUMENTS, asking)
    assert found.pointed is not None
    assert found.pointed.question == "What do the articles say about the delay?"
    assert found.pointed.sources == {"000_harbour.txt"}
