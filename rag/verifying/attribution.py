"""Who is said to say something, and whether the source has that person say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.drafts import Source
from rag.names import fold, is_country, names_in
from rag.speakers import speakers_named
from rag.verifying.naming import Named

SAYING = (
    r"(?:sa(?:id|ys|y|ying)|told|tells|telling|add(?:s|ed|ing)|stat(?:es|ed|ing)|stress(?:es|ed|ing)|not(?:es|ed|ing)|"
    r"argu(?:es|ed|ing)|claim(?:s|ed|ing)|alleg(?:es|ed|ing)|assert(?:s|ed|ing)|explain(?:s|ed|ing)|"
    r"warn(?:s|ed|ing)|announc(?:es|ed|ing)|insist(?:s|ed|ing)|emphasi[sz](?:es|ed|ing)|reiterat(?:es|ed|ing)|"
    r"declar(?:es|ed|ing)|remark(?:s|ed|ing)|comment(?:s|ed|ing)|repl(?:ies|ied|ying)|describ(?:es|ed|ing)|"
    r"point(?:s|ed|ing)|underlin(?:es|ed|ing)|underscor(?:es|ed|ing)|highlight(?:s|ed|ing)|recall(?:s|ed|ing)|"
    r"agre(?:es|ed|eing)|accus(?:es|ed|ing)|prais(?:es|ed|ing)|mention(?:s|ed|ing)|express(?:es|ed|ing)|"
    r"suggest(?:s|ed|ing)|admit(?:s|ted|ting)|den(?:ies|ied|ying)|promis(?:es|ed|ing)|predict(?:s|ed|ing)|"
    r"acknowledg(?:es|ed|ing)|heap(?:s|ed|ing)|ask(?:s|ed|ing)|call(?:s|ed|ing)|publish(?:es|ed)|w(?:rote|rites))"
)
# The plainest of them, which follow their subject at once.
_SAID = r"(?:said|says|told|tells|added|stated|stressed|announced|warned|claimed|reported|reports)"
_PERSON_NOUN = (
    r"(?:president|minister|premier|chancellor|secretary|leader|official|spokes\w+|chairman|chief|governor|mayor|king|"
    r"queen|pope|judge|author|director|diplomat|senator|head|analyst|expert|politician|scientist|researcher|professor|"
    r"executive|founder|officer|general|lawyer|coach|actor|singer|writer|manager|owner|engineer|doctor|ceo|man|woman)s?"
)
_PERSONS = rf"(?:[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he|[Aa]n?|[Hh]is|[Ii]ts|[Oo]ur)\s(?:[\w’'-]+\s){{0,4}}?{_PERSON_NOUN})"
# The words point back to a person; to a thing, or several persons.
_PERSON = re.compile(rf"\b(?:{_PERSONS}|him|his|her|hers)\b", re.IGNORECASE)
_THING = re.compile(
    r"^\W*(?:it|its|this|that|these|those|their|such|both|the|during|in the|at the|after the)\b|"
    r"\b(?:they|them|we|(?-i:us)|our|the two)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(rf"\b{_PERSONS}\b[^.“”\"]{{0,80}}?\b{SAYING}\b|\b{SAYING}\s(?:[Hh]e|[Ss]he|[Tt]hey)\b")
_TELLING = re.compile(rf"\b{SAYING}\b|\b[Aa]ccording to\b")
_ALLEGING = re.compile(
    r"\balleg(?:es?|ed|ing)\b|\bclaim(?:s|ed|ing)? (?:that|to)\b|\baccus(?:es?|ed|ing)\b[^.“”\"]*\bof\b", re.IGNORECASE
)
_REPORTING = re.compile(
    rf"\b{SAYING}\b|\baccording to\b|\b(?:alleged|reported|supposed)ly\b|\b(?:think|believe)s?\b", re.IGNORECASE
)
# "a region which he said": of the region, not of all that the sentence says.
_ASIDE = re.compile(rf"\b(?:which|whom?)\s+(?:he|she|they|[A-Z][\w’'-]*)\s+{SAYING}\b")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_QUOTES = re.compile('[“"«„]')
# The subject is the text itself: whoever is cited says it.
_TEXTS = frozenset("article report text source document passage story author news sources documents".split())
# "The health ministry said": no person who may be named in other words, so the very word is asked for.
_BODY = re.compile(
    rf"\b[Tt]he\s(?:[\w’'-]+\s){{0,3}}?(?P<who>(?!(?:{_PERSON_NOUN}|also|later)\b)[a-z][\w-]+)\s{_SAID}\b"
)


def not_said_by(sentence: str, cited: Sequence[tuple[Source, str]]) -> Iterator[str]:
    """Those whom `sentence` gives as saying something that no cited span has them say.

    cited: each span with the text that may name whom its pronouns and titles stand for.
    """
    outside = _QUOTED.sub(" ", sentence)
    speakers = speakers_named(sentence)
    for speaker in speakers:
        if not _is_text(speaker) and not any(_says(source, speaker, known) for source, known in cited):
            yield speaker
    for match in _BODY.finditer(outside):
        if not _is_text(match["who"]) and not any(_has(f"{known}\n{s.text}", match["who"]) for s, known in cited):
            yield f"the {match['who']}"
    if not speakers and _UNNAMED.search(outside) and not any(_is_told(source) for source, _ in cited):
        yield "somebody"


def only_alleged(sentence: str, cited: Sequence[Source]) -> bool:
    """Whether `sentence` states as a fact what every cited span only has somebody allege."""
    told = _REPORTING.search(_ASIDE.sub(" ", sentence))
    return not told and all(_ALLEGING.search(_QUOTED.sub(" ", source.text)) for source in cited)


def said_by(sentence: str, cited: Sequence[tuple[Source, str]]) -> list[Source]:
    """The spans whose words are those of a speaker whom `sentence` names; all where it names none.

    cited: as for `not_said_by`.
    """
    speakers = [speaker for speaker in speakers_named(sentence) if not _is_text(speaker)]
    told = [s for s, known in cited if not speakers or any(_says(s, speaker, known) for speaker in speakers)]
    return told or [source for source, _ in cited]


def points_back(source: Source) -> bool:
    """Whether the span speaks of somebody or something that the text before it names, its speaker apart."""
    return bool(_THING.search(source.text) or (source.speaker is None and _PERSON.search(source.text)))


def _says(source: Source, speaker: str, known: str) -> bool:
    """Whether the span has `speaker`, who may be named before it, say what it says."""
    name = speaker.split()[-1]
    if source.speaker and name in Named.of(source.speaker):
        return True
    if any(name in Named.of(other) or other == speaker.split()[0] for other in speakers_named(source.text)):
        return True
    if _speaks_for(name) and name in Named.of(source.text):
        return True
    if source.speaker is not None:
        return False
    return _is_told(source) and (name in Named.of(f"{known}\n{source.text}") or _has(source.text, name))


def _is_told(source: Source) -> bool:
    """Whether the span is somebody's words, or tells them."""
    outside = _QUOTED.sub(" ", source.text)
    return bool(source.speaker or _QUOTES.search(source.text) or _TELLING.search(outside))


def _is_text(who: str) -> bool:
    return not _TEXTS.isdisjoint(fold(word) for word in who.split())


def _has(text: str, word: str) -> bool:
    """Whether the word, or the plural or singular of it, is in `text`, in either case."""
    return re.search(rf"\b{re.escape(word.removesuffix('s'))}s?\b", text, re.IGNORECASE) is not None


def _speaks_for(name: str) -> bool:
    """Whether it is a country: "Moscow said" tells of a government's view, whoever speaks of it."""
    return any(is_country(term) for term in names_in(name))
