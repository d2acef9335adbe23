"""From cases to the figures of a report, and whether those reach the floors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import metrics
from eval.questions import EvalError
from eval.runner import Case

FLOORS = Path(__file__).with_name("floors.json")

Scores = Mapping[str, float | None]
"""A figure by the metric's name; None where no case could be judged."""

AVERAGED = (
    "correct", "citation_precision", "citation_recall", "exact", "alce_recall", "alce_precision",
    "character_recall", "character_precision", "recall_at_5", "ndcg_at_10",
)  # fmt: skip

LOWER_IS_BETTER = frozenset({"false_refusals", "seconds_p50", "seconds_p95"})


@dataclass(frozen=True, slots=True)
class Floors:
    """What an eval must reach: figures that may not be lower, and figures that may not be higher."""

    at_least: Mapping[str, float]
    at_most: Mapping[str, float]


def summarise(cases: Sequence[Case]) -> Scores:
    """The figures over `cases`: means over those that can be judged, abstention rates, time percentiles."""
    scores: dict[str, float | None] = {name: metrics.mean(getattr(case, name) for case in cases) for name in AVERAGED}
    outcomes = [(case.answerable, case.answered) for case in cases]
    seconds = [case.seconds for case in cases]
    return scores | {
        "mrr": metrics.mean(case.reciprocal_rank for case in cases),
        "abstention_precision": metrics.abstention_precision(outcomes),
        "abstention_recall": metrics.abstention_recall(outcomes),
        "false_refusals": metrics.false_refusals(outcomes),
        "seconds_p50": metrics.percentile(seconds, 0.5),
        "seconds_p95": metrics.percentile(seconds, 0.95),
    }


def by_kind(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """The cases of each kind, kinds in the order they first come."""
    kinds: dict[str, list[Case]] = {}
    for case in cases:
        kinds.setdefault(case.kind, []).append(case)
    return kinds


def load_floors(path: Path = FLOORS) -> Floors:
    """The floors in a JSON file; EvalError when they are not there or name no metric."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        floors = Floors(given["at_least"], given["at_most"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(f"The floors in {path} cannot be read ({error!r}); restore the file.") from error
    unknown = ({*floors.at_least, *floors.at_most}) - set(summarise(()))
    if unknown:
        raise EvalError(f"{path} names {', '.join(sorted(unknown))}, which the eval does not measure.")
    return floors


def shortfalls(scores: Scores, floors: Floors) -> list[str]:
    """One sentence for each floor that is not reached; a figure that could not be judged breaks none."""
    low = _beyond(scores, floors.at_least, lambda figure, floor: figure < floor, "at least")
    return low + _beyond(scores, floors.at_most, lambda figure, floor: figure > floor, "at most")


def _beyond(
    scores: Scores, floors: Mapping[str, float], breaks: Callable[[float, float], bool], words: str
) -> list[str]:
    measured = ((name, scores[name], floor) for name, floor in floors.items())
    return [
        f"{name.replace('_', ' ')} is {figure:.3f}, and has to be {words} {floor:.3f}"
        for name, figure, floor in measured
        if figure is not None and breaks(figure, floor)
    ]
