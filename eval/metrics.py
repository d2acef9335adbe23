"""What the eval measures, as pure functions.

A case that a metric cannot judge scores None, not 0: precision of no citations, recall of no evidence,
false refusals among no answerable questions. Means are taken over the cases that could be judged.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from eval.spans import Span, characters, same_evidence

T = TypeVar("T")
G = TypeVar("G")

Group = Sequence[Span]
"""Spans that stand for each other: any one of them supplies this piece of evidence."""

Hits = Sequence[frozenset[int]]
"""For each rank, best first, which pieces of evidence (by number) that result supplies."""

Entails = Callable[[str, str], bool]
"""Whether a premise (first) supports a claim (second)."""


_WORD = re.compile(r"[^\W_]+|[%$€£]")


def mean(values: Iterable[float | None]) -> float | None:
    """Mean over the values that are not None; None when there is none."""
    judged = [value for value in values if value is not None]
    return sum(judged) / len(judged) if judged else None


def hits(ranked: Sequence[T], groups: Sequence[Collection[G]], match: Callable[[T, G], bool]) -> Hits:
    """Which of `groups` each ranked result supplies: a group is supplied when any of its members matches."""
    return [
        frozenset(number for number, group in enumerate(groups) if any(match(result, gold) for gold in group))
        for result in ranked
    ]


def recall_at_k(found: Hits, groups: int, k: int) -> float | None:
    """Share of the `groups` pieces of evidence that the first `k` results supply."""
    return len(frozenset().union(*found[:k])) / groups if groups else None


def all_gold_at_k(found: Hits, groups: int, k: int) -> float | None:
    """1 when the first `k` results supply every piece of evidence, else 0."""
    recall = recall_at_k(found, groups, k)
    return None if recall is None else float(recall == 1)


def reciprocal_rank(found: Hits, groups: int) -> float | None:
    """1 / rank of the first result that supplies any evidence, 0 when none does; its mean is MRR."""
    if not groups:
        return None
    return next((1 / rank for rank, supplied in enumerate(found, 1) if supplied), 0.0)


def ndcg_at_k(found: Hits, groups: int, k: int) -> float | None:
    """nDCG@k with binary relevance (Järvelin and Kekäläinen 2002).

    A result gains only by evidence that no better-ranked one supplied, so that overlapping passages
    cannot lift the score over 1; where every result is a document of its own this is the usual nDCG.
    """
    if not groups:
        return None
    seen: set[int] = set()
    gained = 0.0
    for rank, supplied in enumerate(found[:k], 1):
        gained += bool(supplied - seen) / math.log2(rank + 1)
        seen |= supplied
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(groups, k) + 1))


def normalise(text: str) -> str:
    """`text` in lower case with single spaces for all but letters, digits, `%` and currency signs.

    Markers such as `[1]` go too. Padded with spaces, so that `in` finds whole words: "10" is not in "100%".
    """
    unmarked = re.sub(r"\[\d+\]", " ", unicodedata.normalize("NFKC", text).casefold())
    return f" {' '.join(_WORD.findall(unmarked))} "


def holds(text: str, accepted: str) -> bool:
    """Whether `accepted` stands in `text` as whole words, both normalised."""
    return normalise(accepted) in normalise(text)


def correct(texts: Sequence[str], accepted: Sequence[Sequence[str]]) -> bool | None:
    """Whether of every group in `accepted` one string stands in one of `texts`; None without groups."""
    if not accepted:
        return None
    return all(any(holds(text, string) for text in texts for string in group) for group in accepted)


def citation_precision(cited: Sequence[Span], right: Iterable[Span]) -> float | None:
    """Share of the citations that are the same evidence as a `right` span; None when nothing is cited."""
    gold = list(right)
    return mean(float(any(same_evidence(span, other) for other in gold)) for span in cited)


def citation_recall(cited: Sequence[Span], groups: Sequence[Group]) -> float | None:
    """Share of the pieces of evidence that some citation is; None when there is nothing to cite."""
    return mean(float(any(same_evidence(span, gold) for span in cited for gold in group)) for group in groups)


def character_recall(cited: Iterable[Span], gold: Iterable[Span]) -> float | None:
    """Share of the gold characters that are cited."""
    wanted = characters(gold)
    return len(wanted & characters(cited)) / len(wanted) if wanted else None


def character_precision(cited: Iterable[Span], gold: Iterable[Span]) -> float | None:
    """Share of the cited characters that are gold."""
    covered = characters(cited)
    return len(covered & characters(gold)) / len(covered) if covered else None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the texts it cites."""

    text: str
    quotes: tuple[str, ...]


def words_contained(premise: str, claim: str) -> bool:
    """The plainest judge: every word of the claim stands in the premise. Fit for answers made of quotes."""
    words = normalise(claim).split()
    return bool(words) and set(words) <= set(normalise(premise).split())


def alce_recall(statements: Sequence[Statement], entails: Entails) -> float | None:
    """Citation recall of ALCE (Gao et al. 2023, https://arxiv.org/abs/2305.14627).

    Share of the statements that their citations, put together, entail; one without citations is not.
    """
    return mean(float(_supported(statement, statement.quotes, entails)) for statement in statements)


def alce_precision(statements: Sequence[Statement], entails: Entails) -> float | None:
    """Citation precision of ALCE (same paper): share of the citations that are not irrelevant.

    A citation counts when its statement is supported by all its citations together, and either this
    one alone supports the statement or the others without it do not.
    """
    scores: list[float] = []
    for statement in statements:
        whole = _supported(statement, statement.quotes, entails)
        for number, quote in enumerate(statement.quotes):
            others = statement.quotes[:number] + statement.quotes[number + 1 :]
            needed = _supported(statement, (quote,), entails) or not _supported(statement, others, entails)
            scores.append(float(whole and needed))
    return mean(scores)


def _supported(statement: Statement, quotes: Sequence[str], entails: Entails) -> bool:
    return bool(quotes) and entails("\n".join(quotes), statement.text)


def abstention_precision(outcomes: Sequence[tuple[bool, bool]]) -> float | None:
    """Of the questions (answerable, answered) that were not answered, the share that cannot be answered."""
    return mean(float(not answerable) for answerable, answered in outcomes if not answered)


def abstention_recall(outcomes: Sequence[tuple[bool, bool]]) -> float | None:
    """Of the questions that cannot be answered, the share that was not answered."""
    return mean(float(not answered) for answerable, answered in outcomes if not answerable)


def false_refusals(outcomes: Sequence[tuple[bool, bool]]) -> float | None:
    """Of the questions that can be answered, the share that was not answered."""
    return mean(float(not answered) for answerable, answered in outcomes if answerable)


def risk_coverage(scored: Iterable[tuple[float, bool]]) -> list[tuple[float, float]]:
    """The curve of (coverage, risk) as the threshold on confidence falls (El-Yaniv and Wiener 2010).

    `scored` holds (confidence, right) of every question, where answering what cannot be answered is wrong.
    Coverage is the share answered, risk the share of wrong ones among them. Equal confidences come together.
    """
    ranked = sorted(scored, key=lambda pair: -pair[0])
    curve: list[tuple[float, float]] = []
    wrong = 0
    for count, (confidence, right) in enumerate(ranked, 1):
        wrong += not right
        if count == len(ranked) or ranked[count][0] != confidence:
            curve.append((count / len(ranked), wrong / count))
    return curve


def area(curve: Sequence[tuple[float, float]]) -> float | None:
    """Area under a risk-coverage curve (AURC, Geifman et al. 2019): the mean risk, lower is better."""
    if not curve:
        return None
    borders = [0.0, *(coverage for coverage, _ in curve)]
    return sum(risk * (borders[n + 1] - borders[n]) for n, (_, risk) in enumerate(curve))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` (0 to 1) of `values` lies, interpolated linearly between neighbours."""
    if not values:
        return None
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (ranked[high] - ranked[low]) * (place - low)
