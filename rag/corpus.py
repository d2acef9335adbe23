"""A folder of documents that can be asked."""

from __future__ import annotations

import os
import sys
import time
import weakref
from collections.abc import Collection, Generator, Iterator, Sequence
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
from rag.answering import NO_MORE, gather, gather_on, greet, overview_asked, places_shown, quote, statements_of
from rag.broad import asks_nothing
from rag.citing import abstain
from rag.collection.answering import compare, tell
from rag.collection.mentioning import count_mentions
from rag.compound import parts
from rag.contract import Answer, Delta, Event, Final, Passage, Provisional, Status
from rag.followups import (
    History,
    goes_on,
    leans,
    shown_before,
    told_already,
    wordings,
)
from rag.reader.interface import Evidence, Reading
from rag.reader.questions import analyse
from rag.reader.reader import EmbeddedReader
from rag.reader.speech import asked_speaker
from rag.retrieval import retrieve
from rag.selection import Statement
from rag.settings import EmbeddingSettings, Settings
from rag.understanding import Asked, Understanding, checked
from rag.within import Within
from rag.writer.answering import write_answer
from rag.writer.opening import open_writer
from rag.writer.rewriting import rewrite
from rag.writer.writer import Review, Writer

T = TypeVar("T")

# Of what was shown, a detail may be asked for: something else answers only where it is read half as surely.
UNSEEN = 0.5


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
        self._understanding = Understanding(index, models.embedder)

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
        asked = self._understood(question, history, within)
        return replace(_end_of(self._quoted(asked)), question=asked.typed)

    def _answered(
        self, question: str, history: History, within: Within | None
    ) -> Generator[Status | Provisional, None, tuple[Answer, Review | None]]:
        began = time.perf_counter()
        asked = self._understood(question, history, within)
        answer = yield from self._unread(asked)
        notice, review = None, None
        if self._models.writer and not answer:
            try:
                answer, review = yield from self._written(self._models.writer, asked)
            except EndpointError as error:
                notice = f"The reader answers in place of the language model, because {error}."
        answer = answer or (yield from self._read(asked))
        answer = replace(
            answer, question=asked.typed, notice=notice or answer.notice, seconds=round(time.perf_counter() - began, 3)
        )
        return answer, review

    def _understood(self, question: str, history: History, within: Within | None) -> Asked:
        return self._understanding.of(question, history, self._sources(within))

    def _quoted(self, asked: Asked) -> Generator[Status, None, Answer]:
        unread = yield from self._unread(asked)
        return unread or (yield from self._read(asked))

    def _read(self, asked: Asked) -> Generator[Status, None, Answer]:
        yield Status("searching")
        alone, sources = self._understanding.alone(asked)
        asks = parts(alone, self._understanding.speakers)
        told = told_already(asked.mended, asked.history)
        if self._goes_on(asked, alone, asks, told):
            read_on = yield from self._read_on(asked)
            return quote(self._index, self._models.embedder, [read_on], sources)
        plain = yield from self._readings(asks, sources, told)
        shown = "" if told else shown_before(asked.mended, asked.history)
        if shown:
            unseen = yield from self._readings(asks, sources, shown)
            if all(new.confidence >= UNSEEN * old.confidence for (_, new), (_, old) in zip(unseen, plain, strict=True)):
                answer = quote(self._index, self._models.embedder, unseen, sources, shown)
                if answer.answered:
                    return answer
        answer = quote(self._index, self._models.embedder, plain, sources, told)
        return replace(answer, text=NO_MORE) if told and not answer.answered else answer

    def _unread(self, asked: Asked) -> Generator[Status, None, Answer | None]:
        """The answer to what the reader need not find: nothing is asked, or it is asked of the collection itself."""
        index, sources = self._index, asked.sources
        if asks_nothing(asked.typed):
            return greet(index, asked.typed, sources)
        if asked.about.pointed and asked.about.pointed.why_none:
            return abstain(asked.typed, asked.about.pointed.why_none, [], index.sentences)
        alone, sources = self._understanding.alone(asked)
        if answer := count_mentions(index, self._models.embedder, alone, sources):
            return answer
        if asked.about.kind == "disagree":
            yield Status("comparing")
            return compare(index, self._models.embedder, asked.typed, sources, self._compared)
        return tell(index, asked.about.kind, asked.typed, sources)

    def _compared(self, question: str, sources: Collection[str] | None) -> tuple[list[Statement], Reading]:
        """What answers a question that a sentence of the documents raises, and its whole reading."""
        reading = self._models.reader.read(
            question, self._gathered(question, None if sources is None else frozenset(sources))
        )
        return statements_of(self._index, self._models.embedder, question, reading), reading

    def _goes_on(self, asked: Asked, alone: str, asks: Sequence[str], told: str) -> bool:
        """Whether the question goes on from the last; who is asked for somebody's words has to be known by name."""
        named = self._understanding.named(alone)
        by_name = asked_speaker(alone) or asked_speaker(named) or asked_speaker(asked.mended)
        plain = len(asks) == 1 and not told and not by_name and not analyse(alone).several
        return plain and not asked.about.pointed and goes_on(asked.mended, asked.history)

    def _read_on(self, asked: Asked) -> Generator[Status, None, tuple[str, Reading]]:
        """The question as typed, whose own names are what has to be in the documents, and what was read for it."""
        typed, together = wordings(asked.mended, asked.history)
        places = places_shown(self._index, asked.history[-1][1], asked.sources)
        both = typed, self._understanding.named(together)
        gathered = gather_on(self._index, self._models.search, both, places, asked.sources, self._fitted)
        yield Status("reading")
        return typed, self._models.reader.read_on(gathered, places)

    def _readings(
        self, asks: Sequence[str], sources: frozenset[str] | None, told: str
    ) -> Generator[Status, None, list[tuple[str, Reading]]]:
        readings: list[tuple[str, Reading]] = []
        for part in asks:
            surest = yield from self._surest(part, sources, told)
            readings.append(surest)
        return readings

    def _written(self, writer: Writer, asked: Asked) -> Generator[Status | Provisional, None, tuple[Answer, Review]]:
        yield Status("searching")
        deadline = writer.model.deadline()
        of_texts = asked.about.kind == "told" and not asked.about.pointed
        leaning = of_texts and asked.history and leans(asked.mended, asked.history)
        rewritten = rewrite(writer.model, asked.mended, asked.history, deadline) if leaning else None
        by_rule, sources = self._understanding.alone(asked)
        alone, reading = yield from self._surest(rewritten or by_rule, sources)
        quoted = partial(quote, self._index, self._models.embedder, [(alone, reading)], sources)
        openings = [
            statement.quoted for statement in overview_asked(self._index, self._models.embedder, alone, sources)
        ]
        return (yield from write_answer(self._index, writer, alone, reading, quoted, openings, deadline))

    def _surest(
        self, question: str, sources: frozenset[str] | None, told: str = ""
    ) -> Generator[Status, None, tuple[str, Reading]]:
        """The wording of `question` that is read with the most confidence, and its reading.

        Where it describes somebody, it is also read with the name. told: see `EmbeddedReader.read`.
        """
        named = self._understanding.named(question)
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
        hits = retrieve(self._index, self._models.search, checked(query), k, self._sources(within))
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


def _pieces(answer: Answer) -> Iterator[str]:
    sentences: Sequence[str] = [sentence.marked() for sentence in answer.sentences] or [answer.text]
    for number, sentence in enumerate(sentences):
        yield f" {sentence}" if number else sentence


def _to_stderr(step: str, done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        sys.stderr.write(f"\r{step} {done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()
