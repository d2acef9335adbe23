"""Paragraphs of a text as character spans, whether a paragraph is one long line or hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Text wrapped by hand or by an editor stays under this many columns.
WRAP_COLUMNS = 100

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_LIST_START = re.compile(r"\s*(?:[-*•]|\(?\d{1,3}[.)])\s")

# Titles, dates and tags in YAML between two lines of hyphens, as notes in Markdown begin with them
# (https://jekyllrb.com/docs/front-matter/).
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:(?>(?:[A-Za-z][\w .-]{0,40}:|[ \t]+|-[ \t]|#)[^\r\n]*|)\r?\n){1,60}?---[ \t]*(?=[\r\n]|$)"
)

# Neither a heading nor a line of a table ends with one of these.
_LEADS_ON = frozenset("a an the of to from by with at for in on until since and or but than that which between".split())


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs of `text` that hold more than white space, in order."""
    block: list[tuple[int, int]] = []
    body = front_matter_end(text)
    yield from (match.span() for match in _LINE.finditer(text, 0, body) if match.group().strip("\ufeff- \t"))
    for match in _LINE.finditer(text, body):
        line = match.span()
        blank_between = bool(block) and text.count("\n", block[-1][1], line[0]) > 1
        if blank_between or not match.group().strip():
            yield from _paragraphs_of(text, block)
            block = []
        if match.group().strip():
            block.append(line)
    yield from _paragraphs_of(text, block)


def front_matter_end(text: str) -> int:
    """Where the front matter ends with which `text` begins, 0 when there is none; each of its lines is a paragraph."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def _paragraphs_of(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not lines:
        return
    wrapped = _is_wrapped(lines)
    start, previous_end = lines[0]
    for line_start, line_end in lines[1:]:
        if not (wrapped and not _LIST_START.match(text, line_start)) and not _continues(text, previous_end, line_start):
            yield start, previous_end
            start = line_start
        previous_end = line_end
    yield start, previous_end


def _is_wrapped(lines: list[tuple[int, int]]) -> bool:
    """All lines but the last are nearly full: so many even lines do not happen by chance."""
    lengths = [end - start for start, end in lines]
    if len(lines) < 3 or max(lengths) > WRAP_COLUMNS or max(lengths) < 40:
        return False
    return min(lengths[:-1]) >= 0.7 * max(lengths)


def _continues(text: str, previous_end: int, line_start: int) -> bool:
    """The line goes on with a small letter where the one before had not ended, or behind a word that ends no line."""
    if text[previous_end - 1] not in ".!?:;" and text[line_start].islower():
        return True
    last = text[max(0, previous_end - 12) : previous_end].split()
    return bool(last) and last[-1] in _LEADS_ON and not _LIST_START.match(text, line_start)
