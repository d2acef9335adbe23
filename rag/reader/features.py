"""What is known of a sentence as an answer to a question: the numbers from which its probability is computed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.boilerplate import asks_for
from index.lexical import Terms
from rag.allusions import office_asked
from rag.names import Mentioned, Term, mentions, names_in, numbers_in
from rag.reader.content import CONTEXT_SENTENCES, Contents
from rag.reader.cross_encoder import PassageReading
from rag.reader.interface import Evidence
from rag.reader.questions import META_WORDS, QuestionKind, analyse, fits, gives_reason
from rag.reader.speech import asked_speaker, said_about
from rag.speakers import attributes, is_of_nobody_named, speaker_of

NAMES = (
    "span", "coverage", "context_coverage", "fits", "missing", "near_missing", "passage", "answerable", "cosine",
)  # fmt: skip
"""What the scorers weigh. Left out because they brought nothing on questions kept aside (docs/reader.md): the
sentence's cosine to the question, whether it is a headline, quotes, or repeats the question."""

# An answer is a phrase, not a paragraph; of 10,459 answers to training questions 99.7 % are no longer.
MAX_SPAN_TOKENS = 30

# Kinds that a sentence either holds or cannot answer with; the cues of the others are too wide to rule out by.
STRICT = frozenset({"name", "quote", "year", "time", "number"})

# "The president pointed to …": whom it stands for was named some sentences before, as with "he said" (rag/speakers.py).
POINTING_BACK = 4
_POINTS_BACK = re.compile(
    r"\b(?:he|she|the (?:[a-z]+ ){0,2}(?:president|minister|leader|premier|official|chief|chair\w*|head))\b",
    re.IGNORECASE,
)

# "Since 1990" may be told of any later year.
_YEAR = re.compile(
    r"(?<!before )(?<!after )(?<!since )(?<!until )(?<!than )\b(?P<year>(?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)

_ABOUT_QUESTIONS = re.compile(r"[“”\"]|\b(?:ask\w*|questions?|wonder\w*)\b|\bmention", re.IGNORECASE)


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
    found = [_candidate(asked, read, contents) for _, read in best.values()]
    return _ruled_out(asked, _others_words_ruled_out(asked, _without_kind_ruled_out(asked, found)))


def _ruled_out(asked: Asked, found: list[Candidate]) -> list[Candidate]:
    """What tells of another year does not answer, nor what is quoted or was told already, nor what only asks."""
    checks = (_is_of_another_year, _is_known, _only_asks, _gives_no_reason, _names_no_holder)
    return [
        replace(candidate, ruled_out=True) if any(check(asked, candidate) for check in checks) else candidate
        for candidate in found
    ]


def _is_of_another_year(asked: Asked, candidate: Candidate) -> bool:
    wanted, told = _years(asked.text), _years(candidate.text)
    return bool(wanted and told) and not any(min(told) <= year <= max(told) for year in wanted)


def _years(text: str) -> list[int]:
    """The years that `text` names, but those that something came before or after."""
    return [int(match["year"]) for match in _YEAR.finditer(text)]


def _is_known(asked: Asked, candidate: Candidate) -> bool:
    """Whether the question holds the whole sentence, as in "“We did it.” What was meant?", or an answer did."""
    return any(_in_words(candidate.text) in _in_words(text) for text in (asked.text, asked.told))


def _only_asks(asked: Asked, candidate: Candidate) -> bool:
    """Whether the sentence is a question itself, and not somebody's words: "Will he attack?" tells nothing."""
    text = candidate.text
    return text.endswith("?") and not asked.kind.several and not _ABOUT_QUESTIONS.search(asked.text + text)


def _gives_no_reason(asked: Asked, candidate: Candidate) -> bool:
    """Whether somebody who was told what, and asks why, would be told another bare fact."""
    return bool(asked.told) and asked.kind.answer_type == "reason" and not gives_reason(candidate.text)


def _names_no_holder(asked: Asked, candidate: Candidate) -> bool:
    """Whether the holder of an office is asked for, and the sentence speaks of none, or only of a deputy."""
    return asked.office is not None and not asked.office.search(candidate.text)


def _in_words(text: str) -> str:
    """The words of `text` in lower case, one space around each."""
    return " ".join(["", *re.findall(r"\w+", text.lower()), ""])


def _others_words_ruled_out(asked: Asked, found: list[Candidate]) -> list[Candidate]:
    """When somebody's words are asked for, what somebody else says does not answer."""
    names = asked_speaker(asked.text)
    if not names:
        return found
    return [
        candidate
        if _may_say(names, candidate) and not _only_attributes(candidate)
        else replace(candidate, ruled_out=True)
        for candidate in found
    ]


def _only_attributes(candidate: Candidate) -> bool:
    return attributes(candidate.evidence.document, candidate.evidence.sentences, candidate.number)


def _may_say(names: Sequence[Term], candidate: Candidate) -> bool:
    """Whether one of `names` is the sentence's speaker, or is named just before words that nobody is given for."""
    document, sentences, text = candidate.evidence.document, candidate.evidence.sentences, candidate.text
    speaker = speaker_of(document, sentences, candidate.number)
    if speaker is None and is_of_nobody_named(text):
        return False
    if speaker is None:
        back = POINTING_BACK if _POINTS_BACK.search(text) else CONTEXT_SENTENCES
        first = sentences[max(0, candidate.number - back)]
        text = document.text[first.start : sentences[candidate.number].end]
        return any(mentions(text, name) for name in names)
    # "Bruun and Holm said": the speaker is found by the name next to the verb.
    return any(mentions(speaker, name) or f"{name.text} and" in text for name in names)


def _without_kind_ruled_out(asked: Asked, found: list[Candidate]) -> list[Candidate]:
    """For kinds that can be told by rule, sentences without the kind are ruled out.

    Who somebody is may also be told in ways that the rule does not know: there one sentence that fits rules out the
    others.
    """
    kind = asked.kind.answer_type
    if kind in STRICT or (kind == "identity" and any(candidate.fits for candidate in found)):
        return [replace(candidate, ruled_out=not candidate.fits) for candidate in found]
    return found


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
