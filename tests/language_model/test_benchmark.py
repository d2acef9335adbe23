"""`python -m eval.benchmarks.writing` asks a model about public sets and keeps what it wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.benchmarks import writing
from eval.benchmarks.writing import spread
from eval.questions import EvalError
from tests.language_model.conftest import environment
from tests.language_model.scripted import Server, stream

ROWS = [
    {
        "id": "1",
        "question": "How long is the bridge of Vik?",
        "context": "The bridge of Vik is 90 metres long.",
        "answerable": True,
        "answers": ["90 metres"],
    },
    {
        "id": "2",
        "question": "Who paid for the bridge of Vik?",
        "context": "The bridge of Vik is 90 metres long.",
        "answerable": False,
        "answers": [""],
    },
]


def test_rows_of_a_public_set_are_asked_and_judged(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is answered with its evidence, one is made up and marked; both are kept to be judged by hand."""
    for name, value in (environment(server.url) | {"BYLINE_DATA": str(tmp_path / "data")}).items():
        monkeypatch.setenv(name, value)
    server.play(stream("Vik's bridge has 90 metres of length. [e1]"), stream("Count Orlok paid for it. [e1]"))
    (tmp_path / "squad2.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    output = tmp_path / "figures.json"
    assert writing.main(["--data", str(tmp_path), "--set", "squad2", "--output", str(output)]) == 0
    found = json.loads(output.read_text(encoding="utf-8"))["squad2"]
    assert (found["correct"], found["citation_precision"], found["abstention_recall"]) == (1, 1, 1)
    assert found["sentences marked unsupported"] == 0.5
    kept = output.with_suffix(".squad2.sentences.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["support"] for line in kept] == ["supported", "unsupported"]


def test_without_a_model_there_is_nothing_to_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BYLINE_MODEL", raising=False)
    with pytest.raises(EvalError, match="No language model is set; set BYLINE_MODEL"):
        writing.main([])


def test_rows_are_spread_over_the_whole_set() -> None:
    assert spread(list(range(10)), 5) == [0, 2, 4, 6, 8]
    assert spread([1, 2], 5) == [1, 2]
