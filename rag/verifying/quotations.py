"""Quotations word for word: is this sentence, or what it puts in quotation marks, in the source as it stands?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rag.contract import MARKER

_MARKS = re.compile("[“”„‟«»\"]|''|``")
_SINGLE = re.compile("[‘’‚‛`´]")
_DASHES = re.compile("[‐-―−]")
_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)[‘']([^‘’']*(?:(?<=\w)['’]\w[^‘’']*)*)['’](?!\w)"
)
# Left out, or put in by the writer: what stands before and after has to be in the source, in this order.
_GAP = re.compile(r"\.\.\.|…|\[[^\]]*\]")
_EDGES = " .,;:!?…\"'-"


def plain(text: str) -> str:
    """`text` on one line, with one kind of quotation mark, apostrophe and dash, without bracketed numbers.

    These would read as citations, so a sentence of an answer never has them.
    """
    straight = _SINGLE.sub("'", _MARKS.sub('"', unicodedata.normalize("NFC", MARKER.sub(" ", text))))
    return " ".join(_DASHES.sub("-", straight).split())


def quotations_in(text: str) -> list[str]:
    """What `text` puts in quotation marks, without the marks; empty ones left out."""
    found = (next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text))
    return [inner for inner in found if any(char.isalnum() for char in inner)]


def holds_quotation(quotation: str, texts: Sequence[str]) -> bool:
    """Whether the words of `quotation` stand in one of `texts`, or in texts that follow each other, in order."""
    parts = [_bare(part) for part in _GAP.split(plain(quotation))]
    return any(_in_order([part for part in parts if part], text) for text in map(plain, texts))


def is_verbatim(sentence: str, spans: Sequence[str]) -> bool:
    """Whether `sentence` is a whole span, several in a row, or the whole of a quotation in a span.

    A part of a span is not enough: "Russia began the war" is part of "He denied that Russia began the war".
    """
    wanted = _unmarked(sentence)
    whole = [_unmarked(span) for span in spans]
    quoted = [_unmarked(inner) for span in spans for inner in quotations_in(span)]
    return bool(wanted) and (wanted in {*whole, *quoted} or _joined(wanted, whole))


def _unmarked(text: str) -> str:
    bare = plain(text).replace('"', "").strip()
    return _lower_first(bare.rstrip(_EDGES).strip())


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _joined(wanted: str, whole: Sequence[str]) -> bool:
    """Whether spans one after the other make up the sentence."""
    rest = wanted
    while rest:
        fitting = max((span for span in whole if span and _lower_first(rest).startswith(span)), key=len, default="")
        if not fitting:
            return False
        rest = rest[len(fitting) :].strip(_EDGES)
    return True


def _bare(text: str) -> str:
    return _MARKS.sub("", text).strip(_EDGES)


def _in_order(parts: Sequence[str], text: str) -> bool:
    held = _MARKS.sub("", text)
    at = 0
    for part in parts:
        found = _find(held, part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _find(text: str, part: str, at: int) -> int:
    """Where `part` stands in `text` as whole words, its first letter in either case; -1 when nowhere."""
    either = f"[{re.escape(part[0].lower())}{re.escape(part[0].upper())}]" if part[0].isalpha() else re.escape(part[0])
    pattern = rf"(?<!\w){either}{re.escape(part[1:])}(?!\w)"
    match = re.compile(pattern).search(text, at)
    return match.start() if match else -1
