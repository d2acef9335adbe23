"""Whom and what a sentence names, and whether its source names them too."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.names import fold, names_in, normal, same_name

_WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=[^\W\d_]))*")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ](?:[\w’'-]|\.(?=\w))*"
_CAPITALS = re.compile(rf"{_CAPITAL}(?:[ \t]+(?:(?:of|the|and|for|de|von|van|al|bin)[ \t]+){{0,2}}{_CAPITAL})*")
# Cities that otherwise stand for a government, and so for its country.
_SEATS = frozenset(
    "washington moscow beijing london brussels kyiv kiev berlin paris tokyo delhi jerusalem tehran pyongyang seoul "
    "ankara taipei ottawa canberra brasilia rome madrid warsaw riyadh cairo pretoria islamabad hanoi jakarta damascus "
    "baghdad kabul minsk belgrade budapest athens stockholm oslo helsinki astana yerevan".split()
)
# Checked as dates.
_CALENDAR = frozenset([*calendar.month_name, *calendar.day_name])
_SMALL = frozenset("of the and for de von van al bin".split())
# Endings of common nouns and adverbs, which may open a sentence without being a name.
_COMMON = re.compile(r"(?:s|tion|ment|ness|ity|ing|ly|ed|ence|ance|ship|ism|age|ure|ade|though|ever)$")
# These make another place of a place; elsewhere the first word of a name may be left to the reader.
_PLACES = frozenset("new north south east west northern southern eastern western upper lower great saint san".split())


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a text: in words as written, and its capitalised runs for initials and given names."""

    words: frozenset[str]
    folded: frozenset[str]
    runs: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> Named:
        """`text` with its words and the runs of capitalised words in it."""
        words = [match.group() for match in _WORD.finditer(text)]
        pairs = [f"{one} {other}" for one, other in pairwise(words) if one[:1].isupper()]
        # what is capitalised may be a name in another spelling; all else counts by its letters alone
        capitalised = frozenset(word for word in [*words, *pairs] if word[:1].isupper())
        parts = [part for word in words if "-" in word for part in word.split("-") if part]
        every = [*words, *parts]
        folded = frozenset(fold(word) for word in every)
        known = frozenset(normal(word) for word in [*pairs, *every] if word[:1].isupper())
        return cls(capitalised, folded | known, tuple(words for _, words in named_runs(text)))

    def __contains__(self, name: str) -> bool:
        """Whether the text has the name in one of its spellings, or its initials, or what these stand for."""
        wanted = normal(name)
        if wanted in self.folded or wanted.rstrip("s") in self.folded or f"{wanted}s" in self.folded:
            return True
        if "-" in name and all(fold(part) in self.folded for part in name.split("-") if part):
            return True
        if name.isupper() and any(_initials(run) == wanted.upper() for run in self.runs):
            return True
        return any(word[0].casefold() == name[0].casefold() and same_name(word, name) for word in self.words)


def missing_names(sentence: str, source: Named, context: Named) -> Iterator[str]:
    """The names of `sentence` that neither its source nor its source's context has.

    context: what a reader knows from the sentences before, the title and the speaker.
    """
    runs = [words for _, words in named_runs(sentence)]
    for term in names_in(sentence):
        name = term.text
        if _is_place(name, sentence) and fold(name) not in source.folded:
            yield name
        if name in _CALENDAR or name in source or name in context or _opens(name, sentence):
            continue
        run = next((run for run in runs if name in run), (name,))
        if not _goes_without(name, run, (source, context)):
            yield name


def _is_place(name: str, sentence: str) -> bool:
    """Whether a capital city is spoken of as a place: "in Beijing" is not said by "in China"."""
    return fold(name) in _SEATS and re.search(rf"\b(?:in|near) {re.escape(name)}\b", sentence) is not None


def _opens(name: str, sentence: str) -> bool:
    """Whether its capital is that of a sentence's first word, a common noun by its ending."""
    opens = sentence.lstrip("“\"'‘ ").startswith(name)
    return opens and " " not in name and bool(_COMMON.search(fold(name)))


def _goes_without(name: str, run: Sequence[str], known: Sequence[Named]) -> bool:
    """Whether the name is a given name that the source leaves out, or a part of what the source gives in initials."""
    if len(run) > 1 and any(_initials(run) in {word.upper() for word in one.words} for one in known):
        return True
    given_name = name != run[-1] and len(run) <= 3 and fold(run[0]) not in _PLACES
    return given_name and any(run[-1] in one for one in known) and not _has_another_given_name(run[-1], known)


def _has_another_given_name(last: str, known: Collection[Named]) -> bool:
    runs = (run for one in known for run in one.runs if len(run) > 1)
    return any(same_name(run[-1], last) for run in runs)


def named_runs(text: str) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Runs of capitalised words without the titles in them, each with its characters: Alexei Overchuk, Bank of Oslo."""
    for match in _CAPITALS.finditer(text):
        words = [term for term in match.group().split() if term not in _SMALL]
        kept = [word.strip(".'’-") for word in words if names_in(word)]
        if kept:
            yield match.span(), tuple(re.sub(r"['’]s$", "", word) for word in kept)


def _initials(run: Sequence[str]) -> str:
    return "".join(word[0] for word in run).upper() if len(run) > 1 else ""
