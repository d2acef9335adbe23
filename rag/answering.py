"""The way of one question: retrieve, read, select, cite, or abstain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.embedding import Embedder, Embeds
from index.opening import Index
from index.passages import PassageSpan
from index.sentences import split_sentences
from rag.antecedents import antecedent
from rag.broad import asks_for_overview
from rag.citing import abstain, cite, shown
from rag.collection.digest import openings, overview
from rag.conflicts import groups_in_conflict
from rag.contract import MARKER, Answer
from rag.countries import COUNTRY_OF
from rag.names import names_in, normal, numbers_in, without_genitive
from rag.reader.following import Place
from rag.reader.interface import Evidence, Finding, Reading
from rag.reader.questions import QuestionKind, analyse
from rag.retrieval import CANDIDATES, Hit, retrieve
from rag.selection import Statement, likely, select, with_disputing
from rag.similarity import SAME_STATEMENT, similarities

# What the reader reads for one question. On open SQuAD 2.0 the right paragraph is among the first 5 for all of 68
# questions; news that repeat each other need a few more. Reading takes time in proportion.
PASSAGES = 8
PASSAGES_SEVERAL = 16
# What is read for each of two wordings of a follow-up, beside what stands around the last answer. Of 408 questions
# written for this project as many are answered right with three, four, six or eight.
PASSAGES_FOLLOWING = 4

# A shorter piece of an answer may stand in any document.
TELLING = 20

NO_ANSWER = "The documents do not answer this question"
NO_MORE = "The documents tell nothing more that answers this."
ASK = (
    "That asks nothing of the documents: ask what they say about something, for an overview of them, who is quoted in "
    "them, or whether they disagree."
)


def gather(
    index: Index,
    embedder: Embeds,
    kind: QuestionKind,
    sources: Collection[str] | None = None,
    fitted: Embedder | None = None,
) -> list[Evidence]:
    """The passages to read for a question of that kind, best first, out of `sources` (None: out of all documents).

    fitted: whose cosines the reader knows how to weigh, where `embedder` is another model.
    """
    hits = retrieve(index, embedder, kind.focus, PASSAGES_SEVERAL if kind.several else PASSAGES, sources)
    return [_evidence(index, hit) for hit in _weighed(index, kind.focus, hits, fitted)]


def gather_on(
    index: Index,
    embedder: Embeds,
    wordings: Sequence[str],
    places: Collection[Place],
    sources: Collection[str] | None = None,
    fitted: Embedder | None = None,
) -> list[tuple[str, list[Evidence]]]:
    """The passages to read for a question that goes on from what was shown at `places`: the same for each wording.

    Other arguments as for `gather`.
    """
    ranked = [
        {hit.span: hit for hit in retrieve(index, embedder, analyse(wording).focus, CANDIDATES, sources)}
        for wording in wordings
    ]
    best = [span for hits in ranked for span in list(hits)[:PASSAGES_FOLLOWING]]
    chosen = dict.fromkeys([*best, *(span for span in index.passages if _is_around(span, places))])
    return [
        (wording, [_evidence(index, hit) for hit in _weighed(index, wording, [_hit(hits, s) for s in chosen], fitted)])
        for wording, hits in zip(wordings, ranked, strict=True)
    ]


def _is_around(span: PassageSpan, places: Collection[Place]) -> bool:
    return any(span.source == source and span.first - 1 <= number <= span.last + 1 for source, number in places)


def _hit(hits: Mapping[PassageSpan, Hit], span: PassageSpan) -> Hit:
    return hits.get(span) or Hit(span, 0.0, 0.0)


def _weighed(index: Index, question: str, hits: list[Hit], fitted: Embedder | None) -> list[Hit]:
    """The hits with the cosines of the model that the reader was fitted with, where that is another."""
    if not fitted or not hits:
        return hits
    asked, *passages = fitted.embed([question, *(index.text(hit.span) for hit in hits)])
    return [replace(hit, cosine=float(passage @ asked)) for hit, passage in zip(hits, passages, strict=True)]


def quote(
    index: Index,
    embedder: Embedder,
    readings: Sequence[tuple[str, Reading]],
    sources: Collection[str] | None = None,
    told: str = "",
) -> Answer:
    """The answer that quotes what was read in `sources` (None: in all documents), or an abstention.

    readings: each of the questions that are asked, with its reading. Where only some are answered, a notice names the
    others. told: what earlier answers said, and this one is not to say again in another file's words.
    """
    found = [
        (asked, overview_asked(index, embedder, asked, sources) or statements_of(index, embedder, asked, reading, told))
        for asked, reading in readings
    ]
    asked, reading = readings[0]
    if not any(statements for _, statements in found):
        return abstain(asked, why_not(index, asked, reading.findings), reading.findings, index.sentences)
    answered = [
        (analyse(part), statements, reading.disputing)
        for (part, reading), (_, statements) in zip(readings, found, strict=True)
        if statements
    ]
    answer = cite(asked, answered, index.sentences)
    left = " ".join(part for part, statements in found if not statements)
    return replace(answer, notice=f"The documents do not answer “{left}”") if left and not told else answer


def greet(index: Index, question: str, sources: Collection[str] | None = None) -> Answer:
    """What is said to somebody who asks nothing: what to ask, and how the documents open."""
    found = [statement.quoted for statement in openings(index, sources)]
    return abstain(question, ASK, found, index.sentences)


def why_not(index: Index, question: str, findings: Sequence[Finding]) -> str:
    """One sentence that says that the documents do not answer, and which name or number is missing.

    What no document holds, in any place, is said of all; else only the closest passage is spoken of, since the others
    were not all read.
    """
    asked = [term.text for term in (*names_in(question), *numbers_in(question))]
    missing = findings[0].missing if findings else tuple(asked)
    present = [without_genitive(name) for name in asked if name not in missing]
    missing = tuple(map(without_genitive, missing))
    if not missing:
        return f"{NO_ANSWER}."
    if nowhere := [name for name in missing if not _is_anywhere(index, name)]:
        return f"{NO_ANSWER}: none of them mentions {_listed(nowhere, 'or')}."
    if not present:
        return f"{NO_ANSWER}: the closest passage does not mention {_listed(missing, 'or')}."
    return f"{NO_ANSWER}: the closest passage mentions {_listed(present)}, but not {_listed(missing)}."


def _is_anywhere(index: Index, name: str) -> bool:
    """Whether some document may mention the name, or another name of its country."""
    same = [other for other, country in COUNTRY_OF.items() if country == normal(name)]
    return any(not index.terms.of(form) or index.lexical.holds(form) for form in (name, *same))


def _is_of_nothing_named(index: Index, question: str, findings: Sequence[Finding]) -> bool:
    """Whether the question names somebody or something, and no document any of them: what reads well is of others."""
    names = [term.text for term in names_in(question)]
    missing = findings[0].missing if findings else ()
    return bool(names) and all(name in missing and not _is_anywhere(index, name) for name in names)


def _listed(items: Sequence[str], joined: str = "and") -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joined} {items[-1]}"


def _evidence(index: Index, hit: Hit) -> Evidence:
    source = hit.span.source
    span = hit.span
    return Evidence(index.documents[source], index.sentences[source], span.first, span.last, hit.score, hit.cosine)


def statements_of(index: Index, embedder: Embedder, question: str, reading: Reading, told: str = "") -> list[Statement]:
    """What answers, after the sentence that names who a pronoun stands for, where that is asked."""
    if _is_of_nothing_named(index, question, reading.findings):
        return []
    statements = _selected(embedder, question, reading, told)
    quoted = statements[0].quoted if len(statements) == 1 else None
    naming = antecedent(question, quoted, index.sentences[quoted.document.source]) if quoted else None
    return [Statement(naming), *statements] if naming else statements


def _selected(embedder: Embedder, question: str, reading: Reading, told: str) -> list[Statement]:
    kind = analyse(question)
    findings = _new(embedder, with_disputing(reading, likely(reading, kind.several)), told)
    if not findings:
        return []
    cosines = similarities(embedder, [finding.text for finding in findings])
    row = {id(finding): number for number, finding in enumerate(findings)}

    def cosine(one: Finding, other: Finding) -> float:
        return float(cosines[row[id(one)], row[id(other)]])

    sides = groups_in_conflict(kind, findings, reading.disputing)
    if sides and not kind.several:
        return [statement for side in sides for statement in select(side, False, cosine)]
    return select(findings, kind.several, cosine)


def _new(embedder: Embedder, findings: list[Finding], told: str) -> list[Finding]:
    """The findings that say what `told` does not."""
    told = MARKER.sub("", told)
    known = [told[sentence.start : sentence.end] for sentence in split_sentences(told)]
    if not known or not findings:
        return findings
    cosines = similarities(embedder, [*known, *(finding.text for finding in findings)])[len(known) :, : len(known)]
    return [finding for finding, row in zip(findings, cosines, strict=True) if row.max() < SAME_STATEMENT]


def places_shown(index: Index, answer: str, sources: Collection[str] | None = None) -> frozenset[Place]:
    """The sentences of `sources` (None: of all documents) that `answer` quotes."""
    told = " ".join(MARKER.sub(" ", answer).split())
    scores = index.lexical.scores(told)
    rows = [int(row) for row in np.argsort(-scores, kind="stable")[:CANDIDATES] if scores[row] > 0]
    spans = [span for span in map(index.passages.__getitem__, rows) if sources is None or span.source in sources]
    places = {(span.source, number) for span in spans for number in range(span.first, span.last + 1)}
    return frozenset(place for place in places if _is_quoted(index, place, told))


def _is_quoted(index: Index, place: Place, told: str) -> bool:
    source, number = place
    sentence = index.sentences[source][number]
    text = shown(index.documents[source].text[sentence.start : sentence.end])
    return len(text) >= TELLING and text in told


def overview_asked(index: Index, embedder: Embedder, question: str, sources: Collection[str] | None) -> list[Statement]:
    """What the files are about, when `question` asks for nothing else."""
    return overview(index, embedder, sources) if asks_for_overview(question) else []
