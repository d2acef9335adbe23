"""The project's own questions are sound, and unsound files are told apart in one sentence."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.metrics import holds
from eval.questions import KINDS, QUESTIONS, EvalError, Question, check_corpus, load
from eval.spans import Span

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
INVENTED = QUESTIONS.with_name("invented")
FILES = [*SEEDS.glob("*.txt"), *INVENTED.glob("articles/*.txt")]
TEXTS = {file.name: file.read_bytes().decode() for file in FILES}
ASKED = load()
EVERY = [
    *ASKED,
    *load(QUESTIONS.with_name("kept_aside.jsonl")),
    *load(QUESTIONS.with_name("harder.jsonl")),
    *load(INVENTED / "questions.jsonl"),
    *load(INVENTED / "described.jsonl"),
]


def text_of(span: Span) -> str:
    return TEXTS[span.source][span.start : span.end]


def named(question: Question) -> str:
    return question.id


def test_every_kind_is_asked_often_enough() -> None:
    counts = Counter(question.kind for question in ASKED)
    assert 110 <= len(ASKED) <= 130
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= 6
    assert counts["near_miss"] >= 12
    assert counts["unanswerable"] >= 14


def test_no_question_is_asked_twice() -> None:
    asked = [(question.question.casefold(), question.history) for question in ASKED]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("question", EVERY, ids=named)
def test_kind_tells_whether_it_can_be_answered_and_has_history(question: Question) -> None:
    assert question.answerable == (question.kind not in {"unanswerable", "near_miss"})
    assert bool(question.history) == (question.kind == "followup")


@pytest.mark.parametrize("question", [q for q in EVERY if q.answerable], ids=named)
def test_gold_spans_are_whole_sentences_of_the_files(question: Question) -> None:
    for span in question.spans:
        text, quote = TEXTS[span.source], text_of(span)
        assert quote == quote.strip()
        assert "\n" not in quote
        assert span.start == 0 or text[span.start - 1].isspace()
        assert not quote[0].islower()
        assert text[span.end : span.end + 1] in {"", "\n"} or quote[-1] in ".?!”’"


@pytest.mark.parametrize("question", [q for q in EVERY if q.answerable], ids=named)
def test_the_evidence_holds_the_answers(question: Question) -> None:
    for group in question.answers:
        gold = [text_of(span) for span in question.spans]
        assert any(holds(text, accepted) for text in gold for accepted in group)
    for evidence in question.evidence:
        every = [accepted for group in question.answers for accepted in group]
        assert any(holds(text_of(span), accepted) for span in evidence for accepted in every)


def row(**changes: object) -> dict[str, object]:
    gold = {"source": "a.txt", "start": 0, "end": 5}
    plain: dict[str, object] = {
        "id": "1", "kind": "who", "question": "Who?", "history": [], "answerable": True,
        "answers": ["Ada"], "evidence": [[gold]],
    }  # fmt: skip
    return plain | changes


def written(folder: Path, *rows: object) -> Path:
    file = folder / "questions.jsonl"
    file.write_text("\n".join(json.dumps(item) for item in rows), encoding="utf-8")
    return file


def test_one_list_of_answers_is_one_group(tmp_path: Path) -> None:
    [question] = load(written(tmp_path, row()))
    assert question.answers == (("Ada",),)
    [question] = load(written(tmp_path, row(answers=[["Ada", "A. Lind"], ["Bo"]])))
    assert question.answers == (("Ada", "A. Lind"), ("Bo",))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "riddle"}, "'riddle' is no kind"),
        ({"question": " "}, "the question is empty"),
        ({"answers": []}, "needs answers and evidence"),
        ({"evidence": [[]]}, "needs answers and evidence"),
        ({"answerable": False}, "cannot be answered has no answers"),
        ({"answers": ["Ada", ["Bo"]]}, "not both"),
        ({"evidence": [[{"source": "a.txt", "start": 5, "end": 5}]]}, "5:5 is not a stretch"),
        ({"history": ["Who?"]}, "not a question"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, changes: dict[str, object], told: str) -> None:
    with pytest.raises(EvalError, match=told) as caught:
        load(written(tmp_path, row(id="0"), row(**changes)))
    assert "Line 2" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="has no 'kind'"):
        load(written(tmp_path, {"id": "1"}))


def test_unusable_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="cannot be read"):
        load(tmp_path / "none.jsonl")
    with pytest.raises(EvalError, match="holds no questions"):
        load(written(tmp_path))
    with pytest.raises(EvalError, match="two questions with the id '1'"):
        load(written(tmp_path, row(), row()))
    with pytest.raises(EvalError, match="not a question"):
        load(written(tmp_path, ["no", "object"]))


def test_questions_of_another_corpus_are_refused(tmp_path: Path) -> None:
    questions = load(written(tmp_path, row()))
    with pytest.raises(EvalError, match=r"a\.txt, which is not in"):
        check_corpus(questions, {"b.txt": "text"}, tmp_path)
    with pytest.raises(EvalError, match="has only 4"):
        check_corpus(questions, {"a.txt": "four"}, tmp_path)
    check_corpus(questions, {"a.txt": "fives"}, tmp_path)
