"""Which documents, and how many, mention something: counted in their words, where reading finds only the likeliest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from index.documents import Document
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import Index
from index.sentences import SentenceSpan
from rag.collection.answering import answer_with
from rag.collection.telling import Told
from rag.contract import Answer
from rag.countries import COUNTRY_OF
from rag.names import Mentioned, Term, names_in
from rag.reader.interface import Finding
from rag.selection import MOST_SENTENCES, select
from rag.similarity import similarities

_WHICH = (
    r"\W*(?:(?:and|so|but|please) )?(?:in )?(?:which|what|how many)(?: of)?(?: (?:the|these|those|your|my|all|other))*"
    r"(?: (?:\d+|two|three|four|five|six|seven|eight|nine|ten))?"
    r" (?:articles?|documents?|sources?|texts?|files?|pieces?|papers?|stor(?:y|ies)|reports?)"
)
_ASKED = tuple(
    re.compile(rf"{_WHICH}(?: (?:do|does|did|actually|also|even|ever|that))* {rest}\W*", re.IGNORECASE)
    for rest in (
        r"(?:(?:mention|discuss|name|feature|cover)(?:s|es|ed)?|(?:refer|talk|speak|write|deal)s? (?:to|about|of|with)"
        r"|(?:is|are) about"
        r"|(?:say|ha(?:ve|s))s? (?:any|some)thing (?:about|on)) (?P<what>.+?)",
        r"(?:is|are|was|were) (?P<what>.+?) (?:mentioned|named|discussed|talked about|spoken of|referred to)(?: in)?",
        r"(?:do|does) (?P<what>.+?) (?:appear|come up|occur|feature|figure)s?(?: in)?",
    )
)
_ARTICLE = re.compile(r"^(?:the|an?|any|word|term|name) ", re.IGNORECASE)
# What is more than a thing has to be read for.
_CLAUSE = re.compile(
    r"\b(?:that|who\w*|how|why|whether|what|which|when|where|and|or|but|not|no)\b|[,;:(]", re.IGNORECASE
)
_MOST_WORDS = 4


def mentioned(question: str) -> str | None:
    """What it is asked which or how many documents mention: "the dollar" of "How many articles talk about the dollar?".

    None for other questions, and where it takes more to say than a name or a few words.
    """
    asked = next((match for pattern in _ASKED if (match := pattern.fullmatch(question))), None)
    what = _ARTICLE.sub("", asked["what"].strip("“”\"' ")) if asked else ""
    return what if what and len(what.split()) <= _MOST_WORDS and not _CLAUSE.search(what) else None


def count_mentions(index: Index, embedder: Embedder, question: str, sources: Collection[str] | None) -> Answer | None:
    """One sentence from each document of `sources` (None: of all) that has what `question` asks for, and their number.

    None for a question that asks for no mentions, and where nothing is found, since it may be told in other words.
    """
    what = mentioned(question)
    found = _mentions(index, _Sought.of(what, index.terms), sources) if what else []
    if not found:
        return None
    cosines = similarities(embedder, [finding.text for finding in found[:MOST_SENTENCES]])
    row = {id(finding): number for number, finding in enumerate(found)}
    statements = select(found[:MOST_SENTENCES], True, lambda one, other: float(cosines[row[id(one)], row[id(other)]]))
    count = len(index.documents if sources is None else sources)
    told = f"{len(found)} of {count} documents mention{'s' * (len(found) == 1)} “{what}”"
    left = f"; {MOST_SENTENCES} of them are quoted" if len(found) > MOST_SENTENCES else ""
    return answer_with(index, question, Told(tuple(statements), f"{told}{left}."), sources)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for in a sentence: its names, in any spelling, and its other words, by their stems."""

    what: str
    names: Sequence[Term]
    terms: frozenset[str]

    @classmethod
    def of(cls, what: str, terms: Terms) -> _Sought:
        names = names_in(what)
        named = {term for name in names for term in terms.of(name.text)}
        return cls(what, names, frozenset(terms.of(what)) - named)

    @property
    def query(self) -> str:
        """The words that a passage has some of, with the other names of the same countries."""
        countries = {name.normal for name in self.names}
        return " ".join([self.what, *(form for form, country in COUNTRY_OF.items() if country in countries)])

    def is_in(self, text: str, terms: Terms) -> bool:
        held = Mentioned.of(text)
        return all(held.holds(name) for name in self.names) and self.terms <= set(terms.of(text))


def _mentions(index: Index, sought: _Sought, sources: Collection[str] | None) -> list[Finding]:
    """The first sentence of each document that has what is sought, its own text before the lines of the page."""
    scores = index.lexical.scores(sought.query)
    passages = (span for span, score in zip(index.passages, scores, strict=True) if score > 0)
    numbers: dict[str, set[int]] = {}
    for span in passages:
        if sources is None or span.source in sources:
            numbers.setdefault(span.source, set()).update(range(span.first, span.last + 1))
    first = (
        _first(index.documents[source], index.sentences[source], sorted(numbers[source]), sought, index.terms)
        for source in index.documents
        if source in numbers
    )
    return [finding for finding in first if finding]


def _first(
    document: Document, sentences: tuple[SentenceSpan, ...], numbers: Iterable[int], sought: _Sought, terms: Terms
) -> Finding | None:
    ordered = sorted(numbers, key=lambda number: (sentences[number].kind == "boilerplate", number))
    for number in ordered:
        finding = Finding.whole(document, sentences, number)
        if sought.is_in(finding.text, terms):
            return finding
    return None
