"""Questions worth asking, to begin with and after an answer: made of the documents' own sentences, and tried first."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from typing import Protocol

from index.documents import Document
from index.sentences import SentenceSpan, split_sentences
from rag.contract import Answer, Citation
from rag.followups import History
from rag.question_forms import Form, Made, names_of, questions_of
from rag.speakers import speaker_of
from rag.within import Within

OPENERS = 4
FOLLOW_UPS = 3

# How long questions may be tried while somebody waits, in seconds.
BUDGET = 2.0

# Openers come out of so many documents; more would only slow the start.
READ = 100

# Follow-ups come out of so many cited documents, the first cited first.
_CITED = 4

# Characters of a document that questions are made of: a long article. Of a book the whole would take seconds.
_STRETCH = 12_000

# Two questions that share more of their content words ask the same.
_SAME_QUESTION = 0.6

_ORDER: tuple[Form, ...] = ("said", "when", "how many", "why", "who", "what is", "about")

_WORD = re.compile(r"\w+")
_ASKING = frozenset(
    "what when where who whom which why how many much did do does is are was were has have had will would can could "
    "say said tell about of in on at to for the a an and or by with from articles".split()
)

Clock = Callable[[], float]


class Asked(Protocol):
    """What suggesting needs of a corpus; `rag.Corpus` is one."""

    @property
    def documents(self) -> Sequence[Document]:
        """All documents."""
        ...

    def document(self, source: str) -> Document:
        """The document of that source."""
        ...

    def quoted(self, question: str, history: History = (), within: Within | None = None) -> Answer:
        """The reader's answer to a question: a language model would be slow, and charge for each trial."""
        ...


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a document, cut out at `offset` as a document of its own, with its sentences and who speaks in them."""

    part: Document
    offset: int
    sentences: tuple[SentenceSpan, ...]
    speakers: frozenset[str]

    @classmethod
    def around(cls, document: Document, place: int = 0) -> _Stretch:
        """The stretch with the character at `place`, from the beginning of a line where there is one near."""
        line = document.text.rfind("\n", 0, max(0, place - _STRETCH // 2)) + 1
        offset = max(line, place - _STRETCH)
        part = replace(document, text=document.text[offset : place + _STRETCH])
        sentences = tuple(split_sentences(part.text))
        speakers = (speaker_of(part, sentences, number) for number in range(len(sentences)))
        return cls(part, offset, sentences, frozenset(speaker for speaker in speakers if speaker))

    def questions(self) -> Iterator[Made]:
        """Every question that a sentence of the stretch answers by its form."""
        for number in range(len(self.sentences)):
            for made in questions_of(self.part, self.sentences, number, self.speakers):
                yield replace(made, start=made.start + self.offset, end=made.end + self.offset)

    def names(self) -> Iterator[Made]:
        """What the articles say about each name that a sentence of the stretch holds."""
        for span in self.sentences:
            text = self.part.text[span.start : span.end] if span.kind == "prose" else ""
            for name in names_of(text, self.part.text):
                question = f"What do the articles say about {name}?"
                yield Made(question, "about", self.part.source, span.start + self.offset, span.end + self.offset)


@dataclass(frozen=True, slots=True)
class _Trial:
    """How questions are tried: after which turns, in which documents, and until when."""

    corpus: Asked
    history: History
    within: Within | None
    due: float
    clock: Clock

    def answered(self, candidates: Iterable[Made], shown: Sequence[Citation], count: int) -> list[str]:
        """The first `count` of `candidates` that ask something new and are answered by other words than `shown`."""
        chosen: list[Made] = []
        asked = [question for question, _ in self.history]
        for made in candidates:
            if len(chosen) == count or self.clock() >= self.due:
                break
            is_new = not any(_same_question(made.text, other) for other in (*asked, *(m.text for m in chosen)))
            if is_new and _adds_variety(made, chosen, count) and self._holds(made, shown):
                chosen.append(made)
        return [made.text for made in chosen]

    def _holds(self, made: Made, shown: Sequence[Citation]) -> bool:
        """Whether the answer quotes the very sentence, or for a name anything new that holds it."""
        answer = self.corpus.quoted(made.text, self.history, self.within)
        fresh = [c for c in answer.citations if not any(_overlap(c, old) for old in shown)]
        if made.form == "about":
            return answer.answered and any(_words(made.text) & _words(c.quote) for c in fresh)
        return answer.answered and any(_overlap(made, c) for c in fresh)


def openers(corpus: Asked, count: int = OPENERS, budget: float = BUDGET, clock: Clock = time.monotonic) -> list[str]:
    """Up to `count` questions that `corpus` answers, of different forms and documents; fewer when `budget` is spent.

    Each has been asked, and its answer quotes the sentence that the question was made of.
    """
    began = clock()
    trial = _Trial(corpus, (), None, began + budget, clock)
    # At most half of the time goes into reading; the rest is for trying.
    documents = takewhile(lambda _: clock() < began + budget / 2, corpus.documents[:READ])
    stretches = [_Stretch.around(document) for document in documents]
    made = _varied([list(stretch.questions()) for stretch in stretches])
    about = _most_frequent(made for stretch in stretches for made in stretch.names())
    return trial.answered([*made, *about], (), count)


def follow_ups(
    corpus: Asked,
    answer: Answer,
    history: History = (),
    within: Within | None = None,
    count: int = FOLLOW_UPS,
    budget: float = BUDGET,
    clock: Clock = time.monotonic,
) -> list[str]:
    """Up to `count` questions about what the cited documents say besides, answered by other sentences than `answer`.

    history: the turns before `answer`. What they asked is not suggested again, and the questions are tried as they
    would be asked, after them and in the documents `within`. Fewer, or none, when `budget` seconds are spent.
    """
    trial = _Trial(corpus, (*history, (answer.question, answer.text)), within, clock() + budget, clock)
    shown = answer.citations or answer.closest
    places = {citation.source: citation.start for citation in reversed(shown)}
    sources = list(dict.fromkeys(citation.source for citation in shown))[:_CITED]
    stretches = [_Stretch.around(corpus.document(source), places[source]) for source in sources]
    near = [made for stretch in stretches for made in _by_nearness(stretch.questions(), shown)]
    about = [made for stretch in stretches for made in stretch.names() if any(_overlap(made, c) for c in shown)]
    return trial.answered([*near, *about], shown, count)


def _varied(of_documents: Sequence[list[Made]]) -> list[Made]:
    """The questions in turns, the first of each document, then the second; forms take turns too."""
    turned = []
    for number, questions in enumerate(of_documents):
        first = number % len(_ORDER)
        order = _ORDER[first:] + _ORDER[:first]
        # Of one form the longest first: "the future of BRICS" is a better topic than "Russia".
        turned.append(sorted(questions, key=lambda made: (order.index(made.form), -len(made.text))))
    return [made for rank in zip_longest(*turned) for made in rank if made]


def _most_frequent(made: Iterable[Made]) -> list[Made]:
    """One question for each name, those that most documents hold first."""
    first: dict[str, Made] = {}
    holding: dict[str, set[str]] = defaultdict(set)
    for question in made:
        first.setdefault(question.text, question)
        holding[question.text].add(question.source)
    return sorted(first.values(), key=lambda question: -len(holding[question.text]))


def _by_nearness(questions: Iterable[Made], shown: Sequence[Citation]) -> list[Made]:
    """Questions of one document that its shown sentences do not answer: first of the same speaker, then by distance."""
    cited = list(shown)
    speakers = {citation.speaker for citation in cited if citation.speaker}

    def rank(made: Made) -> tuple[bool, int]:
        distance = min((abs(made.start - c.start) for c in cited if c.source == made.source), default=0)
        return made.speaker not in speakers, distance

    return sorted((made for made in questions if not any(_overlap(made, c) for c in cited)), key=rank)


def _adds_variety(made: Made, chosen: Sequence[Made], count: int) -> bool:
    """Whether not half of them are of its form already, and none is of its sentence."""
    alike = [other for other in chosen if other.form == made.form]
    return 2 * len(alike) <= count and not any(_overlap(made, other) for other in chosen)


def _overlap(one: Made | Citation, other: Made | Citation) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end


def _same_question(one: str, other: str) -> bool:
    """Whether two questions share most of their content words."""
    ours, theirs = _words(one), _words(other)
    return len(ours & theirs) >= _SAME_QUESTION * max(1, len(ours | theirs))


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - _ASKING
