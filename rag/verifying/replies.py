"""Replies that claim more than their words say: "Yes, he did" and a bare name claim what the question asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.verifying.lexicon import Lexicon
from rag.verifying.words import Word

# Of the words of the question, names among them, the text cited for a reply that leans on it has to speak of more than
# these: who asks words it otherwise.
SPOKEN = 0.5

# A sentence without a verb that is longer is a headline or a list, and tells by itself what it is about.
_FRAGMENT = 10

_YES_NO = re.compile(r"^(?:yes|no)\b[\s,.:;!–—-]*", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:but|\w+ed|known|built|born|made|written)\b")
_OPENS = re.compile(
    r"\W*(?:in|on|at|by|from|for|with|within|under|over|after|before|during|since|until|as|when|while|although|once|"
    r"according|last|next|this|earlier|later|yesterday|today|meanwhile|however|instead|then|now)\b",
    re.IGNORECASE,
)
_AUXILIARY = frozenset(
    "is are was were be been being has have had do does did will would can could may might shall should must".split()
)


def without_yes_no(sentence: str) -> str:
    """`sentence` without a "Yes" or "No" before it."""
    return _YES_NO.sub("", sentence)


def without_aside(sentence: str) -> str:
    """`sentence` up to where it begins to describe what it has named: "Osk, named after its founder".

    What opens with a time or a place ("On Monday, armed men …") names nothing yet.
    """
    return sentence if _OPENS.match(sentence) else _ASIDE.split(sentence, maxsplit=1)[0]


def is_fragment(words: Sequence[Word]) -> bool:
    """Whether the words make no sentence: "2023", "The mayor of Osk"; what may be a verb is taken for one."""
    return len(words) <= _FRAGMENT and not any(_may_be_verb(word) for word in words)


def _may_be_verb(word: Word) -> bool:
    return word.past or word.text.casefold() in _AUXILIARY or (word.text.islower() and word.text.endswith("s"))


def repeats(words: Sequence[Word], question: str, lexicon: Lexicon) -> bool:
    """Whether a reply holds nothing but names of the question, and so cannot be what it asks for."""
    asked = {word.stem for word in lexicon.spoken(question)}
    told = [word for word in words if word.content]
    return bool(told) and all(word.stem in asked and word.text[0].isupper() for word in told)


def speaks_of(text: str, question: str, lexicon: Lexicon) -> bool:
    """Whether `text` speaks of what `question` asks about, by its words."""
    asked = {word.stem for word in lexicon.spoken(question)}
    spoken = {word.stem for word in lexicon.spoken(text)}
    return not asked or len(asked & spoken) > SPOKEN * len(asked)
