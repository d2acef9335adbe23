"""Which documents carry the same report: the sentences that show it, and how many independent origins there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.opening import Index
from rag.collection.digest import opening
from rag.collection.telling import Told, counted, listed
from rag.contract import Origin
from rag.origins import SHINGLE_WORDS, credit_of, origins_of
from rag.reader.interface import Finding
from rag.selection import MOST_SENTENCES, Statement

# Of the documents that carry one report.
_NAMED = 5
# Whose documents are named.
_REPORTS = 3
_WORD = re.compile(r"\w+")


def copies(index: Index, sources: Sequence[str], _: str) -> Told:
    """For each origin what shows that its documents are of one, or how its only document opens."""
    origins = origins_of([index.documents[source] for source in sources], of_one_matter=False)
    statements = [statement for origin in origins for statement in _evidence(index, origin)]
    return Told(tuple(statements[:MOST_SENTENCES]), _in_words(origins, len(sources)))


def _in_words(origins: Sequence[Origin], count: int) -> str:
    if count == 1:
        return "There is 1 document, which has no other to be a copy of."
    if len(origins) == count:
        return f"The {count} documents are of independent origin: none carries another's report."
    shared = [listed(origin.sources, _NAMED) for origin in origins if len(origin.sources) > 1]
    more = f", and {counted(len(shared) - _REPORTS, 'more report')} by others" if len(shared) > _REPORTS else ""
    found = counted(len(origins), "independent origin")
    carried = "; one by ".join(shared[:_REPORTS])
    return f"The {count} documents go back to {found}: one report is carried by {carried}{more}."


def _evidence(index: Index, origin: Origin) -> list[Statement]:
    """The longest sentence that several of them have, what credits another's publisher, else how each opens."""
    shared = _longest_shared(index, origin.sources) if len(origin.sources) > 1 else ()
    covered = {finding.document.source for finding in shared}
    left = [source for source in origin.sources if source not in covered]
    others = [_crediting(index, source, origin.sources) or opening(index, source) for source in left]
    statements = [Statement(shared[0], tuple(shared[1:]))] if shared else []
    return [*statements, *(Statement(finding) for finding in others if finding)]


def _longest_shared(index: Index, sources: Sequence[str]) -> list[Finding]:
    """The same sentence in as many of the documents as have one in common; of several such the longest."""
    having: dict[tuple[str, ...], dict[str, Finding]] = {}
    for source in sources:
        document, sentences = index.documents[source], index.sentences[source]
        for number in range(len(sentences)):
            finding = Finding.whole(document, sentences, number)
            words = tuple(_WORD.findall(finding.text.casefold()))
            if sentences[number].kind == "prose" and len(words) >= SHINGLE_WORDS:
                having.setdefault(words, {}).setdefault(source, finding)
    shared = {words: found for words, found in having.items() if len(found) > 1}
    best = max(shared, key=lambda words: (len(shared[words]), len(words)), default=None)
    return list(shared[best].values()) if best else []


def _crediting(index: Index, source: str, sources: Sequence[str]) -> Finding | None:
    """The sentence of a document that names the publisher of another of them."""
    document, sentences = index.documents[source], index.sentences[source]
    publishers = [index.documents[other].publisher for other in sources if other != source]
    places = [credit_of(document, publisher) for publisher in publishers if publisher]
    found = [
        number
        for place in places
        if place
        for number, sentence in enumerate(sentences)
        if sentence.start <= place.start() < sentence.end
    ]
    return Finding.whole(document, sentences, found[0]) if found else None
