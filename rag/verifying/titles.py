"""The office that a sentence gives a person: a deputy prime minister is no prime minister."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.names import fold, same_name

_OFFICES = frozenset(
    "president minister premier chancellor secretary chairman chairwoman chair chief senator governor general king "
    "queen prince princess pope judge justice ambassador leader mayor director ceo captain colonel admiral spokesman "
    "spokeswoman commissioner speaker".split()
)
_KINDS = frozenset("prime foreign defence defense finance interior energy trade health justice vice deputy".split())
# Whoever is one of these does not hold the office itself.
_LESSER = frozenset("deputy vice former ex acting assistant designate elect".split())
_IS = frozenset("is was became becomes remains".split())
# A full stop ends a name, but not that of "Dr. Smith" or "George W. Bush".
_END = r"(?<=[a-z”\"')])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?]|\n"
_TOKEN = re.compile(rf"[^\W_]+(?:['’.](?=\w)[^\W_]+)*|,|{_END}")


def wrong_offices(sentence: str, known: Iterable[str]) -> Iterator[str]:
    """The offices that `sentence` gives to somebody and that no text of `known` gives them."""
    claimed = list(_offices(sentence))
    if not claimed:
        return
    given = [found for text in known for found in _offices(text)]
    for name, office, written in claimed:
        held = [other for other_name, other, _ in given if same_name(name, other_name)]
        if not any(office <= other and other & _LESSER <= office for other in held):
            yield f"{written} {name}"


def _offices(text: str) -> Iterator[tuple[str, frozenset[str], str]]:
    """Names with the words of the office next to them, and how these are written."""
    tokens = _TOKEN.findall(text)
    folded = [fold(token) for token in tokens]
    for place, word in enumerate(folded):
        if word not in _OFFICES:
            continue
        start = place
        while start and folded[start - 1] in _KINDS | _LESSER:
            start -= 1
        # "Deputy Transport Minister": what the ministry is for is left to the check of names
        lesser = _LESSER.intersection(folded[max(0, start - 3) : start])
        office = lesser.union(folded[start : place + 1])
        for name in _holders(tokens, folded, start, place):
            yield name, office, " ".join(tokens[start : place + 1])


def _holders(tokens: list[str], folded: list[str], start: int, end: int) -> Iterator[str]:
    """The last word of the name right after the office, of the one it is put beside, or of the one said to hold it."""
    after = end + 1
    if after < len(tokens) and tokens[after] == ",":
        after += 1
    stop = after
    while stop < len(tokens) and tokens[stop][0].isupper() and folded[stop] not in _OFFICES:
        stop += 1
    if stop > after:
        yield tokens[stop - 1].removesuffix("'s").removesuffix("’s")
    before = tokens[max(0, start - 5) : start]
    verbs = [place for place, word in enumerate(before) if word in _IS and place]
    if verbs and before[verbs[-1] - 1][0].isupper():
        yield before[verbs[-1] - 1]
    if "," in before:
        name = start - 1 - before[::-1].index(",") - 1
        if name >= 0 and tokens[name][0].isupper():
            yield tokens[name]
