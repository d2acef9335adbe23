"""Quotations that come near to the source's words are given the source's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rag.contract import MARKER
from rag.drafts import Source
from rag.verifying.quotations import holds_quotation, plain, quotations_in

# Of fewer words nobody can tell which words of the source were meant.
SHORTEST = 4
# At least this share of the words is the source's; below it the quotation is an invention, not a slip.
ALIKE = 0.7
# Comparing takes time in the product of the lengths; no quotation in an answer is longer.
_LONGEST = 120

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def requote(sentence: str, evidence: Sequence[Source]) -> str:
    """`sentence` with each quotation that differs in a few words from some text of `evidence` put right.

    The evidence that comes first is preferred among equals; a quotation that is in any of it stays as it is.
    """
    texts = [source.text for source in evidence]
    for quotation in quotations_in(sentence):
        if not holds_quotation(quotation, texts):
            meant = max((_stretch(quotation, text) for text in texts), key=lambda found: found[0], default=(0.0, ""))
            if meant[0] >= ALIKE:
                sentence = sentence.replace(quotation, _dressed(quotation, meant[1]), 1)
    return sentence


def _stretch(quotation: str, text: str) -> tuple[float, str]:
    """The part of `text` that is most like the quotation, and the share of words that both have."""
    words, places = _words(quotation), list(_WORD.finditer(text))
    if not SHORTEST <= len(words) <= _LONGEST:
        return 0.0, ""
    theirs = [plain(place.group()).casefold() for place in places]
    blocks = SequenceMatcher(None, words, theirs, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return 0.0, ""
    first = max(0, blocks[0].b - blocks[0].a)
    last = min(len(theirs), blocks[-1].b + len(words) - blocks[-1].a)
    stretch = text[places[first].start() : places[last - 1].end()]
    if re.search('[“”"«»]', stretch):
        return 0.0, ""
    return sum(block.size for block in blocks) / max(len(words), last - first), " ".join(
        MARKER.sub(" ", stretch).split()
    )


def _words(text: str) -> list[str]:
    return [plain(match.group()).casefold() for match in _WORD.finditer(text)]


def _dressed(quotation: str, words: str) -> str:
    """`words` with the punctuation at the ends of `quotation`."""
    found = list(_WORD.finditer(quotation))
    return quotation[: found[0].start()] + words + quotation[found[-1].end() :]
