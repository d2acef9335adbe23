"""Whose words a question asks for, and what they are about.

"What did Ida Bruun say about food?", "What was her comment on food?", "How did she put it that food is dear?" and
"Quote the line where she complains of food" ask the same.
"""

from __future__ import annotations

import re

from rag.days import MONTH, WEEKDAY
from rag.names import Term, is_country, names_in

# That the words are wanted as they were spoken says nothing of what they are about.
_AS_SPOKEN = re.compile(
    r",?\s*\b(?:in (?:his|her|their|its) (?:own|exact|very) words|word[ -](?:for|by)[ -]word|verbatim|literally)\b,?",
    re.IGNORECASE,
)
_SAY = (
    r"say|says|said|tell|tells|told|state|states|stated|claim|claims|claimed|think|thinks|thought"
    r"|allege|alleged|stress|stressed|add|added|answer|answered|reply|replied|announce|announced|promise|promised|warn"
    r"|warned|predict|predicted|explain|explained|argue|argued|insist|insisted|suggest|suggested|propose|proposed"
    r"|write|writes|wrote"
)
_POST = r"post|posted|publish|published|tweet|tweeted"
_NO_VERB = r"(?:(?!\b(?:did|does|do|has|had|is|was|are|were|will|would|can|could)\b)[^?])"
# Bounded, since these patterns try every place for the end of each part.
_WHO = rf"(?P<who>{_NO_VERB}{{1,60}}?)"
_SAID = re.compile(
    rf"\bwhat (?:exactly |else )?(?:(?:did|does|do|has|had) )?{_WHO} (?:{_SAY}|(?P<posts>{_POST}))\b", re.IGNORECASE
)
# "What was her comment on food?" asks the same as "What did she say about food?".
_COMMENT = re.compile(
    r"\bwhat(?:['’]s| is| was| are| were) (?P<who>[^?]{2,60}?)['’]s? (?:[a-z]+ )?"
    r"(?:words?|remarks?|comments?|statements?|views?|opinions?|stances?|positions?|thoughts?|take|message)\b",
    re.IGNORECASE,
)
# The occasion is no part of the topic: "sanctions at the forum", "trade in his speech"; nor is the day.
_DAY = (
    rf"(?:the\s)?(?:{MONTH}\s\d+|\d+(?:st|nd|rd|th)?(?:\sof)?\s{MONTH}|\d+(?:st|nd|rd|th)|{WEEKDAY})\b"
    r"(?:,?\s\d{4})?"
)
_WHAT = (
    # "When she spoke of food" tells no more than what she spoke of.
    r"(?:(?:when|as|while) (?:he|she|they) [a-z]+ (?:(?:up|about|of|on|to) )?)?"
    r"(?P<what>(?!(?:it|that)\W*$)[^?]{1,200}?)"
    r"(?:\s+(?:at(?! which)|during)\s[^?]{1,200}"
    r"|\s+in (?:an?|the|this|that|his|her|their) (?:speech|interview|address|post|article)\b[^?]{0,200})?"
    r"\s*(?=[?.!]*$)"
)
_TOPIC = re.compile(
    rf"(?:\son\s{_DAY}|\son\s(?-i:[A-Z])[\w’'-]*(?:\s(?-i:[A-Z])[\w’'-]*)*(?=\sabout))?"
    rf"\s+(?:about|(?P<on>on(?!\s{_DAY}))|of|regarding|concerning)"
    rf"\s+{_WHAT}",
    re.IGNORECASE,
)
_WORDS = (
    r"(?:words?|phrases?|lines?|sentences?|wording|quotes?|quotations?|terms?|expressions?|passage|part|statements?)"
)
_HOW = re.compile(
    rf"\bhow (?:exactly )?(?:did|does|do|has|had) {_WHO} "
    r"(?:put it (?!(?:out|together|up|off|away|back|down|in|on)\b)|describe[ds]? |phrase[ds]? |word(?:ed)? "
    r"|characteri[sz]e[ds]? |sum(?:med)? up |rate[ds]? |judge[ds]? |assess(?:ed)? |explain(?:ed)? |justif(?:y|ied) "
    rf"|defend(?:ed)? (?!against\b)|comment(?:ed)? on )(?:that )?{_WHAT}",
    re.IGNORECASE,
)
_USED = re.compile(
    rf"\b{_WORDS} (?:(?:that|which|with which) )?(?:(?:did|does|do|has|had) )?{_WHO} "
    rf"(?:use[ds]?|chose|choose|{_SAY}|spoke|speaks?) (?:to|for|about|on|of|that|when|regarding) "
    # "To boast about sanctions", "when he spoke of them".
    rf"(?:(?:he |she |they )?[a-z]+ (?:about|of) |(?:describe|characteri[sz]e) )?{_WHAT}",
    re.IGNORECASE,
)
_WHERE = re.compile(
    rf"\b{_WORDS} (?:where|in which|with which|when) {_WHO} (?:{_SAY}|talks?|speaks?)(?: (?:about|of|that|on))? "
    rf"{_WHAT}",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    rf"^\W*(?:please )?(?:quote|cite) {_WHO} (?:on|about|regarding|saying(?: that)?) {_WHAT}", re.IGNORECASE
)
_REPLY = re.compile(
    r"\bwhat(?:['’]s| is| was) (?P<who>[^?]{2,60}?)['’]s? (?:answer|reply) "
    rf"(?:to|on|about|regarding|when (?:he|she|they) (?:was|were) asked about) {_WHAT}",
    re.IGNORECASE,
)
_WITH_TOPIC = (_HOW, _WHERE, _USED, _QUOTE, _REPLY)
_IS_NAMED = re.compile(
    rf"(?P<name>(?:^|\s)(?!(?:{MONTH}|{WEEKDAY})\b)[^\Wa-z][\w’'.-]*(?:\s(?:[^\Wa-z][\w’'.-]*|(?:and|al|bin|von|van|der|den|de|of)\b))*)"
    r"(?:\s(?:exactly|actually|really|himself|herself|later|also|then|both|each|on (?:the )?[\w ]{2,20}))*$"
)
_PAGE = re.compile(
    r"(?:Truth Social|Twitter|X|Facebook|Instagram|Telegram|Weibo|LinkedIn|Threads|TikTok|YouTube|Reddit|Bluesky"
    r"|(?:his|her|their|its|the) (?:blog|website|page|account|channel))",
    re.IGNORECASE,
)


def asked_speaker(question: str) -> tuple[Term, ...]:
    """The names of whose words are asked for, as in "What did Ida Bruun say?"; none for "the articles" or a country."""
    match = _asked(question)
    # "The Trump administration", "Boeing's new boss" is not who is named.
    named = _IS_NAMED.search(match["who"]) if match else None
    names = names_in(named["name"]) if named else []
    return () if any(is_country(name) for name in names) else tuple(names)


def speaker_asked(question: str) -> tuple[int, int] | None:
    """The characters of `question` that tell whose words are asked for, titles and all; None where nobody's are."""
    match = _SAID.search(question) or _COMMENT.search(question)
    return match.span("who") if match and asked_speaker(question) else None


def said_about(question: str) -> str:
    """What somebody's words are asked about: "food" for "What did Ida Bruun say about food?"; else nothing."""
    match = _asked(question) if asked_speaker(question) else None
    if match is None:
        return ""
    if match.re in _WITH_TOPIC:
        return str(match["what"]).strip()
    topic = _TOPIC.match(match.string, match.end())
    if topic is None:
        return ""
    # One speaks on a topic, and posts on a page.
    posts = bool(match.groupdict().get("posts")) and topic["what"][0].isupper()
    is_page = topic["on"] and (posts or _PAGE.fullmatch(topic["what"]))
    return "" if is_page else topic["what"].strip()


def _asked(question: str) -> re.Match[str] | None:
    plain = _AS_SPOKEN.sub("", question)
    return next((match for pattern in (*_WITH_TOPIC, _SAID, _COMMENT) if (match := pattern.search(plain))), None)
