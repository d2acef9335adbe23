"""Who is quoted in the documents, who is named, and which countries are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from index.opening import Index
from rag.collection.telling import Told, counted, listed
from rag.countries import COUNTRY_OF
from rag.names import is_country, names_in, same_name
from rag.reader.interface import Finding
from rag.roles import introduced
from rag.selection import MOST_SENTENCES, Statement
from rag.speakers import speaker_of

# More names are no answer but a list of names.
NAMED = 12

_COUNTRIES = frozenset(COUNTRY_OF.values()) - {"nato", "european union", "united nations"}

Found = dict[str, list[Finding]]
"""The sentences of each name."""


def speakers(index: Index, sources: Sequence[str], _: str) -> Told:
    """Who is quoted by name, who says most first, with the first sentence of each."""
    said = _as_one(_said(index, sources))
    if not said:
        return Told((), "None of the documents quotes anybody by name.")
    # What copies of one report carry was said once.
    sentences = {name: len({" ".join(f.text.casefold().split()) for f in found}) for name, found in said.items()}
    ordered = sorted(said, key=lambda name: -sentences[name])
    told = [f"{name} ({counted(sentences[name], 'sentence')})" for name in ordered]
    notice = f"{_people(len(told))} quoted by name: {listed(told, NAMED)}."
    return Told(_first_of_each([said[name] for name in ordered]), notice)


def people(index: Index, sources: Sequence[str], _: str) -> Told:
    """Who is named, in most documents first, with a sentence for each: one that tells who it is, where there is one."""
    introduced_in = _introductions(index, sources)
    said = {name: found for name, found in _said(index, sources).items() if " " in name}
    named = _as_one({name: [*introduced_in.get(name, ()), *said.get(name, ())] for name in {**introduced_in, **said}})
    if not named:
        return Told((), "No person is named with a role or a statement in the documents.")
    texts = [index.documents[source].text for source in sources]
    holding = {name: sum(name.split()[-1] in text for text in texts) for name in named}
    ordered = sorted(named, key=lambda name: -holding[name])
    notice = (
        f"{_people(len(ordered))} named with a role or a statement, others perhaps without: {listed(ordered, NAMED)}."
    )
    return Told(_first_of_each([named[name] for name in ordered]), notice)


def countries(index: Index, sources: Sequence[str], _: str) -> Told:
    """Which countries are named, by their names, people or governments, most often named first."""
    named: Found = {}
    for finding in _sentences(index, sources):
        for country in dict.fromkeys(name.normal for name in names_in(finding.text)):
            if country in _COUNTRIES:
                named.setdefault(country, []).append(finding)
    if not named:
        return Told((), "No country that Byline knows by name is in the documents.")
    ordered = sorted(named, key=lambda name: -len(named[name]))
    one = len(ordered) == 1
    told = (
        "country is named, or its people or government"
        if one
        else "countries are named, or their people or governments"
    )
    notice = f"{len(ordered)} {told}: {listed([*map(str.title, ordered)], NAMED)}."
    return Told(_covering(named), notice)


def _said(index: Index, sources: Sequence[str]) -> Found:
    said: Found = {}
    for finding in _sentences(index, sources):
        document = finding.document
        speaker = speaker_of(document, index.sentences[document.source], finding.number)
        # What a country says is said by nobody named.
        if speaker and not any(map(is_country, names_in(speaker))):
            said.setdefault(speaker, []).append(finding)
    return said


def _introductions(index: Index, sources: Sequence[str]) -> Found:
    found: Found = {}
    for source in sources:
        for name, _ in introduced(index.documents[source].text):
            found.setdefault(name, []).extend(islice(_naming(index, source, name), 1))
    return {name: sentences for name, sentences in found.items() if sentences}


def _as_one(found: Mapping[str, list[Finding]]) -> Found:
    """Spellings and parts of a name under its longest form: Overchuk, Alexei Overchuk and Alexey Overchuk."""
    merged: Found = {}
    for name in sorted(found, key=len, reverse=True):
        same = next((known for known in merged if _is_part(name, known)), None)
        merged.setdefault(same or name, []).extend(found[name])
    return merged


def _is_part(name: str, known: str) -> bool:
    words = known.split()
    return all(any(same_name(part, word) for word in words) for part in name.split())


def _naming(index: Index, source: str, name: str) -> Iterator[Finding]:
    last = name.split()[-1]
    return (finding for finding in _sentences(index, [source]) if last in finding.text)


def _sentences(index: Index, sources: Sequence[str]) -> Iterator[Finding]:
    for source in sources:
        sentences = index.sentences[source]
        for number in range(len(sentences)):
            if sentences[number].kind == "prose":
                yield Finding.whole(index.documents[source], sentences, number)


def _first_of_each(found: Iterable[Sequence[Finding]]) -> tuple[Statement, ...]:
    """The first sentence of each that is not already shown."""
    shown: list[Finding] = []
    for findings in found:
        if (first := next((f for f in findings if f.text not in {s.text for s in shown}), None)) is not None:
            shown.append(first)
    return tuple(map(Statement, shown[:MOST_SENTENCES]))


def _covering(named: Mapping[str, Sequence[Finding]]) -> tuple[Statement, ...]:
    """Few sentences that name all, as far as few can: the one with most that are not named yet, again and again."""
    holds: Counter[Finding] = Counter(finding for findings in named.values() for finding in findings)
    left = {name: set(findings) for name, findings in named.items()}
    shown: list[Finding] = []
    while left and len(shown) < MOST_SENTENCES:
        best = max(holds, key=lambda finding: sum(finding in findings for findings in left.values()))
        shown.append(best)
        left = {name: findings for name, findings in left.items() if best not in findings}
    return tuple(map(Statement, shown))


def _people(number: int) -> str:
    return "1 person is" if number == 1 else f"{number} people are"
