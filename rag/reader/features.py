"""What is known of a sentence as an answer to a question: the numbers from which its probability is computed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.boilerplate import asks_for
from index.lexical import Terms
from rag.allusions import office_asked
from rag.names import Mentioned, Term, mentions, names_in, numbers_in
from rag.reader.content import Contents
from rag.reader.cross_encoder import PassageReading
from rag.reader.interface import Evidence
from rag.reader.questions import META_WORDS, QuestionKind, analyse, fits
from rag.reader.speech import said_about
from rag.speakers import speaker_of

NAMES = (
    "span", "coverage", "context_coverage", "fits", "missing", "near_missing", "passage", "answerable", "cosine",
)  # fmt: skip
"""What the scorers weigh. Left out because they brought nothing on questions kept aside (docs/experiments.md): the
sentence's cosine to the question, whether it is a headline, quotes, or repeats the question."""

# An answer is a phrase, not a paragraph; of 10,459 answers to training questions 99.7 % are no longer.
MAX_SPAN_TOKENS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is computed from it once.

    told: what whoever asks has been told. topic: what somebody's words are asked about, if they are. read_as: what the
    model is asked. office: tells that a sentence speaks of the office whose holder is asked for. weights: of the
    stemmed terms that an answer may hold. taken_for_given: the names and numbers that have to be near it.
    """

    text: str
    told: str
    kind: QuestionKind
    topic: str
    read_as: str
    office: re.Pattern[str] | None
    weights: Mapping[str, float]
    taken_for_given: tuple[Term, ...]

    @classmethod
    def of(cls, question: str, terms: Terms, weight: Callable[[str], float], told: str = "") -> Asked:
        """`weight` gives the inverse document frequency of a term."""
        kind = analyse(question)
        # Whose words they are is checked by rule; what they are about tells them apart, and the model, trained on
        # questions of encyclopedias, does not let itself be drawn to every sentence of that speaker.
        topic = said_about(question)
        sought = set(terms.of(topic)) or set(terms.of(META_WORDS.sub(" ", kind.focus)))
        weights = {term: weight(term) for term in sought}
        read_as = f"What is said about {topic}?" if topic else kind.focus
        given = (*names_in(question), *numbers_in(question))
        return cls(question, told, kind, topic, read_as, office_asked(question), weights, given)

    def coverage(self, found: frozenset[str]) -> float:
        """The share of the question's terms, by weight, that are among `found`."""
        total = sum(self.weights.values())
        return sum(w for term, w in self.weights.items() if term in found) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage with the best span in it and its features, in the order of `NAMES`.

    is_notice: it is a line of the page that the question asks for, of the document that is meant. fits: it holds the
    kind of thing asked for.
    ruled_out: it does not, and that settles it.
    """

    evidence: Evidence
    number: int
    span_start: int
    span_end: int
    missing: tuple[str, ...]
    is_notice: bool
    fits: bool
    features: NDArray[np.float64]
    ruled_out: bool = False

    @property
    def text(self) -> str:
        """The characters of the sentence."""
        sentence = self.evidence.sentences[self.number]
        return self.evidence.document.text[sentence.start : sentence.end]


_Read = tuple[Evidence, int, tuple[float, int, int], float]
"""A sentence of a passage with its best span, as `best_span` gives it, and the logit that the passage answers."""


def candidates(
    asked: Asked, evidence: Sequence[Evidence], readings: Sequence[PassageReading], contents: Contents
) -> list[Candidate]:
    """Every sentence of the passages once, from the passage in which it reads best.

    Lines of the page, such as a copyright notice, are left out unless the question asks for them.
    """
    best: dict[tuple[str, int], tuple[float, _Read]] = {}
    for passage, reading in zip(evidence, readings, strict=True):
        for number in range(passage.first, passage.last + 1):
            key = passage.document.source, number
            span = best_span(reading, passage, number)
            strength = span[0] + reading.answerable
            if not _is_unasked_notice(asked, passage, number) and (key not in best or best[key][0] < strength):
                best[key] = strength, (passage, number, span, reading.answerable)
    return [_candidate(asked, read, contents) for _, read in best.values()]


def _is_unasked_notice(asked: Asked, passage: Evidence, number: int) -> bool:
    sentence = passage.sentences[number]
    text = passage.document.text[sentence.start : sentence.end]
    return sentence.kind == "boilerplate" and not asks_for(asked.text, text)


def best_span(reading: PassageReading, passage: Evidence, number: int) -> tuple[float, int, int]:
    """The likeliest answer within a sentence: its logit over that of no answer, and its characters in the document.

    The logit of a span is that of its first token as start plus that of its last as end
    (Devlin et al. 2019, https://arxiv.org/abs/1810.04805).
    """
    sentence = passage.sentences[number]
    begin, end = sentence.start - passage.start, sentence.end - passage.start
    inside = np.flatnonzero((reading.offsets[:, 1] > begin) & (reading.offsets[:, 0] < end))
    if inside.size == 0:
        return -math.inf, sentence.start, sentence.end
    first, last = int(inside[0]), int(inside[-1]) + 1
    sums = reading.start[first:last, None] + reading.end[None, first:last]
    length = np.arange(last - first)[None, :] - np.arange(last - first)[:, None]
    sums = np.where((length >= 0) & (length < MAX_SPAN_TOKENS), sums, -np.inf)
    start, stop = divmod(int(sums.argmax()), last - first)
    return (
        float(sums[start, stop]) - reading.null,
        max(passage.start + int(reading.offsets[first + start, 0]), sentence.start),
        min(passage.start + int(reading.offsets[first + stop, 1]), sentence.end),
    )


def _missing(asked: Asked, mentioned: Mentioned, passage: Evidence, number: int) -> tuple[str, ...]:
    """What is taken for given and neither mentioned nor who says the sentence: "she" was named some way before."""
    terms = [term for term in asked.taken_for_given if not mentioned.holds(term)]
    speaker = speaker_of(passage.document, passage.sentences, number) if terms else None
    return tuple(term.text for term in terms if not (speaker and mentions(speaker, term)))


def _candidate(asked: Asked, read: _Read, contents: Contents) -> Candidate:
    passage, number, (margin, start, end), answerable = read
    sentence = passage.sentences[number]
    own, near = contents.sentence(passage, number), contents.near(passage, number)
    context = near | contents.told(passage)
    missing = _missing(asked, context.mentioned, passage, number)
    names_missing = bool(missing)
    if asked.topic and not missing and not asked.weights.keys() & context.terms:
        missing = (asked.topic,)
    fitting = fits(asked.kind, asked.text, passage.document.text[sentence.start : sentence.end])
    features = (
        # In units that make one a strong sign; a sentence that was not read has a margin without end.
        np.clip(margin / 10, -2, 2),
        asked.coverage(own.terms),
        asked.coverage(context.terms),
        fitting,
        names_missing,
        bool(_missing(asked, near.mentioned, passage, number)),
        passage.score,
        answerable / 5,
        passage.cosine,
    )
    # A line of the page tells of its own document: one that lacks most names of the question is not among those meant.
    is_notice = sentence.kind == "boilerplate" and 2 * len(missing) <= len(asked.taken_for_given)
    return Candidate(passage, number, start, end, missing, is_notice, fitting, np.array(features, dtype=np.float64))
