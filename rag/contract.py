"""What Byline gives back: frozen data whose invariants hold from the moment it is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from index.documents import Document

Support = Literal["verbatim", "supported", "unsupported"]

MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved stretch of one document: `text` is characters `start` to `end` of its source."""

    source: str
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a source file, shown in an answer as `[number]`.

    Make one with `Citation.cut`, which takes the quote out of the document itself.
    `speaker` is who is quoted saying the words, or None when the article says them.
    """

    number: int
    source: str
    start: int
    end: int
    quote: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"citations are numbered from 1, not {self.number}")
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(
                f"citation {self.number}: a quote of {len(self.quote)} characters "
                f"is not the span {self.start}:{self.end} of {self.source}"
            )

    @classmethod
    def cut(cls, document: Document, start: int, end: int, number: int, speaker: str | None = None) -> Citation:
        """Cite characters `start` to `end` of `document`; ValueError when the span leaves the text."""
        return cls(
            number, document.source, start, end, document.text[start:end],
            document.title, document.date, document.publisher, speaker,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, without markers, with the numbers of its citations.

    `missing` says in words what the cited text lacks: "30 % is not in the cited text".
    """

    text: str
    citations: tuple[int, ...]
    support: Support
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if MARKER.search(self.text):
            raise ValueError(f"a sentence's text holds no markers: {self.text!r}")
        if not self.citations and self.support != "unsupported":
            raise ValueError(f"a sentence without a citation is unsupported: {self.text!r}")

    def marked(self) -> str:
        """The sentence with its markers: `He spoke on Friday. [1][2]`."""
        markers = "".join(f"[{number}]" for number in self.citations)
        return f"{self.text} {markers}" if markers else self.text


@dataclass(frozen=True, slots=True)
class Origin:
    """Files that carry the same report, and why they count as one."""

    sources: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that sources give for the same thing."""

    value: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that give different values for what the question asks.

    surely: the question tells for what; where it names no matter, the values may be those of two things.
    """

    about: str
    sides: tuple[Side, ...]
    surely: bool = True

    def __post_init__(self) -> None:
        if len(self.sides) < 2:
            raise ValueError("a conflict has at least two sides")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its evidence, or an abstention with the closest passages.

    `text` is `sentences` with their markers; `mode` is "reader" or the language model's name;
    `seconds` is the wall time from question to answer. `notice` is a sentence for whoever reads the answer about how it
    came to be, as when the language model failed and the reader answered in its place, or which part of the question it
    leaves open.
    """

    question: str
    text: str
    answered: bool
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()
    origins: tuple[Origin, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    mode: str = "reader"
    seconds: float = 0.0
    notice: str | None = None

    def __post_init__(self) -> None:
        _check_markers(self.text, self.citations)
        known = {citation.number for citation in self.citations}
        cited = {number for sentence in self.sentences for number in sentence.citations}
        sides = {number for conflict in self.conflicts for side in conflict.sides for number in side.citations}
        if cited != known or not sides <= known:
            raise ValueError(
                f"sentences cite {sorted(cited)}, conflicts {sorted(sides)}, citations are {sorted(known)}"
            )
        if self.answered and not self.citations:
            raise ValueError("an answer without a citation is an abstention")
        if self.answered and self.text != " ".join(s.marked() for s in self.sentences):
            raise ValueError("an answer's text is its sentences with their markers")

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, dicts, strings and numbers, ready for `json.dumps`."""
        return asdict(self)

    def to_markdown(self) -> str:
        """The answer with its quotes as numbered footnotes."""
        heading = [] if self.citations or not self.closest else ["Closest passages:"]
        notes = [_footnote(citation) for citation in self.citations or self.closest]
        notice = [escape_markdown(self.notice)] if self.notice else []
        return "\n\n".join([escape_markdown(self.text), *notice, *heading, "\n".join(notes)]).strip() + "\n"


def escape_markdown(text: str) -> str:
    """`text` so that Markdown shows it as it stands: source text brings no links, images or markup along."""
    return re.sub(r"([\\`*_{}<>#!|~]|\[(?!\d+\])|(?<!\d)\])", r"\\\1", text)


def _footnote(citation: Citation) -> str:
    about = [citation.title, citation.publisher, citation.date]
    described = " · ".join(escape_markdown(item) for item in about if item)
    place = f"`{citation.source}`, characters {citation.start}–{citation.end}"
    quote = escape_markdown(" ".join(citation.quote.split()))
    return f"{citation.number}. “{quote}” — {place}" + (f" ({described})" if described else "")


def _check_markers(text: str, citations: Sequence[Citation]) -> None:
    appearing = list(dict.fromkeys(int(number) for number in MARKER.findall(text)))
    numbers = [citation.number for citation in citations]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"citations are numbered {numbers}, not from 1 upwards")
    if appearing != numbers:
        raise ValueError(f"the text's markers {appearing} are not its citations {numbers} in order of appearance")


@dataclass(frozen=True, slots=True)
class Status:
    """A stage of the work has begun, told in a word or two: "searching", "reading"."""

    stage: str


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Provisional:
    """What a language model has written so far: the sentences that were checked, then the words under way.

    It takes the place of the one before, and may still be changed or withdrawn; the deltas that follow are the answer.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Final:
    """The whole answer; its text is the deltas joined."""

    answer: Answer


Event = Status | Provisional | Delta | Final
