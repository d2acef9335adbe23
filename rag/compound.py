"""Two questions in one: "Where did Bruun speak, and on what day?" asks where, and on what day she spoke.

"What did Bruun and Holm say about it?" asks what either of them said.
"""

from __future__ import annotations

import re
from collections.abc import Container

from rag.followups import standalone

_ASKING = r"(?:who|whom|whose|what|when|where|why|how|which)"
_BEFORE = r"(?:(?:on|in|at|by|for|to|from|since|until|with|of|about)\s+)?"
_AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)"
_AND = re.compile(rf"[,;]?\s+and\s+(?={_BEFORE}{_ASKING}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"^\W*{_BEFORE}{_ASKING}\b", re.IGNORECASE)
# "On what day", "why": without a verb it shares that of the question before.
_BARE = re.compile(rf"^{_BEFORE}{_ASKING}(?:\s+(?!{_AUXILIARY}\b)[\w’'-]+){{0,2}}\W*$", re.IGNORECASE)
_VERB = re.compile(rf"\b{_AUXILIARY}\b.*$", re.IGNORECASE)
_OWN_VERB = re.compile(rf"^{_BEFORE}who\b|\b{_AUXILIARY}\b", re.IGNORECASE)
_NAME = r"(?-i:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
# What several agree on or announce is told of them together; what they say is told of each.
_EACH = re.compile(
    rf"^(?P<asks>\W*what (?:do|does|did)) (?P<one>{_NAME}) and (?P<other>{_NAME})(?: each| both)? "
    r"(?P<say>(?:say|think|claim|argue|write)\b(?!.*\b(?:each other|one another|together)\b).*)$",
    re.IGNORECASE,
)
# A question has its asking word, a verb and something to ask about: "how and why did it end?" is one.
_SHORTEST = 3


def parts(question: str, speakers: Container[str] = ()) -> tuple[str, ...]:
    """The questions that `question` asks, each made to stand alone; itself where it asks but one.

    speakers: who is known to say something; only of them each is asked.
    """
    first, *others = _AND.split(question.strip(), maxsplit=1)
    if not others or not _ASKS.match(first) or len(first.split()) < _SHORTEST:
        return _each(question, speakers)
    first = f"{first.rstrip(' ,;?')}?"
    second = _whole(others[0], first)
    return (first, second) if second else (question,)


def _each(question: str, speakers: Container[str]) -> tuple[str, ...]:
    """What either of two speakers said, where their words are asked for."""
    each = _EACH.match(question)
    if each is None or each["one"] == each["other"] or not (each["one"] in speakers and each["other"] in speakers):
        return (question,)
    asks = re.sub(r"\bdo$", "does", each["asks"], flags=re.IGNORECASE)
    return tuple(f"{asks} {each[who]} {each['say']}" for who in ("one", "other"))


def _whole(second: str, first: str) -> str | None:
    """The second question with the verb or the people of the first; None where that has no verb to share."""
    second = second[0].upper() + second[1:]
    if not _BARE.match(second):
        return standalone(second, [(first, "")]) if _OWN_VERB.search(second) else None
    verb = _VERB.search(first)
    return f"{second.rstrip(' ?!.')} {verb.group()}" if verb else None
