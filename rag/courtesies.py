"""The question itself, out of what people put around it: "Hi, could you tell me who …, please? It's for school."

Models of questions are taught with bare ones, and take every word for something asked.
"""

from __future__ import annotations

import re

from rag.names import names_in

_ASKING = (
    r"(?:(?:who|what|when|where|how)s|who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"(?:in|on|at|for|by|to|from|with|of|about) (?:which|what|whom|whose))\b"
)
_WHETHER = r"(?:whether(?: or not)?|if)\b"
_IMPERATIVE = r"(?:tell|list|summari[sz]e|describe|compare|contrast|name|give|quote|cite|show|explain|outline)\b"
_ME = r"(?:me|us)"
_YOU = (
    r"(?:(?:can|could|would|will) you(?: please| kindly| just| maybe| quickly)*(?: be able to)?"
    r"|any chance (?:that )?you (?:can|could)"
    r"|i(?:[’']d| would) (?:be (?:grateful|glad|happy)|appreciate it) if you (?:can|could|would))"
)
_LEARN = r"(?:know|ask(?: you)?|find out|understand|learn|hear|see|remember|recall|figure out|work out|check|look up)"
_TELL = (
    rf"(?:(?:please |kindly )?(?:(?:tell|remind|show|give) {_ME}|explain(?: to {_ME})?|let {_ME} know"
    rf"|help {_ME}(?: to)? {_LEARN}|(?:find out|check|look up|see)(?: for {_ME})?)"
    r"(?: (?:again|honestly|exactly|quickly|briefly))?)"
)
_I = r"(?:i(?:[’']?[dm]| would| am| was|(?:[’']ve| have) been)?|we(?:[’']re|[’']d| are| would)?)"
_WISH = (
    rf"(?:(?:{_I}(?: really| just| also)* (?:like|love|want|need|wish|trying|hoping|looking) to"
    rf"|(?:want|need|trying) to) {_LEARN}"
    rf"|(?:{_I} )?(?:also |just )*(?:wonder(?:ing|ed)?|curious(?: to know)?)|(?:may|can|could|might) i ask(?: you)?"
    r"|(?:do(?:es)?|would) (?:you|any(?:one|body)) (?:happen to )?(?:know|remember|recall)"
    r"|(?:do you have )?(?:any|some|no) (?:idea|clue)|let me ask(?: you)?(?: this)?"
    r"|i (?:do not|don[’']?t|can[’']?t|cannot|forgot?|forget)(?: quite| really)?"
    r"(?: know| remember| recall| understand)?"
    r"|(?:(?:i (?:have|had)|i[’']ve got) )?(?:a|one|another|my|the) (?:(?:quick|simple|short|small|last) )?"
    r"question(?: is)?(?=[,:]))"
)
_REQUEST = rf"(?:{_YOU} )?(?:{_TELL}|{_WISH})(?:,? please)?(?:\s*[,:;]|\s+[–—-])?\s*"
_MARK = r"(?:\s*[,!.:;…]+\s+|\s+[–—-]+\s+)"
# A name or title may begin as a greeting does: "Hello, Goodbye".
_GOES_ON = rf"(?=(?-i:[a-z])|{_ASKING}|{_REQUEST}|{_IMPERATIVE})"
_THANKS = r"(?:many )?thanks|thank you"


def _opening(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^[\s.,;:!?–—-]*{pattern}", re.IGNORECASE)


_OPENINGS = (
    _opening(
        r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: (?:there|byline|all|everyone|again))?"
        rf"(?:\s*[!.]+\s+|{_MARK}{_GOES_ON}|\s+(?=please\b|so\b|{_ASKING}|{_YOU}|{_TELL}|{_WISH}))"
    ),
    _opening(
        rf"(?:(?:{_THANKS})\b(?:,? (?:a lot|again|so much|very much|that|for|it)\b[^?!.:]{{0,40}})?"
        r"|sorry(?: to (?:bother|ask)(?: you)?(?: again)?)?|excuse me|pardon(?: me)?|out of (?:interest|curiosity)"
        r"|ok(?:ay)?|right|great|perfect|alright|(?:just )?curious|(?:maybe )?a (?:silly|stupid|dumb) question"
        r"|(?:(?:just )?one (?:more|last) |last |next |quick |another |same )?(?:thing|question|one)(?: for you)?)"
        rf"{_MARK}(?:(?:and|but|so|then)\s+)?{_GOES_ON}"
    ),
    _opening(rf"(?:(?:ok(?:ay)?|so|well|right|now)(?:,? (?:so|then|but|and|now))?|sorry),? (?={_ASKING})"),
    _opening(rf"(?:please|kindly)(?:,\s*|\s+(?=(?-i:[a-z])|{_ASKING}))"),
    _opening(rf"{_YOU} (?={_IMPERATIVE})"),
    _opening(rf"{_REQUEST}(?={_ASKING})"),
    # As in "My friends and I argue about this: …" and "This may sound odd, but …".
    _opening(
        rf"(?=[^?“”\"]{{0,80}}\b(?:I|me|my|we|us|our)\b)[^?:“”\"]{{1,120}}:\s+(?={_ASKING})",
    ),
    _opening(
        r"(?:(?:this|that|it) (?:may|might|will|could|is going to|probably) (?:sound|seem|be)|i|sorry"
        r"|(?:a )?(?:silly|stupid|dumb|odd|weird|random))\b[^?:.“”\"]{0,60}\bbut,? "
        rf"(?={_ASKING})"
    ),
)
# "Whats" and "wheres", as typed, are no names.
_CLIPPED = re.compile(r"^\W*(?P<word>who|what|when|where|how)s(?= \w)", re.IGNORECASE)
_INDIRECT = _opening(rf"{_REQUEST}{_WHETHER}\s+")
_ASKS = _opening(rf"{_REQUEST}(?:{_ASKING}|{_WHETHER})")

_END = r"[\s.,;:!?]*$"
_MUCH = r"(?i:,? (?:in advance|a lot|so much|very much|a million|again|byline|all|everyone|for (?:your|the|any) \w+))*"
# Thanks and pleas are also told of: "Who said thanks?", "Whom does he want to please?"
_NOT_TOLD = "".join(rf"(?<!\b{word})" for word in "to say said of with no give gave send sent many the his her".split())
_CLOSINGS = (
    re.compile(rf"(?:(?<=[.?!]) ?(?i:please|pls|plz)|{_NOT_TOLD},?\s(?:please|pls|plz)){_END}"),
    re.compile(
        rf"(?:(?<=[.?!]) ?(?i:{_THANKS}|thx|cheers|ta)|[,;–—-] ?(?:{_THANKS}|thx|cheers)"
        rf"|{_NOT_TOLD} (?i:thanks|thx)){_MUCH}{_END}"
    ),
    re.compile(
        r",? (?:do you (?:happen to )?know|(?:would|do) you remember|any idea|by any chance"
        r"|if (?:you (?:know|can|could|please|don[’']t mind(?: me asking)?)|possible|i may ask|that[’']s ok(?:ay)?)"
        rf"|(?:lol|haha)(?:,? just (?:wondering|curious|asking))?|just (?:wondering|curious|asking)){_END}",
        re.IGNORECASE,
    ),
)

# What the asker tells of himself.
_ASIDE = re.compile(
    r"(?:i|i[’']?(?:m|ve|d|ll)|my|we|we[’']re|our|(?:it|this|that)(?:[’']?s| is| was)? (?:for|just for|been)"
    r"|just (?:curious|wondering|checking|asking)|(?:it )?would be (?:great|good|nice|lovely)|not sure"
    r"|no (?:idea|clue|rush)|can[’']?t (?:remember|find|recall)|asking for|need (?:it|this)|do you know|any idea"
    r"|(?:last|next|one more|another) (?:thing|one|question)|right, |hope|sorry)\b",
    re.IGNORECASE,
)
# As in "I read that he was named. Why?".
_OF_THE_MATTER = re.compile(r"\b(?:that|about|read|heard|saw|said|says)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.?!…])\s+(?=[\w“\"'‘])")


def without_courtesies(question: str) -> str:
    """`question` without greeting, thanks, "please" and "I would like to know"; as it is where nothing else is left.

    "Could you tell me whether …?" becomes "Is it true that …?".
    """
    asked = question
    while (shorter := _stripped(_without_asides(asked))) != asked:
        asked = shorter
    asked = _CLIPPED.sub(r"\g<word>'s", _INDIRECT.sub("Is it true that ", asked))
    return asked if re.search(r"\w", asked) else question


def _without_asides(question: str) -> str:
    """`question` without the sentences that tell of the asker, where another sentence asks."""
    sentences = _SENTENCES.split(question)
    first = next((number for number, sentence in enumerate(sentences) if sentence.endswith("?")), len(sentences))
    left = [s for n, s in enumerate(sentences) if not _is_aside(s) or (n < first and _OF_THE_MATTER.search(s))]
    return " ".join(left) if left and len(left) < len(sentences) else question


def _is_aside(sentence: str) -> bool:
    if not _ASIDE.match(sentence) or _ASKS.match(sentence):
        return False
    names = names_in(sentence[:1].lower() + sentence[1:])
    return all(re.match("I[’']", name.text) for name in names)


def _stripped(question: str) -> str:
    for opening in _OPENINGS:
        if match := opening.match(question):
            rest = question[match.end() :]
            return rest[:1].upper() + rest[1:]
    for closing in _CLOSINGS:
        if match := closing.search(question):
            rest = question[: match.start()].rstrip(" ,;:–—-")
            return f"{rest}?" if "?" in match.group() and not rest.endswith("?") else rest
    return question
