"""Every metric on an example worked by hand."""

from __future__ import annotations

import math

import pytest

from eval import metrics
from eval.metrics import Statement, words_contained
from eval.spans import Span, overlap, same_evidence

A, B, C = frozenset({0}), frozenset({1}), frozenset[int]()


def test_hits_name_the_evidence_each_result_supplies() -> None:
    assert metrics.hits(["x", "y", "z"], [{"y"}, {"z", "y"}], str.__eq__) == [C, A | B, B]


def test_recall_counts_evidence_found_once_within_k() -> None:
    found = [C, A, A, B]
    assert metrics.recall_at_k(found, 2, 3) == 0.5
    assert metrics.recall_at_k(found, 2, 4) == 1.0
    assert metrics.all_gold_at_k(found, 2, 3) == 0.0
    assert metrics.all_gold_at_k(found, 2, 4) == 1.0


def test_reciprocal_rank_is_of_the_first_supplying_result() -> None:
    assert metrics.reciprocal_rank([C, C, A], 1) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank([C, C], 1) == 0.0


def test_ndcg_discounts_late_results_and_ignores_repeated_evidence() -> None:
    ideal = 1 + 1 / math.log2(3)
    assert metrics.ndcg_at_k([A, B], 2, 10) == pytest.approx(1.0)
    assert metrics.ndcg_at_k([C, A, B], 2, 10) == pytest.approx((1 / math.log2(3) + 0.5) / ideal)
    assert metrics.ndcg_at_k([A, A, A], 1, 10) == pytest.approx(1.0)
    assert metrics.ndcg_at_k([C, C, A], 1, 2) == 0.0


def test_retrieval_metrics_cannot_judge_a_question_without_evidence() -> None:
    assert metrics.recall_at_k([C], 0, 5) is None
    assert metrics.all_gold_at_k([C], 0, 5) is None
    assert metrics.reciprocal_rank([C], 0) is None
    assert metrics.ndcg_at_k([C], 0, 5) is None


@pytest.mark.parametrize(
    ("text", "accepted", "found"),
    [
        ("a group of 10 economies", "10", True),
        ("a tariff of 100%", "10", False),
        ("a tariff of 100% [10]", "10", False),
        ("reaching $220-230 billion.", "$220–230 Billion", True),
        ("the world’s champion", "world's champion", True),
        ("the U.S. and China", "US", False),
    ],
)
def test_accepted_strings_are_whole_words_whatever_their_dress(text: str, accepted: str, found: bool) -> None:
    assert metrics.holds(text, accepted) is found


def test_an_answer_needs_one_string_of_every_group() -> None:
    texts = ["Alexei spoke. [1]", "Alexey spoke."]
    assert metrics.correct(texts, [["Alexei", "Aleksei"], ["Alexey"]]) is True
    assert metrics.correct(texts[:1], [["Alexei"], ["Alexey"]]) is False
    assert metrics.correct(texts, []) is None


def test_overlap_of_half_the_shorter_is_the_same_evidence() -> None:
    gold = Span("a", 0, 100)
    assert overlap(gold, Span("a", 90, 120)) == 10
    assert same_evidence(Span("a", 20, 30), gold)
    assert same_evidence(gold, Span("a", 90, 110))
    assert not same_evidence(gold, Span("a", 91, 111))
    assert not same_evidence(gold, Span("b", 0, 100))


def test_citation_precision_and_recall() -> None:
    gold = [[Span("a", 0, 10), Span("b", 0, 10)], [Span("a", 50, 60)]]
    cited = [Span("b", 0, 9), Span("c", 0, 9), Span("a", 2, 10)]
    assert metrics.citation_precision(cited, [span for group in gold for span in group]) == pytest.approx(2 / 3)
    assert metrics.citation_recall(cited, gold) == 0.5
    assert metrics.citation_recall([], gold) == 0.0
    assert metrics.citation_precision([], gold[0]) is None
    assert metrics.citation_recall(cited, []) is None


def test_characters_are_counted_once() -> None:
    cited = [Span("a", 0, 10), Span("a", 5, 20)]
    assert metrics.character_precision(cited, [Span("a", 0, 5)]) == 0.25
    assert metrics.character_recall(cited, [Span("a", 15, 25)]) == 0.5
    assert metrics.character_recall(cited, []) is None
    assert metrics.character_precision([], [Span("a", 0, 5)]) is None


def test_alce_recall_is_of_statements_supported_by_their_citations_together() -> None:
    both = Statement("red boats sink", ("red boats", "they sink"))
    bare, wrong = Statement("red boats", ()), Statement("blue boats", ("red boats",))
    assert metrics.alce_recall([both, bare, wrong], words_contained) == pytest.approx(1 / 3)
    assert metrics.alce_recall([], words_contained) is None


def test_alce_precision_counts_what_supports_alone_or_is_needed() -> None:
    needed = Statement("red boats sink", ("red boats", "they sink"))
    idle = Statement("red boats", ("red boats", "it rains"))
    unsupported = Statement("blue boats", ("red boats",))
    assert metrics.alce_precision([needed], words_contained) == 1.0
    assert metrics.alce_precision([idle], words_contained) == 0.5
    assert metrics.alce_precision([idle, unsupported], words_contained) == pytest.approx(1 / 3)
    assert metrics.alce_precision([Statement("red", ())], words_contained) is None


def test_alce_takes_the_judge_as_a_parameter() -> None:
    statement = Statement("blue boats", ("red boats",))
    assert metrics.alce_recall([statement], lambda premise, claim: claim[-5:] == premise[-5:]) == 1.0


def test_abstention_rates() -> None:
    outcomes = [(True, True), (True, True), (True, False), (False, False), (False, False), (False, True)]
    assert metrics.abstention_precision(outcomes) == pytest.approx(2 / 3)
    assert metrics.abstention_recall(outcomes) == pytest.approx(2 / 3)
    assert metrics.false_refusals(outcomes) == pytest.approx(1 / 3)
    assert metrics.abstention_precision([(True, True)]) is None
    assert metrics.abstention_recall([(True, True)]) is None
    assert metrics.false_refusals([(False, True)]) is None


def test_risk_coverage_falls_through_the_confidences() -> None:
    curve = metrics.risk_coverage([(0.2, False), (0.9, True), (0.5, False), (0.7, True)])
    assert curve == [(0.25, 0.0), (0.5, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert metrics.area(curve) == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)
    assert metrics.area([]) is None


def test_equal_confidences_are_answered_together() -> None:
    assert metrics.risk_coverage([(0.5, True), (0.5, False)]) == [(1.0, 0.5)]


def test_percentiles_interpolate() -> None:
    assert metrics.percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert metrics.percentile([0.0, 10.0], 0.95) == pytest.approx(9.5)
    assert metrics.percentile([], 0.5) is None


def test_mean_leaves_out_what_could_not_be_judged() -> None:
    assert metrics.mean([1.0, None, 0.0]) == 0.5
    assert metrics.mean([None]) is None
