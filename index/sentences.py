"""Sentences of a text with exact character spans.

Rules instead of a trained splitter: they run in linear time on any input, and every span is a slice of the
text by construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.boilerplate import is_boilerplate
from index.paragraphs import front_matter_end, paragraphs

Kind = Literal["prose", "headline", "boilerplate"]

# Twice the longest sentence of ordinary news prose; what has no full stop by then is cut at a space, so that
# a file without punctuation still gives quotes that a person can read.
MAX_SENTENCE = 600

# A quotation is kept whole up to this length, for its opening and closing marks to stand together.
MAX_QUOTATION = 400

# The look-behind keeps a long run of marks linear: it can match from its first mark only.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]++[”’」』）]*+")
_QUOTE_MARK = re.compile('[“”"]')
# Behind a digit it stands for inches, behind a space it opens, as in Swedish.
_CLOSES = re.compile(r"[^\W\d_]”|[.!?,…]”(?=\s|$)")
_OPENER = "\"'“‘«([「『¿¡—–-"
_TITLES = frozenset(
    "mr mrs ms dr prof gen col maj capt cmdr lt sgt adm sen rep gov pres amb rev hon st vs fig no nos vol pp art sec "
    "approx dept mt ft".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_TRAILING = frozenset("inc ltd corp co jr sr etc al bros llc plc a.m p.m e.g i.e".split())
_INITIALISM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$")
_STARTERS = frozenset(
    "the a an he she it they we you i this that these those there in on at but and so if when while as after before "
    "his her its their our my for from with by to however meanwhile according since although what who why how".split()
)
_LIST_ITEM = re.compile(r"(?:[-*•–]|\(?\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """Characters `start` to `end` of a document's text; `paragraph` counts from 0."""

    start: int
    end: int
    kind: Kind
    paragraph: int


def split_sentences(text: str) -> list[SentenceSpan]:
    """The sentences of `text` in order; together they hold every word of it."""
    found: list[SentenceSpan] = []
    body = front_matter_end(text)
    for number, (start, end) in enumerate(paragraphs(text)):
        if end <= body or is_boilerplate(text[start:end]):
            found += [SentenceSpan(s, e, "boilerplate", number) for s, e in _sentences_in(text, start, end)]
            continue
        for s, e in _sentences_in(text, start, end):
            found.append(SentenceSpan(s, e, _kind(text, s, e, start, end), number))
    return found


def _kind(text: str, start: int, end: int, paragraph_start: int, paragraph_end: int) -> Kind:
    sentence = text[start:end]
    if is_boilerplate(sentence):
        return "boilerplate"
    alone = start - paragraph_start < 8 and end == paragraph_end
    if alone and len(sentence) <= 200 and sentence[-1] not in '.!…:;,。！"”':
        return "headline"
    return "prose"


def _sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    item = _LIST_ITEM.match(text, start, end)
    begin = item.end() if item and item.end() < end else start
    quotations = list(_quotations(text, begin, end))
    for cut in [*_boundaries(text, begin, end, quotations), end]:
        yield from _bounded(text, begin, cut)
        begin = cut


def _boundaries(text: str, start: int, end: int, quotations: list[tuple[int, int]]) -> Iterator[int]:
    position = 0
    for match in _END.finditer(text, start, end):
        while position < len(quotations) and quotations[position][1] <= match.end():
            position += 1
        inside = position < len(quotations) and quotations[position][0] < match.start()
        if not inside and _ends_sentence(text, start, match, end):
            yield match.end()


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = text[match.end() : min(end, match.end() + 40)].lstrip()
    if not following:
        return False
    first = following.lstrip(_OPENER)[:1]
    if first.islower():
        return False
    return match.group() != "." or not _is_abbreviation(text[max(start, match.start() - 20) : match.start()], following)


def _is_abbreviation(before: str, following: str) -> bool:
    word = before.split()[-1].lstrip(_OPENER) if before.split() else ""
    lowered = word.lower()
    next_word = re.match(r"\W*(\w+)", following)
    starts_sentence = next_word is not None and next_word.group(1).lower() in _STARTERS
    if lowered in _TITLES:
        # "No. 5" and "No. He left": only a number follows the abbreviation.
        return lowered not in {"no", "nos", "fig", "art", "sec"} or following[:1].isdigit()
    if lowered in _MONTHS:
        return following[:1].isdigit()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return word != "I" and not starts_sentence
    if lowered in _TRAILING or _INITIALISM.match(word):
        return not starts_sentence and not following.startswith(("“", '"'))
    return False


def _quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of quotations that open and close in this paragraph and are short enough to stay whole.

    One that only closes opened with the paragraph: its mark got lost.
    """
    first = _QUOTE_MARK.search(text, start, end)
    opened = start if first and _CLOSES.match(text, max(start, first.start() - 1), end) else None
    for match in _QUOTE_MARK.finditer(text, start, end):
        mark = match.group()
        if mark == "“" or (mark == '"' and opened is None):
            opened = match.start()
        elif opened is not None:
            if match.end() - opened <= MAX_QUOTATION:
                yield opened, match.end()
            opened = None


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = trim(text, start, end)
    while end - start > MAX_SENTENCE:
        space = max(text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE), 0)
        cut = space or start + MAX_SENTENCE
        yield trim(text, start, cut)
        start, end = trim(text, cut, end)
    if start < end:
        yield start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and byte-order marks at its ends."""
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\ufeff"):
        end -= 1
    return start, end
