"""A whole article as HTML: paragraphs kept, cited spans marked, every character in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.contract import Citation
from ui.web.html import Child, Html, element, fragment

# Hand-wrapped text breaks its lines at 72 to 80 characters and rarely past 100; where one line is longer, the
# lines are whole paragraphs.
LONGEST_WRAPPED_LINE = 100

BREAKS = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters `start` to `end` of a text and the citations that cover all of them."""

    start: int
    end: int
    numbers: tuple[int, ...]


def segments(start: int, end: int, citations: Sequence[Citation]) -> list[Segment]:
    """`start` to `end` cut wherever a citation begins or ends, so that overlapping spans need not nest."""
    inside = {edge for c in citations for edge in (c.start, c.end) if start < edge < end}
    return [
        Segment(a, b, tuple(c.number for c in citations if c.start <= a and b <= c.end))
        for a, b in pairwise(sorted({start, end} | inside))
    ]


def paragraphs(text: str) -> list[tuple[int, int, int]]:
    """Each paragraph as (start, end, next start); the white space from `end` on parts it from the next."""
    wrapped = all(len(line) <= LONGEST_WRAPPED_LINE for line in text.splitlines())
    found, start = [], 0
    for gap in BREAKS.finditer(text):
        if gap.start() > start and (gap.group().count("\n") > 1 or not wrapped):
            found.append((start, gap.start(), gap.end()))
            start = gap.end()
    return [*found, (start, len(text), len(text))] if start < len(text) else found


def article(text: str, citations: Sequence[Citation]) -> Html:
    """The text in full; the characters under `mark[data-n~="1"]`, joined, are those of citation 1."""
    return element(
        "div",
        {"class": "article"},
        *(_paragraph(text, bounds, citations) for bounds in paragraphs(text)),
    )


def _paragraph(text: str, bounds: tuple[int, int, int], citations: Sequence[Citation]) -> Html:
    start, end, following = bounds
    words = (_marked(text[s.start : s.end], s, citations) for s in segments(start, end, citations))
    # White space after a paragraph is hidden, not dropped: a span that crosses it keeps its characters.
    gap = (
        _marked(element("span", {"class": "gap"}, text[s.start : s.end]), s, citations)
        for s in segments(end, following, citations)
    )
    return element("p", {"dir": "auto"}, *words, *gap)


def _marked(child: Child, segment: Segment, citations: Sequence[Citation]) -> Child:
    if not segment.numbers:
        return child
    marked = element("mark", {"data-n": " ".join(map(str, segment.numbers))}, child)
    ending = [str(c.number) for c in citations if c.end == segment.end and c.number in segment.numbers]
    return fragment(marked, element("sup", {"class": "ref"}, " ".join(ending)) if ending else None)
