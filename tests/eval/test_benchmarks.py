"""The benchmarks' plain systems, readers of the sets and scoring, on examples worked by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from eval.benchmarks import baselines
from eval.benchmarks.abstaining import force, risk_at
from eval.benchmarks.data import Item, chunks, disagreeing, hotpot, multihop_news, rows, write_folder
from eval.benchmarks.disagreeing import WRITTEN, written
from eval.benchmarks.fit import REFUSED, closed_questions, threshold
from eval.benchmarks.fit_disputes import ALARMS, DISAGREEING, Labelled, fit
from eval.benchmarks.reading import YES_NO, abstention, alternatives, holds_answer
from eval.benchmarks.retrieval import answerable, measure
from eval.questions import EvalError
from rag.reader.cross_encoder import CrossEncoder
from rag.reader.training.mixture import HELD_OUT
from tests.conftest import SEEDS
from tests.eval.fakes import BRIDGE, OPENED, quoting

HARBOUR = Item("h", "Title: Harbour", "The harbour opened. Boats came.")
BRIDGE_ITEM = Item("b", "Title: Bridge", "The bridge is late.")


def test_bm25_scores_the_passage_with_the_words_and_their_stems() -> None:
    scores = baselines.bm25(["The harbour opened.", "A bridge is late."], ["opening a harbour", "zebra"])
    assert scores.shape == (2, 2)
    assert scores[0, 0] > 0 == scores[0, 1]
    assert not scores[1].any()


def test_dense_scores_are_the_products_of_the_vectors() -> None:
    vectors = {"up": [0.0, 1.0], "right": [1.0, 0.0], "between": [0.6, 0.8]}
    scores = baselines.dense(["up", "right"], ["between"], lambda texts: np.array([vectors[t] for t in texts]))
    assert scores.tolist() == [pytest.approx([0.8, 0.6])]


def test_fusion_sums_reciprocal_ranks() -> None:
    one, other = np.array([[3.0, 2.0, 1.0]]), np.array([[0.1, 0.9, 0.5]])
    fused = baselines.reciprocal_rank_fusion(one.astype(np.float32), other.astype(np.float32))
    assert fused[0].tolist() == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 63 + 1 / 62])


def test_an_item_ranks_where_its_best_passage_does() -> None:
    scores = np.array([0.2, 0.9, 0.8, 0.5], dtype=np.float32)
    assert baselines.best_items(scores, [0, 1, 1, 2], 3) == [1, 2, 0]
    assert baselines.best_items(scores, [0, 1, 1, 2], 1) == [1]


def test_passages_carry_the_header_and_their_owner() -> None:
    assert baselines.passages_of([HARBOUR, BRIDGE_ITEM]) == (
        ["Title: Harbour\nThe harbour opened. Boats came.", "Title: Bridge\nThe bridge is late."],
        [0, 1],
    )


def test_chunks_keep_sentences_whole() -> None:
    assert chunks("One two. Three! Four five six seven?", 15) == ["One two. Three!", "Four five six seven?"]


def test_measure_is_over_the_items_of_each_question() -> None:
    figures = measure([["a", "b"], ["x", "c"]], [["a", "b"], ["c", "d"]])
    assert figures["all_gold_at_10"] == 0.5
    assert figures["ndcg_at_10"] == pytest.approx((1 + (0.6309 / 1.6309)) / 2, abs=1e-3)


def test_items_are_written_as_files_and_named(tmp_path: Path) -> None:
    ids = write_folder([HARBOUR, BRIDGE_ITEM], tmp_path / "documents")
    assert ids == {"00000.txt": "h", "00001.txt": "b"}
    written = (tmp_path / "documents" / "00001.txt").read_bytes().decode()
    assert written == "Title: Bridge\n\nThe bridge is late.\n"


def test_sets_are_read_and_null_questions_left_out_of_retrieval(tmp_path: Path) -> None:
    article = {"id": "f1", "text": "T.", "title": "Boats", "publisher": "Daily", "date": "2023-10-01"}
    asked = {"question": "Why?", "evidence": ["f1"], "answerable": True}
    null = {"question": "What if?", "evidence": [], "answerable": False}
    (tmp_path / "multihop_news_corpus.jsonl").write_text(json.dumps(article))
    (tmp_path / "multihop_news.jsonl").write_text(f"{json.dumps(asked)}\n{json.dumps(null)}\n")
    news = multihop_news(tmp_path)
    assert news.items[0].page == "Title: Boats\nPublisher: Daily\nPublished: 2023-10-01\n\nT.\n"
    assert [query.question for query in answerable(news).queries] == ["Why?"]


def test_a_set_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="--data"):
        hotpot(tmp_path)
    (tmp_path / "squad2.jsonl").write_text("{")
    with pytest.raises(EvalError, match="is not JSON lines"):
        rows(tmp_path, "squad2.jsonl")


def test_answers_of_rgb_are_groups_of_alternatives() -> None:
    assert alternatives("Tampa") == [["Tampa"]]
    assert alternatives(["Tampa", "Florida"]) == [["Tampa"], ["Florida"]]
    assert alternatives([["May 1", "1 May"], "2020"]) == [["May 1", "1 May"], ["2020"]]


def test_a_refusal_holds_no_answer() -> None:
    assert holds_answer(quoting("Who?", OPENED), [["Ada Lind"]])
    assert not holds_answer(quoting("Who?"), [["documents"]])


def test_abstention_is_told_by_what_could_be_answered() -> None:
    answers = [quoting("a", OPENED), quoting("b"), quoting("c", BRIDGE), quoting("d")]
    assert abstention([True, True, False, False], answers) == {"abstained": 0.5, "false refusals": 0.5}


def test_answers_are_forced_and_weighed_by_every_signal() -> None:
    """Right is the sentence with the answer, from the paragraph that was asked about."""
    bridge, ferry = "The bridge of Vik is 90 metres long. It is red.", "The ferry to Vik takes an hour."
    asked = [
        {"question": "How long is the bridge of Vik?", "context": bridge, "answerable": True, "answers": ["90 metres"]},
        {"question": "Who built the ferry to Vik?", "context": ferry, "answerable": False, "answers": []},
    ]
    forced = force(asked, CrossEncoder.load())
    assert set(forced) == {"reader", "similarity alone", "the other model alone"}
    for answers in forced.values():
        assert [right for _, right in answers] == [True, False]
    (sure, _), (unsure, _) = forced["reader"]
    assert sure > unsure
    curve = [(0.5, 0.0), (1.0, 0.5)]
    assert (risk_at(curve, 0.1), risk_at(curve, 0.75)) == (0.0, 0.5)


def test_questions_for_yes_or_no_lose_half_of_the_sentences_that_answer(tmp_path: Path) -> None:
    """Where a sentence is left, its span in the file that is left is given; where it is cut out, none."""
    asked = [_squad_row(f"Person{letter}") for letter in "ABCDEFGHIJKLMNOPQRST"]
    data = tmp_path / f"qa_{HELD_OUT}.jsonl.gz"
    data.write_bytes(gzip.compress("\n".join(map(json.dumps, asked)).encode()))
    questions, gold = closed_questions(tmp_path, tmp_path / "documents")
    assert set(questions) == {f"Did Person{letter} thank Marie Curie?" for letter in "ABCDEFGHIJKLMNOPQRST"}
    told = [bool(spans) for spans in gold]
    assert 3 < sum(told) < 17
    texts = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "documents").iterdir()}
    for question, spans in zip(questions, gold, strict=True):
        name = question.split()[1]
        cited = [texts[source][start:end].strip() for source, start, end in spans]
        assert cited == ([f"{name} thanked Marie Curie."] if spans else [])
        assert any(f"{name} thanked" in text for text in texts.values()) == bool(spans)


def _squad_row(name: str) -> dict[str, object]:
    context = f"There is a bridge of {name} in Bergen. {name} thanked Marie Curie. They left."
    answer = {"text": name, "start": context.index(f"{name} thanked")}
    return {"question": "Who thanked Marie Curie?", "context": context, "answers": [answer], "answerable": True}


def test_a_threshold_refuses_its_share_in_the_mean_of_the_sets() -> None:
    sure, unsure = [number / 100 for number in range(100)], [1.0] * 100
    assert threshold([sure]) == pytest.approx(REFUSED, abs=0.01)
    assert threshold([sure, unsure]) == pytest.approx(2 * REFUSED, abs=0.01)


def test_what_settles_a_question_for_yes_or_no_stands_in_the_seeds() -> None:
    seeds = "\n".join(file.read_text(encoding="utf-8") for file in SEEDS.iterdir())
    asked = [json.loads(line) for line in YES_NO.read_text(encoding="utf-8").splitlines()]
    assert {row["corpus"] for row in asked} == {"seeds", "multihop_news"}
    assert all(bool(row["evidence"]) == row["answerable"] for row in asked)
    assert all(row["evidence"] in seeds for row in asked if row["corpus"] == "seeds")


def test_texts_that_disagree_hold_what_is_said_to_answer() -> None:
    """Half of the questions have two sides or more; no text is both measured with and fitted on."""
    measured, fitted = disagreeing(WRITTEN), disagreeing(DISAGREEING)
    for some in (measured, fitted):
        sides = [(one.texts, found) for one in some for _, found in one.questions]
        places = [(texts, place) for texts, found in sides for side in found for place in side]
        assert all(texts[number][start:end].strip() for texts, (number, start, end) in places)
        assert sum(len(found) > 1 for _, found in sides) * 2 == len(sides)
    assert not {t for one in measured for t in one.texts} & {t for one in fitted for t in one.texts}


def test_sides_count_where_they_are_those_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "The repair of the Tolvern bridge will cost 4.2 million pounds, the council said.",
        "The contractor told Tolvern's council that the repair of the bridge will cost 5.1 million pounds.",
    ]
    places = [
        [number, text.index(cost), text.index(cost) + 3]
        for number, (text, cost) in enumerate(zip(texts, ["4.2", "5.1"], strict=True))
    ]
    asked = "How much will the repair of the Tolvern bridge cost?"
    questions = [{"question": asked, "sides": [[place] for place in places]}, {"question": asked, "sides": [places]}]
    file = tmp_path / "disagreeing.jsonl"
    file.write_text(json.dumps({"texts": texts, "questions": questions}) + "\n", encoding="utf-8")
    monkeypatch.setattr("eval.benchmarks.disagreeing.WRITTEN", file)
    assert written(tmp_path) == {"right": 1.0, "told": 1.0, "told of something else": 0.0, "false alarms": 1.0}


def test_the_fit_of_disputes_alarms_as_often_as_it_may() -> None:
    rng = np.random.default_rng(0)
    some = [Labelled(np.array([[y + rng.normal(), 0.0, y]]), np.array([bool(y)])) for y in (0.0, 1.0) * 50]
    ordinary = [Labelled(rng.normal(size=(1, 3)) - 1, np.array([False])) for _ in range(1000)]
    fitted = fit(some, [ordinary, ordinary])
    weights = np.array([fitted["probability"], fitted["margin"], fitted["cloze"]])
    alarmed = np.mean([fitted["bias"] + one.features[0] @ weights > 0 for one in ordinary])
    assert ALARMS - 0.002 <= alarmed <= ALARMS + 0.001
    assert fitted["cloze"] > 0 and fitted["probability"] > 0
