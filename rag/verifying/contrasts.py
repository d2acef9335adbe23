"""Statements that say the opposite, or more, of what their source says, in nearly the same words.

Rules over words and their order. Where a language model rephrases freely they stay silent: what they report is a
difference that a reader can point at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from rag.verifying.words import Word

Stem = Callable[[str], str]
Opposites = Sequence[tuple[frozenset[str], frozenset[str]]]

_OPPOSITES = """
rise increase grow gain climb soar surge jump up expand|fall decrease decline drop lose sink plunge shrink down slump
more|less fewer
higher high peak|lower low trough
before eve ahead prior|after following
accept adopt approve welcome embrace|reject refuse oppose condemn
support back favour favor|oppose reject condemn
win|lose
start begin launch open reopen|end finish close
allow permit authorize|ban forbid prohibit block
strengthen bolster deepen tighten|weaken undermine loosen
improve|worsen deteriorate
best|worst
largest biggest highest most|smallest lowest least
succeed success|fail failure
agree|disagree
true|false
import|export
buy purchase|sell
north northern|south southern
east eastern|west western
more over above exceed|less fewer under below
arrest detain capture|release free
confirm|deny
maximum|minimum
inside|outside
friend ally|enemy rival
majority|minority
permanent|temporary
guilty|innocent
arrive|leave depart
join enter|leave quit
impose|lift
male man|female woman
father|mother
son|daughter
brother|sister
husband|wife
older oldest|younger youngest
first|last
early|late
positive|negative
public|private
domestic|foreign
encourage|discourage
alive live|die dead
widen|narrow
longest longer|shortest shorter
optimistic|pessimistic
popular|unpopular
same|different
legal|illegal
hot warm|cold cool
attack|defend
love|hate
advantage|disadvantage
cheap|expensive
safe|dangerous
forward|back
dry|wet
easy|difficult hard
rich|poor
strong|weak
fast quick rapid quickly rapidly swiftly|slow slowly
isolate exclude|integrate reintegrate include
unite|divide
praise|criticise criticize
including|excluding
online|offline
trust|distrust
share|withhold
profit|loss
lend|borrow
parent|child
teacher|student
""".strip()  # fmt: skip

# Words that claim more than a source without them: each line needs one of its words there.
_ADDITIONS = """
only solely exclusively sole just nothing alone
all every everyone everything entire each whole any both always completely total
first initial initially debut inaugural never earliest 1st founding pioneer
always constantly every
most majority mostly mainly main largest biggest
unanimously unanimous
permanently permanent forever indefinitely
immediately immediate instantly once
largest biggest greatest most top leading major champion
world worldwide global globally earth
best top greatest most leading finest
worst
last final latest
never
completely fully entirely totally full complete entire total absolutely
""".strip()  # fmt: skip

# What follows one of these has not happened, by the words of the text.
_HEDGES = frozenset(
    "may might could would should will expect expects expected expecting plan plans planned planning hope hopes hoped "
    "hoping want wants wanted seek seeks seeking sought aim aims aimed intend intends intended propose proposes "
    "proposed agree agrees agreed threaten threatens threatened threatening consider considers considering considered "
    "likely unlikely "
    "possibly perhaps maybe potentially try tries tried trying attempt attempts attempted offer offers offered "
    "scheduled promise promised promises pledge pledged pledges vow vowed vows forecast predict predicts predicted "
    "projected must ought urge urged urges demand demanded demands allegedly reportedly supposedly".split()
)
_QUESTIONS = frozenset("whether if unclear".split())
# Words of a sentence that let it be understood as told with such a caution.
_CAUTIONS = frozenset(
    "can shall possible potential ask asked asks asking question call called calls calling wish "
    "wishes alleged proposal plan going about depends idea estimated desire".split()
)
# The share of a sentence's words that its source has only behind a hedge, from which on the hedge is missed.
_HEDGED = 0.6
_HEDGE_REACH = 12
_POSSESSIVE = re.compile(r"[’']s?$")
# Words this near to each other are spoken of together.
_NEAR = 6
# Who does these with whom makes no difference.
_MUTUAL = frozenset("meet agre talk cooper discuss marri relat tie negoti both".split())
# A mirrored statement has its actors this near to the verb.
_NEIGHBOURS = 6


def flipped(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """What `claim` denies and `evidence` states, or the other way round."""
    signs: dict[str, set[bool]] = {}
    for word in evidence:
        if word.content:
            signs.setdefault(word.stem, set()).add(word.negated)
    yield from _denied(claim, signs, evidence)
    stated = {word.stem for word in claim if word.content} - {word.stem for word in claim if word.negated}
    if not any(word.negates for word in claim):
        for word in evidence:
            if word.head and word.stem in stated and False not in signs[word.stem]:
                yield f"the cited text denies “{word.text}”"


def _denied(claim: Sequence[Word], signs: Mapping[str, set[bool]], evidence: Sequence[Word]) -> Iterator[str]:
    evidence_negates = any(word.negates for word in evidence)
    # "unclear" says "not clear"
    forms = (word.text.casefold() for word in evidence)
    reversed_words = {form.removeprefix("un").removeprefix("dis") for form in forms if form.startswith(("un", "dis"))}
    if any(True in signs.get(word.stem, ()) for word in claim if word.negated):
        return
    for word in claim:
        if word.head and (word.stem in signs or not evidence_negates) and word.text.casefold() not in reversed_words:
            yield f"the cited text does not deny “{word.text}”"


def opposites(stem: Stem) -> Opposites:
    """The groups of words that exclude each other, as stems."""
    pairs = (line.split("|") for line in _OPPOSITES.splitlines())
    return tuple((frozenset(map(stem, one.split())), frozenset(map(stem, other.split()))) for one, other in pairs)


def opposed(claim: Sequence[Word], evidence: Sequence[Word], groups: Opposites) -> Iterator[str]:
    """Words of `claim` for which `evidence` has the opposite beside words that both have."""
    said, given = _nearby(claim), _nearby(evidence)
    yield from _prefixed(claim, evidence)
    for left, right in groups:
        for mine, theirs in ((left, right), (right, left)):
            yield from _opposed(said, given, mine, theirs)


def added(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """Words of `claim` that make it say more than `evidence` does: only, all, first."""
    given = {word.text.casefold() for word in evidence}
    for line in _ADDITIONS.splitlines():
        head, *others = line.split()
        for word in claim:
            if word.text.casefold() == head and not word.negated and given.isdisjoint([head, *others]):
                yield f"“{word.text}” is not in the cited text"


def asserted(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """What `claim` says has happened and `evidence` only expects, plans, allows for or asks about."""
    if any(_form(word) in _HEDGES | _QUESTIONS | _CAUTIONS for word in claim):
        return
    forms = {word.text.casefold() for word in evidence}
    past = any(word.past and word.text.casefold() not in forms for word in claim)
    shared = {word.stem for word in claim if word.content and not word.text[0].isupper()}
    for hedges, matters in ((_HEDGES, past), (_QUESTIONS, True)):
        hedged = _behind(hedges, evidence)
        known = shared & {word.stem for word in evidence}
        behind = known & hedged.keys()
        told = {word.stem for word in claim if word.past and word.text.casefold() not in forms} & behind
        if behind and matters and (told or len(behind) >= _HEDGED * len(known)):
            yield f"the cited text says “{hedged[min(behind)]}” where the sentence states a fact"


def misplaced(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """Whose something is, where `evidence` has it of somebody else: Chinese energy for Russian energy."""
    owners: dict[str, set[str]] = {}
    for one, other in pairwise(evidence):
        if _owns(one, other):
            owners.setdefault(other.stem, set()).add(one.stem)
    near = {(word.stem, after.stem) for place, word in enumerate(evidence) for after in evidence[place + 1 : place + 5]}
    for one, other in pairwise(claim):
        apart = (other.stem, one.stem) not in near and (one.stem, other.stem) not in near
        if apart and _owns(one, other) and other.stem in owners:
            yield f"“{one.text} {other.text}” is not in the cited text"


def mirrored(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """Verbs of `claim` whose two sides stand the other way round in `evidence`: who told whom."""
    given = set(_triples(evidence))
    for left, verb, right in _triples(claim):
        if (right, verb, left) in given and (left, verb, right) not in given and left != right:
            yield f"who does what in “{verb}” is the other way round in the cited text"


def _nearby(words: Sequence[Word]) -> dict[str, tuple[Word, set[str]]]:
    """Each stem with its first word and the stems of content around any of its places."""
    found: dict[str, tuple[Word, set[str]]] = {}
    for place, word in enumerate(words):
        around = words[max(0, place - _NEAR) : place + _NEAR + 1]
        _, stems = found.setdefault(word.stem, (word, set()))
        stems.update(other.stem for other in around if other.content and other.stem != word.stem)
    return found


def _opposed(
    said: Mapping[str, tuple[Word, set[str]]],
    given: Mapping[str, tuple[Word, set[str]]],
    mine: frozenset[str],
    theirs: frozenset[str],
) -> Iterator[str]:
    if theirs & said.keys():
        return
    for stem in mine & said.keys():
        word, around = said[stem]
        for other in theirs & given.keys():
            opposite, there = given[other]
            agreeing = max((len(around & given[same][1]) for same in mine & given.keys()), default=0)
            if len(around & there) > agreeing and word.negated == opposite.negated:
                yield f"the cited text has “{opposite.text}”, not “{word.text}”"


def _prefixed(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """Words that one text has with "un" or "dis" before them and the other without."""
    mine, theirs = ({word.text.casefold(): word for word in words} for words in (claim, evidence))
    for prefix in ("un", "dis"):
        for bare, full in ((mine, theirs), (theirs, mine)):
            for form in bare.keys() - full.keys():
                other = prefix + form
                if other in full and other not in bare and bare[form].negated == full[other].negated:
                    yield f"“{form}” and “{other}” are opposites"


def _owns(one: Word, other: Word) -> bool:
    """Whether a name stands as an adjective before a noun: Russian energy, Trump administration."""
    form, adjective = other.text, one.text.endswith(("n", "ese", "ish"))
    is_noun = other.content and form[0].islower() and (adjective or not form.endswith(("ed", "s")))
    return is_noun and not other.past and one.content and one.text[0].isupper() and not _POSSESSIVE.search(one.text)


def _behind(hedges: frozenset[str], words: Sequence[Word]) -> dict[str, str]:
    """The stems that only occur behind a hedge of their sentence, each with that hedge."""
    found: dict[str, str] = {}
    plain: set[str] = set()
    hedge, since, sentence = "", _HEDGE_REACH + 1, -1
    for word in words:
        if _form(word) in hedges:
            hedge, since, sentence = word.text, 0, word.sentence
            continue
        since += 1
        if since <= _HEDGE_REACH and word.sentence == sentence:
            found.setdefault(word.stem, hedge)
        else:
            plain.add(word.stem)
    return {stem: hedge for stem, hedge in found.items() if stem not in plain}


def _form(word: Word) -> str:
    """The word in small letters; "" for the month of May."""
    return "" if word.text == "May" else word.text.casefold()


def _triples(words: Sequence[Word]) -> Iterator[tuple[str, str, str]]:
    """Actor, verb and who is acted upon, for what looks like a verb between names or nouns of one sentence."""
    for place, word in enumerate(words):
        following = words[place + 1].text.casefold() if place + 1 < len(words) else ""
        compares = "than" in (following, word.text.casefold())
        if not compares and not _is_verb(word):
            continue
        # "sues" may be a noun as well, and stand between nouns of any kind
        nouns = compares or word.past
        left = _actors(words[max(0, place - _NEIGHBOURS) : place][::-1], word.sentence, nouns)
        right = _actors(words[place + 1 : place + 1 + _NEIGHBOURS], word.sentence, nouns)
        passive = following == "by"
        for one, other in product(left, right):
            yield (other, word.stem, one) if passive else (one, word.stem, other)


def _is_verb(word: Word) -> bool:
    looks_so = word.past or word.text.endswith("s")
    return looks_so and word.content and word.text[0].islower() and word.stem not in _MUTUAL


def _actors(words: Sequence[Word], sentence: int, nouns: bool) -> list[str]:
    """The names among the words next to a verb, or else, where nouns will do, the nearest noun."""
    inside = [word for word in words if word.sentence == sentence and word.content]
    names = [word.stem for word in inside if word.text[0].isupper()]
    return names or [word.stem for word in inside[:1] if nouns]
