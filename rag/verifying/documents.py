"""What a sentence says of the documents themselves: which of them tells it, and how many do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.drafts import Source

_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_KIND = r"(?:article|source|report|document|text|account|outlet|file|piece)"
_COUNTED = re.compile(
    rf"\b(?:(?:the )?other )?(?P<count>{'|'.join(_COUNTS)})(?: of the)?(?: other)?(?= {_KIND}s?\b)", re.IGNORECASE
)
_WHICH = re.compile(
    rf"\b(?:another|(?:the|a) (?:other|first|second|third|fourth|fifth|last))(?= {_KIND}\b)"
    # Not "A third of the payments".
    r"|^a (?:second|third|fourth|fifth)(?: one)?(?= (?:has|says|gives|quotes|reports|calls|puts|writes)\b)",
    re.IGNORECASE,
)

# What is behind it is what the document tells.
_TELLS = re.compile(
    rf"^(?:(?:the|both|all)(?: the)? {_KIND}s?|a (?:second|third))"
    r"(?:,? (?:also|however|though|too),?)*"
    r" (?:says?|said|reports?|reported|mentions?|states?|adds?|tells?|writes?|notes?|speaks? of|"
    r"quotes? (?:him|her|them) as saying)"
    r"(?: that)?,? ",
    re.IGNORECASE,
)

# Fewer words are no claim: "It mentions it."
_CLAIM = 3


def without_documents(sentence: str, cited: Sequence[Source]) -> str:
    """`sentence` without what counts and tells apart the documents; a document that is cited is called no name.

    What is said of them is not in their text: "Two articles", "another report", "a.txt gives that date".
    """
    for source in cited:
        for name in (source.source, f"“{source.title}”", f'"{source.title}"'):
            sentence = sentence.replace(name, "the article")
    bare = _WHICH.sub("the", _COUNTED.sub("the", sentence))
    told = _TELLS.sub("", bare)
    return told if len(told.split()) >= _CLAIM else bare


def too_few(sentence: str, cited: Sequence[Source]) -> Iterator[str]:
    """What is said of more documents than are cited."""
    files = len({source.source for source in cited})
    for match in _COUNTED.finditer(sentence):
        if _COUNTS[match["count"].lower()] > files:
            yield f"“{match.group()}” is said of more documents than are cited"
