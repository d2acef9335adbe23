"""One document is summed up in sentences of its own that can be read by themselves."""

from __future__ import annotations

from pathlib import Path

from tests.collection.folders import corpus_of

TEXT = """BRENN, November 4 -

The harbour of Brenn will be closed for the whole winter while the old quay is rebuilt.

All the same, she no longer visits him there. “Nobody asked us,” the fishermen of Brenn say about the quay. Why was
the quay of Brenn not rebuilt when the harbour was closed before? It is late.

The harbour board expects the new quay of Brenn to cost 18 million crowns, half of which the state pays.

Harbour master Ida Bruun hopes that fishermen can use the quay again before the herring comes in April.
"""


def test_no_sentence_leans_on_another(tmp_path: Path) -> None:
    with corpus_of({"a": TEXT}, tmp_path) as corpus:
        answer = corpus.answer("Summarise the first article.")
        alone = corpus.answer("What is this about?")
    assert [sentence.text.split()[:3] for sentence in answer.sentences] == [
        ["The", "harbour", "of"],
        ["The", "harbour", "board"],
        ["Harbour", "master", "Ida"],
    ]
    assert alone.text == answer.text
