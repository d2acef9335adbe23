"""Statements that say the opposite, or more, of what their source says, in nearly the same words.

Rules over words and their order. Where a language model rephrases freely they stay silent: what they report is a
difference that a reader can point at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from rag.verifying.words import Word

Stem = Callable[[str], str]

_OPPOSITES = """
rise increase grow gain climb soar surge jump up expand|fall decrease decline drop lose sink plunge shrink down slump
more|less fewer
higher high|lower low
before|after
accept approve welcome embrace|reject refuse oppose condemn
support back favour favor|oppose reject condemn
win|lose
start begin launch open|end finish close
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
above|below
over|under
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
fast quick|slow
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
best top greatest most leading finest
worst
last final latest
never
completely fully entirely totally full complete entire total absolutely
""".strip()  # fmt: skip

_HEDGES = frozenset(
    "may might could would should will shall expect expects expected expecting plan plans planned planning hope hopes "
    "hoped hoping want wants wanted seek seeks seeking sought aim aims aimed intend intends intended propose proposes "
    "proposed threaten threatens threatened threatening consider considers considering considered likely unlikely "
    "possibly possible perhaps maybe potential potentially if try tries tried trying attempt attempts attempted offer "
    "offers offered scheduled set about ready open willing promise promised promises pledge pledged pledges vow vowed "
    "vows forecast predicts predicted predict projected estimated must can ought urge urged urges ask asked asks call "
    "called calls demand demanded demands allegedly alleged reportedly rumoured rumored supposedly proposal wish "
    "wishes wished eager keen".split()
)
_HEDGE_REACH = 12
# Words this near to each other are spoken of together.
_NEAR = 6
# Who does these with whom makes no difference.
_MUTUAL = frozenset("meet agre talk cooper discuss marri relat tie negoti both".split())
# A mirrored statement has its actors this near to the verb.
_NEIGHBOURS = 4


def flipped(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """What `claim` denies and `evidence` states, or the other way round."""
    signs: dict[str, set[bool]] = {}
    for word in evidence:
        if word.content:
            signs.setdefault(word.stem, set()).add(word.negated)
    yield from _denied(claim, signs, any(word.negates for word in evidence))
    stated = {word.stem for word in claim if word.content} - {word.stem for word in claim if word.negated}
    if not any(word.negates for word in claim):
        for word in evidence:
            if word.head and word.stem in stated and False not in signs[word.stem]:
                yield f"the cited text denies “{word.text}”"


def _denied(claim: Sequence[Word], signs: Mapping[str, set[bool]], evidence_negates: bool) -> Iterator[str]:
    if any(True in signs.get(word.stem, ()) for word in claim if word.negated):
        return
    for word in claim:
        if word.head and (word.stem in signs or not evidence_negates):
            yield f"the cited text does not deny “{word.text}”"


def opposed(claim: Sequence[Word], evidence: Sequence[Word], stem: Stem) -> Iterator[str]:
    """Words of `claim` for which `evidence` has the opposite beside words that both have."""
    said, given = _nearby(claim), _nearby(evidence)
    for left, right in _opposites(stem):
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
    """What `claim` says has happened and `evidence` only expects, plans or allows for."""
    if any(word.text.casefold() in _HEDGES for word in claim):
        return
    hedged, plain = _by_hedge(evidence)
    for word in claim:
        form = word.text.casefold()
        known = hedged.get(word.stem)
        if known and word.stem not in plain and form.endswith("ed") and form not in known:
            yield f"the cited text does not say that “{word.text}” came true"


def mirrored(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """Verbs of `claim` whose two sides stand the other way round in `evidence`: who told whom."""
    given = set(_triples(evidence))
    for left, verb, right in _triples(claim):
        if (right, verb, left) in given and (left, verb, right) not in given and left != right:
            yield f"who does what in “{verb}” is the other way round in the cited text"


def _opposites(stem: Stem) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    for line in _OPPOSITES.splitlines():
        left, right = line.split("|")
        yield frozenset(map(stem, left.split())), frozenset(map(stem, right.split()))


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
    if theirs & said.keys() or mine & given.keys():
        return
    for stem in mine & said.keys():
        word, around = said[stem]
        for other in theirs & given.keys():
            opposite, there = given[other]
            if around & there and word.negated == opposite.negated:
                yield f"the cited text has “{opposite.text}”, not “{word.text}”"


def _by_hedge(words: Sequence[Word]) -> tuple[dict[str, set[str]], set[str]]:
    """Forms by stem of the words that a hedge of their sentence comes before, and the stems of the others."""
    hedged: dict[str, set[str]] = {}
    plain: set[str] = set()
    since = _HEDGE_REACH + 1
    for word in words:
        form = word.text.casefold()
        since = 0 if form in _HEDGES else since + 1
        if since <= _HEDGE_REACH:
            hedged.setdefault(word.stem, set()).add(form)
        else:
            plain.add(word.stem)
    return hedged, plain


def _triples(words: Sequence[Word]) -> Iterator[tuple[str, str, str]]:
    """Actor, verb and who is acted upon, for what looks like a verb between names or nouns of one clause."""
    for place, word in enumerate(words):
        following = words[place + 1].text.casefold() if place + 1 < len(words) else ""
        if not _is_verb(word, following):
            continue
        left = _actors(words[max(0, place - _NEIGHBOURS) : place][::-1], word.clause)
        right = _actors(words[place + 1 : place + 1 + _NEIGHBOURS], word.clause)
        passive = following == "by"
        for one, other in product(left, right):
            yield (other, word.stem, one) if passive else (one, word.stem, other)


def _is_verb(word: Word, following: str) -> bool:
    form = word.text.casefold()
    ending = form.endswith(("ed", "s")) or word.stem != form
    return word.content and word.text[0].islower() and (ending or following == "than") and word.stem not in _MUTUAL


def _actors(words: Sequence[Word], clause: int) -> list[str]:
    """The names among the words next to a verb, nearest first, or the nearest noun."""
    inside = [word for word in words if word.clause == clause and word.content]
    names = [word.stem for word in inside if word.text[0].isupper()]
    return names or [word.stem for word in inside[:1]]
