"""The models that tell which sentence answers a follow-up read what is fitted, and nothing that is ruled out."""

from __future__ import annotations

import numpy as np
import pytest

from index.documents import Document
from index.sentences import split_sentences
from rag.reader.features import NAMES as FEATURES
from rag.reader.features import Candidate
from rag.reader.following import NAMES, Following, followed
from rag.reader.interface import Evidence
from rag.reader.scoring import Scorer

TEXT = "One came. Two went. Three stayed. Four slept."
SCORER = Scorer.of({"sentence": {"bias": 0.0, "span": 1.0}, "answer": {"bias": 0.5, "span": 2.0}, "threshold": 0.1})
FITTED = {
    "which": {"bias": -1.0, "typed": 1.0, "together": 0.5, "shown": 2.0, "beside": 1.0},
    "whether": {"bias": 0.0, "typed": 1.0, "together": 1.0, "shown": 0.0, "beside": 0.0},
    "threshold": 0.5,
}


def _candidates(spans: dict[int, float], ruled_out: frozenset[int] = frozenset()) -> list[Candidate]:
    sentences = tuple(split_sentences(TEXT))
    evidence = Evidence(Document("a.txt", TEXT), sentences, 0, 3, 1.0, 1.0)
    features = {n: np.array([span, *[0.0] * (len(FEATURES) - 1)]) for n, span in spans.items()}
    return [Candidate(evidence, n, 0, 1, (), False, True, features[n], n in ruled_out) for n in spans]


def test_both_readings_and_what_was_shown_are_weighed() -> None:
    found = followed(
        [(SCORER, _candidates({0: 1.0, 1: 2.0, 2: 3.0})), (SCORER, _candidates({0: -1.0, 1: 5.0, 3: 0.5}))],
        shown={("a.txt", 1)},
    )
    rows = {one.candidate.number: one for one in found}
    assert list(NAMES) == ["typed", "together", "shown", "beside"]
    assert rows[0].which.tolist() == [1.0, -1.0, 0.0, 1.0]
    assert rows[1].which.tolist() == [2.0, 5.0, 1.0, 0.0]
    assert rows[2].which.tolist() == [3.0, -14.0, 0.0, 1.0]
    assert rows[3].which.tolist() == [-14.0, 0.5, 0.0, 0.0]
    assert rows[1].whether.tolist() == [4.5, 6.0, 1.0, 0.0]


def test_what_both_readings_rule_out_answers_nothing() -> None:
    model = Following.of(FITTED)
    out = frozenset({0})
    (one,) = followed([(SCORER, _candidates({0: 9.0}, out)), (SCORER, _candidates({0: 9.0}, out))], shown=())
    assert model.confidence(one) == 0.0
    (kept,) = followed([(SCORER, _candidates({0: 9.0}, out)), (SCORER, _candidates({0: 9.0}))], shown=())
    assert kept.whether.tolist() == [-14.0, 6.0, 0.0, 0.0]
    assert 0 < model.confidence(kept) < 0.5


def test_a_sentence_that_was_shown_is_likelier_and_its_neighbour_a_little() -> None:
    model = Following.of(FITTED)
    readings = [(SCORER, _candidates({0: 0.0, 1: 0.0, 3: 0.0}))] * 2
    answers = {one.candidate.number: model.probability(one) for one in followed(readings, {("a.txt", 0)})}
    assert answers[0] == pytest.approx(1 / (1 + np.exp(-1.0)))
    assert answers[1] == pytest.approx(0.5)
    assert answers[3] == pytest.approx(1 / (1 + np.exp(1.0)))


def test_what_ships_trusts_both_readings_and_what_was_shown() -> None:
    model = Following.load()
    assert (model.which[1:] > 0).all()
    assert (model.whether[1:3] > 0).all()
    assert 0 < model.threshold < 1
