"""What one wants of another is not answered by what the other wants of it."""

from __future__ import annotations

import pytest

from rag.reader.wanting import is_wanted_by_the_other

UNION = "What does the union want from the owner?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (UNION, "The owner wants longer shifts from the union."),
        (UNION, "The owner, a Dutch fund, demands longer shifts."),
        (UNION, "He wants the union to accept longer shifts."),
        (UNION, "The manager demanded in March that the union accept longer shifts."),
        (UNION, "From the union she expects patience."),
        ("What does the USA want from Russia?", "Moscow wants to stop American armament shipments to Ukraine."),
        ("What does China want from Russia?", "Russia says it wants to balance relations with the U.S. and China"),
        ("What did Holm ask of Ida Bruun?", "Bruun asked for a second bridge."),
        ("What has Karvia offered to Tamar?", "Tamar offered 40 megawatts in exchange."),
    ],
)
def test_what_the_other_wants_is_ruled_out(question: str, sentence: str) -> None:
    assert is_wanted_by_the_other(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (UNION, "The union wants higher wages from the owner."),
        (UNION, "From the owner it wants higher wages."),
        (UNION, "The owner wants longer shifts, and the union demands higher wages."),
        (UNION, "It demands that the owner pay higher wages."),
        (UNION, "Wages were not spoken of."),
        ("What does Russia want from China?", "Russia says it wants to balance relations with the U.S. and China"),
        ("What does the union want?", "The owner wants longer shifts."),
        ("Who owns the yard?", "The owner wants longer shifts from the union."),
        ("What does Moscow want from Washington?", "Russia wants to restore relations with the new government."),
    ],
)
def test_what_may_answer_is_left(question: str, sentence: str) -> None:
    assert not is_wanted_by_the_other(question, sentence)
