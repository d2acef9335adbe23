"""From a trained `Reader` to the ONNX file that ships: weights in eight bits, activations in blocks of eight bits."""

from __future__ import annotations

import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn

from rag.reader.training.model import Reader

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start_logits", "end_logits", "answerable_logit", "entailed_logit")
BLOCK = 128
"""Weights and activations that share a scale: with one scale a tensor (dynamic quantisation) the mean error of a
logit was four times as large, and with blocks of 32 the model ran four times as slow."""
INT8_COMPUTE = 4
"""onnxruntime's `accuracy_level` for products of 8-bit integers."""
OPSET = 17


class RowQuantised(nn.Module):
    """An embedding kept as 8-bit integers with one scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (table / scale).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


def export(model: Reader, file: Path) -> None:
    """Write `model` to `file` with 8-bit weights; the model itself is left as it was."""
    with TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        table = model.embeddings.word
        model.embeddings.word = RowQuantised(table.weight.detach())
        try:
            export_exact(model, exact)
        finally:
            model.embeddings.word = table
        onnx.save(_quantised(onnx.load(exact)), file)


def export_exact(model: Reader, file: Path) -> None:
    """Write `model` to `file` with the weights as they are."""
    model.eval()
    sample = torch.ones((2, 8), dtype=torch.int64)
    axes = {name: {0: "rows", 1: "tokens"} for name in (*INPUTS, *OUTPUTS[:2])} | {n: {0: "rows"} for n in OUTPUTS[2:]}
    with torch.no_grad(), warnings.catch_warnings():
        # the TorchScript exporter is deprecated; the graph of its successor ran a third slower
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, (sample, sample, sample), str(file), dynamo=False, opset_version=OPSET,
            input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
        )  # fmt: skip


def _quantised(graph: onnx.ModelProto) -> onnx.ModelProto:
    config = DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_COMPUTE, bits=8)
    quantizer = MatMulNBitsQuantizer(
        graph, bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_COMPUTE, algo_config=config
    )
    quantizer.process()
    quantised: onnx.ModelProto = quantizer.model.model
    return quantised
