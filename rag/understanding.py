"""What a question means before anything is read: its words mended, made to stand alone, and of which documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.embedding import Embedder
from index.errors import QuestionError
from index.opening import Index
from index.sentences import split_sentences
from rag.allusions import Allusions
from rag.answering import TELLING
from rag.casing import Casing
from rag.collection.answering import OVERVIEW
from rag.collection.asking import Asking
from rag.collection.conversing import Understood, understood
from rag.courtesies import without_courtesies
from rag.followups import History, of_the_page, standalone
from rag.roles import Roles
from rag.speakers import Speakers
from rag.spelling import Speller, words_of

# Longer than any question a person types; a pasted document is not a question.
MAX_QUESTION = 2000

# Earlier turns that a follow-up can lean on.
_TURNS = 6

_MARK = re.compile(r"\s?\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is understood before anything is read.

    typed: as it came in; mended: without courtesies and misspelt words. history: the turns that it can lean on. about:
    what it asks of the documents themselves. sources: those that it points to, or the ones chosen; None: all.
    """

    typed: str
    mended: str
    history: History
    about: Understood
    sources: frozenset[str] | None


class Understanding:
    """Knows how a corpus spells, whom it names and who speaks in it. Thread-safe."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self._documents = tuple(index.documents.values())
        texts = [document.text for document in self._documents]
        self._allusions, self._roles = Allusions(texts), Roles(texts)
        self._casing, self.speakers = Casing(texts), Speakers(texts)
        self._speller = Speller(words_of("\n".join(texts)), embedder.words())
        self._asking = Asking.load(embedder, index.lexical.holds)

    def of(self, question: str, history: History, sources: frozenset[str] | None) -> Asked:
        """`question` after the turns of `history`, put to the documents of `sources` (None: to all).

        Raises QuestionError when it is empty or longer than `MAX_QUESTION` characters, or the history is not made of
        turns.
        """
        typed, turns = checked(question), self._last_turns(history)
        mended = self._mended(typed)
        chosen = [document for document in self._documents if sources is None or document.source in sources]
        about = understood([*(earlier for earlier, _ in turns), mended], chosen, self._asking)
        return Asked(typed, mended, turns, about, about.pointed.sources if about.pointed else sources)

    def alone(self, asked: Asked) -> tuple[str, frozenset[str] | None]:
        """The question made to stand alone, and what it is asked of: where it is of the page that told, that page."""
        about = asked.about
        if about.kind in OVERVIEW:
            return OVERVIEW[about.kind], asked.sources
        if about.pointed:
            return about.pointed.question, asked.sources
        if about.question != asked.mended:
            return about.question, asked.sources
        history = asked.history
        if history and of_the_page(asked.mended) and (pages := self._holding(history[-1][1], asked.sources)):
            return asked.mended, pages
        return standalone(asked.mended, history, self.speakers), asked.sources

    def named(self, question: str) -> str:
        """`question` with whom it describes, or what stands for a government, by name."""
        return self._roles.named(self._allusions.named(question))

    def _last_turns(self, history: History) -> History:
        """The turns that a follow-up can lean on, their questions mended; QuestionError when they are none."""
        if not isinstance(history, Sequence) or not all(_is_turn(turn) for turn in history):
            raise QuestionError(
                "The history is not made of turns; give pairs of strings, each a question and its answer."
            )
        return [(self._mended(question), answer) for question, answer in history[-_TURNS:]]

    def _mended(self, question: str) -> str:
        """`question` without courtesies and misspelt words, and with its names as the documents write them."""
        return self._casing.restored(self._speller.mend(without_courtesies(question)))

    def _holding(self, answer: str, sources: frozenset[str] | None) -> frozenset[str]:
        """Those of `sources` that hold a sentence of `answer`."""
        bare = _MARK.sub("", answer)
        told = [" ".join(bare[span.start : span.end].split()) for span in split_sentences(bare)]
        telling = [sentence for sentence in told if len(sentence) >= TELLING]
        holding = {d.source for d in self._documents if any(s in " ".join(d.text.split()) for s in telling)}
        return frozenset(holding if sources is None else holding & sources)


def checked(question: str) -> str:
    """`question` without what no text holds; QuestionError where nothing is left, or more than a question."""
    if not isinstance(question, str):
        raise QuestionError(f"The question is a {type(question).__name__}; ask with a string.")
    asked = re.sub("[\ud800-\udfff\0]", "\N{REPLACEMENT CHARACTER}", question).strip()
    if not asked:
        raise QuestionError("The question is empty; ask something about the documents.")
    if len(asked) > MAX_QUESTION:
        raise QuestionError(f"The question has {len(asked)} characters; ask in at most {MAX_QUESTION}.")
    return asked


def _is_turn(turn: object) -> bool:
    return isinstance(turn, (list, tuple)) and len(turn) == 2 and all(isinstance(part, str) for part in turn)
