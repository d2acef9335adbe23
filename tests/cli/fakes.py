"""A corpus that answers from a script, with the shape of `rag.Corpus`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from index.documents import Document
from index.progress import Progress, silent
from index.reading import Skipped
from rag import Settings, Within
from rag.contract import Answer, Citation, Conflict, Delta, Event, Final, Origin, Sentence, Side, Status

FUND = Document(
    "news/fund.txt",
    "Fund opens\n\nThe fund holds $10 billion, she said. It opened on Monday.",
    title="Fund opens",
    date="2025-03-30",
    publisher="The Example",
)
WIRE = Document("wire.txt", "The fund holds $12 billion.")
# What a terminal would obey: a new window title, a colour, a cleared line, reordered text; and Rich's markup.
HOSTILE_TEXT = "\x1b]0;owned\x07\x1b[31mred\x9b2J\rhidden\u202etxt.exe [bold]tag[/bold] [link=http://x]y[/link]"
HOSTILE = Document("evil\x1b[2J.txt", HOSTILE_TEXT, title="\x1b[5mblink", publisher="[red]p")


def cite(document: Document, quote: str, number: int, speaker: str | None = None) -> Citation:
    """The citation of the first place where `quote` stands."""
    start = document.text.index(quote)
    return Citation.cut(document, start, start + len(quote), number, speaker)


def _sentence(text: str, *numbers: int) -> Sentence:
    return Sentence(text, numbers, "verbatim" if numbers else "unsupported")


def _answer(
    sentences: Sequence[Sentence],
    citations: Sequence[Citation],
    conflicts: tuple[Conflict, ...] = (),
    origins: tuple[Origin, ...] = (),
) -> Answer:
    text = " ".join(sentence.marked() for sentence in sentences)
    return Answer("q", text, True, tuple(sentences), tuple(citations), (), origins, conflicts, "reader", 0.12)


PLAIN = _answer(
    [_sentence("The fund holds $10 billion.", 1), _sentence("It opened on Monday.", 2)],
    [
        cite(FUND, "The fund holds $10 billion, she said.", 1, "Ann Lee"),
        cite(FUND, "It opened on Monday.", 2),
    ],
)
DISPUTED = _answer(
    [_sentence("The fund holds $10 billion.", 1), _sentence("The fund holds $12 billion.", 2)],
    [cite(FUND, "The fund holds $10 billion, she said.", 1), cite(WIRE, "The fund holds $12 billion.", 2)],
    (Conflict("how much the fund holds", (Side("$10 billion", (1,)), Side("$12 billion", (2,)))),),
    (Origin(("news/fund.txt", "copy.txt"), "both carry the same 5 sentences"), Origin(("wire.txt",), "alone")),
)
HALF_SUPPORTED = _answer(
    [_sentence("It opened on Monday.", 1), _sentence("Everybody cheered.")],
    [cite(FUND, "It opened on Monday.", 1)],
)
ABSTAINED = Answer(
    "q",
    "The documents do not say that.",
    False,
    closest=(cite(FUND, "It opened on Monday.", 1),),
    seconds=0.1,
)
INJECTED = _answer([_sentence("It is red.", 1)], [cite(HOSTILE, HOSTILE_TEXT, 1)])


class FakeCorpus:
    """Gives `reply`, or raises it, and keeps what it was asked."""

    reply: Answer | BaseException = PLAIN
    steps: tuple[tuple[str, int, int], ...] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents = (FUND, WIRE)
        self.asked: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self.skipped: tuple[Skipped, ...] = ()
        self.within: Within | None = None
        self.closed = False

    def open(
        self,
        folder: str | None = None,
        *,
        settings: Settings | None = None,
        progress: Progress = silent,
        replace: bool = False,
    ) -> Self:
        """Stands in for `Corpus.open`: this corpus itself, after telling of the steps of a build."""
        self.folder = Path(folder) if folder else self.folder
        for step in self.steps:
            progress(*step)
        return self

    def answer(self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None) -> Answer:
        """The scripted reply."""
        self.asked.append((question, tuple(history)))
        self.within = within
        reply = self.reply
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def stream(
        self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None
    ) -> Iterator[Event]:
        """The scripted reply in two pieces."""
        yield Status("searching")
        answer = self.answer(question, history, within)
        middle = len(answer.text) // 2
        yield from (Delta(answer.text[:middle]), Delta(answer.text[middle:]), Final(answer))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held; only that it was asked to close is kept."""
        self.closed = True
