"""Sentences about the seed articles of the kind that a small model writes, true and subtly false, judged by hand.

`seed_sentences.jsonl` gives for each the sentences cited, by file and first character.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.reading import to_document
from index.sentences import split_sentences
from rag.drafts import Source
from rag.speakers import speaker_of
from rag.verify import Verifier
from tests.conftest import SEEDS

ROWS = [json.loads(line) for line in Path(__file__).with_name("seed_sentences.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def evidence() -> dict[tuple[str, int], Source]:
    """Every sentence of the seeds by file and first character."""
    return {(source.source, source.start): source for path in SEEDS.glob("*.txt") for source in _sources(path)}


def test_nearly_all_true_sentences_pass(verifier: Verifier, evidence: dict[tuple[str, int], Source]) -> None:
    alarms = [row["sentence"] for row in ROWS if row["supported"] and not _supported(row, verifier, evidence)]
    assert len(alarms) <= 0.1 * sum(row["supported"] for row in ROWS), alarms


def test_nearly_all_false_sentences_are_found(verifier: Verifier, evidence: dict[tuple[str, int], Source]) -> None:
    missed = [row["sentence"] for row in ROWS if not row["supported"] and _supported(row, verifier, evidence)]
    assert len(missed) <= 0.1 * sum(not row["supported"] for row in ROWS), missed


def _supported(row: dict[str, Any], verifier: Verifier, evidence: dict[tuple[str, int], Source]) -> bool:
    cited = [evidence[source, start] for source, start in row["cited"]]
    return verifier.verify(row["sentence"], cited, list(evidence.values())).support != "unsupported"


def _sources(path: Path) -> list[Source]:
    document = to_document(path.name, path.read_bytes())
    spans = tuple(split_sentences(document.text))
    return [
        Source(
            document.source,
            span.start,
            span.end,
            document.text[span.start : span.end],
            document.text[spans[max(0, number - 2)].start : span.start],
            document.title,
            document.date,
            speaker_of(document, spans, number),
        )
        for number, span in enumerate(spans)
    ]
