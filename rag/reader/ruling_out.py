"""Sentences that cannot answer, whatever the model makes of them, told by rules that can be checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.names import Term, is_country, mentions, names_in
from rag.occasions import day_named, days_differ
from rag.reader.content import CONTEXT_SENTENCES
from rag.reader.features import Asked, Candidate
from rag.reader.questions import gives_reason
from rag.reader.speech import asked_speaker
from rag.reader.wanting import is_wanted_by_the_other
from rag.speakers import attributes, is_of_nobody_named, speaker_of

# Kinds that a sentence either holds or cannot answer with; the cues of the others are too wide to rule out by.
_STRICT = frozenset({"name", "quote", "year", "time", "number"})

# "The president pointed to …": whom it stands for was named some sentences before, as with "he said" (rag/speakers.py).
POINTING_BACK = 4
_POINTS_BACK = re.compile(
    r"\b(?:he|she|the (?:[a-z]+ ){0,2}(?:president|minister|leader|premier|official|chief|chair\w*|head))\b",
    re.IGNORECASE,
)

# "Since 1990" may be told of any later year.
_YEAR = re.compile(
    r"(?<!before )(?<!after )(?<!since )(?<!until )(?<!than )\b(?P<year>(?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)

# Who is asked to have spoken: "When did Ida Bruun speak in Osk?".
_CAPITAL = r"[A-Z][\w’'-]*"
_SPOKE = re.compile(
    rf"\b(?:did|does|do|will|has|have|had) (?P<who>{_CAPITAL}(?: {_CAPITAL})*) "
    r"(?:speak|spoken|talk|talked|say|said|tell|told|address|addressed|announce|announced|warn|warned)\b"
)
# Two who deal with each other: "trade between Moscow and Beijing".
_BETWEEN = re.compile(
    rf"\bbetween (?:the )?(?P<one>{_CAPITAL}(?: {_CAPITAL})*) and (?:the )?(?P<other>{_CAPITAL}(?: {_CAPITAL})*)"
)
_SHE = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_STANDS_FOR = re.compile(r"\b(?:he|she|they|his|her|their|him|them)\b", re.IGNORECASE)

# "Since last month" and "last month's rise" date nothing that the sentence tells.
_LAST_MONTH = re.compile(
    r"(?<!since )(?<!than )(?<!from )(?<!before )(?<!until )(?<!of )\blast month\b(?![’'])", re.IGNORECASE
)

_ABOUT_QUESTIONS = re.compile(r"[“”\"]|\b(?:ask\w*|questions?|wonder\w*)\b|\bmention", re.IGNORECASE)


def rule_out(asked: Asked, found: list[Candidate]) -> list[Candidate]:
    """`found` in its order, with those marked that cannot answer `asked`."""
    return _by_themselves(asked, _others_words_ruled_out(asked, _without_kind_ruled_out(asked, found)))


def _by_themselves(asked: Asked, found: list[Candidate]) -> list[Candidate]:
    """What tells of another year or pair does not answer, nor what was quoted or told already, nor what only asks."""
    checks = (
        _is_of_another_year, _is_known, _only_asks, _gives_no_reason, _names_no_holder, _is_somebody_elses,
        _is_between_others, _is_of_another_month, _is_wanted_by_the_other,
    )  # fmt: skip
    return [
        replace(candidate, ruled_out=True) if any(check(asked, candidate) for check in checks) else candidate
        for candidate in found
    ]


def _is_of_another_year(asked: Asked, candidate: Candidate) -> bool:
    wanted, told = _years(asked.text), _years(candidate.text)
    return bool(wanted and told) and not any(min(told) <= year <= max(told) for year in wanted)


def _years(text: str) -> list[int]:
    """The years that `text` names, but those that something came before or after."""
    return [int(match["year"]) for match in _YEAR.finditer(text)]


def _is_of_another_month(asked: Asked, candidate: Candidate) -> bool:
    """Whether a day is asked for, and the sentence is of the month before its file came out, which is another."""
    wanted, told = day_named(asked.text), day_named(candidate.text)
    published = candidate.evidence.document.date or ""
    if not wanted or not wanted.month or not _LAST_MONTH.search(candidate.text) or len(published) < len("2025-03"):
        return False
    if told and not days_differ(told, wanted):
        return False
    month_before = (int(published[5:7]) - 2) % 12 + 1
    return wanted.month != month_before


def _is_known(asked: Asked, candidate: Candidate) -> bool:
    """Whether the question holds the whole sentence, as in "“We did it.” What was meant?", or an answer did."""
    return any(_in_words(candidate.text) in _in_words(text) for text in (asked.text, asked.told))


def _only_asks(asked: Asked, candidate: Candidate) -> bool:
    """Whether the sentence is a question itself, and not somebody's words: "Will he attack?" tells nothing."""
    text = candidate.text
    return text.endswith("?") and not asked.kind.several and not _ABOUT_QUESTIONS.search(asked.text + text)


def _gives_no_reason(asked: Asked, candidate: Candidate) -> bool:
    """Whether somebody who was told what, and asks why, would be told another bare fact, or the reason of another's."""
    if not asked.told or asked.kind.answer_type != "reason":
        return False
    if not gives_reason(candidate.text):
        return True
    return bool(candidate.missing) and not (_SHE.search(candidate.text) and _is_of_the_told(asked, candidate))


def _is_of_the_told(asked: Asked, candidate: Candidate) -> bool:
    """Whether the candidate's document tells what was told: a pronoun may stand for the names in it."""
    evidence, told = candidate.evidence, _in_words(asked.told)
    return any(_in_words(evidence.document.text[span.start : span.end]) in told for span in evidence.sentences)


def _names_no_holder(asked: Asked, candidate: Candidate) -> bool:
    """Whether the holder of an office is asked for, and the sentence speaks of none, or only of a deputy."""
    return asked.office is not None and not asked.office.search(candidate.text)


def _is_somebody_elses(asked: Asked, candidate: Candidate) -> bool:
    """Whether it is asked when, where or why somebody spoke, and the sentence has but another speak, by name."""
    who = _SPOKE.search(asked.text)
    names = names_in(who["who"]) if who else []
    if not names or asked.kind.several or any(map(is_country, names)):
        return False
    if any(mentions(candidate.text, name) for name in names) or _STANDS_FOR.search(candidate.text):
        return False
    speaker = speaker_of(candidate.evidence.document, candidate.evidence.sentences, candidate.number)
    return speaker is not None and not any(mentions(speaker, name) for name in names)


def _is_between_others(asked: Asked, candidate: Candidate) -> bool:
    """Whether what is between two is asked for, and the sentence tells only what is between one of them and another."""
    wanted = _BETWEEN.search(asked.text)
    sides = [names for side in (wanted["one"], wanted["other"]) if (names := names_in(side))] if wanted else []
    if len(sides) < 2 or _sides_in(candidate.text, sides) == 2:
        return False
    return any(_sides_in(pair.group(), sides) == 1 for pair in _BETWEEN.finditer(candidate.text))


def _is_wanted_by_the_other(asked: Asked, candidate: Candidate) -> bool:
    return is_wanted_by_the_other(asked.text, candidate.text)


def _sides_in(text: str, sides: Sequence[Sequence[Term]]) -> int:
    """How many sides are mentioned, each by some of its names: "Xi" is enough for "Xi Jinping"."""
    return sum(any(mentions(text, name) for name in names) for names in sides)


def _in_words(text: str) -> str:
    """The words of `text` in lower case, one space around each."""
    return " ".join(["", *re.findall(r"\w+", text.lower()), ""])


def _others_words_ruled_out(asked: Asked, found: list[Candidate]) -> list[Candidate]:
    """When somebody's words are asked for, what somebody else says does not answer."""
    names = asked_speaker(asked.text)
    if not names:
        return found
    return [
        candidate
        if _may_say(names, candidate) and not _only_attributes(candidate)
        else replace(candidate, ruled_out=True)
        for candidate in found
    ]


def _only_attributes(candidate: Candidate) -> bool:
    return attributes(candidate.evidence.document, candidate.evidence.sentences, candidate.number)


def _may_say(names: Sequence[Term], candidate: Candidate) -> bool:
    """Whether one of `names` is the sentence's speaker, or is named just before words that nobody is given for."""
    document, sentences, text = candidate.evidence.document, candidate.evidence.sentences, candidate.text
    speaker = speaker_of(document, sentences, candidate.number)
    if speaker is None and is_of_nobody_named(text):
        return False
    if speaker is None:
        back = POINTING_BACK if _POINTS_BACK.search(text) else CONTEXT_SENTENCES
        first = sentences[max(0, candidate.number - back)]
        text = document.text[first.start : sentences[candidate.number].end]
        return any(mentions(text, name) for name in names)
    # "Bruun and Holm said": the speaker is found by the name next to the verb.
    return any(mentions(speaker, name) or f"{name.text} and" in text for name in names)


def _without_kind_ruled_out(asked: Asked, found: list[Candidate]) -> list[Candidate]:
    """For kinds that can be told by rule, sentences without the kind are ruled out.

    Who somebody is may also be told in ways that the rule does not know: there one sentence that fits rules out the
    others.
    """
    kind = asked.kind.answer_type
    if kind in _STRICT or (kind == "identity" and any(candidate.fits for candidate in found)):
        return [replace(candidate, ruled_out=not candidate.fits) for candidate in found]
    return found
