"""Two files that give different answers are shown as two sides; what tells of something else is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Answer, Corpus

BRIDGE = """Harbour bridge to close for eleven weeks
14 February 2025

The old swing bridge at Tolvern will be closed to all traffic from 3 March so that its steel pivot can be replaced, the
town council announced on Thursday. The work will cost 4.2 million pounds, of which the county pays two thirds. Some 60
guests had come to hear it.
"""
DEARER = """Bridge bill rises
2 March 2025

The repair of Tolvern's swing bridge will cost 5.1 million pounds, not 4.2 million, the contractor told the council. Its
engineer, Olu Farrow, said that divers had found cracks in two piers.
"""
OTHER_BRIDGE = """A new bridge for Aldmouth
9 February 2025

The footbridge that Aldmouth builds over the Wend will cost 900,000 pounds. It is to open in August.
"""
COST = "How much will the repair of the Tolvern bridge cost?"


def ask(folder: Path, question: str, **texts: str) -> Answer:
    documents = folder / "documents"
    documents.mkdir()
    for name, text in texts.items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    with Corpus.open(documents) as corpus:
        return corpus.answer(question)


def test_sides_are_shown_with_both_quotes(tmp_path: Path) -> None:
    answer = ask(tmp_path, COST, bridge=BRIDGE, dearer=DEARER, other=OTHER_BRIDGE)
    [conflict] = answer.conflicts
    assert {side.value for side in conflict.sides} == {"4.2 million pounds", "5.1 million pounds"}
    cited = {citation.number: citation.source for citation in answer.citations}
    assert {tuple(cited[n] for n in side.citations) for side in conflict.sides} == {("bridge.txt",), ("dearer.txt",)}
    assert len(answer.sentences) == 2


def test_who_gives_the_same_joins_a_side(tmp_path: Path) -> None:
    same = BRIDGE.replace("4.2 million pounds", "£4,200,000").replace("Harbour bridge to close", "Closed: the bridge")
    answer = ask(tmp_path, COST, bridge=BRIDGE, dearer=DEARER, same=same)
    [conflict] = answer.conflicts
    assert len(conflict.sides) == 2


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (COST, {"bridge": BRIDGE, "other": OTHER_BRIDGE}),
        ("How much will the footbridge in Aldmouth cost?", {"bridge": BRIDGE, "other": OTHER_BRIDGE}),
        (COST, {"bridge": BRIDGE, "same": BRIDGE.replace("4.2 million pounds", "£4.2m")}),
    ],
)
def test_another_thing_or_another_form_is_no_side(tmp_path: Path, question: str, texts: dict[str, str]) -> None:
    answer = ask(tmp_path, question, **texts)
    assert answer.answered and not answer.conflicts
