"""Whether the documents contradict each other is found without a matter being named."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Answer, Corpus
from tests.collection.folders import corpus_of

QUESTION = "Do the articles contradict each other anywhere?"


def _asked(place: Path, *texts: str) -> Answer:
    with corpus_of({str(number): text for number, text in enumerate(texts)}, place) as corpus:
        return corpus.answer(QUESTION)


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (
            "The storm in Osk damaged about 140 homes on the east side, firefighters said.",
            "The storm in Osk damaged 212 homes on the east side, the council counted.",
            {"140", "212"},
        ),
        (
            "The repair of the Osk bridge will cost 26 million crowns, the council says.",
            "The repair of the Osk bridge will cost 18 million crowns, engineers say.",
            {"26 million crowns", "18 million crowns"},
        ),
        (
            "Painter Ida Bruun died in Osk on 3 March after a short illness.",
            "Painter Ida Bruun died in Osk on 5 March after a short illness.",
            {"3 March", "5 March"},
        ),
    ],
)
def test_amounts_and_days_are_held_against_each_other(tmp_path: Path, one: str, other: str, values: set[str]) -> None:
    answer = _asked(tmp_path, f"{one}\n\nThe weather was fine.", f"{other}\n\nNobody was surprised by that.")
    assert answer.answered
    assert [{side.value.removeprefix("about ") for side in c.sides} for c in answer.conflicts] == [values]
    assert {citation.source for citation in answer.citations} == {"0.txt", "1.txt"}
    assert answer.notice and "for you to judge" in answer.notice
    assert not any(conflict.surely for conflict in answer.conflicts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The storm damaged 140 homes in Osk.", "The storm damaged 140 homes in Osk, the council counted."),
        ("The storm damaged 140 homes in Osk.", "A museum in Lund has 2,100 paintings and twelve guards."),
        ("In Osk 63 ships were held.", "In Osk nine sailors were held for a night."),
        ("OSK, March 9 (NNA) - The harbour opened on Monday.", "OSK, May 4 (NNA) - The harbour closed on Friday."),
    ],
)
def test_what_is_of_other_things_is_no_contradiction(tmp_path: Path, one: str, other: str) -> None:
    answer = _asked(tmp_path, one, other)
    assert not answer.answered and not answer.conflicts
    assert answer.text.startswith("No two documents were found to give different days, amounts or names")


def test_a_single_document_contradicts_nothing(tmp_path: Path) -> None:
    assert not _asked(tmp_path, "The storm damaged 140 homes. The storm damaged 212 homes.").answered


def test_the_seeds_disagree_on_a_day_and_on_a_name(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("Do the articles disagree on anything?")
    sides = [{side.value for side in conflict.sides} for conflict in answer.conflicts]
    assert sides == [{"Alexei Overchuk", "Alexey Overchuk"}, {"March 27", "Friday"}]
