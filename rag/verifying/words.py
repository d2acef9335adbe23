"""A text as words with stems, clauses and the words that negate them: what the checks of meaning look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def words_of(text: str, terms: Terms) -> list[Word]:
    """The words of `text` in order."""
    found: list[Word] = []
    stems: dict[str, str] = {}
    sentence = 0
    # How many more words the last negations reach, and whether they cancel out.
    grammatical = verbal = 0
    fresh = False
    tokens = list(_TOKEN.finditer(text))
    for number, match in enumerate(tokens):
        if match["stop"]:
            sentence += match["stop"] in ".;!?"
            grammatical, verbal, fresh = 0, 0, False
            continue
        lowered = match["word"].casefold().replace("’", "'")
        if lowered in _CONJUNCTIONS:
            grammatical, verbal, fresh = 0, 0, False
        following = tokens[number + 1].group().casefold() if number + 1 < len(tokens) else ""
        word = match["word"]
        if word not in stems:
            stems[word] = _stem(word, lowered, terms)
        negator = (lowered in _NEGATORS or lowered.endswith("n't")) and following not in _EMPHASIS
        # figures decline, people decline to do something
        negates = lowered in _NEGATIVE_VERBS or (lowered.startswith("declin") and following == "to")
        content = not negator and lowered not in _FUNCTION and not lowered.endswith("n't")
        negated = (grammatical > 0) != (verbal > 0)
        found.append(
            Word(
                word,
                stems[word],
                sentence,
                content,
                negator or negates,
                negated and content,
                negated and content and fresh and not lowered.endswith("ly") and lowered.isalpha(),
                content and word.islower() and (lowered.endswith("ed") or _IRREGULAR.get(lowered, lowered) != lowered),
            )
        )
        fresh = fresh and not (content and not lowered.endswith("ly"))
        grammatical, verbal = max(0, grammatical - 1), max(0, verbal - 1)
        if negator:
            grammatical, fresh = _REACH, True
        elif negates:
            verbal, fresh = _REACH, True
    return found


def _stem(word: str, lowered: str, terms: Terms) -> str:
    if word[0].isupper() and (country := normal(word)) != fold(word):
        return country
    bare = re.sub(r"'s?$", "", lowered)
    stems = terms.of(_IRREGULAR.get(bare, bare))
    return stems[0] if stems else bare
