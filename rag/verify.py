"""Does the cited text say what a sentence says? Verbatim, supported, or unsupported with what is missing in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.lexical import Terms
from rag.contract import Support
from rag.drafts import Source
from rag.verifying import dates, quantities
from rag.verifying.actors import other_actor
from rag.verifying.attribution import not_said_by, only_alleged, points_back, said_by
from rag.verifying.contrasts import added, asserted, flipped, mirrored, misplaced, opposed, opposites
from rag.verifying.destinations import elsewhere
from rag.verifying.documents import too_few, without_documents
from rag.verifying.entailment import Entailment
from rag.verifying.lexicon import Lexicon
from rag.verifying.meaning import SENTENCES, choose
from rag.verifying.naming import Named, missing_names
from rag.verifying.quotations import holds_quotation, is_verbatim, quotations_in
from rag.verifying.replies import is_fragment, repeats, speaks_of, without_aside, without_yes_no
from rag.verifying.titles import wrong_offices
from rag.verifying.words import words_of

# From here on the evidence is taken to say what the sentence says; implementations are fitted to it.
ENTAILED = 0.5

# Ten lines of print; what is longer is no sentence, and some rules take time in the square of its length.
LONGEST = 1500

# Of several spans cited, one with less than this share of the words that the nearest shares with the sentence is about
# something else.
ON_TOPIC = 0.5

# A paragraph or two of news, within which "the president" is the one named last.
_LOOK_BACK = 1500

# "[Lavrov] said": an editor's brackets around what is to be checked like the rest.
_BRACKETS = re.compile(r"[\[\]]")
# What is told of several sources together has to be told by more than one of them.
_SOURCES = r"(?:articles|sources|reports|documents|texts|accounts|outlets)"
_COMPARES = re.compile(
    rf"\b{_SOURCES}\b[^.]*\b(?:agree|disagree|same|differ\w*|contradict\w*)\b"
    rf"|\b(?:all|both|two|three|four|five)(?: of)?(?: the)? {_SOURCES}\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:the|these|their|its|both)\s+two\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the cited text makes of a sentence; `missing` is empty unless it is unsupported."""

    support: Support
    missing: tuple[str, ...] = ()


class Verifier:
    """Checks sentences against what they cite. Thread-safe and deterministic where `entailment` is."""

    def __init__(self, entailment: Entailment, terms: Terms) -> None:
        self._entailment = entailment
        self._terms = terms
        self._lexicon = Lexicon(terms)
        self._opposites = opposites(lambda word: next(iter(terms.of(word)), word))

    def verify(
        self,
        sentence: str,
        cited: Sequence[Source],
        background: Sequence[Source] = (),
        question: str = "",
        entailed: float = ENTAILED,
    ) -> Verdict:
        """The verdict on `sentence` against the spans `cited`, taken together.

        background: further retrieved sentences; they tell who somebody is ("Deputy Prime Minister Overchuk"), and
        support nothing else. question: what the sentence replies to. entailed: the probability from which on the spans
        are taken to say it.
        """
        if len(sentence) > LONGEST:
            return Verdict("unsupported", (f"a sentence of more than {LONGEST} characters is not checked",))
        if not cited or not any(char.isalnum() for char in sentence):
            return Verdict("unsupported", ("nothing is cited",))
        if not self._holds_reply(sentence, cited, question):
            return Verdict("unsupported", ("the cited text does not speak of what is asked",))
        if is_verbatim(sentence, [source.text for source in cited]):
            return Verdict("verbatim")
        if missing := tuple(too_few(sentence, cited)):
            return Verdict("unsupported", missing)
        sentence = _BRACKETS.sub("", without_documents(without_yes_no(sentence), cited))
        if missing := self.lacking(sentence, cited, background):
            return Verdict("unsupported", missing)
        spoken = _spoken(sentence, cited, background)
        if self._entailment.probability(sentence, _joined(self._told(sentence, spoken))) < entailed:
            return Verdict("unsupported", ("the cited text does not say this",))
        return Verdict("supported")

    def _holds_reply(self, sentence: str, cited: Sequence[Source], question: str) -> bool:
        """Whether the spans, or the sentence itself, speak of the question, where the sentence leans on it."""
        claim = without_yes_no(sentence)
        fragment = self._is_fragment(claim)
        if not question or (claim == sentence and not fragment):
            return True
        if fragment and repeats(words_of(claim, self._terms), question, self._lexicon):
            return False
        told = "\n".join([claim, *(_context(source) for source in cited)])
        return bool(claim) and speaks_of(told, question, self._lexicon)

    def _is_fragment(self, sentence: str) -> bool:
        return is_fragment(words_of(without_aside(sentence), self._terms))

    def lacking(self, sentence: str, cited: Sequence[Source], background: Sequence[Source] = ()) -> tuple[str, ...]:
        """What of the sentence the spans lack, or say otherwise, as far as rules can tell."""
        return tuple(
            dict.fromkeys(
                [*self._facts(sentence, cited, background), *self._contrasts(sentence, self._told(sentence, cited))]
            )
        )

    def ranked(self, sentence: str, evidence: Sequence[Source]) -> list[Source]:
        """`evidence` by how many of the sentence's words each holds, most first."""
        wanted = set(self._terms.of(sentence))
        return sorted(evidence, key=lambda source: -len(wanted.intersection(self._terms.of(source.text))))

    def _contrasts(self, sentence: str, cited: Sequence[Source]) -> Iterator[str]:
        claim = words_of(sentence, self._terms)
        evidence = words_of(_joined(cited), self._terms)
        for check in (flipped, added, asserted, mirrored, misplaced, other_actor):
            yield from check(claim, evidence)
        yield from opposed(claim, evidence, self._opposites)

    def _facts(self, sentence: str, cited: Sequence[Source], background: Sequence[Source]) -> Iterator[str]:
        """Quotations, dates, numbers, names, offices and speakers of `sentence` that the cited text lacks."""
        texts = [source.text for source in cited]
        for quotation in quotations_in(sentence):
            if not holds_quotation(quotation, [*texts, _joined(cited)]):
                yield f"the quotation “{quotation}” is not in the cited text"
        for told in (
            *_missing_dates(sentence, self._on(sentence, cited)),
            *_missing_numbers(sentence, _spoken(sentence, cited, background)),
            *missing_names(sentence, Named.of(_joined(cited)), Named.of(self._around(sentence, cited, background))),
        ):
            yield f"{told} is not in the cited text"
        if _COMPARES.search(sentence) and len({source.source for source in cited}) < 2:
            yield "no second source is cited that agrees or differs"
        for office in wrong_offices(sentence, [_context(source) for source in (*cited, *background)]):
            yield f"{office} is not in the cited text"
        for place in elsewhere(sentence, _joined(cited)):
            yield f"the cited text has nobody go to {place}"
        if only_alleged(sentence, self._on(sentence, cited)):
            yield "the cited text only has somebody allege this"
        for speaker in not_said_by(sentence, [(source, _known(source, background)) for source in cited]):
            yield f"the cited text does not have {speaker} say it"

    def _around(self, sentence: str, cited: Sequence[Source], background: Sequence[Source]) -> str:
        """Where names of `sentence` may stand beside the spans; a bare name has to stand in them, or be who speaks."""
        if self._is_fragment(sentence):
            return "\n".join(part for source in cited for part in (source.title, source.speaker) if part)
        return "\n".join(_known(source, background) for source in cited)

    def _on(self, sentence: str, cited: Sequence[Source]) -> Sequence[Source]:
        """The spans that speak of what the sentence speaks of: the day of something else does not date it."""
        if not 1 < len(cited) <= SENTENCES:
            return cited
        wanted = set(self._terms.of(sentence))
        shared = [len(wanted.intersection(self._terms.of(source.text))) for source in cited]
        return [source for source, count in zip(cited, shared, strict=True) if count >= ON_TOPIC * max(shared)]

    def _told(self, sentence: str, cited: Sequence[Source]) -> Sequence[Source]:
        """The spans that have to do with the sentence, where more are cited than a sentence can rest on."""
        if len(cited) <= SENTENCES:
            return cited
        stems = [set(self._terms.of(source.text)) for source in cited]
        return [cited[number] for number in choose(self._terms.of(sentence), stems)] or cited[:1]


def _spoken(sentence: str, cited: Sequence[Source], background: Sequence[Source]) -> Sequence[Source]:
    """What somebody says has to stand in what they say: of two spans, the other's does not count.

    Of a whole page all counts, since who says what is told over several sentences.
    """
    if len(cited) > SENTENCES:
        return cited
    return said_by(sentence, [(source, _known(source, background)) for source in cited])


def _missing_dates(sentence: str, cited: Sequence[Source]) -> Iterator[str]:
    given = [(source, [day for _, day in dates.dates_in(source.text)]) for source in cited]
    for _, day in dates.dates_in(sentence):
        if not any(dates.said(day, found, source.date, source.text) for source, found in given):
            yield day.text


def _missing_numbers(sentence: str, cited: Sequence[Source]) -> Iterator[str]:
    given = [quantity for source in cited for quantity in _given(source)]
    for quantity in _quantities(sentence):
        if not quantities.said(quantity, given) and not _is_both(quantity, sentence):
            yield quantity.text
    known = {code for source in cited for code in quantities.codes_in(source.text)}
    yield from (code for code in quantities.codes_in(sentence) if code not in known)


def _quantities(text: str) -> list[quantities.Quantity]:
    return quantities.quantities_in(text, [span for span, _ in dates.dates_in(text)])


def _given(source: Source) -> Iterator[quantities.Quantity]:
    """The numbers of a span with the years of its dates; the year of publication where it names none."""
    yield from (found := _quantities(source.text))
    years = {day.year for _, day in dates.dates_in(source.text) if day.year}
    if not years and source.date and not any(quantity.is_year for quantity in found):
        years = {int(source.date[:4])}
    yield from (quantities.Quantity.of(year) for year in years)


def _is_both(quantity: quantities.Quantity, sentence: str) -> bool:
    """Whether the two of "the two countries" are named by the text, rather than counted."""
    return quantity.text.lower() == "two" and _BOTH.search(sentence) is not None


def _known(source: Source, background: Sequence[Source]) -> str:
    """Where the names may stand that the span's pronouns and titles stand for."""
    about = [source.title, source.speaker]
    if points_back(source):
        earlier = (other.text for other in background if _precedes(other, source))
        about += [source.before, *earlier]
    return "\n".join(part for part in about if part)


def _precedes(other: Source, source: Source) -> bool:
    return other.source == source.source and source.start - _LOOK_BACK <= other.start < source.start


def _context(source: Source) -> str:
    """The span with what a reader knows when reaching it."""
    return "\n".join(part for part in (source.title, source.speaker, source.before, source.text) if part)


def _joined(cited: Sequence[Source]) -> str:
    return " ".join(source.text for source in cited)
