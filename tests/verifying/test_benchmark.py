"""The benchmark of the check, on figures worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from eval.benchmarks.verifying import Judged, balance, balanced_accuracy, cross_validated, figures, sources_of


def test_balanced_accuracy_weighs_both_kinds_alike() -> None:
    said, true = np.array([True, False, True, True]), np.array([True, False, False, False])
    assert balanced_accuracy(said, true) == pytest.approx((1 + 1 / 3) / 2)


def test_the_balance_parts_what_can_be_parted() -> None:
    scores, true = np.array([0.1, 0.2, 0.7, 0.9]), np.array([False, False, True, True])
    assert 0.2 < balance(scores, true) <= 0.7


def test_no_claim_has_a_say_in_its_own_threshold() -> None:
    scores = np.tile([0.1, 0.9], 10)
    true = np.tile([False, True], 10)
    assert (cross_validated(scores, true) == true).all()


def test_a_page_tells_its_title_and_date_in_lines_of_their_own() -> None:
    page = ["(meta data) TITLE: Boats", "(meta data) PUBLISHED DATETIME: 2016-08-24T10:00", " ", "They sail."]
    sources = sources_of(page)
    assert [source.text for source in sources][-1] == "They sail."
    assert {(source.title, source.date) for source in sources} == {("Boats", "2016-08-24")}
    assert sources_of(["(meta data) PUBLISHED DATETIME: soon", "x"])[0].date is None


def test_figures_of_a_perfect_check() -> None:
    found = figures([Judged(true, float(true), 0.5, true) for true in [True, False] * 5])
    assert found["check"] == found["similarity"] == 1
    assert found["overlap"] == 0.5
