"""What a question asks for: the kind of answer it expects, and whether one sentence or several will do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

AnswerType = Literal["person", "time", "number", "place", "reason", "yes-no", "other"]

_NUMBER_WORDS = r"how (?:many|much|big|large|often|old|long|far|high|tall|wide|heavy)|what (?:percent\w*|share|number|amount|price|figure|sum)"


def _typed(*pairs: tuple[AnswerType, str]) -> tuple[tuple[AnswerType, str], ...]:
    return pairs


_TYPES: dict[AnswerType, re.Pattern[str]] = {
    answer_type: re.compile(pattern, re.IGNORECASE)
    for answer_type, pattern in _typed(
        ("time", r"\b(?:when|what (?:day|date|year|month|time|weekday)|which (?:day|date|year|month|weekday)|on what day|how long ago)\b"),
        ("number", rf"\b(?:{_NUMBER_WORDS})\b"),
        ("person", r"\b(?:who|whom|whose|which (?:person|official|minister|leader|president|politician|author))\b"),
        ("place", r"\b(?:where|(?:what|which) (?:city|country|place|province|region|town|state))\b"),
        ("reason", r"\b(?:why|what (?:reason|caused|explains)|how come)\b"),
        ("yes-no", r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"),
    )
}  # fmt: skip

_SEVERAL = re.compile(
    r"\b(?:which|what|how many) (?:of the )?(?:articles?|sources?|documents?|texts?|reports?|outlets?|files?)\b"
    r"|\b(?:the|these|all|other|different|various|five|several|both|each) (?:articles?|sources?|documents?|texts?|reports?|outlets?|files?)\b"
    r"|\b(?:compar\w*|contrast\w*|summar\w*|overview|differ\w*|disagree\w*|agree between|in common|similarit\w*)\b"
    r"|\b(?:across|between) (?:the )?(?:articles|sources|documents|texts|reports)\b"
    r"|\b(?:list|tell me (?:everything|about|all)|everything|all the|main points|key points|what are the|what do we know)\b"
    r"|\bwhat (?:topics|issues|areas|sectors|ways|things|measures|claims)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """The expected type of answer, and whether it takes several sentences."""

    answer_type: AnswerType
    several: bool


def analyse(question: str) -> QuestionKind:
    """What `question` asks for, by its words."""
    several = bool(_SEVERAL.search(question))
    for answer_type, pattern in _TYPES.items():
        if pattern.search(question):
            return QuestionKind(answer_type, several)
    return QuestionKind("other", several)


_CUES: dict[AnswerType, re.Pattern[str]] = {
    "time": re.compile(
        r"\b(?:1[0-9]|20)\d\d\b|\b\d{1,2}[/.:]\d{1,2}\b"
        r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
        r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
        r"|\b(?:today|yesterday|tomorrow|(?:last|next|this|that) (?:week|month|year|night|spring|summer|autumn|fall|winter)"
        r"|eve of|before|after|during|since|until|ago|century|decades?|annual\w*)\b"
    ),
    "number": re.compile(
        r"\d|%|\b(?:one|two|twice|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?"
        r"|trillions?|half|third|quarter|double|single|several|once|both)\b",
        re.IGNORECASE,
    ),
    "person": re.compile(r"\b[A-Z][\w’'-]+"),
    "place": re.compile(r"\b(?:in|at|to|from|near|on|of) (?:the )?(?:\w+ )?[A-Z]|’s [A-Z]"),
    "reason": re.compile(
        r"\b(?:because|since|due to|so that|in order to|as a result|owing to|thanks to|to \w+|reason|citing|aim\w*|seek\w*|for)\b",
        re.IGNORECASE,
    ),
}


def fits(answer_type: AnswerType, text: str) -> bool:
    """Whether `text` holds the kind of thing that is asked for."""
    cue = _CUES.get(answer_type)
    return cue is None or bool(cue.search(text))
