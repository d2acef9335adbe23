"""What the reader is trained on is labelled as the texts have it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from random import Random

import pytest

from rag.reader.cross_encoder import CrossEncoder
from rag.reader.training.claims import claims_of, statement
from rag.reader.training.near_misses import NearMisses
from rag.reader.training.rewording import reworded
from rag.reader.training.rivals import RIVALS, among_rivals, hardest
from rag.reader.training.rows import Row, read_sentences

CONTEXT = "In 1903 Marie Curie shared the prize with Pierre Curie. Later Henri Becquerel thanked Marie Curie in Paris."


def row(question: str, answer: str, context: str = CONTEXT) -> Row:
    start = context.index(answer)
    return Row(question, context, (start, start + len(answer)))


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("Who thanked Marie Curie?", "Henri Becquerel", "Henri Becquerel thanked Marie Curie."),
        ("Which chemist won the prize?", "Marie Curie", "Marie Curie won the prize."),
        ("When was the treaty signed?", "1903", "The treaty was signed in 1903."),
        ("Where was she born?", "in Warsaw", "She was born in Warsaw."),
        ("What did she say?", "nothing", None),
        ("How many came?", "nine", None),
        ("Who came?", "the very many people who had been asked to come", None),
    ],
)
def test_an_answered_question_is_told_as_a_statement_where_that_is_english(
    question: str, answer: str, said: str | None
) -> None:
    assert statement(question, answer) == said


def test_claims_are_true_as_told_and_false_when_changed() -> None:
    rows = [row("Who thanked Marie Curie?", "Henri Becquerel"), row("What did he do?", "thanked")]
    made = [one for seed in range(20) for one in claims_of(rows, NearMisses(rows, Random(seed)), Random(seed))]
    assert {one.question for one in made if one.claim} == {"Henri Becquerel thanked Marie Curie."}
    false = {one.question for one in made if one.claim is False}
    assert len(false) > 1
    assert "Henri Becquerel thanked Marie Curie." not in false
    assert all(one.answer is None for one in made)


def test_two_names_of_a_question_change_places() -> None:
    asked = row("When did Marie Curie share the prize with Pierre Curie?", "1903")
    near = NearMisses([asked], Random(0))
    made = {missed.question for _ in range(60) if (missed := near.question(asked))}
    assert "When did Pierre Curie share the prize with Marie Curie?" in made
    assert asked.question not in made


def test_another_deed_makes_a_near_miss() -> None:
    asked = row("Who thanked Marie Curie?", "Henri Becquerel")
    near = NearMisses([asked, row("Who described radium?", "Marie Curie"), row("When did she win?", "1903")], Random(0))
    made = {missed.question for _ in range(60) if (missed := near.question(asked))}
    assert "Who described Marie Curie?" in made
    assert asked.question not in made


def test_rival_sentences_become_a_paragraph_with_or_without_the_one_that_answers(tmp_path: Path) -> None:
    sentences = [("Ann sang.", 1), ("Bob ate.", 0), ("Cy slept.", 0), ("Di ran.", 0)]
    lines = [
        {"question": f"Who sang {number}?", "sentence": text, "label": label}
        for number in range(40)
        for text, label in sentences
    ]
    with gzip.open(tmp_path / "sel_few.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    rows = read_sentences(tmp_path, "few", Random(0))
    assert len(rows) == 40
    answered = [one for one in rows if one.answer]
    assert 20 <= len(answered) < 40
    assert {one.answer_text for one in answered} == {"Ann sang."}
    assert all("Ann" not in one.context for one in rows if not one.answer)


def test_some_questions_are_said_in_other_words_and_mean_the_same() -> None:
    """Names and what the list does not hold stay as they are."""
    question = "When did Ida Bruun's company purchase the largest vessel in Bergen?"
    said = {reworded(question, Random(seed)) for seed in range(200)}
    assert question in said
    assert 5 < len(said) < 80
    kept = re.compile(
        r"When did Ida Bruun's (?:company|firm|business|corporation) (?:buy|purchase|acquire)"
        r" the (?:largest|biggest|greatest) (?:vessel|ship|boat) in Bergen\?"
    )
    assert all(kept.fullmatch(one) for one in said), said


def test_rivals_are_like_the_question_and_lack_its_answer() -> None:
    """The passage that answers comes first, with its span; no rival holds the answer's words."""
    openers = {"Bergen": "Bruun", "Bodø": "Holm", "Oslo": "Lund", "Moss": "Vik", "Hamar": "Dahl"}
    bridges = [f"The bridge of {town} was opened by Mayor {who}." for town, who in openers.items()]
    rows = [
        row(f"Who opened the bridge of {town}?", who, text)
        for (town, who), text in zip(openers.items(), bridges, strict=True)
    ]
    rows.append(Row("What was sold?", "Mayor Bruun sold the bridge of Bergen."))
    groups = list(among_rivals(rows, Random(0)))
    assert [group[0] for group in groups] == rows[:-1]
    for answered, *others in groups:
        assert len(others) == RIVALS
        assert {other.question for other in others} == {answered.question}
        assert not any(other.answer or answered.answer_text in other.context for other in others)


def test_the_hardest_rivals_are_those_a_reader_takes_for_answers() -> None:
    """Of more rivals than are wanted the reader's own mistakes are kept, after the passage that answers."""
    asked = "Who opened the bridge of Bergen?"
    mistaken = [f"The bridge of {town} was opened by Mayor {who}." for town, who in (("Moss", "Vik"), ("Bodø", "Lund"))]
    mistaken.append("The bridge in Bergen harbour was opened by Mayor Dahl.")
    others = ["It rained all of June.", "Trams run every ten minutes.", "The museum lends no paintings."]
    texts = [text for pair in zip(others, mistaken, strict=True) for text in pair]
    answering = row(asked, "Bruun", "Mayor Bruun opened the bridge of Bergen.")
    (group,) = hardest([[answering, *(Row(asked, text) for text in texts)]], CrossEncoder.load())
    assert group[0] == answering
    assert {one.context for one in group[1:]} == set(mistaken)
