"""Which document a question points to: "the third article", "file 2", "memo.txt", "the Bloomberg piece"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.documents import Document
from rag.within import Within

_NOUN = r"(?:article|document|doc|file|text|source|piece|report|paper|story|item|dispatch|post|memo)"
_ORDINALS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        "first|1st second|2nd third|3rd fourth|4th fifth|5th sixth|6th seventh|7th eighth|8th ninth|9th "
        "tenth|10th".split(),
        start=1,
    )
    for word in words.split("|")
} | {"last": -1, "final": -1, "penultimate": -2, "second-to-last": -2, "second to last": -2, "last but one": -2}
_CARDINALS: Mapping[str, int] = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)
}
ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
"""The words for a document's place, as a pattern."""

_BY_PLACE = re.compile(
    rf"\b(?:(?:the|your|that|this) )?(?:very )?(?P<ordinal>{ORDINAL}) "
    rf"(?:{_NOUN}|of (?:the|your) {_NOUN}s)\b(?! of\b)"
    rf"|\b(?:the )?{_NOUN} (?:(?:number|no\.?|nr\.?) ?|#)?(?P<number>\d{{1,3}}|{'|'.join(_CARDINALS)})\b"
    rf"(?! (?:of|per|{_NOUN}))"
    rf"|(?<!\w)#(?P<hash>\d{{1,3}}) {_NOUN}\b",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?<![\w/.-])[\w./-]*[\w-]\.(?:txt|md|markdown|text)\b", re.IGNORECASE)
_BEFORE_NOUN = re.compile(rf"(?P<who>(?:[\w.&-]+ ){{0,3}}[\w.&-]+)(?:[’']s)?(?P<noun> {_NOUN})\b", re.IGNORECASE)
_AFTER_NOUN = re.compile(
    rf"\b(?:the |that |this ){_NOUN} (?:by|from|in|of) (?:the )?(?P<who>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){{0,3}})"
)
THE_ARTICLE = "the article"
"""What stands in a question for what pointed: a document is spoken of, whichever it was."""

_ARTICLE = re.compile(r"^(?:the|your|that|this) ")
_WHERE = re.compile(
    rf"^(?:(?:in|from|per|as per|according to|going by|look(?:ing)? (?:in|at)) )?{THE_ARTICLE}\s?[,:]\s*(?=\w)"
    rf"|^(?:in|from|per|as per|according to|going by) {THE_ARTICLE} (?=\w)"
    rf"|,? (?:in|from|per|as per|according to|going by) {THE_ARTICLE}(?=\W*$)",
    re.IGNORECASE,
)
# "What is in the article?" asks nothing without it.
_NOTHING = re.compile(r"^\W*(?:what|which|who)?(?:['’]?s| is| are| was| were)?\W*$", re.IGNORECASE)
_SAYS = re.compile(
    rf"\b(?:do|does|did) {THE_ARTICLE} (?=(?:say|tell|report|write|state|claim|think|explain|reveal|describe)\b)",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|that|this) $", re.IGNORECASE)
# A shorter stem without a digit is a word.
_STEM = 5


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is left of the question, and the documents that are pointed to; where there is none, why."""

    question: str
    sources: frozenset[str]
    why_none: str | None = None


_Reading = tuple[int, int, frozenset[str], str]
"""What may point: the first and one past the last of its characters, the documents, and why there are none."""


def pointed(question: str, documents: Sequence[Document]) -> Pointed | None:
    """The documents that `question` points to among `documents`, which are in the order that they are listed in.

    None where it points to none, or where some document speaks of the like: "the second report" may be told of.
    """
    for start, end, sources, why in _readings(question, documents):
        phrase = _ARTICLE.sub("", question[start:end].casefold())
        if not any(phrase in document.text.casefold() for document in documents):
            rest = f"{question[:start]}{THE_ARTICLE}{question[end:]}"
            if further := pointed(rest, documents):
                return Pointed(further.question, sources | further.sources, why or further.why_none)
            return Pointed(_rest(rest), sources, why or None)
    return None


def _rest(question: str) -> str:
    """The question without where it is asked of; what an article says of something is told in several sentences."""
    whole = " ".join(question.split())
    rest = _WHERE.sub("", whole)
    rest = _SAYS.sub("do the articles ", whole if _NOTHING.match(rest) else rest)
    return rest[:1].upper() + rest[1:]


def _readings(question: str, documents: Sequence[Document]) -> Iterator[_Reading]:
    yield from _by_name(question, documents)
    yield from _by_publisher(question, documents)
    for match in _BY_PLACE.finditer(question):
        told = (match["ordinal"] or match["number"] or match["hash"]).lower()
        yield *match.span(), *_at(_ORDINALS.get(told) or _CARDINALS.get(told) or int(told), documents)


def _by_name(question: str, documents: Sequence[Document]) -> Iterator[_Reading]:
    asked = question.casefold()
    for document in documents:
        name = PurePosixPath(document.source)
        tells = len(name.stem) >= _STEM and re.search(r"[\d_-]", name.stem)
        forms = (document.source, name.name, *([name.stem] if tells else []))
        for form in (form for form in forms if form.casefold() in asked):
            if match := re.search(rf"(?<![\w-])(?:the )?{re.escape(form)}(?![\w-])", question, re.IGNORECASE):
                yield *match.span(), frozenset([document.source]), ""
    for match in _FILE.finditer(question):
        yield *match.span(), frozenset(), f"None of the documents is named {match.group()}."


def _at(number: int, documents: Sequence[Document]) -> tuple[frozenset[str], str]:
    count = len(documents)
    if 0 < abs(number) <= count:
        return frozenset([documents[number - 1 if number > 0 else number].source]), ""
    there = "is 1 document" if count == 1 else f"are {count} documents"
    return frozenset(), f"There {there}, so there is none of that number."


def _by_publisher(question: str, documents: Sequence[Document]) -> Iterator[_Reading]:
    for match in _BEFORE_NOUN.finditer(question):
        # "What does the Courier": whose article it is stands last.
        starts = [word.start() for word in re.finditer(r"\S+", match["who"])]
        for first in starts:
            if sources := _published_by(match["who"][first:], documents):
                start = match.start() + first
                the = _THE.search(question[:start])
                yield the.start() if the else start, match.end(), sources, ""
                break
    for match in _AFTER_NOUN.finditer(question):
        if sources := _published_by(match["who"], documents):
            yield *match.span(), sources, ""


def _published_by(name: str, documents: Sequence[Document]) -> frozenset[str]:
    within = Within(publishers=(name,))
    return frozenset(d.source for d in documents if name[0].isupper() and within.holds(d))
