"""What is asked of no passage in particular: what the documents are about as a whole, or nothing at all."""

from __future__ import annotations

import re

_THEM = (
    r"(?:(?:of|from|in|about|on) )?(?:(?:all|each of|everything in) )?(?:the|these|those|this|all|your|my) "
    r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+|whole|entire|other|news) )?"
    r"(?:articles?|documents?|sources?|texts?|files?|reports?|pieces?|corpus|collection|folder|news|stories|story)"
)
_GIST = (
    r"(?:overviews?|summar(?:y|ies)|gist|tl;?dr|big picture|everything|(?:main|key|central|important) "
    r"(?:topics?|points?|ideas?|themes?|takeaways?|facts?|findings?|subjects?|messages?)|takeaways?|highlights|topics)"
)
_OVERVIEW = re.compile(
    r"\W*(?:(?:please|hi|hello|hey|and|so|ok(?:ay)?|(?:can|could|would) you)\W+)*(?:"
    rf"(?:(?:give|tell|show|write)(?: me| us)? )?(?:what(?: is| are|['’]?s) )?(?:an? |the )?"
    rf"(?:short |brief |quick |general |good |full )?{_GIST}(?: {_THEM})?"
    rf"|(?:summari[sz]e|sum up|recap|describe|compare|list)(?: (?:it|this|them|everything|all|{_THEM}))?(?: all)?"
    rf"|what(?: is| are|['’]?s) (?:this|it|these|they|that|all (?:of )?this|{_THEM})(?: all)? about"
    rf"|what(?: is|['’]?s)? (?:all )?in (?:here|there|{_THEM})"
    rf"|what (?:do|does) {_THEM} (?:have in common|say|tell(?: us| me)?|talk about|cover|contain|report)"
    rf"|what (?:unites|connects|links|is common to) {_THEM}"
    r")(?:\W+(?:please|for me|in short|briefly|thanks))*\W*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\W*(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|thanks|thank you|many thanks|thx|"
    r"ok|okay|cool|great|nice|perfect|bye|goodbye|test|testing|help(?: me)?|who are you|what are you|how are you|"
    r"how (?:does|do) (?:this|it|you) work|what can (?:you do|i ask(?: you)?)|(?:so|very) much|there|bot|byline|again|"
    r"please|everyone|all|a lot)(?:\W+|$))+",
    re.IGNORECASE,
)


def asks_for_overview(question: str) -> bool:
    """Whether nothing is asked for but what the documents are about: "Give me an overview"."""
    return _OVERVIEW.fullmatch(question) is not None


def asks_nothing(question: str) -> bool:
    """Whether it is a greeting, thanks or a cry for help, which no document answers."""
    return _GREETING.fullmatch(question) is not None
