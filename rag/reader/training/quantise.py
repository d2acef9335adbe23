"""Training that knows of the eight bits it will run in (Jacob et al. 2018, https://arxiv.org/abs/1712.05877).

Inputs of a layer get 8 bits in one range a tensor, fixed before the end of training: unlike a range measured anew for
each batch it costs nothing at run time, and a passage reads the same whatever it is batched with. Weights get 7 bits
in one range a column, since 8 overflow the 16-bit sums of processors without VNNI.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

INPUT_LEVELS = 255
WEIGHT_LEVELS = 63
RANGE_TRIES = 24
SAMPLE = 200_000


class QuantisedLinear(nn.Linear):
    """A linear layer that rounds inputs and weights as the shipped model will, once it has a range.

    low, high: the range of inputs; equal (as at first) for a layer that does not round.
    """

    low: Tensor
    high: Tensor

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @property
    def rounds(self) -> bool:
        """Whether the layer has a range and rounds."""
        return bool(self.high > self.low)

    def forward(self, inputs: Tensor) -> Tensor:
        """`inputs` (…, inputs) times the weights, plus the bias."""
        if not self.rounds:
            return super().forward(inputs)
        scale, zero = self.input_scale()
        rounded = torch.fake_quantize_per_tensor_affine(inputs.float(), scale, zero, 0, INPUT_LEVELS)
        scales = self.weight_scales()
        zeros = torch.zeros_like(scales, dtype=torch.int32)
        weight = torch.fake_quantize_per_channel_affine(self.weight, scales, zeros, 0, -WEIGHT_LEVELS, WEIGHT_LEVELS)
        return functional.linear(rounded, weight, self.bias)

    def input_scale(self) -> tuple[float, int]:
        """Width of one level of the inputs, and the level of 0."""
        return scale_of(float(self.low), float(self.high))

    def weight_scales(self) -> Tensor:
        """Width of one level for each output's weights, shape (outputs,)."""
        return self.weight.detach().abs().amax(1).clamp(min=1e-8) / WEIGHT_LEVELS


def scale_of(low: float, high: float) -> tuple[float, int]:
    """Width of one of the 256 levels between `low` and `high`, and the level of 0."""
    scale = (high - low) / INPUT_LEVELS
    return scale, max(0, min(INPUT_LEVELS, round(-low / scale)))


def set_ranges(model: nn.Module, batches: list[tuple[Tensor, ...]]) -> None:
    """Give each quantised layer of `model` the range that rounds its inputs with the least squared error."""
    seen: dict[QuantisedLinear, list[Tensor]] = {m: [] for m in model.modules() if isinstance(m, QuantisedLinear)}
    hooks = [
        layer.register_forward_pre_hook(lambda one, inputs: seen[one].append(_sample(inputs[0]))) for layer in seen
    ]
    training = model.training
    model.eval()
    with torch.no_grad():
        for batch in batches:
            model(*batch)
    model.train(training)
    for hook in hooks:
        hook.remove()
    for layer, inputs in seen.items():
        low, high = best_range(torch.cat(inputs))
        layer.low.fill_(low)
        layer.high.fill_(high)


def forget_ranges(model: nn.Module) -> None:
    """Let no layer of `model` round any more: rounding takes a third of a training step's time."""
    for layer in model.modules():
        if isinstance(layer, QuantisedLinear):
            layer.low.zero_()
            layer.high.zero_()


def _sample(values: Tensor) -> Tensor:
    flat = values.detach().float().flatten()
    return flat[:: max(1, len(flat) // SAMPLE)]


def best_range(values: Tensor) -> tuple[float, float]:
    """The part of the values' range, both ends shrunk alike, whose 8-bit rounding has the least squared error."""
    low, high = min(0.0, float(values.min())), max(1e-6, float(values.max()))
    parts = torch.linspace(0.3, 1.0, RANGE_TRIES).tolist()
    return min(((low * part, high * part) for part in parts), key=lambda ends: _error(values, *ends))


def _error(values: Tensor, low: float, high: float) -> float:
    scale, zero = scale_of(low, high)
    rounded = torch.fake_quantize_per_tensor_affine(values, scale, zero, 0, INPUT_LEVELS)
    return float((rounded - values).square().mean())
