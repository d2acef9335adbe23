"""A folder of documents that can be asked."""

from __future__ import annotations

import os
import re
import sys
import time
import weakref
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from index.documents import Document
from index.embedding import Embedder, Embeds
from index.endpoint import EndpointError
from index.endpoint_embedding import EndpointEmbedder
from index.errors import QuestionError
from index.lexical import Terms
from index.opening import Index, open_index
from index.progress import Progress
from index.reading import Skipped
from index.sentences import split_sentences
from rag.allusions import Allusions
from rag.answering import NO_MORE, TELLING, gather, gather_on, greet, places_shown, quote
from rag.broad import asks_nothing
from rag.casing import Casing
from rag.compound import parts
from rag.contract import Answer, Delta, Event, Final, Passage, Provisional, Status
from rag.courtesies import without_courtesies
from rag.followups import (
    History,
    goes_on,
    leans,
    of_the_page,
    shown_before,
    standalone,
    told_already,
    wordings,
)
from rag.mentioning import count_mentions
from rag.reader.interface import Evidence, Reading
from rag.reader.questions import analyse
from rag.reader.reader import EmbeddedReader
from rag.reader.speech import asked_speaker
from rag.retrieval import retrieve
from rag.roles import Roles
from rag.settings import EmbeddingSettings, Settings
from rag.speakers import Speakers
from rag.spelling import Speller, words_of
from rag.within import Within
from rag.writer.answering import write_answer
from rag.writer.opening import open_writer
from rag.writer.rewriting import rewrite
from rag.writer.writer import Review, Writer

T = TypeVar("T")

# Longer than any question a person types; a pasted document is not a question.
MAX_QUESTION = 2000

# Earlier turns that a follow-up can lean on.
_TURNS = 6


# Of what was shown, a detail may be asked for: something else answers only where it is read half as surely.
UNSEEN = 0.5

_MARK = re.compile(r"\s?\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Models:
    """What an open corpus works with.

    embedder: the embedded model, whose cosines the reader and the comparison of sentences were fitted with.
    search: embeds passages and questions; the same one, unless the settings name another.
    writer: writes the answers; None: the reader answers.
    """

    embedder: Embedder
    search: Embeds
    reader: EmbeddedReader
    writer: Writer | None


class Corpus:
    """An open corpus. Thread-safe: answers share nothing but the read-only index and the models."""

    def __init__(self, folder: Path, index: Index, models: Models) -> None:
        self.folder = folder
        # Closed at the latest when nobody holds the corpus any more: one that has been replaced may still be
        # answering, and is to live as long as its answers do.
        self._close = weakref.finalize(self, index.close)
        self._close.atexit = False
        self._index = index
        self._models = models
        texts = [document.text for document in self.documents]
        self._allusions, self._roles = Allusions(texts), Roles(texts)
        self._casing, self._speakers = Casing(texts), Speakers(texts)
        self._speller = Speller(words_of("\n".join(texts)), models.embedder.words())

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike[str] | None = None,
        *,
        settings: Settings | None = None,
        progress: Progress | None = None,
        replace: bool = False,
    ) -> Corpus:
        """The corpus in `folder` (default: `settings.corpus`), its index built or refreshed where needed.

        Progress goes to `progress`, by default to standard error. `replace` allows an index of another embedding model
        than the settings' to be built anew where that costs requests. Raises BylineError with a sentence for the user.
        """
        settings = settings or Settings.load()
        folder = Path(folder).expanduser().resolve() if folder else settings.corpus
        embedder, terms = Embedder.load(), Terms()
        search = _search_embedder(settings.embedding, embedder)
        index = open_index(folder, settings.data, search, terms, progress or _to_stderr, replace=replace)
        reader = EmbeddedReader.load(terms, index.lexical.idf)
        writer = open_writer(settings.model, embedder, terms) if settings.model else None
        return cls(folder, index, Models(embedder, search, reader, writer))

    def renewed(self, data: Path, progress: Progress, anew: bool = False) -> Corpus:
        """A corpus of the folder's files as they are now, with this one's models; this one stays open.

        data: where the indexes live; anew: build also when nothing has changed. Raises as `open` does.
        """
        index = open_index(self.folder, data, self._models.search, self._index.terms, progress, anew)
        return Corpus(self.folder, index, replace(self._models, reader=self._models.reader.over(index.lexical.idf)))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in the index, by the order of their names."""
        return tuple(self._index.documents.values())

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The text files of the folder that could not be read, and why."""
        return self._index.manifest.skipped

    def document(self, source: str) -> Document:
        """The document of that source; KeyError when there is none."""
        return self._index.documents[source]

    def answer(self, question: str, history: History = (), within: Within | None = None) -> Answer:
        """The cited answer to `question`, or an abstention; `history` holds earlier questions and answers.

        within: the documents to answer from; None: all.
        Raises QuestionError when the question is empty or longer than `MAX_QUESTION` characters, or no document
        is `within`.
        """
        for event in self.stream(question, history, within):
            if isinstance(event, Final):
                return event.answer
        raise AssertionError("a stream ends with its answer")

    def stream(self, question: str, history: History = (), within: Within | None = None) -> Iterator[Event]:
        """The same as `answer`, piece by piece: what is being done, the text as it comes, the whole at the end.

        While a language model writes, its words come as `Provisional`. The deltas joined are the answer's text: they
        begin when it is whole and checked, as a model that fails midway leaves nothing to stand by.
        """
        answer, _ = yield from self._answered(question, history, within)
        yield from (Delta(piece) for piece in _pieces(answer))
        yield Final(answer)

    def reviewed(self, question: str, history: History = ()) -> tuple[Answer, Review | None]:
        """The answer, and what a language model wrote for it before the check; None when none did."""
        return _end_of(self._answered(question, history, None))

    def quoted(self, question: str, history: History = (), within: Within | None = None) -> Answer:
        """What the reader answers, also where a language model writes the answers: quick, and at no charge.

        Arguments and errors as for `answer`.
        """
        asked, sources = _checked(question), self._sources(within)
        return replace(_end_of(self._read(asked, self._last_turns(history), sources)), question=asked)

    def _answered(
        self, question: str, history: History, within: Within | None
    ) -> Generator[Status | Provisional, None, tuple[Answer, Review | None]]:
        began = time.perf_counter()
        asked, sources = _checked(question), self._sources(within)
        turns = self._last_turns(history)
        notice, written = None, None
        if self._models.writer and not self._unread(asked, turns, sources):
            try:
                written = yield from self._written(self._models.writer, asked, turns, sources)
            except EndpointError as error:
                notice = f"The reader answers in place of the language model, because {error}."
        answer, review = written or ((yield from self._read(asked, turns, sources)), None)
        answer = replace(
            answer, question=asked, notice=notice or answer.notice, seconds=round(time.perf_counter() - began, 3)
        )
        return answer, review

    def _read(self, asked: str, history: History, sources: frozenset[str] | None) -> Generator[Status, None, Answer]:
        if unread := self._unread(asked, history, sources):
            return unread
        yield Status("searching")
        mended = self._mended(asked)
        alone, sources = self._alone(mended, history, sources)
        asks = parts(alone, self._speakers)
        told = told_already(mended, history)
        if self._goes_on(mended, alone, asks, told, history):
            read_on = yield from self._read_on(mended, history, sources)
            return quote(self._index, self._models.embedder, [read_on], sources)
        plain = yield from self._readings(asks, sources, told)
        shown = "" if told else shown_before(mended, history)
        if shown:
            unseen = yield from self._readings(asks, sources, shown)
            if all(new.confidence >= UNSEEN * old.confidence for (_, new), (_, old) in zip(unseen, plain, strict=True)):
                answer = quote(self._index, self._models.embedder, unseen, sources, shown)
                if answer.answered:
                    return answer
        answer = quote(self._index, self._models.embedder, plain, sources, told)
        return replace(answer, text=NO_MORE) if told and not answer.answered else answer

    def _unread(self, asked: str, history: History, sources: frozenset[str] | None) -> Answer | None:
        """The answer to what takes no reading: nothing is asked, or which documents mention something."""
        if asks_nothing(asked):
            return greet(self._index, asked, sources)
        alone, sources = self._alone(self._mended(asked), history, sources)
        return count_mentions(self._index, self._models.embedder, alone, sources)

    def _goes_on(self, mended: str, alone: str, asks: Sequence[str], told: str, history: History) -> bool:
        """Whether the question goes on from the last; who is asked for somebody's words has to be known by name."""
        named = self._named(alone)
        by_name = asked_speaker(alone) or asked_speaker(named) or asked_speaker(mended)
        plain = len(asks) == 1 and not told and not by_name and not analyse(alone).several
        return plain and goes_on(mended, history)

    def _read_on(
        self, mended: str, history: History, sources: frozenset[str] | None
    ) -> Generator[Status, None, tuple[str, Reading]]:
        """The question as typed, whose own names are what has to be in the documents, and what was read for it."""
        typed, together = wordings(mended, history)
        places = places_shown(self._index, history[-1][1], sources)
        gathered = gather_on(
            self._index, self._models.search, (typed, self._named(together)), places, sources, self._fitted
        )
        yield Status("reading")
        return typed, self._models.reader.read_on(gathered, places)

    def _named(self, question: str) -> str:
        return self._roles.named(self._allusions.named(question))

    def _readings(
        self, asks: Sequence[str], sources: frozenset[str] | None, told: str
    ) -> Generator[Status, None, list[tuple[str, Reading]]]:
        readings: list[tuple[str, Reading]] = []
        for part in asks:
            surest = yield from self._surest(part, sources, told)
            readings.append(surest)
        return readings

    def _written(
        self, writer: Writer, asked: str, history: History, sources: frozenset[str] | None
    ) -> Generator[Status | Provisional, None, tuple[Answer, Review]]:
        yield Status("searching")
        deadline = writer.model.deadline()
        mended = self._mended(asked)
        rewritten = rewrite(writer.model, mended, history, deadline) if history and leans(mended, history) else None
        by_rule, sources = self._alone(mended, history, sources)
        alone, reading = yield from self._surest(rewritten or by_rule, sources)
        quoted = partial(quote, self._index, self._models.embedder, [(alone, reading)], sources)
        return (yield from write_answer(self._index, writer, alone, reading, quoted, sources, deadline))

    def _last_turns(self, history: History) -> History:
        """The turns that a follow-up can lean on, their questions mended; QuestionError when they are none."""
        if not isinstance(history, Sequence) or not all(_is_turn(turn) for turn in history):
            raise QuestionError(
                "The history is not made of turns; give pairs of strings, each a question and its answer."
            )
        return [(self._mended(question), answer) for question, answer in history[-_TURNS:]]

    def _alone(
        self, mended: str, history: History, sources: frozenset[str] | None
    ) -> tuple[str, frozenset[str] | None]:
        """The question made to stand alone, and what it is asked of: where it is of the page that told, that page."""
        if history and of_the_page(mended) and (pages := self._holding(history[-1][1], sources)):
            return mended, pages
        return standalone(mended, history, self._speakers), sources

    def _holding(self, answer: str, sources: frozenset[str] | None) -> frozenset[str]:
        """Those of `sources` that hold a sentence of `answer`."""
        bare = _MARK.sub("", answer)
        told = [" ".join(bare[span.start : span.end].split()) for span in split_sentences(bare)]
        telling = [sentence for sentence in told if len(sentence) >= TELLING]
        holding = {d.source for d in self.documents if any(s in " ".join(d.text.split()) for s in telling)}
        return frozenset(holding if sources is None else holding & sources)

    def _mended(self, question: str) -> str:
        """`question` without courtesies and misspelt words, and with its names as the documents write them."""
        return self._casing.restored(self._speller.mend(without_courtesies(question)))

    def _surest(
        self, question: str, sources: frozenset[str] | None, told: str = ""
    ) -> Generator[Status, None, tuple[str, Reading]]:
        """The wording of `question` that is read with the most confidence, and its reading.

        Where it describes somebody, it is also read with the name. told: see `EmbeddedReader.read`.
        """
        named = self._named(question)
        # Whose words they are can be told only by the name.
        wordings = (named,) if asked_speaker(named) and not asked_speaker(question) else (question, named)
        gathered = {wording: self._gathered(wording, sources) for wording in wordings}
        yield Status("reading")
        read = [(wording, self._models.reader.read(wording, found, told)) for wording, found in gathered.items()]
        return max(read, key=lambda wording_and_reading: wording_and_reading[1].confidence)

    def _gathered(self, question: str, sources: frozenset[str] | None) -> list[Evidence]:
        return gather(self._index, self._models.search, analyse(question), sources, self._fitted)

    @property
    def _fitted(self) -> Embedder | None:
        """Whose cosines the reader knows how to weigh, where another model searches."""
        return self._models.embedder if self._models.search is not self._models.embedder else None

    def search(self, query: str, k: int = 10, within: Within | None = None) -> list[Passage]:
        """The `k` passages that match `query` best, best first, without answering; `within` as for `answer`."""
        if k < 1:
            raise QuestionError(f"k is how many passages to return, at least 1, not {k}.")
        hits = retrieve(self._index, self._models.search, _checked(query), k, self._sources(within))
        return [Passage(h.span.source, h.span.start, h.span.end, self._index.text(h.span), h.score) for h in hits]

    def _sources(self, within: Within | None) -> frozenset[str] | None:
        return None if within is None else frozenset(d.source for d in within.choose(self.documents))

    def close(self) -> None:
        """Release the index's files; the corpus cannot be asked afterwards."""
        self._close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _search_embedder(settings: EmbeddingSettings | None, embedded: Embedder) -> Embeds:
    return EndpointEmbedder(settings.endpoint, settings.name, embedded) if settings else embedded


def _end_of(work: Generator[object, None, T]) -> T:
    """What a generator returns, its steps passed over."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            result: T = done.value
            return result


def _checked(question: str) -> str:
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


def _pieces(answer: Answer) -> Iterator[str]:
    sentences: Sequence[str] = [sentence.marked() for sentence in answer.sentences] or [answer.text]
    for number, sentence in enumerate(sentences):
        yield f" {sentence}" if number else sentence


def _to_stderr(step: str, done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        sys.stderr.write(f"\r{step} {done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()
