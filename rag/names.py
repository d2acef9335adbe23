"""Names and numbers in a text, and when two spellings mean the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rag.countries import COUNTRY_OF

_TITLES = frozenset(
    "president prime minister deputy vice premier chancellor secretary foreign chairman senator governor general "
    "mr mrs ms dr prof sir lord lady king queen prince princess pope judge justice ambassador leader".split()
)
_QUESTION_WORDS = frozenset(
    "who whom whose what which when where why how is are was were do does did has have had can could will would "
    "should the a an and or but in on at of for to from by with about tell me please give list name explain "
    "describe summarise summarize compare according if i so it he she they his her their its this that these "
    "those there was while also not no any did in what's who's i'm quote show find name identify state provide "
    "cite define discuss outline write say let every each both are there here now please can one some other "
    "others more most yet we you your my him them".split()
)
_NUMBER = re.compile(r"(?<![\w.])[$€£]?\d+(?:[.,]\d+)*%?")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=[^\W\d_]))*")

# Shorter names differ from others by a vowel: Mali is not Mall.
_LONG = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A name or number that a text mentions: as written, and in its normal form."""

    text: str
    normal: str


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes straightened, the genitive s dropped."""
    bare = text if text.isascii() else _without_accents(text)
    return re.sub(r"['’]s?\b|(?<=\w)\.$", "", bare.casefold().replace("’", "'")).strip(" .")


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def normal(name: str) -> str:
    """One form for the names of a country, its people and its government; else the folded name."""
    folded = fold(name)
    return COUNTRY_OF.get(folded, folded)


def is_country(name: Term) -> bool:
    """Whether the name is that of a country, its people or its government."""
    return name.normal in COUNTRY_OF


def without_genitive(name: str) -> str:
    """`Putin’s` as `Putin`."""
    return re.sub(r"['’]s?$", "", name)


def names_in(text: str) -> list[Term]:
    """Capitalised names in `text`, word by word except for names of several words that are known as one.

    The first word of a sentence counts only where it is no common word.
    """
    found: list[Term] = []
    words = list(_WORD.finditer(text))
    skip = 0
    for i, match in enumerate(words):
        if i < skip:
            continue
        pair = text[match.start() : words[i + 1].end()] if i + 1 < len(words) else ""
        if fold(pair) in COUNTRY_OF and pair[:1].isupper():
            found.append(Term(pair, normal(pair)))
            skip = i + 2
        elif _is_name(match.group()):
            found.append(Term(match.group(), normal(match.group())))
    return list({term.normal: term for term in found}.values())


def _is_name(word: str) -> bool:
    lowered = fold(word)
    return word[0].isupper() and len(lowered) > 1 and lowered not in _QUESTION_WORDS and lowered not in _TITLES


def numbers_in(text: str) -> list[Term]:
    """Numbers in `text`, with thousands separators and percent signs brought to one form."""
    return [Term(m.group(), normal_number(m.group())) for m in _NUMBER.finditer(text)]


def normal_number(number: str) -> str:
    """`1,000` and `1000`, `30%` and `30` alike."""
    bare = number.strip("$€£%")
    return re.sub(r",(?=\d{3}\b)", "", bare).rstrip(".,")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a text mentions: its words and pairs of words, folded, and its numbers, in their normal forms."""

    words: frozenset[str]
    pairs: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Mentioned:
        """Everything that `text` mentions."""
        words = [fold(match.group()) for match in _WORD.finditer(text)]
        pairs = frozenset(f"{first} {second}" for first, second in pairwise(words))
        return cls(
            frozenset(COUNTRY_OF.get(word, word) for word in words),
            pairs | {COUNTRY_OF[pair] for pair in pairs if pair in COUNTRY_OF},
            frozenset(term.normal for term in numbers_in(text)),
        )

    def __or__(self, other: Mentioned) -> Mentioned:
        """What two texts mention between them."""
        return Mentioned(self.words | other.words, self.pairs | other.pairs, self.numbers | other.numbers)

    def holds(self, term: Term) -> bool:
        """Whether the name or number is among it, in any of its spellings."""
        if term.normal[:1].isdigit():
            return term.normal in self.numbers
        if term.normal in self.words or term.normal in self.pairs:
            return True
        return any(_same_spelling(word, term.normal) for word in self.words)


def mentions(text: str, term: Term) -> bool:
    """Whether `text` holds the name or number, in any of its spellings."""
    return Mentioned.of(text).holds(term)


# Endings that make the people of a country: Malaysian, Portuguese, Swedish.
_PEOPLE = re.compile(r"(?:(?:i|e)?an|ese|ish|i|ia|a|n|s)$")
_VOWELS = re.compile("[aeiouy]")
_SPELLINGS = (("x", "ks"), ("ph", "f"), ("kh", "h"), ("ck", "k"), ("w", "v"), ("j", "i"), ("y", "i"), ("ei", "i"))


def same_name(one: str, other: str) -> bool:
    """Whether two names are spellings of one: Alexei and Alexey, Malaysia and Malaysian, US and United States.

    Austria is not Australia, Johnson is not Johnston.
    """
    return _same_spelling(normal(one), normal(other))


def _same_spelling(first: str, second: str) -> bool:
    """The same of names in their normal forms."""
    if first == second:
        return True
    if min(len(first), len(second)) < 4 or first[0] != second[0]:
        return False
    if _spelling(first) == _spelling(second) or _PEOPLE.sub("", first) == _PEOPLE.sub("", second):
        return True
    bones = _VOWELS.sub("", _spelling(first))
    long = min(len(first), len(second)) >= _LONG and len(bones) >= 3
    return long and bones == _VOWELS.sub("", _spelling(second)) and abs(len(first) - len(second)) < 2


@lru_cache(maxsize=20_000)
def _spelling(name: str) -> str:
    """One spelling of a name brought from another script: letters that stand for each other alike, none doubled."""
    for written, common in _SPELLINGS:
        name = name.replace(written, common)
    return re.sub(r"(.)\1+", r"\1", name)
