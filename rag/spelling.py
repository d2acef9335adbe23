"""Misspelt words of a question, mended with the corpus's own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from string import ascii_lowercase

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Three letters are one slip from too many words; from seven letters on two slips still leave the word plain.
_SHORTEST = 4
_LONG = 7

# What questions are made of; an article need not hold these.
_ASKING = frozenset(
    "what when where which whom whose about does said tell mention article articles source sources".split()
)
_OPENERS = ("what", "when", "where", "which", "who", "whom", "whose", "why", "how")
_OPENING = re.compile(
    r"^(?P<word>[^\W\d_]{2,6})(?= (?:is|are|was|were|did|do|does|has|have|had|will|wil|would|can|could|should)\b)",
    re.IGNORECASE,
)
# Words that may well stand before a verb, one slip from a question word though they are.
_NO_OPENERS = frozenset("then there these those here that this her she who he we they it".split())


_LONG_STEM = 5
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


class Speller:
    """Knows the words of a corpus and a dictionary. Thread-safe."""

    def __init__(self, corpus_words: Iterable[str], dictionary: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        known, in_dictionary = {*corpus_words, *_ASKING}, set(dictionary)
        # Questions ask "did he threaten" of what texts tell as "threatened".
        bases = {base for word in known for base in _bases(word) if base in in_dictionary}
        for word in sorted(known | bases):
            self._by_length.setdefault(len(word), []).append(word)
        self._bases = bases - known
        self._known = known | in_dictionary

    def mend(self, question: str) -> str:
        """`question` with each unknown word replaced by the nearest corpus word, if one is near.

        A word is known when the corpus or the dictionary holds it, or what it is a form of: "gold" is not taken for
        "told". Near is one slip of the pen (Damerau 1964, https://doi.org/10.1145/363958.363994), or two in a long
        word; one slip from a word of the dictionary is nearer than two from one of the corpus.
        """
        return _WORD.sub(lambda match: self._mended(match.group()), _OPENING.sub(_opener, question))

    def _mended(self, word: str) -> str:
        lowered = word.lower()
        if len(word) < _SHORTEST or any(form in self._known for form in (lowered, *_stems(lowered))):
            return word
        if "'" in word or "’" in word:
            return word
        allowed = 2 if len(word) >= _LONG else 1
        near = [
            (
                slips(lowered, other, allowed),
                other[0] != lowered[0],
                _is_added_to(lowered, other),
                other in self._bases,
                other,
            )
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for other in self._by_length.get(length, [])
        ]
        best = min(near, default=(allowed + 1, True, True, True, ""))
        if best[0] > allowed:
            return word
        # Not a name, which may well be a slip from a word.
        if best[0] > 1 and word.islower() and (plainer := min(_one_slip_from(word) & self._known, default="")):
            return plainer
        return best[-1].capitalize() if word[0].isupper() else best[-1]


def _bases(word: str) -> list[str]:
    """What is left of a word without the ending of a verb."""
    return [word.removesuffix(ending) for ending in ("ed", "ing", "s") if word.endswith(ending)]


def _stems(word: str) -> list[str]:
    """What a word may be a form of: "offend" for "offending", "sum" for "summed", "hope" for "hoped"."""
    ending = next((ending for ending in ("ing", "ed", "ers", "er", "ly", "es", "s") if word.endswith(ending)), "")
    stem = word.removesuffix(ending)
    if not ending or len(stem) < (3 if ending in {"ing", "ed", "s", "es"} else _LONG_STEM):
        return []
    if ending in {"s", "ly"}:
        return [stem]
    if stem.endswith("i"):
        return [f"{stem[:-1]}y"]
    # "Stoped" is a slip: after one short vowel the last letter is doubled, or an "e" has gone.
    plain = [] if _SHORT.fullmatch(stem) else [stem]
    return [*plain, stem[:-1]] if stem[-2] == stem[-1] else [*plain, f"{stem}e"]


def _is_added_to(typed: str, other: str) -> bool:
    """Whether `typed` has letters that `other` lacks: fewer are typed too many than left out ("freze", "sumit")."""
    return bool(Counter(typed) - Counter(other))


def _opener(match: re.Match[str]) -> str:
    """The question word that the first word of a question is one slip from: "were was", "wen wil"."""
    word = match["word"].lower()
    near = [opener for opener in _OPENERS if slips(word, opener, 1) <= 1]
    return near[0] if near and word not in {*_OPENERS, *_NO_OPENERS} else match["word"]


def words_of(text: str) -> set[str]:
    """The words of `text` in lower case."""
    return {match.group().lower() for match in _WORD.finditer(text)}


def _one_slip_from(word: str) -> set[str]:
    """All that one slip of the pen makes of `word`, words or not."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(head + tail[1:] for head, tail in cuts if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1),
        *(head + letter + tail[some:] for head, tail in cuts for letter in ascii_lowercase for some in (0, 1)),
    }


def slips(one: str, other: str, most: int) -> int:
    """How many slips of the pen lie between two words; `most` + 1 as soon as there are more."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        rows.append(row)
    return rows[-1][-1]
