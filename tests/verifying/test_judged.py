"""Sentences that small language models wrote over the seeds, judged against them, through check and repair."""

from __future__ import annotations

import pytest

from eval.benchmarks.judged import Outcome, documents_in, figures, load, outcomes, places_in
from eval.questions import EvalError
from rag.verify import Verifier
from tests.conftest import SEEDS

# What is asked for is .90; docs/writing.md tells what is missed.
LIES_FOUND = 0.85


@pytest.fixture(scope="module")
def found(verifier: Verifier) -> list[Outcome]:
    return list(outcomes(load({"seeds": places_in(documents_in(SEEDS))}), verifier))


def test_there_are_enough_of_both_kinds_to_mean_something(found: list[Outcome]) -> None:
    false = sum(not outcome.judged.true for outcome in found)
    assert len(found) >= 100 and false >= 20


def test_true_sentences_are_hardly_ever_marked(found: list[Outcome]) -> None:
    alarms = [outcome.judged.draft.text for outcome in found if outcome.judged.true and outcome.marked]
    assert (figures(found)["false alarms"] or 0) <= 0.1, alarms


def test_most_made_up_sentences_are_marked(found: list[Outcome]) -> None:
    missed = [outcome.judged.draft.text for outcome in found if not outcome.judged.true and not outcome.marked]
    assert (figures(found)["lies found"] or 0) >= LIES_FOUND, missed


def test_sentences_over_other_documents_are_told() -> None:
    with pytest.raises(EvalError, match="no sentence of the documents"):
        load({"seeds": {}})
