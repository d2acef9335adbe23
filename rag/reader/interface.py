"""What the reader takes and gives: evidence in, scored sentences and one probability out."""

from __future__ import annotations

from dataclasses import dataclass

from index.documents import Document
from index.sentences import SentenceSpan


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage: sentences `first` to `last` (inclusive) of its document, and how well it matched."""

    document: Document
    sentences: tuple[SentenceSpan, ...]
    first: int
    last: int
    score: float
    cosine: float

    @property
    def start(self) -> int:
        """Where the passage begins in the document's text."""
        return self.sentences[self.first].start

    @property
    def text(self) -> str:
        """The characters of the passage."""
        return self.document.text[self.start : self.sentences[self.last].end]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that may answer: its place, the very span in it, and the probability that it answers.

    `highlight_start` and `highlight_end` are characters of the document, within the sentence.
    `missing` are the names, numbers and words that the question takes for given and that are not near the sentence.
    """

    document: Document
    number: int
    start: int
    end: int
    highlight_start: int
    highlight_end: int
    probability: float
    missing: tuple[str, ...] = ()

    @classmethod
    def whole(cls, document: Document, sentences: tuple[SentenceSpan, ...], number: int) -> Finding:
        """The sentence of that number, all of which is the answer: no reader weighed it."""
        span = sentences[number]
        return cls(document, number, span.start, span.end, span.start, span.end, 1.0)

    @property
    def text(self) -> str:
        """The characters of the sentence."""
        return self.document.text[self.start : self.end]

    @property
    def highlight(self) -> str:
        """The characters of the span that answers."""
        return self.document.text[self.highlight_start : self.highlight_end]


@dataclass(frozen=True, slots=True)
class Reading:
    """Every sentence of the evidence once, most probable first, and whether the question is answered at all.

    confidence: the probability that the first sentence answers; threshold: below it, nothing does.
    disputing: those of other files that answer the same otherwise than the first.
    """

    findings: tuple[Finding, ...]
    confidence: float
    threshold: float
    disputing: tuple[Finding, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether the evidence holds an answer."""
        return bool(self.findings) and self.confidence >= self.threshold
