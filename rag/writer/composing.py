"""Checked sentences become an answer, with citations, origins and conflicts as the reader's answers have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index.documents import Document
from rag.citing import conflicts_among, place_of, shown
from rag.conflicts import groups_in_conflict
from rag.contract import Answer, Citation, Conflict, Sentence
from rag.drafts import Checked, Source
from rag.origins import origins_of
from rag.reader.interface import Reading
from rag.reader.questions import QuestionKind
from rag.selection import likely, with_disputing

Place = tuple[str, int]
"""A file, and the character at which a sentence begins in it."""


def compose(
    question: str,
    kind: QuestionKind,
    checked: Sequence[Checked],
    evidence: Sequence[Source],
    reading: Reading,
    documents: Mapping[str, Document],
) -> Answer | None:
    """The answer made of `checked`; None when no source supports any sentence of it.

    Where the reader sees that the sources disagree about what is cited, the other sides are quoted as well.
    `mode` and `seconds` are left for the caller to set.
    """
    if all(sentence.support == "unsupported" for sentence in checked):
        return None
    told = [*checked, *_other_sides(kind, checked, evidence, reading)]
    numbers = _numbers(told)
    sentences = tuple(_sentence(sentence, numbers) for sentence in told)
    return Answer(
        question=question,
        text=" ".join(sentence.marked() for sentence in sentences),
        answered=True,
        sentences=sentences,
        citations=_citations(told, numbers, documents),
        origins=origins_of([documents[source] for source in dict.fromkeys(source for source, _ in numbers)]),
        conflicts=_conflicts(kind, numbers, reading),
    )


def numbered_text(checked: Iterable[Checked]) -> str:
    """The sentences with their markers, as an answer of them would read."""
    told = list(checked)
    numbers = _numbers(told)
    return " ".join(_sentence(sentence, numbers).marked() for sentence in told)


def _sentence(sentence: Checked, numbers: Mapping[Place, int]) -> Sentence:
    cited = dict.fromkeys(numbers[_place(source)] for source in sentence.cited)
    return Sentence(shown(sentence.text), tuple(cited), sentence.support, sentence.missing)


def _numbers(told: Sequence[Checked]) -> dict[Place, int]:
    """The number of each place, from 1 in order of appearance."""
    places = dict.fromkeys(_place(source) for sentence in told for source in sentence.cited)
    return {place: number for number, place in enumerate(places, start=1)}


def _place(source: Source) -> Place:
    return source.source, source.start


def _citations(
    told: Sequence[Checked], numbers: Mapping[Place, int], documents: Mapping[str, Document]
) -> tuple[Citation, ...]:
    cited = {_place(source): source for sentence in told for source in sentence.cited}
    return tuple(
        Citation.cut(documents[source.source], source.start, source.end, numbers[place], source.speaker)
        for place, source in cited.items()
    )


def _conflicts(kind: QuestionKind, numbers: Mapping[Place, int], reading: Reading) -> tuple[Conflict, ...]:
    cited = [finding for finding in reading.findings if (finding.document.source, finding.start) in numbers]
    if not cited:
        return ()
    return conflicts_among(
        kind, cited, reading.disputing, {place_of(f): numbers[f.document.source, f.start] for f in cited}
    )


def _other_sides(
    kind: QuestionKind, checked: Sequence[Checked], evidence: Sequence[Source], reading: Reading
) -> list[Checked]:
    """Quotes of the sides that are not cited, when the sources disagree and one side is."""
    probable = with_disputing(reading, likely(reading, kind.several))
    groups = groups_in_conflict(kind, probable, reading.disputing)
    sides = [[(finding.document.source, finding.start) for finding in group] for group in groups]
    cited = {_place(source) for sentence in checked for source in sentence.cited}
    if not any(cited.intersection(side) for side in sides):
        return []
    known = {_place(source): source for source in evidence}
    missing = (side[0] for side in sides if not cited.intersection(side))
    return [Checked(shown(known[place].text), (known[place],), "verbatim") for place in missing if place in known]
