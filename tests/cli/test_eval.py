"""`byline eval` hands its arguments on; what the report holds is tested under tests/eval."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.fakes import FakeCorpus
from ui.cli import main


def test_hands_its_arguments_on(corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And gives back the status of the evaluation, which is 1 under a floor."""
    calls: list[tuple[Any, ...]] = []

    def evaluate(*args: Any) -> int:
        calls.append(args)
        return 1

    monkeypatch.setattr("eval.command.run", evaluate)
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path))
    paths = {name: Path(f"{name}.json") for name in ("questions", "compare", "output")}
    flags = [part for name, path in paths.items() for part in (f"--{name}", str(path))]
    assert main(["eval", *flags, "--json"]) == 1
    assert calls == [(corpus, paths["questions"], True, paths["compare"], paths["output"], tmp_path, None)]
    assert corpus.closed


@pytest.mark.parametrize(("given", "file"), [([], None), (["new.jsonl"], Path("new.jsonl"))])
def test_feedback_goes_where_it_is_told(
    corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: list[str], file: Path | None
) -> None:
    calls: list[tuple[Any, ...]] = []

    def from_feedback(*args: Any) -> int:
        calls.append(args)
        return 0

    monkeypatch.setattr("eval.command.from_feedback", from_feedback)
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path))
    assert main(["eval", "--feedback", *given]) == 0
    assert calls == [(corpus, tmp_path, file)]
