"""What a question asks for: the kind of answer it expects, and whether one sentence or several will do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.broad import asks_for_overview
from rag.days import MONTH, WEEKDAY
from rag.full_names import asked_name, full_name
from rag.names import Term, names_in, normal_number, numbers_in

AnswerType = Literal[
    "name", "identity", "quote", "year", "time", "number", "person", "place", "reason", "yes-no", "other"
]


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_FILE = r"(?:article|source|document|text|report|outlet|file|piece)"
_UTTER = (
    r"(?:say|says|said|tell|told|write|wrote|written|words?|worded|phrase\w*|state[ds]?|put|quote\w*|call(?:s|ed)?"
    r"|announce\w*|declare\w*|post(?:ed)?|publish\w*|demand\w*|promise\w*|threat\w*|warn\w*|asked|repl\w+|answer\w*)"
)
# These decide wherever they stand; of the others the first in the question does: in "What is it called when …"
# nobody asks for a time.
_DECIDING: tuple[AnswerType, ...] = ("identity", "quote", "year")
_TYPES: dict[AnswerType, re.Pattern[str]] = {
    "identity": re.compile(r"^(?i:(?:so |and )?who(?: exactly)?(?: is| was| are| were|['’]s))\s+(?:[A-Z]|[a-z]+\W*$)"),
    "quote": _pattern(
        # Not "what for, exactly?" or "how many exactly".
        rf"exactly\b(?=[^?]*\b{_UTTER}\b)", rf"{_UTTER}\b[^?]*\bexactly",
        "(?:exact|own|very|actual) words", "word[ -]for[ -]word", "verbatim", "quote",
        "(?:which|what) words(?! of\\b)",
        r"how (?:did|does|do|has|had) .{2,40} put it(?! (?:out|together|up|off|away|back|down|in|on)\b)",
    ),
    "year": _pattern("(?:what|which) years?"),
    "time": _pattern(
        "when", "(?:what|which) (?:day|date|month|time|weekday|century|decade)", "how long ago", "since when",
        "what day", "what dates",
    ),
    "number": _pattern(
        # How many articles tell something is not told by a number in one of them.
        rf"how (?:many(?! (?:of the |other )?{_FILE}s?\b)|much|big|large|often|old|long|far|high|tall|wide|heavy)",
        "what (?:percent(?:age)?|share|number|amount|price|figure|sum|size)", "how many times",
        r"what (?:do|does|did|will|would) (?!it )[^?]{2,60}? cost(?=\W*$)",
        # Not "What is a birth rate?" or "the unit of length", which ask what something is.
        r"what(?:['’]s| is| was) (?:the|its|his|her|their|[\w’'-]+['’]s) "
        r"(?:(?!(?:of|to|for|on|by|in|and|or|between|from)\b)[\w’'-]+ ){0,3}?"
        r"(?:rate|population|percentage|price|number|amount|cost|revenue|turnover|length|height|distance|salary)"
        r"(?= (?:of|in|for)\b|\W*$)",
    ),
    "person": _pattern(
        "who", "whom", "whose", "which (?:person|official|minister|leader|president|politician|author|journalist)",
    ),
    "place": _pattern("where", "(?:what|which) (?:city|country|place|province|region|town|state|countries|cities)"),
    "reason": _pattern("why", "what (?:reason|reasons|caused|explains)", "how come", "how so"),
    "yes-no": re.compile(
        r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.IGNORECASE
    ),
    "other": _pattern("what", "which", "how"),
}  # fmt: skip

_SEVERAL = re.compile(
    rf"\b(?:which|what|how many) (?:of the |other )?{_FILE}s?\b"
    rf"|\b(?:the|these|those|all|other|different|various|several|both|two|three|four|five) {_FILE}s\b|\beach {_FILE}\b"
    # "Is it growing, or is it shrinking?" takes both sides.
    r"|,? or (?:is|are|was|were|does|do|did|has|have|will)\b"
    r"|\b(?:compar\w*|contrast\w*|summar\w*|overview|differ\w*|disagree\w*|in common|similarit\w*)\b"
    r"|\b(?:list|everything|all the|main points|key points|what are the|what do we know|tell me (?:all )?about)\b"
    r"|\bwhat (?:topics|issues|areas|sectors|ways|things|measures|claims)\b|^where (?:is|are|was|were) .+ mentioned\b",
    re.IGNORECASE,
)
# Words that speak of the documents themselves; they are not looked for in the text.
META_WORDS = re.compile(
    rf"\b(?:{_FILE}s?|mention\w*|according|summar\w*|overview|compare|list|describe|main|key|points?)\b", re.IGNORECASE
)


_SAY = r"(?:say|tell|report|write|describe|mention|discuss|cover|carry|state|claim|show|agree|think|give|speak|talk)s?"
_DETERMINER = r"(?:the|these|those|all|all the|both|both the|your|different|various|other)"
# What frames a question by speaking of the documents: no sentence of theirs answers to it.
_FRAME = re.compile(
    rf"^(?:what|how) (?:do|does|did) (?:{_DETERMINER} )?{_FILE}s? {_SAY}(?: us)?(?: (?:about|on|of|that))? "
    rf"|^(?:which|what|how many) (?:of the |other )?{_FILE}s? {_SAY}(?: (?:about|on|of|that))? "
    rf"|^do (?:{_DETERMINER} )?{_FILE}s {_SAY}(?: (?:about|on|of|that))? "
    rf"|^(?:according to|across|between|in) (?:{_DETERMINER} )?{_FILE}s,? "
    rf"|,? and (?:do|does|did) (?:{_DETERMINER} )?{_FILE}s .*$"
    rf"|,? (?:in|across|according to) (?:{_DETERMINER} )?{_FILE}s(?=\W*$)"
    r"|^(?:please )?(?:summari[sz]e|compare|contrast|list|describe|tell me (?:all )?about|what do we know about) "
    r"|,? (?:have been|has been|are|is|was|were) (?:reported|mentioned)(?=\W*$)"
    r"|^where (?:is|are|was|were) (?=.+ mentioned\b)| mentioned(?=\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """The expected type of answer, whether it takes several sentences, and what is asked for.

    focus: the question without the frame that speaks of the documents: "Western sanctions on Russia?" for "What do
    the articles say about Western sanctions on Russia?"; "Who is Bruun?" for "What is Bruun's first name?". It is what
    passages are searched for and read with.
    """

    answer_type: AnswerType
    several: bool
    focus: str


def analyse(question: str) -> QuestionKind:
    """What `question` asks for, by its words."""
    if name := asked_name(question):
        return QuestionKind("name", False, f"Who is {name.text}?")
    several = bool(_SEVERAL.search(question)) or asks_for_overview(question)
    focus = (_FRAME.sub("", question).strip() if several else "") or question
    found = {kind: match.start() for kind, pattern in _TYPES.items() if (match := pattern.search(question))}
    for kind in _DECIDING:
        if kind in found:
            return QuestionKind(kind, several, focus)
    return QuestionKind(min(found, key=lambda kind: found[kind]) if found else "other", several, focus)


_ROLE = (
    r"(?:president|minister|premier|chancellor|secretary|official|leader|chief|head|director|chair\w*|officer|"
    r"professor|founder|author|writer|expert|spokes\w+|governor|senator|ambassador|general|king|queen|member|player|singer|"
    r"actor|actress|scientist|politician|diplomat|journalist|editor|executive|owner|coach|judge|lawyer|analyst|adviser|aide)"
)
_CUES: dict[AnswerType, re.Pattern[str]] = {
    # Words in inverted commas are no quotation of what somebody said until they make a clause.
    # The mark that opens it may be lost.
    "quote": re.compile(r'[“"][^”"]{25,}|^[^“”"]{25,}”'),
    "year": re.compile(r"\b(?:1\d|20)\d\ds?\b"),
    "time": re.compile(
        r"\b(?:1\d|20)\d\ds?\b|\b\d{1,2}[/.:]\d{1,2}\b|\b\d{1,2} ?[ap]\.?m\b"
        rf"|\b{WEEKDAY}\b"
        rf"|\b{MONTH}\b"
        r"|\b(?:today|yesterday|tomorrow|eve of|before|after|during|since(?! then)|until|ago|century|decades?)\b"
        r"|\bannual"
        r"|\b(?:last|next|this|that) (?:week|month|year|night|spring|summer|autumn|fall|winter)\b"
    ),
    "reason": re.compile(
        r"\b(?:because|since|due to|so that|in order to|as a result|owing to|thanks to|reason|citing|aim\w*|seek\w*)\b"
        r"|\b(?:to|for) \w+",
        re.IGNORECASE,
    ),
}
# Who asks for a phrase is content with less than a clause.
_ASKS_PHRASE = re.compile(
    r"\b(?:which|what) words?\b|\b(?:phrase|term|expression|adjective|metaphor)s?\b", re.IGNORECASE
)
_PHRASE = re.compile(r'[“"][^”"]{3,}')
# "On the eve of the visit" tells when something else was, to somebody who asks when the visit is.
_RELATIVE = re.compile(r"\b(?:eve of|before|after|during|since|until)\b(?P<what>[^,.;:]{0,60})")
_SEASON = re.compile(
    r"\s*(?:the )?(?:spring|summer|autumn|fall|winter|night|midnight|dawn|noon|day|week|month|year|war)\b"
)
_BECAUSE = re.compile(
    r"\b(?:because|due to|so that|in order to|as a result|owing to|thanks to|(?<!no )reasons?|citing|arguing"
    r"|complaining|accusing|blam(?:es|ed|ing)|in (?:response|retaliation|protest))\b",
    re.IGNORECASE,
)
# What an age, a time or length, and a sum of money are told in. Of 363 such questions of the training sets 14 are
# answered without.
_UNITS = (
    (
        re.compile(r"\bhow old\b", re.IGNORECASE),
        re.compile(
            r"\byears?[ -]old\b|\bage[ds]?\b|, \d\d?,|\b(?:born|birthday|years?|months?|weeks?|days?|decades?|centur\w+"
            r"|teens?|teenage\w*|old|oldest|founded|built|dat(?:es?|ed|ing)|[12]\d{3})\b"
            r"|\b(?:of|at|turned) (?:\d\d|\w+ty)\b|\b\w+ties\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow long\b(?! ago\b)", re.IGNORECASE),
        re.compile(
            r"\b(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|nights?|weeks?|months?|years?|seasons?|decades?|centur(?:y|ies)"
            r"|generations?|a?eons?|ages|terms?|life|overnight|fortnights?|sessions?|rounds?|pages?|yards?|km|kilomet\w+|miles?|met(?:re|er)s?|feet|foot|ft|inch(?:es)?"
            r"|[cm]m|until|till|since|from|forever|always|indefinite\w*|permanent\w*|immediate\w*|eventually|throughout"
            r"|while|between|through|as soon as|too long|\d+m|[12]\d{3})\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\bhow much (?:money|cash|debt|profit|revenue|income|funding|tax)\b"
            r"|\bhow much (?:did|does|do|will|would|has|have|had|is|was)\b[^?]*"
            r"\b(?:cost|paid|pay|earn(?:ed)?|spen[dt])\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"[$€£¥%]|\b(?:dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|cents?|francs?|rupees?|crowns?|marks|gold|silver"
            r"|coins?|free|percent|per cent|half|[mb]illions?|trillions?|thousands?|hundreds?|\d[\d.,]*\d|a lot"
            r"|nothing|[A-Z]{3})\b"
        ),
    ),
)
# Not "the two powers", which counts nothing that one could ask for.
_COUNT_WORDS = re.compile(
    r"(?<!the )(?<!these )\b(?:two|twice|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?"
    r"|thousands?|millions?|billions?|trillions?)\b",
    re.IGNORECASE,
)


def gives_reason(text: str) -> bool:
    """Whether `text` says in so many words why something is so."""
    return bool(_BECAUSE.search(text))


def fits(kind: QuestionKind, question: str, text: str) -> bool:
    """Whether `text` holds the kind of thing that `question` asks for, beyond what the question says itself."""
    if kind.answer_type == "name":
        return any(full_name(text, name) for name in names_in(kind.focus))
    if kind.answer_type == "identity":
        return any(_is_introduced(name, text) for name in names_in(question))
    if kind.answer_type == "number":
        if unit := next((unit for asked, unit in _UNITS if asked.search(question)), None):
            return bool(unit.search(text))
        known = {normal_number(term.text) for term in numbers_in(question)}
        return bool(_COUNT_WORDS.search(text)) or any(term.normal not in known for term in numbers_in(text))
    if kind.answer_type == "quote" and _ASKS_PHRASE.search(question):
        return bool(_PHRASE.search(text))
    if kind.answer_type == "time":
        text = _RELATIVE.sub(lambda match: " " if _is_asked_about(question, match["what"]) else match.group(), text)
    if kind.answer_type in {"person", "place"}:
        asked = {name.normal for name in names_in(question)}
        return any(name.normal not in asked for name in names_in(text))
    cue = _CUES.get(kind.answer_type)
    return cue is None or bool(cue.search(text))


def _is_asked_about(question: str, what: str) -> bool:
    """Whether `what` names what `question` names: all its names and numbers, of which it has some."""
    asked = {term.normal for term in (*names_in(question), *numbers_in(question))}
    told = {term.normal for term in (*names_in(what), *numbers_in(what))}
    return bool(told) and told <= asked and not _SEASON.match(what)


def _is_introduced(name: Term, text: str) -> bool:
    """Whether `text` says who a name is: after a role, or before ", a …" or ", who …"."""
    last = re.escape(name.text)
    before = rf"\b{_ROLE}\s+(?:[A-Z][\w’'-]*\s+){{0,2}}{last}\b"
    after = rf"\b{last},\s+(?:an?|the|who|whose|[\w’'-]+\s+){{1,4}}{_ROLE}\b|\b{last}\s+(?:is|was)\s+(?:an?|the)\b"
    return bool(re.search(before, text, re.IGNORECASE) or re.search(after, text, re.IGNORECASE))
