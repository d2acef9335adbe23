"""Where sources give different values for what a question asks: found by rule, shown with both quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TypeVar

from index.documents import Document
from index.lexical import STOPWORDS
from rag.full_names import full_name
from rag.names import mentions, names_in
from rag.occasions import day_named
from rag.reader.interface import Finding
from rag.reader.questions import QuestionKind
from rag.told_alike import alike_but_for_answer, sides
from rag.values import differ, given_by

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


def groups_in_conflict(
    kind: QuestionKind, findings: Sequence[Finding], disputing: Collection[Finding] = ()
) -> list[list[Finding]]:
    """The findings by the value they give, when files give at least two for one thing; else nothing.

    disputing: those that the reader found to answer otherwise than the first of all (`rag/reader/disputes.py`).

    Without them the first finding tells the event: others are of it when they share two names with it, or when they
    tell it in the same words but for what is asked. Only days, amounts, names and the spellings of a name that is
    asked for are compared: whether two phrases differ in meaning is not for a rule to say.
    """
    if kind.answer_type == "name":
        return _grouped(findings, [_name(kind, finding) for finding in findings], str.__ne__)
    if not findings:
        return []
    by_value = _of_one_event(kind, findings)
    told_alike = sides(findings) if not by_value and _may_be_told_alike(kind, findings[0]) else []
    return by_value or told_alike or _disputed(kind, findings, disputing)


def _disputed(kind: QuestionKind, findings: Sequence[Finding], disputing: Collection[Finding]) -> list[list[Finding]]:
    """The first finding and those that dispute it, each before the others that give what it gives."""
    heads: list[Finding] = []
    for finding in (findings[0], *(f for f in findings[1:] if f in disputing)):
        if all(_differ(kind, head, finding) for head in heads):
            heads.append(finding)
    groups = [[head] for head in heads]
    for finding in (f for f in findings if f not in heads):
        agreed = [group for group in groups if _differ(kind, group[0], finding) is False]
        if len(agreed) == 1:
            agreed[0].append(finding)
    return groups if len(groups) > 1 else []


def _differ(kind: QuestionKind, one: Finding, other: Finding) -> bool | None:
    return differ(kind.answer_type, given_by(one), given_by(other))


def _may_be_told_alike(kind: QuestionKind, first: Finding) -> bool:
    """Whether one answer can stand in another's place: a day is no person, and marked by mistake."""
    misread = kind.answer_type in ("person", "place") and day_named(first.highlight) is not None
    return not kind.several and kind.answer_type not in _COMPARED_OTHERWISE and not misread


def _of_one_event(kind: QuestionKind, findings: Sequence[Finding]) -> list[list[Finding]]:
    if kind.answer_type not in ("time", "number"):
        return []
    first = findings[0]
    found = [f for f in findings if f is first or _same_event(first, f) or alike_but_for_answer(first, f)]
    year = year_of([f.document for f in found])
    return _grouped(found, [given_by(f, year) for f in found], partial(differ, kind.answer_type))


def year_of(documents: Sequence[Document]) -> int | None:
    """The year of those with a date, where they agree: a file without one is taken to be of it."""
    years = {int(document.date[:4]) for document in documents if document.date}
    return years.pop() if len(years) == 1 else None


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


def _grouped(
    findings: Sequence[Finding], values: Sequence[V | None], differ: Callable[[V, V], bool | None]
) -> list[list[Finding]]:
    """The findings by value; what cannot be compared with the others' is left out, as is what gives none."""
    groups: list[tuple[V, list[Finding]]] = []
    for finding, value in zip(findings, values, strict=True):
        if value is None:
            continue
        verdicts = [differ(known, value) for known, _ in groups]
        if False in verdicts:
            groups[verdicts.index(False)][1].append(finding)
        elif None not in verdicts:
            groups.append((value, [finding]))
    return [members for _, members in groups] if len(groups) > 1 else []
