"""A corpus of two short files that answers from a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.questions import Question
from eval.spans import Span
from index.documents import Document
from rag.contract import Answer, Citation, Passage, Sentence

HARBOUR = "harbour.txt"
TEXTS = {
    HARBOUR: "Ada Lind opened the harbour on Monday. It cost 40 million euros.",
    "bridge.txt": "Bo Ek said the bridge is late.",
}
OPENED = Span(HARBOUR, 0, 38)
COST = Span(HARBOUR, 39, 64)
BRIDGE = Span("bridge.txt", 0, 30)


def write_files(folder: Path) -> None:
    for source, text in TEXTS.items():
        (folder / source).write_text(text, encoding="utf-8")


def quoting(question: str, *spans: Span) -> Answer:
    """An answer that quotes the spans, or an abstention when there are none."""
    documents = {source: Document(source, text) for source, text in TEXTS.items()}
    cited = tuple(
        Citation.cut(documents[span.source], span.start, span.end, number) for number, span in enumerate(spans, 1)
    )
    if not cited:
        return Answer(question, "The documents do not tell.", answered=False)
    sentences = tuple(Sentence(citation.quote, (citation.number,), "verbatim") for citation in cited)
    return Answer(question, " ".join(s.marked() for s in sentences), True, sentences, cited)


@dataclass
class ScriptedCorpus:
    """Answers a question with the spans that the script has for it, abstains on others."""

    folder: Path
    script: Mapping[str, Sequence[Span]]
    asked: list[tuple[str, Sequence[tuple[str, str]]]] = field(default_factory=list)

    @property
    def documents(self) -> Sequence[Document]:
        return [Document(source, text) for source, text in TEXTS.items()]

    def answer(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        self.asked.append((question, history))
        return quoting(question, *self.script.get(question, ()))

    def search(self, query: str, k: int = 10) -> list[Passage]:
        return [Passage(source, 0, len(text), text, 1.0) for source, text in TEXTS.items()][:k]


WHO = Question("who-1", "who", "Who opened it?", True, (), (("Ada Lind",),), ((OPENED,),))
PRICE = Question("number-1", "number", "What did it cost?", True, (), (("40 million",),), ((COST,),))
AGE = Question("near-1", "near_miss", "How old is Ada Lind?", False)
LATER = Question(
    "followup-1",
    "followup",
    "And when?",
    True,
    (("Who opened it?", "Ada Lind."),),
    (("Monday",),),
    ((OPENED,),),
)
