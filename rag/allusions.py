"""Names for what a question only alludes to: "the Russian president", or "Moscow" where the government is meant.

Texts name whom they report of; people who ask describe them. Whom a description means is taken from the documents: they
introduce "Russian President Vladimir Putin" once and say "Putin" from then on. Of their own country's president they
often say no more than "President": that is the country which is named most along with him and has no other one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from rag.countries import COUNTRY_OF, SEATS
from rag.names import is_country, names_in

_OFFICES = {
    "president": r"president",
    "leader": r"leader|ruler|boss|head of state|king|queen|emir|sultan",
    "premier": r"prime minister|premier|chancellor|head of government",
    "foreign minister": r"foreign (?:minister|secretary)|minister (?:of|for) foreign affairs|secretary of state|"
    r"(?:top|chief) diplomat",
    "defence minister": r"defen[cs]e (?:minister|secretary|chief)|(?:minister|secretary) (?:of|for) defen[cs]e",
    "finance minister": r"finance minister|minister (?:of|for) finance|treasury secretary|secretary of the treasury",
}
# Whom a description may mean where nobody holds that very office: "the Chinese leader" is the president.
_ALSO = {"leader": ("president", "premier"), "president": ("leader",), "premier": ("leader",)}

# This share of the mentions of an office has to be of one person: of two presidents neither is meant.
_MOSTLY = 2 / 3


def _any_of(names: Iterable[str]) -> str:
    """A pattern of any of the names, in any case; short ones in capitals only, since "us" and "un" are words."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(
        rf"(?-i:{re.escape(name.upper())})\.?" if len(name) < 4 else re.escape(name).replace(r"\ ", " ")
        for name in longest_first
    )


_LAND = rf"(?P<land>{_any_of(COUNTRY_OF)})"
_LANDS = rf"{_LAND}(?:['’]s?)?"
_OFFICE = rf"(?P<lesser>(?:(?:deputy|vice|first) )*)(?P<office>{'|'.join(_OFFICES.values())})"
_NAME = r"(?-i:[A-Z][\w’'-]*[\w](?: [A-Z][\w’'-]*[\w]){0,2})"
_FORMER = r"(?P<former>(?:former|late|then|ex|past)[ -])?"
_HELD = re.compile(rf"\b{_OFFICE}(?: (?P<who>{_NAME})|,)", re.IGNORECASE)
_BEFORE_OFFICE = re.compile(rf"(?:\b{_FORMER}(?:{_LANDS} )?)?$", re.IGNORECASE)
_BEFORE_COMMA = re.compile(rf"\b(?P<who>{_NAME}), {_FORMER}(?:the )?{_LANDS} $", re.IGNORECASE)
# What stands before an office and belongs to it is no longer.
_REACH = 80
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n")
# Named along with somebody once, a country may be anything to him.
_OFTEN = 2

_NOT_NAMED = r"\b(?! (?-i:[A-Z]))(?P<genitive>['’]s)?"
_TWO = re.compile(
    rf"\b(?:the )?{_FORMER}{_LANDS} and (?:the )?{_LANDS.replace('<land>', '<other>')} {_OFFICE}s?{_NOT_NAMED}",
    re.IGNORECASE,
)
_ONE = (
    re.compile(rf"\b(?:the )?{_FORMER}{_LANDS} {_OFFICE}{_NOT_NAMED}", re.IGNORECASE),
    re.compile(rf"\b(?:the )?{_FORMER}{_OFFICE} of (?:the )?{_LAND}(?P<genitive>['’]s)?", re.IGNORECASE),
)
# Where a place is meant it stands after "in" or "to"; who acts stands after these, or owns something.
_SEAT = rf"(?:the )?(?:{_any_of(SEATS)})"
_ACTING = re.compile(
    r"\b(?P<lead>did|does|do|is|are|was|were|has|have|had|will|would|can|could|may|might|should|between|by|with|against)"
    rf" (?P<seat>{_SEAT})\b(?!['’]s)(?: and (?P<second>{_SEAT})\b(?!['’]s))?"
    rf"|\b(?P<owner>{_SEAT})['’]s\b",
    re.IGNORECASE,
)
_WITH_ARTICLE = frozenset({"united states", "united kingdom", "european union", "netherlands"})
# Who asks who holds the office asks who its holder is.
_ASKS_HOLDER = re.compile(r"^\W*(?:\w+ )?(?:who(?: is| was|['’]s)|what(?: is|['’]s) the name of)\b", re.IGNORECASE)


_LEADS = re.compile(rf"^\W*who (?:leads|rules|governs|runs|heads) (?=(?:the )?{_LAND}\W*$)", re.IGNORECASE)
_NOW = re.compile(r"\b(?:current|present)\s+|\s+(?:now|today|currently|at present)$", re.IGNORECASE)
_NOT_LESSER = "".join(rf"(?<!{word}[\s-])" for word in ("deputy", "vice", "former", "acting", "then")) + r"\b"

_Post = tuple[str, str]
"""A country and an office."""


class Allusions:
    """Knows who holds which office by the words of a corpus. Thread-safe."""

    def __init__(self, texts: Collection[str]) -> None:
        self._texts = texts

    @cached_property
    def _holders(self) -> Mapping[_Post, str]:
        """Read when first needed: few questions allude, and a large corpus takes seconds."""
        abroad: defaultdict[_Post, Counter[str]] = defaultdict(Counter)
        at_home: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for land, office, who in (held for text in self._texts for held in _introduced(text)):
            if land:
                abroad[_country(land), office][who] += 1
            else:
                at_home[office][who] += 1
        known = {post: name for post, names in abroad.items() if (name := _most_named(names))}
        holders = _home_posts(at_home, self._texts, known) | known
        return {post: _in_short(name, self._texts) for post, name in holders.items()}

    def named(self, question: str) -> str:
        """`question` with the people and countries that it alludes to by their names; unchanged where none is known.

        Who asks who holds an office asks who its holder is.
        """
        question = _LEADS.sub("Who is the leader of ", question)
        if _ASKS_HOLDER.match(question):
            post = _asked_post(question)
            holder = self._name(post["land"], _office(post)) if post and not post["former"] else None
            return f"Who is {holder}?" if holder else question
        told = _TWO.sub(self._both, question)
        for pattern in _ONE:
            told = pattern.sub(self._holder, told)
        return _ACTING.sub(_lands, told)

    def _both(self, match: re.Match[str]) -> str:
        names = [self._name(match[land], _office(match)) for land in ("land", "other")]
        return (
            f"{names[0]} and {names[1]}{match['genitive'] or ''}"
            if all(names) and not match["former"]
            else match.group()
        )

    def _holder(self, match: re.Match[str]) -> str:
        name = self._name(match["land"], _office(match))
        return f"{name}{match['genitive'] or ''}" if name and not match["former"] else match.group()

    def _name(self, land: str, office: str) -> str | None:
        country = _country(land)
        return next((self._holders[country, kind] for kind in _kinds(office) if (country, kind) in self._holders), None)


def office_asked(question: str) -> re.Pattern[str] | None:
    """What stands in a sentence that may tell who holds the office that `question` asks for; None for other questions.

    The office in one of its names, and not a deputy's or a former one.
    """
    post = _asked_post(question)
    if post is None:
        return None
    titles = "|".join(_OFFICES[kind] for kind in _kinds(_kind(post)))
    lesser = r"\b(?:deputy|vice|first)[\s-]+" if post["lesser"] else _NOT_LESSER
    return re.compile(rf"{lesser}(?:{titles})s?\b", re.IGNORECASE)


def _asked_post(question: str) -> re.Match[str] | None:
    """The country and the office of "Who is the president of Norway?"."""
    question = _LEADS.sub("Who is the leader of ", question)
    asks = _ASKS_HOLDER.match(question)
    rest = _NOW.sub("", question[asks.end() :].strip(" ?.!")).strip() if asks else ""
    return next((match for pattern in _ONE if (match := pattern.fullmatch(rest))), None)


def _introduced(text: str) -> Iterator[tuple[str | None, str, str]]:
    """The country, if it is told, the office and the name of everybody whom `text` gives an office."""
    for match in _HELD.finditer(text):
        pattern = _BEFORE_OFFICE if match["who"] else _BEFORE_COMMA
        before = pattern.search(text[max(0, match.start() - _REACH) : match.start()])
        if before and not before["former"]:
            yield before["land"], _office(match), match["who"] or before["who"]


def _home_posts(
    held: Mapping[str, Counter[str]], texts: Collection[str], abroad: Mapping[_Post, str]
) -> dict[_Post, str]:
    """The posts of those whose office is told without a country; `abroad` are those whose country is told."""
    sentences = [sentence for text in texts for sentence in _SENTENCE_END.split(text)]
    known = {name.split()[-1] for name in abroad.values()}
    posts = {}
    for office, names in held.items():
        theirs = Counter({name: count for name, count in names.items() if name.split()[-1] not in known})
        name = _most_named(theirs)
        others = {country for country, kind in abroad if kind in _kinds(office)}
        country = _named_along_with(name.split()[-1], sentences, others) if name else None
        if name and country:
            posts[country, office] = name
    return posts


def _named_along_with(name: str, sentences: Iterable[str], others: Collection[str]) -> str | None:
    """The country that is named most in the sentences that name somebody, but for `others`."""
    counts = Counter(
        term.normal
        for sentence in sentences
        if name in sentence
        for term in names_in(sentence)
        if is_country(term) and term.normal not in others
    )
    country, count = counts.most_common(1)[0] if counts else ("", 0)
    return country if count >= _OFTEN and 2 * count > counts.total() else None


def _kinds(office: str) -> tuple[str, ...]:
    return (office, *_ALSO.get(office, ()))


def _country(land: str) -> str:
    return COUNTRY_OF[land.lower().rstrip(".")]


def _office(match: re.Match[str]) -> str:
    """The kind of office, with "deputy" before it for a lesser one."""
    return f"deputy {_kind(match)}" if match["lesser"] else _kind(match)


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind, names in _OFFICES.items() if re.fullmatch(names, match["office"], re.IGNORECASE))


def _most_named(names: Counter[str]) -> str | None:
    """The person that most of `names` are of, as told by the last word, in the fullest form; None when no one is."""
    last = Counter(name.split()[-1] for name in names.elements())
    name, count = last.most_common(1)[0] if last else ("", 0)
    if not name or count < _MOSTLY * last.total():
        return None
    return max((full for full in names if full.split()[-1] == name), key=len)


def _in_short(name: str, texts: Iterable[str]) -> str:
    """The word of a name that the texts mostly use alone: "Putin" of "Vladimir Putin", "Xi" of "Xi Jinping"."""
    used = Counter(word for text in texts for word in re.findall(rf"\b(?:{'|'.join(name.split())})\b", text))
    return max(reversed(name.split()), key=lambda word: used[word])


def _lands(match: re.Match[str]) -> str:
    """What a government's seat stands for, in place of it."""
    if match["owner"]:
        owner = _land_of(match["owner"])
        return f"{owner}’" if owner.endswith("s") else f"{owner}’s"
    second = f" and {_land_of(match['second'])}" if match["second"] else ""
    return f"{match['lead']} {_land_of(match['seat'])}{second}"


def _land_of(seat: str) -> str:
    country = SEATS[re.sub(r"^the (?!hague)", "", seat.lower())]
    return f"{'the ' if country in _WITH_ARTICLE else ''}{country.title()}"
