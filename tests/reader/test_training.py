"""Training needs PyTorch (`pip install -e '.[train]'`): its losses, and the file that it writes."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed; pip install -e '.[train]'")
pytest.importorskip("onnx", reason="onnx is not installed; pip install -e '.[train]'")

from onnxruntime import InferenceSession

from index.model_files import open_tokenizer
from rag.reader.train import evidence_loss
from rag.reader.training.encoding import Batch, encode, pad
from rag.reader.training.export import INPUTS, export, read_back
from rag.reader.training.model import Reader, Shape
from rag.reader.training.quantise import forget_ranges, set_ranges
from rag.reader.training.rows import Row

PASSAGE = "It rained. The bridge opened in 1931. Ida Bruun left."
RIVAL = "The harbour closed. Nobody came."
SMALL = Shape(layers=2, width=24, heads=2, inner=48)


def batch_of(*rows: Row, passages: int = 1) -> Batch:
    return pad(encode(rows, open_tokenizer(), Random(0)), passages)


def asked(answer: str = "") -> Row:
    start = PASSAGE.find(answer) if answer else -1
    return Row("When did the bridge open?", PASSAGE, (start, start + len(answer)) if answer else None)


def logits(batch: Batch, sentence: int) -> Any:
    """Evidence that speaks for one sentence of the first row only, or for none where `sentence` is 0."""
    chosen = torch.zeros(batch.sentences.shape)
    if sentence:
        chosen[0] = (batch.sentences[0] == sentence).float()
    else:
        chosen[0, 0] = 1.0
    return 10 * chosen


@pytest.mark.parametrize(("answer", "sentence"), [("1931", 2), ("Ida Bruun", 3), ("", 0)])
def test_evidence_is_the_sentence_that_answers_or_none(answer: str, sentence: int) -> None:
    batch = batch_of(asked(answer))
    losses = [float(evidence_loss(logits(batch, one), batch)) for one in range(4)]
    assert int(np.argmin(losses)) == sentence


def test_sentences_of_all_passages_are_compared_with_each_other() -> None:
    rows = [asked("1931"), Row(asked().question, RIVAL)]
    batch = batch_of(*rows, passages=2)
    right = logits(batch, 2)
    other = right.clone()
    other[1] = 12 * (batch.sentences[1] == 1)
    assert float(evidence_loss(right, batch)) < float(evidence_loss(other, batch))


def test_a_claim_has_no_evidence_to_find() -> None:
    batch = batch_of(Row("The bridge opened in 1931.", PASSAGE, claim=True))
    assert float(evidence_loss(logits(batch, 1), batch)) == 0.0


def small_reader() -> Reader:
    torch.manual_seed(0)
    model = Reader(SMALL)
    model.eval()
    return model


def test_the_file_reads_as_the_model_does_and_can_be_read_back(tmp_path: Path) -> None:
    """Ranges and weights alike; rounding is part of the model."""
    model, batch = small_reader(), batch_of(asked("1931"), Row("Who left?", RIVAL))
    inputs = (batch.ids, batch.mask, batch.segments)
    set_ranges(model, [inputs])
    export(model, tmp_path / "model.onnx")
    session = InferenceSession(tmp_path / "model.onnx", providers=["CPUExecutionProvider"])
    found = session.run(None, dict(zip(INPUTS, (one.numpy() for one in inputs), strict=True)))
    with torch.no_grad():
        told = model(*inputs)
    inside = batch.mask.bool().numpy()
    for one, other in zip(found, (told.start, told.end, told.answerable, told.entailed), strict=True):
        kept = inside if one.ndim == 2 else slice(None)
        assert np.abs(one - other.numpy())[kept].max() < 0.05
    weights, again = model.state_dict(), read_back(tmp_path / "model.onnx")
    assert weights.keys() - again.keys() == {"evidence.weight", "evidence.bias"}
    assert all(torch.allclose(weights[name], again[name], atol=0.02) for name in again)


def test_ranges_can_be_forgotten() -> None:
    model, batch = small_reader(), batch_of(asked("1931"))
    inputs = (batch.ids, batch.mask, batch.segments)
    exact = model(*inputs).start
    set_ranges(model, [inputs])
    assert not torch.equal(model(*inputs).start, exact)
    forget_ranges(model)
    assert torch.equal(model(*inputs).start, exact)
