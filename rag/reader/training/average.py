"""The mean of trained readers: `python -m rag.reader.training.average OUT FIRST.pt SECOND.pt …`.

Weights that were trained on from one another lie in one basin, and their mean is better than each where they differ by
chance (model soups, Wortsman et al. 2022, https://arxiv.org/abs/2203.05482). The ranges for 8 bits are averaged too.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from rag.reader.train import weights_of
from rag.reader.training.export import export
from rag.reader.training.model import Reader


def mean_of(states: Sequence[Mapping[str, Tensor]]) -> Reader:
    """A reader whose weights and ranges are the means of those of some readers, at least one.

    A head that some of them were trained without is the mean of the others'.
    """
    mean = Reader()
    names = mean.state_dict()
    mean.load_state_dict({name: _mean([state[name] for state in states if name in state]) for name in names})
    return mean


def _mean(values: list[Tensor]) -> Tensor:
    return torch.stack([value.float() for value in values]).mean(0).to(values[0].dtype)


def main(argv: Sequence[str] | None = None) -> int:
    """Write weights and ONNX files, in 8 bits and in float32, to the folder named first."""
    out, *files = map(Path, sys.argv[1:] if argv is None else argv)
    mean = mean_of([weights_of(file) for file in files])
    out.mkdir(parents=True, exist_ok=True)
    torch.save(mean.state_dict(), out / "reader.pt")
    export(mean, out / "model.onnx")
    export(mean, out / "exact.onnx", exact=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
