"""Questions for yes or no that the reader is trained on are English, and labelled as the texts have it."""

from __future__ import annotations

from random import Random

import pytest

from rag.reader.training.near_misses import NearMisses
from rag.reader.training.rows import Row
from rag.reader.training.yes_no import of_answered, of_claims, question_of


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Ida Bruun was born in Bergen.", "Was Ida Bruun born in Bergen?"),
        ("The bridge has a toll.", "Does the bridge have a toll?"),
        ("Ida Bruun had two sons.", "Did Ida Bruun have two sons?"),
        ("Ida Bruun has been mayor since 2004.", "Has Ida Bruun been mayor since 2004?"),
        ("Ida Bruun opened the bridge.", "Did Ida Bruun open the bridge?"),
        ("Ida Bruun whistled a song.", None),
        ("The bridge over the river that they built last year is closed.", None),
    ],
)
def test_a_statement_is_asked_where_that_is_english(said: str, asked: str | None) -> None:
    assert question_of(said) == asked


def test_a_claim_is_asked_of_its_evidence_and_of_what_is_silent_on_it() -> None:
    claims = [
        Row("Ida Bruun opened the bridge.", "Mayor Ida Bruun opened the new bridge.", claim=True),
        Row("Ida Bruun studied chemistry.", "Ida Bruun studied physics in Oslo.", claim=False),
        Row("Ida Bruun liked the bridge.", "Ida Bruun was proud of the bridge. She crossed it daily.", claim=True),
    ]
    rows = [row for seed in range(20) for row in of_claims(claims, Random(seed))]
    assert {row.question for row in rows} == {"Did Ida Bruun open the bridge?", "Did Ida Bruun study chemistry?"}
    answers = {(row.question, row.answer_text) for row in rows if row.answer}
    assert answers == {
        ("Did Ida Bruun open the bridge?", claims[0].context),
        ("Did Ida Bruun study chemistry?", claims[1].context),
    }
    silent = [row for row in rows if not row.answer and "bridge" in row.question]
    assert silent and all("bridge" not in row.context for row in silent)


def test_an_answered_question_is_asked_with_and_without_the_sentence_that_answers() -> None:
    context = "Bergen has a bridge. Henri Becquerel thanked Marie Curie. They left."
    start = context.index("Henri")
    row = Row("Who thanked Marie Curie?", context, (start, start + len("Henri Becquerel")))
    made = [one for seed in range(20) for one in of_answered([row], NearMisses([row], Random(seed)), Random(seed))]
    assert {one.question for one in made} == {"Did Henri Becquerel thank Marie Curie?"}
    assert {one.answer_text.strip() for one in made if one.answer} == {"Henri Becquerel thanked Marie Curie."}
    assert {one.context for one in made if not one.answer} == {"Bergen has a bridge. They left."}
