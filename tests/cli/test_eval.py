"""`byline eval` hands its arguments on; what the report holds is tested under tests/eval."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.fakes import FakeCorpus
from ui.cli import main


def test_hands_its_arguments_on(corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives back the status of the evaluation, which is 1 under a floor."""
    calls: list[tuple[Any, ...]] = []

    def evaluate(*args: Any) -> int:
        calls.append(args)
        return 1

    monkeypatch.setattr("eval.command.run", evaluate)
    paths = {name: Path(f"{name}.json") for name in ("questions", "compare", "output")}
    flags = [part for name, path in paths.items() for part in (f"--{name}", str(path))]
    assert main(["eval", *flags, "--json"]) == 1
    assert calls == [(corpus, paths["questions"], True, paths["compare"], paths["output"])]
    assert corpus.closed
