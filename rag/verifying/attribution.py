"""Who is said to say something, and whether the source has that person say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.drafts import Source
from rag.names import fold, is_country, names_in
from rag.speakers import speakers_named
from rag.verifying.naming import Named

_SAYING = (
    r"(?:sa(?:id|ys|y|ying)|told|tells|telling|add(?:s|ed|ing)|stat(?:es|ed|ing)|stress(?:es|ed|ing)|not(?:es|ed|ing)|"
    r"argu(?:es|ed|ing)|claim(?:s|ed|ing)|alleg(?:es|ed|ing)|assert(?:s|ed|ing)|explain(?:s|ed|ing)|"
    r"warn(?:s|ed|ing)|announc(?:es|ed|ing)|insist(?:s|ed|ing)|emphasi[sz](?:es|ed|ing)|reiterat(?:es|ed|ing)|"
    r"declar(?:es|ed|ing)|remark(?:s|ed|ing)|comment(?:s|ed|ing)|repl(?:ies|ied|ying)|describ(?:es|ed|ing)|"
    r"point(?:s|ed|ing)|underlin(?:es|ed|ing)|underscor(?:es|ed|ing)|highlight(?:s|ed|ing)|recall(?:s|ed|ing)|"
    r"agre(?:es|ed|eing)|accus(?:es|ed|ing)|prais(?:es|ed|ing)|mention(?:s|ed|ing)|express(?:es|ed|ing)|"
    r"suggest(?:s|ed|ing)|admit(?:s|ted|ting)|den(?:ies|ied|ying)|promis(?:es|ed|ing)|predict(?:s|ed|ing)|"
    r"acknowledg(?:es|ed|ing)|heap(?:s|ed|ing)|ask(?:s|ed|ing)|call(?:s|ed|ing)|publish(?:es|ed)|w(?:rote|rites))"
)
_PERSONS = (
    r"(?:[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he|[Aa]n?|[Hh]is|[Ii]ts|[Oo]ur)\s(?:[\w’'-]+\s){0,4}?"
    r"(?:president|minister|premier|chancellor|secretary|leader|official|spokes\w+|chairman|chief|governor|mayor|king|"
    r"queen|pope|judge|author|director|diplomat|senator|head|analyst|expert|politician|scientist|researcher|professor|"
    r"executive|founder|officer|general|lawyer|coach|actor|singer|writer|manager|owner|engineer|doctor|ceo)s?)"
)
_UNNAMED = re.compile(rf"\b{_PERSONS}\b[^.“”\"]{{0,80}}?\b{_SAYING}\b|\b{_SAYING}\s(?:[Hh]e|[Ss]he|[Tt]hey)\b")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_QUOTES = re.compile('[“"«„]')
# The subject is the text itself: whoever is cited says it.
_TEXTS = frozenset("article report text source document passage story author news sources documents".split())


def not_said_by(sentence: str, cited: Sequence[Source]) -> Iterator[str]:
    """Those whom `sentence` gives as saying something that no cited span has them say."""
    for speaker in speakers_named(sentence):
        words = [fold(word) for word in speaker.split()]
        if not _TEXTS.intersection(words) and not any(_says(source, speaker) for source in cited):
            yield speaker
    if not speakers_named(sentence) and _UNNAMED.search(_QUOTED.sub(" ", sentence)) and not _anybody(cited):
        yield "somebody"


def _says(source: Source, speaker: str) -> bool:
    """Whether the span has `speaker`, who may be named before it, say what it says."""
    name = speaker.split()[-1]
    if source.speaker and name in Named.of(source.speaker):
        return True
    if any(name in Named.of(other) for other in speakers_named(source.text)):
        return True
    if _speaks_for(name) and name in Named.of(source.text):
        return True
    outside = _QUOTED.sub(" ", source.text)
    reported = _UNNAMED.search(outside) or re.search(rf"\b{re.escape(name)}\b[^.]{{0,60}}?\b{_SAYING}\b", outside)
    reported = reported or (source.speaker is None and _QUOTES.search(source.text))
    context = f"{source.title or ''}\n{source.before}\n{source.text}"
    return bool(reported) and source.speaker is None and name in Named.of(context)


def _speaks_for(name: str) -> bool:
    """Whether it is a country: "Moscow said" tells of a government's view, whoever speaks of it."""
    return any(is_country(term) for term in names_in(name))


def _anybody(cited: Sequence[Source]) -> bool:
    return any(
        source.speaker or _QUOTES.search(source.text) or re.search(rf"\b{_SAYING}\b", source.text) for source in cited
    )
