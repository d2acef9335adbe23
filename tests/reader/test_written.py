"""The texts written for this project: answers stand where they say, and none measured on is trained on."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from eval.benchmarks import reading
from eval.benchmarks.data import written
from eval.benchmarks.reading import WRITTEN, WRITTEN_MORE, WRITTEN_SEARCHES
from rag.reader.training import mixture
from rag.reader.training.rivals import RIVALS
from rag.reader.training.rows import read_jsonl
from rag.reader.training.written import (
    CLUSTERS,
    CONTRASTS,
    HELD_OUT,
    PARAGRAPHS,
    SEARCHES,
    TRAINED,
    Claim,
    Texts,
    claim_rows,
    fingerprint,
    paragraph_rows,
    read_texts,
    text_groups,
    text_rows,
)

READ = (TRAINED, SEARCHES, CLUSTERS, CONTRASTS)
MEASURED = (WRITTEN, WRITTEN_MORE, WRITTEN_SEARCHES, reading.CLUSTERS, reading.CONTRASTS)
EACH = (*READ, HELD_OUT, *MEASURED)

REPORT = (
    "The harbour of Bergen was enlarged for 40 million kroner.\n\n"
    "Mayor Ida Bruun opened it on Monday. Nobody told who had drawn the plans.\n"
)


@pytest.mark.parametrize("file", EACH, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_answer_is_words_of_its_text(file: Path) -> None:
    found = read_texts(file)
    answers = [one.words(place) for one in found for _, places in one.questions for place in places]
    assert len(answers) > 250
    assert all(answer and answer == answer.strip() for answer in answers)
    assert all(any(not places for _, places in one.questions) for one in found)


def test_no_text_is_both_trained_on_and_measured_with() -> None:
    trained, fitted, measured = (
        {text for file in files for one in read_texts(file) for text in one.texts}
        for files in (READ, (HELD_OUT,), MEASURED)
    )
    assert not trained & fitted and not trained & measured and not fitted & measured


@pytest.mark.parametrize("file", [TRAINED, HELD_OUT, WRITTEN_MORE], ids=lambda file: file.name)
def test_claims_cite_sentences_of_their_texts_and_about_half_are_supported(file: Path) -> None:
    found = [(one, claim) for one in read_texts(file) for claim in one.claims]
    assert len(found) > 400
    assert 0.45 < sum(claim.supported for _, claim in found) / len(found) < 0.55
    quotes = [one.words(place) for one, claim in found for place in claim.cited]
    assert all(quote and quote == quote.strip() and "\n" not in quote for quote in quotes)


def test_no_question_of_one_text_is_written_twice() -> None:
    """The second set of questions over a text was written by somebody who had not seen the first."""
    for file in EACH:
        for one in read_texts(file):
            questions = [question.lower().strip("? ") for question, _ in one.questions]
            assert len(set(questions)) == len(questions), (file.name, sorted(questions))


def test_a_claim_is_read_with_all_that_it_cites() -> None:
    sentences = ("Mayor Ida Bruun opened it on Monday.", "Nobody told who had drawn the plans.")
    places = tuple((0, REPORT.index(text), REPORT.index(text) + len(text)) for text in sentences)
    claims = (Claim("Bruun opened the harbour.", places, True), Claim("Bruun drew the plans.", places[1:], False))
    rows = claim_rows([Texts((REPORT,), (), claims)])
    assert [(row.question, row.context, row.claim) for row in rows] == [
        ("Bruun opened the harbour.", " ".join(sentences), True),
        ("Bruun drew the plans.", sentences[1], False),
    ]


def test_a_clause_that_settles_a_question_may_begin_and_end_anywhere() -> None:
    clause = "Mayor Ida Bruun opened it on Monday"
    at = REPORT.index(clause)
    asked = (
        ("Has the harbour been opened?", ((0, at, at + len(clause)),)),
        ("Who opened the harbour?", ((0, at + 6, at + 15),)),
    )
    loose = {row.question: row.loose for row in text_rows([Texts((REPORT,), asked)], Random(0)) if row.answer}
    assert loose == {"Has the harbour been opened?": True, "Who opened the harbour?": False}


def test_a_question_is_asked_of_a_passage_that_answers_and_of_those_that_do_not() -> None:
    start = REPORT.index("Ida Bruun")
    asked = (
        ("Who opened the enlarged harbour?", ((0, start, start + 9),)),
        ("Who drew the plans of the harbour?", ()),
    )
    rows = text_rows([Texts((REPORT, "A ferry sank off Moss."), asked)], Random(0))
    answered = [row for row in rows if row.answer]
    assert [(row.question, row.answer_text) for row in answered] == [(asked[0][0], "Ida Bruun")]
    assert answered[0].context in REPORT
    lacking = [(row.question, row.context) for row in rows if not row.answer]
    assert all("Ida Bruun" not in context for question, context in lacking if question == asked[0][0])
    assert {context.strip() for question, context in lacking if question == asked[1][0]} == {
        REPORT.strip(),
        "A ferry sank off Moss.",
    }


_RESULTS = (
    "Ida Bruun opened the harbour of Bergen on Monday.",
    "The harbour was enlarged. Photo: Mayor Bruun cuts the ribbon.",
    "The harbour of Moss was opened by Jan Holm.",
    "The harbour of Bergen had been closed for years.",
)


def test_a_question_that_several_results_answer_is_asked_of_each_and_none_of_them_lacks_it() -> None:
    results = Texts(_RESULTS, (("Who opened Bergen's harbour?", ((0, 0, 9), (1, 39, 44))),))
    rows = list(text_rows([results], Random(0)))
    assert [(row.context, row.answer_text) for row in rows if row.answer] == [
        (_RESULTS[0], "Ida Bruun"),
        (_RESULTS[1], "Bruun"),
    ]
    (lacking,) = [row for row in rows if not row.answer]
    assert lacking.context in _RESULTS[2:]


def test_groups_are_made_of_what_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = {"texts": _RESULTS, "questions": [{"question": "Who opened Bergen's harbour?", "answer": [0, 0, 9]}]}
    file = tmp_path / "searches.jsonl"
    file.write_text(json.dumps(results), encoding="utf-8")
    monkeypatch.setattr(mixture, "_OWN_TEXTS", {"searches": file})
    monkeypatch.setattr(mixture, "read_questions", lambda *_: [])
    (group,) = mixture._own_groups(tmp_path, Random(0), ("searches",), RIVALS)
    assert [row.answer_text for row in group] == ["Ida Bruun", "", "", ""]
    assert mixture._own_groups(tmp_path, Random(0), ("paragraphs",), RIVALS) == []


def test_rivals_of_a_result_that_answers_are_the_other_results_that_do_not() -> None:
    results = Texts(_RESULTS, (("Who opened Bergen's harbour?", ((0, 0, 9), (1, 39, 44))),))
    groups = list(text_groups([results], 2, Random(0), least=2))
    assert [(group[0].context, group[0].answer_text) for group in groups] == [
        (_RESULTS[0], "Ida Bruun"),
        (_RESULTS[1], "Bruun"),
    ]
    assert all({row.context for row in group[1:]} == set(_RESULTS[2:]) for group in groups)
    assert list(text_groups([results], 3, Random(0), least=3)) == []


def test_questions_over_paragraphs_find_the_paragraph_by_its_fingerprint(tmp_path: Path) -> None:
    known = {one["paragraph"] for one in read_jsonl(PARAGRAPHS)}
    assert len(known) > 300
    assert fingerprint(REPORT) not in known
    assert paragraph_rows([REPORT]) == []
    start = REPORT.index("Ida Bruun")
    asked = [{"question": "Who opened it?", "answer": [0, start, start + 9]}, {"question": "Who drew?", "answer": None}]
    own = tmp_path / "paragraphs.jsonl"
    own.write_text(json.dumps({"paragraph": fingerprint(REPORT), "questions": asked}), encoding="utf-8")
    assert [(row.question, row.answer_text) for row in paragraph_rows([REPORT], own)] == [
        ("Who opened it?", "Ida Bruun"),
        ("Who drew?", ""),
    ]


def test_two_questions_of_a_pair_are_answered_by_different_words() -> None:
    """What is measured as a pair stands side by side in the file, and each has an answer of its own."""
    for row in read_jsonl(reading.CONTRASTS):
        paired = [one["answer"] for one in row["questions"] if one["kind"] == "pair"]
        assert len(paired) == 16
        assert all(a and b and (a[2] <= b[1] or b[2] <= a[1]) for a, b in zip(paired[::2], paired[1::2], strict=True))


def test_each_question_names_the_item_that_answers() -> None:
    items, asked = written(WRITTEN)
    texts = {item.id: item.text for item in items}
    assert len(texts) == len(items)
    golds = [(gold, one.among) for one in asked for gold in one.gold]
    assert golds and all(gold[0] in among and gold[2] <= len(texts[gold[0]]) for gold, among in golds)
