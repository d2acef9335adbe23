"""Where sources give different values for what a question asks: found by rule, shown with both quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from index.lexical import STOPWORDS
from rag.full_names import full_name
from rag.moments import Moment, moment_in
from rag.names import mentions, names_in, numbers_in
from rag.reader.interface import Finding
from rag.reader.questions import QuestionKind
from rag.told_alike import alike_but_for_answer, sides

_AMOUNT = re.compile(
    r"(?P<sign>[$€£])?\s?(?P<number>\d+(?:[.,]\d+)*)\s?"
    r"(?P<unit>%|percent\b|per cent\b|(?:thousand|million|billion|trillion)\b)?"
)

V = TypeVar("V")

# A person alone speaks on many days; a person at a place is one occasion.
SHARED_NAMES = 2
# What has one name in common has to have as many words of content: "the harbour board of Osk" and its breakwater.
SHARED_WORDS = 3
# What is answered with a clause differs in more than a name; amounts are compared by their units.
_COMPARED_OTHERWISE = frozenset({"identity", "quote", "reason", "yes-no", "number"})
_COMMON = STOPWORDS | frozenset(
    "said says told will would could have been more than about million billion thousand percent year years month "
    "months week weeks days time last next first also over after before during euros dollars pounds".split()
)


def groups_in_conflict(kind: QuestionKind, findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings by the value they give, when files give at least two for one event; else nothing.

    The first finding tells the event: others are of it when they share two names with it, or when they tell it in the
    same words but for what is asked. Only days, amounts, the spellings of a name that is asked for, and in the same
    words names and numbers are compared: whether two phrases differ in meaning is not for a rule to say.
    """
    if kind.answer_type == "name":
        return _grouped(findings, [_name(kind, finding) for finding in findings], str.__ne__)
    by_value = _of_one_event(kind, findings) if findings else []
    return by_value or (sides(findings) if findings and _may_be_told_alike(kind, findings[0]) else [])


def _may_be_told_alike(kind: QuestionKind, first: Finding) -> bool:
    """Whether one answer can stand in another's place: a day is no person, and marked by mistake."""
    misread = kind.answer_type in ("person", "place") and moment_in(first.highlight, None) is not None
    return not kind.several and kind.answer_type not in _COMPARED_OTHERWISE and not misread


def _of_one_event(kind: QuestionKind, findings: Sequence[Finding]) -> list[list[Finding]]:
    first = findings[0]
    found = [f for f in findings if f is first or _same_event(first, f) or alike_but_for_answer(first, f)]
    if kind.answer_type == "time":
        return _grouped(found, _moments(found), Moment.differs)
    if kind.answer_type == "number":
        return _grouped(found, [_amount(f.highlight) for f in found], _amounts_differ)
    return []


def value_in(kind: QuestionKind, finding: Finding) -> str:
    """What a finding gives for what is asked: the whole name, or the words that the reader marked."""
    return _name(kind, finding) or finding.highlight


def _name(kind: QuestionKind, finding: Finding) -> str | None:
    asked = names_in(kind.focus) if kind.answer_type == "name" else []
    return next((full for name in asked if (full := full_name(finding.text, name))), None)


def _same_event(one: Finding, other: Finding) -> bool:
    if one.document.source == other.document.source:
        return False
    shared = sum(mentions(other.text, name) for name in names_in(one.text))
    return shared >= SHARED_NAMES or (shared > 0 and len(_words(one.text) & _words(other.text)) >= SHARED_WORDS)


def _words(text: str) -> frozenset[str]:
    """What a sentence speaks of, names, amounts and time apart."""
    return frozenset(re.findall(r"\b[a-z]{4,}\b", text)) - _COMMON


def _moments(findings: Sequence[Finding]) -> list[Moment | None]:
    years = {int(f.document.date[:4]) for f in findings if f.document.date}
    # A file without a date takes the year of the others, when these agree.
    shared = years.pop() if len(years) == 1 else None
    return [moment_in(f.highlight, int(f.document.date[:4]) if f.document.date else shared) for f in findings]


def _amount(text: str) -> tuple[str, str] | None:
    """Unit and normal number, when the text gives exactly one amount."""
    if len(numbers_in(text)) != 1 or not (match := _AMOUNT.search(text)):
        return None
    unit = (match["unit"] or "").lower().replace("per cent", "%").replace("percent", "%")
    rest = re.sub(r"\W+", " ", text[match.end() :]).split()
    return f"{match['sign'] or ''} {unit or (rest[0].lower() if rest else '')}", match["number"].replace(",", "")


def _amounts_differ(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and one[1] != other[1]


def _grouped(
    findings: Sequence[Finding], values: Sequence[V | None], differ: Callable[[V, V], bool]
) -> list[list[Finding]]:
    groups: list[tuple[V, list[Finding]]] = []
    for finding, value in zip(findings, values, strict=True):
        if value is None:
            continue
        side = next((members for known, members in groups if not differ(known, value)), None)
        if side is None:
            groups.append((value, [finding]))
        else:
            side.append(finding)
    return [members for _, members in groups] if len(groups) > 1 else []
