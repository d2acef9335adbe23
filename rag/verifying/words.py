"""A text as words with stems, clauses and the words that negate them: what the checks of meaning look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from index.lexical import STOPWORDS, Terms
from rag.names import fold, normal

_TOKEN = re.compile(
    r"(?P<word>\d+(?:[.,]\d+)*(?![^\W_])|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)?)|(?P<stop>[.,;:!?()—–…])"
)
# What follows one of these is a statement of its own.
_CONJUNCTIONS = frozenset("but while although though whereas because since unless however".split())
_NEGATORS = frozenset("not never no none nobody nothing neither nor without cannot hardly barely scarcely".split())
_NEGATIVE_VERBS = frozenset(
    "refuse refused refuses refusing deny denies denied denying reject rejected "
    "rejects rejecting refrain refrained refrains refraining fail failed fails failing avoid avoided avoids avoiding "
    "prevent prevented prevents preventing lack lacks lacked lacking unable unwilling forbid forbids forbade forbidden "
    "abstain abstained abstains stop stopped stops stopping cease ceased ceases halt halted ban banned bans banning "
    "absent absence miss missed misses reluctant impossible wrong false untrue incorrect".split()
)
_EMPHASIS = frozenset("only just merely simply".split())
_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "rise rose risen|fall fell fallen|meet met|give gave given|tell told|speak spoke spoken|grow grew grown|"
        "take took taken|make made|win won|lose lost|buy bought|sell sold|build built|begin began begun|go went gone|"
        "come came|see saw seen|get got gotten|find found|hold held|lead led|leave left|keep kept|pay paid|send sent|"
        "think thought|bring brought|write wrote written|know knew known|become became|show shown|run ran|fight fought|"
        "choose chose chosen|drive drove driven|break broke broken|say said|feel felt|draw drew drawn|sign signed|"
        "withdraw withdrew withdrawn|strike struck|catch caught|teach taught|spend spent|seek sought|deal dealt|"
        "sing sang sung|wear wore worn|fly flew flown|eat ate eaten|steal stole stolen|sit sat|"
        "shrink shrank shrunk|sink sank sunk|swim swam swum|throw threw thrown|forbid forbade|hide hid hidden|"
        "stand stood|understand understood|lay laid|lie lay lain|shoot shot|bear born borne"
    ).split("|")
    for form in forms.split()
}
# How far a negation reaches: "did not seek to further undermine".
_REACH = 5
_FUNCTION = STOPWORDS | frozenset(
    "said says say saying will would shall must up out over down just yet both each every again between through "
    "under while because until during against within among upon per via like off one".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; its stem is the country for any name of a country, its people or its government.

    sentence: counts from 0. negated: an odd number of negations reach the word. head: it is the first word of content
    that they reach. past: a form that tells of what has been, or a participle.
    """

    text: str
    stem: str
    sentence: int
    content: bool
    negates: bool = False
    negated: bool = False
    head: bool = False
    past: bool = False


@dataclass(slots=True)
class _Scope:
    """How many more words the last negations reach: one by grammar ("not") and one by a verb ("refused") cancel out.

    fresh: no word of content has come since the last of them.
    """

    grammatical: int = 0
    verbal: int = 0
    fresh: bool = False
    last: str = ""

    @property
    def negated(self) -> bool:
        return (self.grammatical > 0) != (self.verbal > 0)

    def open(self, kind: str) -> None:
        self.grammatical = _REACH if kind == "grammatical" else self.grammatical
        self.verbal = _REACH if kind == "verbal" else self.verbal
        self.fresh, self.last = True, kind

    def close(self) -> None:
        self.grammatical, self.verbal, self.fresh = 0, 0, False

    def step(self, weighs: bool) -> None:
        self.grammatical, self.verbal = max(0, self.grammatical - 1), max(0, self.verbal - 1)
        self.fresh = self.fresh and not weighs


def words_of(text: str, terms: Terms) -> list[Word]:
    """The words of `text` in order."""
    found: list[Word] = []
    stems: dict[str, str] = {}
    sentence, scope = 0, _Scope()
    tokens = list(_TOKEN.finditer(text))
    for match, after in zip_longest(tokens, tokens[1:]):
        following = after.group().casefold() if after else ""
        if match["stop"]:
            ends = match["stop"] in ".;!?"
            sentence += ends
            scope.close()
            scope.last = "" if ends else scope.last
            # "refrained from condemning Moscow, or joining the others"
            if following in {"or", "nor"} and scope.last:
                scope.open(scope.last)
            continue
        word = match["word"]
        lowered = word.casefold().replace("’", "'")
        if lowered in _CONJUNCTIONS:
            scope.close()
        if word not in stems:
            stems[word] = _stem(word, lowered, terms)
        kind = _negation(lowered, following)
        content = kind != "grammatical" and lowered not in _FUNCTION and not lowered.endswith("n't")
        weighs = content and not lowered.endswith("ly")
        head = scope.negated and scope.fresh and weighs and lowered.isalpha()
        past = content and word.islower() and (lowered.endswith("ed") or _IRREGULAR.get(lowered, lowered) != lowered)
        negated = scope.negated and content
        found.append(Word(word, stems[word], sentence, content, bool(kind), negated, head, past))
        scope.step(weighs)
        if kind:
            scope.open(kind)
    return found


def _negation(lowered: str, following: str) -> str:
    """How the word negates what follows it, "" when it does not."""
    if (lowered in _NEGATORS or lowered.endswith("n't")) and following not in _EMPHASIS:
        return "grammatical"
    # figures decline, people decline to do something
    declines = lowered.startswith("declin") and following == "to"
    return "verbal" if lowered in _NEGATIVE_VERBS or declines else ""


def _stem(word: str, lowered: str, terms: Terms) -> str:
    if word[0].isupper() and (country := normal(word)) != fold(word):
        return country
    bare = re.sub(r"'s?$", "", lowered)
    stems = terms.of(_IRREGULAR.get(bare, bare))
    return stems[0] if stems else bare
