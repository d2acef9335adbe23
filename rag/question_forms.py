"""Questions in plain English made of a sentence's own words, each one answered by that sentence.

Only forms that stay grammatical whatever the words are: most sentences give none. Whether the corpus really answers
is for `rag.suggesting` to try.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from index.documents import Document
from index.sentences import SentenceSpan
from rag.days import MONTH, WEEKDAY
from rag.names import names_in
from rag.speakers import speaker_of
from rag.verbs import base_form

Form = Literal["said", "when", "why", "who", "how many", "what is", "about"]

_CAPITAL = r"(?:[A-Z][\w&’'-]*\w|(?:[A-Z]\.){2,})"
_NAME = rf"{_CAPITAL}(?: (?:(?:of|for|de|von|van|al|bin) (?:the )?)?{_CAPITAL})*"
_DEMONYM = (
    r"(?:Western|Eastern|European|African|Asian|American|British|[A-Z][a-z]+(?:ese|ish|nian|rian|sian|lian|dian|"
    r"gian|tian|ench|rman|reek|wiss|utch|raeli|raqi|stani))"
)
_NOUN = r"[a-z]{3,}(?<!ing)(?<!ed)(?<!ly)"
_VERB_AFTER = r"is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|does|do|did"
# What may follow a noun phrase that has ended: else the words after it belong to it ("Apple products").
_ENDED = (
    r"(?= ?[,;:!?—–)”\"]|\.(?!\d)|$"
    rf"| (?:and|or|but|that|which|who|whose|where|when|while|because|since|after|before|if|than|not|{_VERB_AFTER})\b)"
)
_ENDED_OR_PLACED = (
    rf"(?:{_ENDED}|(?= (?:in|on|at|to|for|from|with|by|over|under|against|between|among|about|into|through|during|"
    r"despite|amid)\b))"
)
_TOPICS = (
    re.compile(
        rf"(?P<topic>[Tt]he {_NOUN} (?:of (?:the )?{_NAME}"
        rf"|between (?:the )?{_NAME}(?:, {_NAME})*,? and (?:the )?{_NAME})){_ENDED}"
    ),
    re.compile(rf"(?P<topic>(?:[Tt]he )?{_DEMONYM} {_NOUN}){_ENDED_OR_PLACED}"),
    re.compile(rf"(?P<topic>(?:the )?{_NAME}){_ENDED_OR_PLACED}"),
    # Plural, since "on time" and "over lunch" are no topics and "on sanctions" and "about interest rates" are.
    re.compile(rf" (?:about|on|over|regarding) (?P<topic>(?:{_NOUN} )?[a-z]{{3,}}(?<!s)s){_ENDED}"),
)
_NAMES_ALONE = 2
# Words before a name that make it part of a larger phrase, or no more than the place and the source of the words.
_HELD = re.compile(
    r"(?:\b(?:an?|his|her|their|its|our|my|your|of|and|or|former|[A-Z][\w.]+|in|at|from|by|near|to|as|with|is|are|was|"
    r"were|be|been|become|becoming)|[’'](?:s|re)?|-|&)"
    r" (?:the )?$|[’'-]$"
)
_SAYING = re.compile(
    r"\b(?:said|says|told|added|stated|stressed|noted|argued|claimed|explained|warned|announced|insisted|wrote|expressed|"
    r"accused|alleged|agreed|reiterated|described|predicted|asserted)\b"
)
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")

_DAY = (
    rf"(?:{WEEKDAY}(?: (?:morning|afternoon|evening|night))?|{MONTH} \d{{1,2}}(?:, \d{{4}})?"
    rf"|\d{{1,2}} {MONTH}(?: \d{{4}})?)"
)
_TIME = rf"(?:(?:on )?{_DAY}|in (?:early |late |mid-)?(?:{MONTH}(?: \d{{4}})?|(?:19|20)\d\d))"
_OPENING_TIME = re.compile(rf"^(?i:{_TIME}),? (?=[A-Z])")
_TIME_WITHIN = re.compile(rf" {_TIME}\b")
_OPENING = re.compile(
    r"^(?:Meanwhile|However|Similarly|Eventually|Earlier|Later|Still|Yet|But|And|Also|Moreover|Then|Indeed),? "
)
_AUXILIARY = r"(?:is|are|was|were|has|have|had|will|would|can|could)"
_CLAUSE = re.compile(rf"(?P<who>(?:The |the )?{_NAME}) (?:(?P<aux>{_AUXILIARY})|(?P<verb>[a-z]+)) (?P<rest>.+)")
_REASON = re.compile(r",? because (?:of )?(?=\w+ \w+)")
_ABOUT = r"(?:(?:at least|about|some|nearly|almost|more than|over|around|roughly|up to|an estimated) )?"
_NUMBER = r"(?:\d[\d,.]*\d|\d+)(?: (?:million|billion|trillion))?"
_COUNTED = re.compile(
    rf"(?i:{_ABOUT})(?:{_NUMBER}|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens of|Hundreds of|Thousands of)"
    r" (?P<what>(?:[a-z]+ )?[a-z]{2,}s|people) (?P<rest>(?:are|were|have|had|will|died|live|took|lost|left|came|signed|"
    r"voted|attended|backed)\b.*)"
)
_AMOUNT = re.compile(
    rf"(?P<verb>[a-z]+) {_ABOUT}(?:(?P<money>[$€£]{_NUMBER})|{_NUMBER} (?P<what>(?:[a-z]+ )?[a-z]{{2,}}(?<!s)s))"
    r" (?P<rest>(?:in|for|on|to|from|at|by|with|into|during|against|between|over)\b.+)"
)
_INTRODUCED = re.compile(rf"(?P<who>{_NAME}) ?(?:,|—|–) ?(?P<told>(?:an?|the) [a-z][^,.—–“”]{{6,80}}?) ?(?:,|—|–)")

_IS_A = re.compile(rf"^(?P<who>{_NAME})(?: \([^()]*\))?,? (?P<verb>is|was) (?P<told>(?:an?|the) [^,.—–]{{8,}})")

# Where the part of a sentence that a question can take over ends.
_CUT = re.compile(r"\s*(?:[,;:—–(“\"]| (?:which|who|where|when|while|as|after|before|because|but|so|if|although)\b)")
# Words that mean nothing without the sentences around them, or the day of the report.
_LEANING = re.compile(
    r"\b(?:he|she|it|they|we|i|you|him|her|them|us|his|hers|its|their|theirs|our|my|your|this|that|these|those|there|"
    r"here|then|now|today|yesterday|tomorrow|tonight|ago|last|next|same|such|other|another|former|latter|also|too|again|"
    r"however|so|both|one|ones|who|which|what|said|says|earlier|later|already|still|just|recently|actually|even|not|"
    rf"{WEEKDAY})\b|n’t\b|n't\b"
    r"|\bthe (?:remarks?|comments?|move|decision|deal|announcement|statement|report|company|case|team|two|pair|group|"
    r"agreement|event|meeting|way|time|matter|issue|plan|law|bill|game|season|film|show|study)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    rf"(?:The )?{_NAME} (?:is|are|has|have|had|will|would|can|could|(?:was|were) (?!\w+(?:ed|en|wn)\b))\b"
)
_SAY = frozenset(
    {"say", "tell", "state", "claim", "explain", "warn", "argue", "stress", "think", "want", "know", "mean"}
)
_THING = re.compile(
    r"\b(?:company|organi[sz]ation|group|platform|app|service|agency|party|startup|start-up|model|chatbot|game|film|"
    r"series|album|book|magazine|newspaper|school|university|museum|city|town|village|river|mountain|region|country|"
    r"project|system|technology|law|treaty|alliance|forum|bank|fund|exchange|token|currency|brand|product|network|"
    r"association|league|team|club|band|programme|program|institute|commission|committee|court|ministry|tool|device|"
    r"festival|holiday|disease|species|language|religion|war|battle|station|airport|hospital)s?\b",
    re.IGNORECASE,
)
# What a person is said to be, as against a company or a thing.
_PERSON = re.compile(
    r"\b(?:president|minister|premier|chancellor|secretary|official|leader|chief|head|director|chair\w*|officer|"
    r"professor|(?:co-?)?founder|author|writer|expert|spokes\w+|governor|senator|ambassador|general|king|queen|member|"
    r"player|coach|singer|actor|actress|scientist|politician|diplomat|journalist|editor|executive|owner|judge|lawyer|"
    r"analyst|adviser|aide|mayor|captain|commissioner|lawmaker|economist|historian|researcher|strategist|engineer|designer|chef|doctor|attorney|ceo|deputy)"
    r"\b",
    re.IGNORECASE,
)
_LONGEST_REST = 13
_SHORTEST_REST = 3
# "What did he say about Europe and …": a name longer than this is two names run together, or a title.
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Made:
    """A question, its form, and the sentence (characters of a source) that it is made of and that answers it.

    speaker: who says the sentence, for questions that ask what somebody said.
    """

    text: str
    form: Form
    source: str
    start: int
    end: int
    speaker: str | None = None


def questions_of(
    document: Document, sentences: tuple[SentenceSpan, ...], number: int, speakers: Collection[str] = ()
) -> Iterator[Made]:
    """The questions that sentence `number` of `document` answers by its form, most telling first.

    `speakers` are people who are quoted, and so known to be people.
    """
    span = sentences[number]
    if span.kind != "prose":
        return
    text = " ".join(document.text[span.start : span.end].split())

    def made(form: Form, question: str, speaker: str | None = None) -> Made:
        return Made(question, form, document.source, span.start, span.end, speaker)

    speaker = bare_name(speaker_of(document, sentences, number) or "")
    if speaker:
        asked = f"What did {_with_article(speaker, document.text)} say about"
        yield from (made("said", f"{asked} {topic}?", speaker) for topic in _topics(text, document.text, speaker))
    plain = _OPENING.sub("", text)
    yield from (made("when", question) for question in _when(plain))
    yield from (made("why", question) for question in _why(plain))
    yield from (made("how many", question) for question in _how_many(plain))
    yield from (made("who", question) for question in _who(plain, speakers))
    yield from (made("what is", question) for question in _what_is(text, document.text))


def bare_name(name: str) -> str:
    """The name without titles, roles and peoples before it: "Ding Xuexiang" of "Chinese Vice Premier Ding Xuexiang"."""
    words = name.split()
    while words and (not names_in(words[0]) or _PERSON.fullmatch(words[0]) or re.fullmatch(_DEMONYM, words[0])):
        words.pop(0)
    return " ".join(words)


def _topics(text: str, whole: str, speaker: str) -> Iterator[str]:
    """Noun phrases of `text` that the words of `speaker` are about, the most telling kind first."""
    taken: list[tuple[int, int]] = []
    own = {name.normal for name in names_in(speaker)}
    told, quoted = _told(text), [match.span() for match in _QUOTATION.finditer(text)]
    for pattern in _TOPICS:
        for match in pattern.finditer(text):
            phrase, (start, end) = _small_article(match["topic"]), match.span("topic")
            free = not any(start < e and s < end for s, e in taken)
            # What has no name is a topic only in the speaker's own words.
            inside = any(s <= start and end <= e for s, e in (quoted if phrase.islower() else told))
            if free and inside and _is_topic(phrase, text, start, whole, own):
                taken.append((start, end))
                yield phrase


def _told(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` that somebody says, without who says them where."""
    quoted = [match.span() for match in _QUOTATION.finditer(text)]
    # A few quoted words within a report of the rest are not all that is said.
    if quoted and (quoted[0][0] == 0 or 2 * sum(end - start for start, end in quoted) > len(text)):
        return quoted
    saying = _SAYING.search(text)
    if saying is None:
        return []
    after = text[saying.end() :].rstrip(" .")
    return [(saying.end(), len(text))] if len(after.split()) > _SHORTEST_REST else [(0, saying.start())]


def _is_topic(phrase: str, text: str, start: int, whole: str, own: set[str]) -> bool:
    """Whether the phrase names something by itself, is whole, and is not the speaker."""
    names = names_in(phrase)
    if _LEANING.search(phrase) or re.search(rf"\b(?:{_DAY}|{MONTH})\b", phrase):
        return False
    if phrase.islower():
        # "Built on lies" says nothing about lies.
        before = text[:start].split()[-2:-1]
        return not any(base_form(word) or word.endswith("ed") for word in before)
    if not names or len(names) > _LONGEST_NAME or any(name.normal in own for name in names):
        return False
    if _HELD.search(text[:start]):
        return False
    if phrase.startswith("the ") or phrase.split()[-1].islower():
        return True
    return bare_name(phrase) != "" and _is_name(phrase, text, start, whole)


def _is_name(phrase: str, text: str, start: int, whole: str) -> bool:
    """Whether the phrase has its capital for more than standing at the beginning of a sentence."""
    if start and text[start - 1] == " " and (text[start - 2].islower() or text[start - 2] == ","):
        return True
    return bool(re.search(rf"[a-z,] {re.escape(phrase)}\b", whole))


def _with_article(name: str, whole: str) -> str:
    """The name as sentences use it: with its article where the document mostly sets one before it."""
    bare = len(re.findall(rf"\b{re.escape(name)}\b", whole))
    led = len(re.findall(rf"\b[Tt]he {re.escape(name)}\b", whole))
    return f"the {name}" if 2 * led > bare else name


def _when(text: str) -> Iterator[str]:
    """Of "In October, Putin traveled to Beijing": "When did Putin travel to Beijing?"."""
    opening = _OPENING_TIME.match(text)
    if opening:
        timeless = text[opening.end() :]
    elif len(_TIME_WITHIN.findall(text)) == 1:
        timeless = _TIME_WITHIN.sub("", text, count=1)
    else:
        return
    # Of what lasts ("is a hall", "has been first") nobody asks when.
    if _LASTING.match(timeless) is None and (asked := _inverted(timeless)):
        yield f"When {asked}?"


def _why(text: str) -> Iterator[str]:
    """Of "The Fed raised rates because prices rose": "Why did the Fed raise rates?"."""
    reason = _REASON.search(text)
    asked = _inverted(text[: reason.start()] + ".") if reason else None
    if asked:
        yield f"Why {asked}?"


def _inverted(text: str) -> str | None:
    """The first clause with its verb before its subject: "did Putin travel to Beijing"."""
    clause = _CLAUSE.match(text)
    rest = _rest(clause["rest"]) if clause else None
    if clause is None or rest is None or not _is_subject(clause["who"]) or rest.startswith(("by ", "that ")):
        return None
    who = _subject(clause["who"])
    if clause["aux"]:
        return f"{clause['aux']} {who} {rest}"
    base = base_form(clause["verb"])
    return f"did {who} {base} {rest}" if base and base not in _SAY else None


def _is_subject(who: str) -> bool:
    """Whether a clause can begin with it in a question: it is a name, and no pronoun."""
    return not _LEANING.match(who) and bool(names_in(who.split()[-1]))


def _subject(who: str) -> str:
    """The subject within a question: without a title before the name, and with a small article."""
    name = bare_name(who)
    titled = name and _PERSON.search(who.removesuffix(name))
    return name if titled else _small_article(who)


def _small_article(phrase: str) -> str:
    """The phrase as it stands within a sentence."""
    return re.sub(r"^The\b", "the", phrase)


def _how_many(text: str) -> Iterator[str]:
    """How many people did something, and how much or how many of something somebody gave, made or lost."""
    if (count := _COUNTED.match(text)) and (rest := _rest(count["rest"])) and names_in(rest):
        yield f"How many {count['what']} {rest}?"
    subject = re.match(rf"(?:The )?{_NAME} ", text)
    amount = _AMOUNT.match(text, subject.end()) if subject else None
    rest, base = (_rest(amount["rest"]), base_form(amount["verb"])) if amount else (None, None)
    if subject and amount and rest and base and _is_subject(subject.group()):
        what = "much" if amount["money"] else f"many {amount['what']}"
        yield f"How {what} did {_subject(subject.group().strip())} {base} {rest}?"


def _who(text: str, speakers: Collection[str]) -> Iterator[str]:
    """Of "Xi Jinping paid a visit to Moscow": "Who paid a visit to Moscow?", where Xi Jinping speaks or has a role."""
    clause = _CLAUSE.match(text)
    rest = _rest(clause["rest"]) if clause and clause["verb"] and base_form(clause["verb"]) else None
    if clause is None or rest is None or rest.startswith(("by ", "that ")) or not names_in(rest):
        return
    if not _is_subject(clause["who"]) or base_form(clause["verb"]) in _SAY:
        return
    name = bare_name(clause["who"])
    titled = _PERSON.search(clause["who"].removesuffix(name))
    if titled or any(name.split()[-1:] == speaker.split()[-1:] for speaker in speakers):
        yield f"Who {clause['verb']} {rest}?"


def _what_is(text: str, whole: str) -> Iterator[str]:
    """Of "BRICS — a group of 10 emerging economies —": "What is BRICS?"; of a person's role: "Who is …?"."""
    is_a = _IS_A.match(text)
    for match in ([is_a] if is_a else []) + list(_INTRODUCED.finditer(text)):
        name, head = bare_name(match["who"]), _head(match["told"])
        verb = match.groupdict().get("verb") or "is"
        if not name or not _is_subject(match["who"]) or re.search(r"\b(?:of|in|at) $", text[: match.start()]):
            continue
        if _PERSON.fullmatch(head) and 2 <= len(name.split()) <= _LONGEST_NAME and " of " not in name:
            yield f"Who {verb} {name}?"
        elif _THING.fullmatch(head) and match["who"].split()[0] != "The":
            yield f"What {verb} {_with_article(match['who'], whole)}?"


def _head(told: str) -> str:
    """The noun that a description turns on: "group" of "a group of 10 emerging economies"."""
    words = re.split(r" (?:of|in|on|by|for|at|from|with|to|about|between|under|that|who|which|and|\w+ed)\b", told)[
        0
    ].split()
    return words[-1] if words else ""


def names_of(text: str, whole: str) -> Iterator[str]:
    """The names in `text`, a sentence of the document `whole`, that a question can be about."""
    for match in _TOPICS[_NAMES_ALONE].finditer(text):
        phrase = match["topic"]
        bare = phrase.removeprefix("the ")
        if (
            bare_name(bare) == bare
            and not _PERSON.search(bare)
            and _is_topic(phrase, text, match.start(), whole, set())
        ):
            yield _with_article(bare, whole)


def _rest(text: str) -> str | None:
    """What a question takes over of a sentence after its verb; None when that is too long, short or leans on more."""
    cut = _CUT.search(text)
    rest = (text[: cut.start()] if cut else text).rstrip(" .!?")
    words = rest.split()
    if not _SHORTEST_REST <= len(words) <= _LONGEST_REST or _LEANING.search(rest):
        return None
    # A second verb belongs to a clause that a question of one verb cannot take over.
    return None if any(base_form(word) for word in words) and "and" in words else rest
