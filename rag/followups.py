"""Questions that lean on the conversation, made to stand alone without a language model."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from index.lexical import STOPWORDS
from rag.days import MONTH, WEEKDAY
from rag.names import Term, is_country, names_in, without_genitive
from rag.reader.questions import gives_reason
from rag.reader.speech import said_about, speaker_asked
from rag.roles import describes
from rag.speakers import speakers_named

History = Sequence[tuple[str, str]]

_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b(?! own)", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|its|that|this|these|those|there|then|instead|else|too|again)\b(?!\s+(?:(?:the|a|an)\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
# Of the document that told, not of what it tells.
_OF_PAGE = re.compile(
    r"^(?:(?:who|when|what|which)\b.*\b)?(?:its|the) (?:authors?|writer|reporter|editor|publisher|publication date)\W*$"
    r"|^(?:who|when|on what day)\b.*\b(?:this|that|the) (?:article|piece|story|page)"
    r"(?: (?:published|written|posted|updated|appear|come out))?\W*$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:and|but|so|ok(?:ay)?|then|also)\b[\s,]*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:(?:what|how) )?about (?P<topic>.+?)\W*$", re.IGNORECASE)
_NAME = r"(?-i:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*)"
_WHO_ABOUT = re.compile(rf"^(?P<who>{_NAME}) (?:about|on) (?P<topic>.+?)\W*$", re.IGNORECASE)
# Who doubts, or asks for the source, is shown the same with its citations.
_DOUBT = re.compile(
    r"^(?:really|seriously|(?:are you|you) (?:sure|certain)(?: (?:about|of) (?:that|this|it))?"
    r"|is (?:that|this|it) (?:true|right|correct|so)|says who|according to (?:whom|who|what)|(?:the )?sources?"
    r"|(?:who|which (?:article|source|paper|outlet|document)s?) (?:says?|said|reports?|reported) (?:so|that|this)"
    r"|where (?:is|does) (?:that|this) (?:come )?from|how do you know(?: (?:that|this))?)\W*$",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(
    rf"^(?P<word>when|where|on what day) did (?P<who>he|she|they|{_NAME}) (?:say|tell|state|claim|mention) "
    r"(?:that|this|it|so)\W*$",
    re.IGNORECASE,
)
_OF_WHAT_WAS_SAID = re.compile(
    r"\b(?:said|says?|told|tells?|reported|reports?|claim(?:s|ed)?|wrote|writes?|quoted) (?:it|that|this|so|you)\b"
    r"|\btrue\b|\bwhy\b|\bhow come\b",
    re.IGNORECASE,
)
# "No, I meant Holm", "same question for Holm": the question before, asked of somebody or something else.
_MEANT = re.compile(
    r"^(?:(?:no|nope|sorry|oops|actually|wait)\b[\s,.!–—-]*)*(?:(?:i|we) (?:mean|meant|was asking)"
    r"|(?:the )?same(?: question| thing)?(?: again)? (?:for|of|on|with))(?: about)? (?P<meant>.+?)"
    r"(?:,? (?:and )?not .+?)?(?:,? please)?\W*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?P<word>why|when|where|who|how|how much|how many|which|since when|how so|why not)"
    r"(?: exactly| precisely)?\W*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:(?:please )?(?:tell|give|show) (?:me|us) |say |(?:is|was) there |do you (?:have|know) )?"
    r"(?:more|more details?|(?:any|some) more|(?:some|any)thing (?:more|else)|what (?:more|else)|go on|continue)"
    r"(?: please)?\W*$",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\b(?:else|more)\b", re.IGNORECASE)
_WHY = re.compile(r"^(?:why|why not|how so|how come)\W*$", re.IGNORECASE)
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)\s+"
_CLOSED = re.compile(rf"^{_AUXILIARY}", re.IGNORECASE)
# What is asked for, before the clause: "How soon", "Which of the two".
_CLAUSE_ASKED = re.compile(
    rf"^(?:who|what|when|where|why|how|which)\b(?:(?!\b{_AUXILIARY})[^?])*?\s(?=(?:do|does|did|has|have|had|can|could|will"
    r"|would|should)\s)",
    re.IGNORECASE,
)
# "Who signed it?", "What has happened?", but not "Who has he met?", which asks for no subject.
_SUBJECT_ASKED = re.compile(
    rf"^(?P<who>who|what(?! (?:is|are|was|were)\b)) (?!(?:do|does|did)\b)(?!{_AUXILIARY}"
    r"(?:the|an?|this|that|these|those|he|she|it|they|we|you|i|his|her|their|its|my|your|our|(?-i:[A-Z]))\b)(?P<done>.+)$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:who|whom|whose|what|which|when|where|why|how(?: (?:much|many|long|old|big))?)(?:['’]s)?\s+)?"
    rf"(?:{_AUXILIARY})?",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"^(?:who|whom|whose|what|which|when|where|why|how|{_AUXILIARY})\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:of|in|on|at|for|from|to|by|with|during)\s+", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTH, _WEEKDAY = (re.compile(rf"\b{names}\b") for names in (MONTH, WEEKDAY))
_NEW_TOPIC_WORDS = 3


_DOING = re.compile(rf"(?:^|[.!?] |\b(?:by|is|was|were) )(?P<who>{_NAME})")

# "The talks" without a name in the question are those that were told of, in whatever form of the word.
_THE = re.compile(r"\b(?:the|these|those) (?P<what>[a-z]{4,}(?: [a-z]{4,})?)\b")
_NO_NOUNS = frozenset(
    "last main same first next other whole general new former recent current most best only time year people "
    "article articles".split()
)

_PLAIN = frozenset(
    "they them their there then what when where which whom whose that this these those much many".split()
)

# Shorter questions without a name of their own may be about what was said before.
_SHORT_WORDS = 4

# Those that are no whole question are: "Why so late?", "How many barrels?", "help with what?", "who was the first?".
_FRAGMENT = re.compile(
    r"^(?:(?:why|how|when|where) so\b.*|(?:who|what) [a-z]+(?: (?:first|next|then|before|after))?"
    r"|(?:(?:for|by|since|until|in|at|to|with|from|of|on) )?(?:how|which|what|whose|whom)"
    rf"(?: (?!{_AUXILIARY})[a-z]+){{1,3}}"
    r"|.*\b(?:with|for|to|by|of|from|in|on|about) (?:what|which|whom|whose)"
    r"|.*\b(?:first|second|third|last|next|latest|previous|latter|former|others?|rest|year before))\W*$",
    re.IGNORECASE,
)


def leans(question: str, history: History = ()) -> bool:
    """Whether `question` may lean on what was said before; the words alone cannot always tell."""
    bare = _bare(question)
    if bare != _collapsed(question) or any(pattern.match(bare) for pattern in (_ABOUT, _BARE, _MORE, _MEANT)):
        return True
    if any(pattern.search(bare) for pattern in (_PERSON, _PLURAL, _THING)):
        return True
    if names_in(bare):
        return False
    return len(bare.split()) <= _SHORT_WORDS or bool(history and _speaks_of(bare, " ".join(history[-1])))


def _bare(question: str) -> str:
    return _OPENING.sub("", _collapsed(question))


def _collapsed(question: str) -> str:
    return " ".join(question.split())


def of_the_page(question: str) -> bool:
    """Whether a follow-up asks of the document that told: "Who is its author?", "When was the article published?"."""
    return _OF_PAGE.match(_bare(question)) is not None and not names_in(question)


def _speaks_of(question: str, told: str) -> bool:
    """Whether `question` has "the talks" for talks that were told of."""
    nouns = {word for match in _THE.finditer(question) for word in match["what"].split()} - STOPWORDS - _NO_NOUNS
    return any(re.search(rf"\b{noun.removesuffix('s')}(?:e?s|e?d|ing)?\b", told, re.IGNORECASE) for noun in nouns)


def told_already(question: str, history: History) -> str:
    """What earlier answers told and the answer to `question` is not to repeat; empty where it may.

    Who asks for more asks for something else, and a reason is none that has just been given as a bare fact.
    """
    bare = _bare(question)
    if _MORE.match(bare) or (leans(bare) and _ELSE.search(bare)):
        return "\n".join(answer for _, answer in history)
    last = history[-1][1] if history else ""
    return last if _WHY.match(bare) and not gives_reason(last) else ""


def shown_before(question: str, history: History) -> str:
    """The last answer, where `question` leans on it and asks for something else than what was shown.

    Empty where it doubts what was shown, asks the same again, for a detail in the words of what was asked and shown,
    for the reason, for yes or no, or who said that and when.
    """
    bare = _bare(question)
    about_it = any(pattern.search(bare) for pattern in (_DOUBT, _SAID_THAT, _OF_WHAT_WAS_SAID, _CLOSED))
    if not history or about_it or bare.casefold() == history[-1][0].strip().casefold():
        return ""
    detail = _asks_in_words_of(bare, " ".join(history[-1]))
    return history[-1][1] if leans(question, history) and not detail else ""


def goes_on(question: str, history: History) -> bool:
    """Whether the next question of a conversation is one to be read by itself and with what was asked before.

    The others are told by rule: those that ask the same again, of somebody else, for more, or with a bare "Why?".
    """
    bare = _bare(question)
    by_rule = (_MORE, _DOUBT, _SAID_THAT, _BARE, _ABOUT, _MEANT, _WHO_ABOUT)
    return bool(history) and not of_the_page(question) and not any(pattern.match(bare) for pattern in by_rule)


def wordings(question: str, history: History) -> tuple[str, str]:
    """`question` by itself, and followed by what the one before was about."""
    bare = _bare(question)
    return bare, _with_topic(bare, history[-1][0])


def _asks_in_words_of(question: str, told: str) -> bool:
    """Whether the question has only words of what was told, and so asks for a detail: "What did they discuss?"."""
    words = {word for word in re.findall(r"\b[a-z]{4,}", question) if word not in STOPWORDS | _PLAIN}
    return bool(words) and all(re.search(rf"\b{word.removesuffix('ed')}", told, re.IGNORECASE) for word in words)


def standalone(question: str, history: History, speakers: Container[str] = ()) -> str:
    """`question` with what it leaves to the conversation put in; unchanged when it stands alone.

    speakers: who is known to say something; "And Xi?" asks for the words of one who does.
    """
    resolved = ""
    previous_answer = ""
    for earlier, answer in [*history, (question, "")]:
        resolved = _resolve(earlier, resolved, previous_answer, speakers) if resolved else earlier
        previous_answer = answer
    return resolved


def _resolve(question: str, previous: str, answer: str, speakers: Container[str]) -> str:
    bare = _bare(question)
    if (match := _MEANT.match(bare)) and _ASKS.match(match["meant"]):
        return _resolve(f"{match['meant'][0].upper()}{match['meant'][1:]}?", previous, answer, speakers)
    if _MORE.match(bare) or _DOUBT.match(bare):
        return previous
    if swapped := _asked_anew(bare, previous, speakers):
        return swapped
    people = _people(previous, answer, speakers)
    if match := _SAID_THAT.match(bare):
        spoke = _with_person(f"{match['word'].capitalize()} did {match['who']} speak?", people)
        return _with_topic(spoke, f"{said_about(previous)}?") if said_about(previous) else spoke
    with_people = _with_person(bare, people)
    if _THING.search(with_people) or (_PLURAL.search(with_people) and not names_in(with_people)):
        return _with_topic(with_people, previous)
    if with_people != bare:
        return with_people
    opened = bare != _collapsed(question) and len(bare.split()) <= _NEW_TOPIC_WORDS and not _ASKS.match(bare)
    if opened and not _speaks_of_told(bare, previous, answer):
        return _swap(bare.rstrip("?!. "), previous, speakers)
    fragment = len(bare.split()) <= _SHORT_WORDS and not names_in(bare) and _FRAGMENT.match(bare)
    return _with_topic(bare, previous) if fragment or _speaks_of_told(bare, previous, answer) else bare


def _speaks_of_told(question: str, previous: str, answer: str) -> bool:
    return not names_in(question) and _speaks_of(question, f"{previous} {answer}")


def _asked_anew(bare: str, previous: str, speakers: Container[str]) -> str | None:
    """The question before, asked of something else, of somebody else or for something else; None where it is not."""
    if match := _ABOUT.match(bare):
        return _swap_topic(match["topic"], previous)
    if match := _MEANT.match(bare):
        return _swap(match["meant"], previous, speakers)
    if (
        (match := _WHO_ABOUT.match(bare))
        and match["who"] in speakers
        and (other := _swap_speaker(match["who"], previous))
    ):
        return _swap_topic(match["topic"], other)
    if match := _BARE.match(bare):
        return f"{match['word'].capitalize()} {_asked_thing(previous)}?"
    return None


def _swap(other: str, previous: str, speakers: Container[str]) -> str:
    """The question before, asked of the words of another speaker, or of something else."""
    spoke = other in speakers or describes(other)
    if spoke and said_about(previous) not in speakers and (swapped := _swap_speaker(other, previous)):
        return swapped
    known = next((m.group() for m in re.finditer(_NAME, previous) if m.group().rstrip(".") in speakers), None)
    return previous.replace(known, other, 1) if known and describes(other) else _swap_topic(other, previous)


def _swap_topic(topic: str, previous: str) -> str:
    """The question before, asked of something else: "What did he say about BRICS?", "And sanctions?"."""
    swapped = re.sub(r"\babout\s+.+$", lambda _: f"about {topic}?", previous)
    if swapped != previous:
        return swapped
    bare = _PREPOSITION.sub("", topic)
    for moment in (_YEAR, _MONTH, _WEEKDAY):
        if moment.fullmatch(bare):
            swapped, found = moment.subn(bare, previous, count=1)
            return swapped if found else _appended(topic, previous)
    mine, theirs = names_in(topic), names_in(previous)
    if mine and theirs:
        whole = rf"{re.escape(theirs[0].text)}(?: (?-i:[A-Z])[\w’'-]*)*"
        return re.sub(whole, lambda _: bare, previous, count=1)
    return _appended(topic, previous)


def _appended(topic: str, previous: str) -> str:
    return f"{previous.rstrip('?!. ')} {topic}?"


def _swap_speaker(who: str, previous: str) -> str | None:
    """The question before, asked of somebody else's words; None where it asks for nobody's."""
    place = speaker_asked(previous)
    return f"{previous[: place[0]]}{who}{previous[place[1] :]}" if place else None


def _topic(question: str) -> str:
    """What a question is about: its words without the asking ones."""
    return _LEADING.sub("", question.strip()).rstrip("?!. ")


def _asked_thing(question: str) -> str:
    """What "Why?" after a question is about: of one for yes or no all of it, of others what they are about."""
    asked = question.strip()
    asked = f"{asked[0].lower()}{asked[1:]}".rstrip("?!. ")
    if subject := _SUBJECT_ASKED.match(asked):
        return f"was it that some{'one' if subject['who'].lower() == 'who' else 'thing'} {subject['done']}"
    clause = asked if _CLOSED.match(asked) else _CLAUSE_ASKED.sub("", asked, count=1)
    return clause if _CLOSED.match(clause) else _topic(question)


def _with_person(question: str, people: list[str]) -> str:
    if not people or any(_is_person(name, people) for name in names_in(question)):
        return question

    def put(match: re.Match[str]) -> str:
        possessive = match.group().lower() in {"his", "hers"} or (
            match.group().lower() == "her" and re.match(r"\s+[a-z]+", question[match.end() :])
        )
        return f"{people[0]}’s" if possessive else people[0]

    return _PERSON.sub(put, question, count=1)


def _is_person(name: Term, people: list[str]) -> bool:
    return any(name.normal in person.casefold() for person in people)


def _with_topic(question: str, previous: str) -> str:
    """The question followed by what the one before was about, which retrieval and reader then see together."""
    return f"{question.rstrip('?!. ')} ({_topic(previous)})?"


def _people(previous: str, answer: str, speakers: Container[str]) -> list[str]:
    """Who a pronoun may stand for, likeliest first: named in the question before, else speaking in its answer.

    Else who does something there, or has it done by them, and is known to speak elsewhere.
    """
    speaking = speakers_named(answer)
    asked = [
        without_genitive(term.text) for term in names_in(previous) if not term.text.isupper() and not is_country(term)
    ]
    people = [name for name in asked if not speaking or any(name in speaker for speaker in speaking)]
    named = [name for match in _DOING.finditer(answer) if (name := match["who"].rstrip(".")) in speakers]
    return list(dict.fromkeys([*people, *speaking, *named]))
