"""From a trained `Reader` to the ONNX file that ships.

The graph is written node by node with onnxruntime's fused operators (com.microsoft), which no exporter reaches for
layers that round as ours do: quantised products run on 8-bit integers, everything between them in float32.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from rag.reader.training.model import MASKED, NORM_EPSILON, Layer, Reader
from rag.reader.training.quantise import INPUT_LEVELS, WEIGHT_LEVELS, QuantisedLinear

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start_logits", "end_logits", "answerable_logit", "entailed_logit")
FUSED = "com.microsoft"
OPSET, IR_VERSION = 18, 9


def export(model: Reader, file: Path, exact: bool = False) -> None:
    """Write `model` to `file`; `exact` keeps every weight in float32, to compare with."""
    graph = _Graph(exact)
    hidden = _embeddings(graph, model)
    seen = graph.add("Cast", "attention_mask", to=TensorProto.INT32)
    for number, layer in enumerate(model.layers):
        assert isinstance(layer, Layer)
        hidden = _layer(graph, layer, f"layers.{number}", hidden, seen)
    _heads(graph, model, hidden)
    onnx.save(graph.model(), file)


class _Graph:
    """An ONNX graph in the making; each method gives the name of what it computes."""

    def __init__(self, exact: bool) -> None:
        self.exact = exact
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, NDArray[Any]] = {}

    def add(self, kind: str, *inputs: str, output: str = "", domain: str = "", **attributes: Any) -> str:
        """A node with one output."""
        output = output or f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def split(self, value: str, parts: int) -> list[str]:
        """The last axis cut into equal parts."""
        outputs = [f"Split_{len(self._nodes)}_{number}" for number in range(parts)]
        self._nodes.append(helper.make_node("Split", [value], outputs, axis=-1, num_outputs=parts))
        return outputs

    def constant(self, name: str, value: Tensor | NDArray[Any]) -> str:
        array = value.detach().float().numpy() if isinstance(value, Tensor) else value
        self._constants[name] = np.array(array, order="C")
        return name

    def linear(self, value: str, layer: nn.Linear, name: str) -> str:
        """A product with a bias; of 8-bit integers for a layer that rounds."""
        bias = self.constant(f"{name}.bias", layer.bias)
        if self.exact or not isinstance(layer, QuantisedLinear) or not layer.rounds:
            return self.add("Add", self.add("MatMul", value, self.constant(f"{name}.weight", layer.weight.T)), bias)
        scale, zero = layer.input_scale()
        scales = layer.weight_scales().numpy()
        weight = (layer.weight.detach().numpy() / scales[:, None]).round().clip(-WEIGHT_LEVELS, WEIGHT_LEVELS)
        level = self.constant(f"{name}.level", np.float32(scale))
        origin = self.constant(f"{name}.zero", np.uint8(zero))
        rounded = self.add("QuantizeLinear", value, level, origin)
        return self.add(
            "MatMulIntegerToFloat", rounded, self.constant(f"{name}.weight", weight.T.astype(np.int8)), level,
            self.constant(f"{name}.levels", scales), origin,
            self.constant(f"{name}.zeros", np.zeros(len(scales), np.int8)), bias, domain=FUSED,
        )  # fmt: skip

    def add_and_norm(self, value: str, before: str, norm: nn.LayerNorm, name: str) -> str:
        scale, bias = self.constant(f"{name}.scale", norm.weight), self.constant(f"{name}.shift", norm.bias)
        return self.add("SkipLayerNormalization", value, before, scale, bias, domain=FUSED, epsilon=NORM_EPSILON)

    def model(self) -> onnx.ModelProto:
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "tokens"]) for name in INPUTS]
        axes = (["rows", "tokens"], ["rows", "tokens"], ["rows"], ["rows"])
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in zip(OUTPUTS, axes, strict=True)
        ]
        constants = [numpy_helper.from_array(value, name) for name, value in self._constants.items()]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


def _embeddings(graph: _Graph, model: Reader) -> str:
    parts = model.embeddings
    tokens = graph.add("Gather", graph.add("Shape", "input_ids"), graph.constant("second", np.array([1])))
    first = graph.constant("first", np.array([0]))
    places = graph.add("Slice", graph.constant("positions", parts.position.weight), first, tokens)
    segments = graph.add("Gather", graph.constant("segments", parts.segment.weight), "token_type_ids")
    words = _words(graph, parts.word.weight.detach().numpy())
    summed = graph.add("Add", graph.add("Add", words, places), segments)
    scale, bias = graph.constant("norm.scale", parts.norm.weight), graph.constant("norm.shift", parts.norm.bias)
    return graph.add("LayerNormalization", summed, scale, bias, axis=-1, epsilon=NORM_EPSILON)


def _words(graph: _Graph, table: NDArray[np.float32]) -> str:
    """Rows of the word table, which is kept as 8-bit integers with one scale a row."""
    if graph.exact:
        return graph.add("Gather", graph.constant("words", table), "input_ids")
    scales = np.abs(table).max(1, keepdims=True).clip(1e-8) / 127
    rows = graph.add("Gather", graph.constant("words", (table / scales).round().astype(np.int8)), "input_ids")
    levels = graph.add("Gather", graph.constant("word_levels", scales), "input_ids")
    return graph.add("Mul", graph.add("Cast", rows, to=TensorProto.FLOAT), levels)


def _layer(graph: _Graph, layer: Layer, name: str, hidden: str, seen: str) -> str:
    parts = graph.split(graph.linear(hidden, layer.query_key_value, f"{name}.query_key_value"), 3)
    attended = graph.add(
        "MultiHeadAttention", *parts, "", seen, domain=FUSED, num_heads=layer.heads, mask_filter_value=MASKED
    )
    mixed = graph.linear(attended, layer.mix, f"{name}.mix")
    hidden = graph.add_and_norm(mixed, hidden, layer.mix_norm, f"{name}.mix_norm")
    inner = graph.add("Gelu", graph.linear(hidden, layer.widen, f"{name}.widen"), domain=FUSED)
    narrowed = graph.linear(inner, layer.narrow, f"{name}.narrow")
    return graph.add_and_norm(narrowed, hidden, layer.narrow_norm, f"{name}.narrow_norm")


def _heads(graph: _Graph, model: Reader, hidden: str) -> None:
    padded = graph.add("Equal", "attention_mask", graph.constant("nought", np.int64(0)))
    masked = graph.constant("masked", np.float32(MASKED))
    for row, output in enumerate(OUTPUTS[:2]):
        logits = _score(graph, hidden, model.span.weight[row], model.span.bias[row], output)
        graph.add("Where", padded, masked, logits, output=output)
    first = graph.add("Gather", hidden, graph.constant("cls", np.int64(0)), axis=1)
    for head, output in ((model.answerable, OUTPUTS[2]), (model.entailed, OUTPUTS[3])):
        graph.add("Identity", _score(graph, first, head.weight[0], head.bias[0], output), output=output)


def read_back(file: Path) -> dict[str, Tensor]:
    """The weights and ranges of a `Reader` from a file that `export` wrote in 8 bits, so that training can go on."""
    constants = {one.name: numpy_helper.to_array(one) for one in onnx.load(file).graph.initializer}
    weights = {_PLAIN[name]: value for name, value in constants.items() if name in _PLAIN}
    if "word_levels" in constants:
        weights["embeddings.word.weight"] = constants["words"] * constants["word_levels"]
    for name in (name.removesuffix(".levels") for name in constants if name.endswith(".levels")):
        weights |= _read_linear(name, constants)
    for name, value in constants.items():
        if (kind := name.rpartition(".")[2]) in _NORMS and name.startswith("layers."):
            weights[name.removesuffix(kind) + _NORMS[kind]] = value
    span, (answerable, entailed) = OUTPUTS[:2], OUTPUTS[2:]
    for kind in ("weight", "bias"):
        weights[f"span.{kind}"] = np.stack([constants[f"{name}.{kind}"] for name in span])
        weights[f"answerable.{kind}"] = constants[f"{answerable}.{kind}"][None]
        weights[f"entailed.{kind}"] = constants[f"{entailed}.{kind}"][None]
    return {name: torch.tensor(value, dtype=torch.float32) for name, value in weights.items()}


_PLAIN = {
    "positions": "embeddings.position.weight",
    "segments": "embeddings.segment.weight",
    "norm.scale": "embeddings.norm.weight",
    "norm.shift": "embeddings.norm.bias",
}
_NORMS = {"scale": "weight", "shift": "bias"}


def _read_linear(name: str, constants: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    level, zero = constants[f"{name}.level"], constants[f"{name}.zero"].astype(np.float32)
    return {
        f"{name}.weight": constants[f"{name}.weight"].T * constants[f"{name}.levels"][:, None],
        f"{name}.bias": constants[f"{name}.bias"],
        f"{name}.low": -zero * level,
        f"{name}.high": (INPUT_LEVELS - zero) * level,
    }


def _score(graph: _Graph, hidden: str, weight: Tensor, bias: Tensor, name: str) -> str:
    product = graph.add("MatMul", hidden, graph.constant(f"{name}.weight", weight))
    return graph.add("Add", product, graph.constant(f"{name}.bias", bias))
