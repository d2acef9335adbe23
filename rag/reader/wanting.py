"""What one party wants of another: told apart from what the other wants of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.names import mentions, names_in

_WANT = "want|demand|expect|ask|require|request|seek|sought|insist|claim|call|urge|wish|hope|need"
_GIVE = "offer|promise|propose|pledge|grant|concede"
_WANTING, _GIVING = (re.compile(rf"\b(?:{verbs})(?:e?s|e?d|ing)?\b", re.IGNORECASE) for verbs in (_WANT, _GIVE))
_ASKED = re.compile(
    rf"\bwhat\b.*? (?:does|did|do|is|are|was|were|would|will|has|have|had) (?P<who>.+?)"
    rf" (?P<verb>(?:{_WANT}|{_GIVE})(?:e?d|ing)?)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\b(?:from|of|to|by)\b (?P<other>.+)", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()“”\"–—]|\b(?:and|but|while|whereas|that|which|who|if|because)\b", re.IGNORECASE)
# "wants the owner to", "demands that the owner", and, where a clause begins, "from the owner".
_PARTY = r"(?P<whom>(?:the |its |his |her )?\S+(?: [A-Z]\S+)?)"
_WHOM = re.compile(rf" (?:[^,;.]{{0,40}}?\bthat )?(?!(?:in|to|of|by|from|for|at|on)\b){_PARTY}")
_FROM = re.compile(rf"(?:^|[,;:] )from {_PARTY}", re.IGNORECASE)
_STANDS_FOR = re.compile(r"\b(?:he|she|it|they|we|you|i)\b", re.IGNORECASE)
# "Russia says it wants": whoever says it is meant.
_SAYS_IT = re.compile(r"\s*(?P<who>\S.*?) (?:says?|said) (?:he|she|it|they)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w-]*")

# Words of a subject: "the former head of the dockers' union".
_SUBJECT_WORDS = 8


def is_wanted_by_the_other(question: str, sentence: str) -> bool:
    """Whether it is asked what one wants of another, and the sentence tells only what is wanted of the one.

    "What does the union want from the owner?" is not answered by "The owner wants longer shifts from the union."
    """
    asked = _ASKED.search(question)
    other = _OF_WHOM.search(asked["rest"]) if asked else None
    if not asked or not other:
        return False
    verbs = _WANTING if _WANTING.fullmatch(asked["verb"]) else _GIVING
    found = list(verbs.finditer(sentence))
    subjects = [_subject(sentence[: verb.start()]) for verb in found]
    if any(_names_party(subject, asked["who"]) for subject in subjects):
        return False
    wanted_of = _wanted_of(sentence, found) if verbs is _WANTING else []
    if any(_names_party(whom, other["other"]) for whom in wanted_of):
        return False
    return any(_names_party(subject, other["other"]) for subject in subjects) or any(
        _names_party(whom, asked["who"]) for whom in wanted_of
    )


def _wanted_of(sentence: str, verbs: Sequence[re.Match[str]]) -> list[str]:
    """Of whom something is wanted: who is named after a verb, or after "from" where a clause begins."""
    behind = (_WHOM.match(sentence, verb.end()) for verb in verbs)
    return [match["whom"] for match in (*behind, *_FROM.finditer(sentence)) if match and verbs]


def _subject(before: str) -> str:
    """Who is named before the verb in its clause, with what stands between commas; "" for a pronoun."""
    *earlier, clause = _CLAUSE.split(before)
    if not clause.strip():
        clause = " ".join(earlier[-2:])
    if told := _SAYS_IT.match(clause):
        clause = told["who"]
    return "" if _STANDS_FOR.search(clause) else " ".join(clause.split()[-_SUBJECT_WORDS:])


def _names_party(text: str, party: str) -> bool:
    """Whether `text` has a name of `party`, or, where it has none, its last word."""
    names = names_in(party)
    if names:
        return any(mentions(text, name) for name in names)
    words = [word.lower() for word in _WORD.findall(party)]
    return bool(words) and words[-1] in {word.lower() for word in _WORD.findall(text)}
