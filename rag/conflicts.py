"""Where sources give different values for what a question asks: found by rule, shown with both quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from index.lexical import STOPWORDS
from rag.full_names import full_name
from rag.names import Mentioned, Term, mentions, names_in, numbers_in
from rag.reader.interface import Finding
from rag.reader.questions import QuestionKind

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_MONTH_DAY = re.compile(
    rf"\b(?:({'|'.join(_MONTHS)})\s+(\d{{1,2}})|(\d{{1,2}})\s+(?:of\s+)?({'|'.join(_MONTHS)}))\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AMOUNT = re.compile(
    r"(?P<sign>[$€£])?\s?(?P<number>\d+(?:[.,]\d+)*)\s?"
    r"(?P<unit>%|percent\b|per cent\b|(?:thousand|million|billion|trillion)\b)?"
)

V = TypeVar("V")

# A person alone speaks on many days; a person at a place is one occasion.
SHARED_NAMES = 2
# What has one name in common has to have as many words of content: "the harbour board of Osk" and its breakwater.
SHARED_WORDS = 3
# Of two sentences that tell one thing with another name or number in it, so many of the words are the same: reports
# that differ in it are copies of each other, or were altered.
ALIKE = 0.75
# What is answered with a clause differs in more than a name; amounts are compared by their units.
_COMPARED_OTHERWISE = frozenset({"identity", "quote", "reason", "yes-no", "number"})
_COMMON = STOPWORDS | frozenset(
    "said says told will would could have been more than about million billion thousand percent year years month "
    "months week weeks days time last next first also over after before during euros dollars pounds".split()
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as far as a text gives it: weekday 0 to 6, month, day of the month, year."""

    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None

    def differs(self, other: Moment) -> bool:
        """Whether both cannot be the same day."""
        pairs = (
            (self.weekday, other.weekday),
            (self.month, other.month),
            (self.day, other.day),
            (self.year, other.year),
        )
        return any(a is not None and b is not None and a != b for a, b in pairs)


def moment_in(text: str, year: int | None) -> Moment | None:
    """The day that `text` names, its weekday computed where `year` makes it a full date; None without one."""
    weekday, month_day, own_year = _WEEKDAY.search(text), _MONTH_DAY.search(text), _YEAR.search(text)
    if not weekday and not month_day:
        return None
    named = _WEEKDAYS.index(weekday[1].lower()) if weekday else None
    year = int(own_year.group()) if own_year else year
    if not month_day:
        return Moment(weekday=named)
    month = _MONTHS.index((month_day[1] or month_day[4]).lower()) + 1
    day = int(month_day[2] or month_day[3])
    return Moment(named if named is not None else _weekday(year, month, day), month, day, year)


def groups_in_conflict(kind: QuestionKind, findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings by the value they give, when files give at least two for one event; else nothing.

    The first finding tells the event: others are of it when they share two names with it, or when they tell it in the
    same words but for what is asked. Only days, amounts, the spellings of a name that is asked for, and in the same
    words names and numbers are compared: whether two phrases differ in meaning is not for a rule to say.
    """
    if kind.answer_type == "name":
        return _grouped(findings, [_name(kind, finding) for finding in findings], str.__ne__)
    return _of_one_event(kind, findings) or _told_alike(kind, findings)


def _of_one_event(kind: QuestionKind, findings: Sequence[Finding]) -> list[list[Finding]]:
    first = findings[0]
    found = [f for f in findings if f is first or _same_event(first, f) or _alike_but_for_answer(first, f)]
    if kind.answer_type == "time":
        return _grouped(found, _moments(found), Moment.differs)
    if kind.answer_type == "number":
        return _grouped(found, [_amount(f.highlight) for f in found], _amounts_differ)
    return []


def _told_alike(kind: QuestionKind, findings: Sequence[Finding]) -> list[list[Finding]]:
    """Two findings of different files that tell it alike but for the answer, each before those that answer as it does.

    Nothing where the first of `findings` answers as neither does.
    """
    if kind.several or kind.answer_type in _COMPARED_OTHERWISE:
        return []
    # A day is no person or place, and of days that are asked for it is known already whether they can be the same.
    found = [f for f in findings if kind.answer_type == "other" or not moment_in(f.highlight, None)]
    for one, other in combinations(found, 2):
        if _alike_but_for_answer(one, other):
            own, others = _lacked(one, other), _lacked(other, one)
            sides = [_side(one, found, own, others), _side(other, found, others, own)]
            for ordered in (sides, sides[::-1]):
                if any(findings[0] is f for f in ordered[0]):
                    return ordered
    return []


def _side(head: Finding, findings: Sequence[Finding], own: Sequence[Term], others: Sequence[Term]) -> list[Finding]:
    return [head, *(f for f in findings if f is not head and _gives(f, own) and not _gives(f, others))]


def _gives(finding: Finding, terms: Sequence[Term]) -> bool:
    return any(mentions(finding.highlight, term) for term in terms)


def contradict(one: Finding, other: Finding) -> bool:
    """Whether two sentences cannot say the same, however like each other they are.

    The words marked in each name or number what the other does not; or among the same words each has a name that the
    other lacks.
    """
    if _answers_differ(one, other):
        return True
    return _share_words(one.text, other.text) and bool(_lacked(one, other) and _lacked(other, one))


def _answers_differ(one: Finding, other: Finding) -> bool:
    numbers, others = ({term.normal for term in numbers_in(f.highlight)} for f in (one, other))
    if numbers - others and others - numbers:
        return True
    pairs = ((names_in(one.highlight), other.text), (names_in(other.highlight), one.text))
    return all(names and not any(mentions(text, name) for name in names) for names, text in pairs)


def _alike_but_for_answer(one: Finding, other: Finding) -> bool:
    """Whether two files' sentences have the same words, and other names and numbers only in what is marked."""
    own = _lacked(one, other), _lacked(other, one)
    return (
        one.document.source != other.document.source
        and all(terms and _are_in(terms, f.highlight) for terms, f in zip(own, (one, other), strict=True))
        and _share_words(one.text, other.text, [term.text for terms in own for term in terms])
    )


def _lacked(one: Finding, other: Finding) -> list[Term]:
    """The names and numbers of the first sentence that the other does not mention."""
    told = Mentioned.of(other.text)
    return [term for term in (*names_in(one.text), *numbers_in(one.text)) if not told.holds(term)]


def _are_in(terms: Sequence[Term], text: str) -> bool:
    return all(mentions(text, term) for term in terms)


def _share_words(text: str, other: str, but: Sequence[str] = ()) -> bool:
    """Whether most words of both are the same, those of `but` apart."""
    apart = _spelled(" ".join(but))
    words, others = _spelled(text) - apart, _spelled(other) - apart
    return len(words & others) >= max(SHARED_WORDS, ALIKE * len(words | others))


def _spelled(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


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


def _weekday(year: int | None, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday() if year else None
    except ValueError:
        return None


def _grouped(
    findings: Sequence[Finding], values: Sequence[V | None], differ: Callable[[V, V], bool]
) -> list[list[Finding]]:
    sides: list[tuple[V, list[Finding]]] = []
    for finding, value in zip(findings, values, strict=True):
        if value is None:
            continue
        side = next((members for known, members in sides if not differ(known, value)), None)
        if side is None:
            sides.append((value, [finding]))
        else:
            side.append(finding)
    return [members for _, members in sides] if len(sides) > 1 else []
