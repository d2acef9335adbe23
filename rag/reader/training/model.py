"""The reader's network: the encoder of all-MiniLM-L6-v2 with heads for span, evidence, answerability and entailment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from rag.reader.training.quantise import QuantisedLinear

NORM_EPSILON = 1e-12
MASKED = -1e4
"""Logit of a padded position: far below any real one, and still finite in half precision."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; the defaults are MiniLM-L6-H384's."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    dropout: float = 0.0


class Outputs(NamedTuple):
    """Logits of start, end and evidence, shape (rows, tokens), of "this answers" and of "this says so", shape (rows,).

    A sentence's logit as evidence is the mean of its tokens'; that of no sentence is the one of [CLS]. It only teaches
    the encoder: as a feature it told nothing that the others do not (docs/experiments.md), and is not exported.
    """

    start: Tensor
    end: Tensor
    evidence: Tensor
    answerable: Tensor
    entailed: Tensor


class Embeddings(nn.Module):
    """Word, position and segment embeddings, added and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.segment = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=NORM_EPSILON)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, ids: Tensor, segments: Tensor) -> Tensor:
        """Token vectors, shape (rows, tokens, width)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        summed = self.word(ids) + self.position(places)[None] + self.segment(segments)
        return self.dropout(self.norm(summed))


class Layer(nn.Module):
    """One transformer layer, normalised after each addition as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query_key_value = QuantisedLinear(shape.width, 3 * shape.width)
        self.mix = QuantisedLinear(shape.width, shape.width)
        self.mix_norm = nn.LayerNorm(shape.width, eps=NORM_EPSILON)
        self.widen = QuantisedLinear(shape.width, shape.inner)
        self.narrow = QuantisedLinear(shape.inner, shape.width)
        self.narrow_norm = nn.LayerNorm(shape.width, eps=NORM_EPSILON)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Token vectors anew; `bias` (rows, 1, 1, tokens) is added to the scores of attention."""
        hidden = self.mix_norm(hidden + self.dropout(self.mix(self._attend(hidden, bias))))
        inner = self.narrow(functional.gelu(self.widen(hidden)))
        return self.narrow_norm(hidden + self.dropout(inner))

    def _attend(self, hidden: Tensor, bias: Tensor) -> Tensor:
        rows, tokens, width = hidden.shape
        cut = self.query_key_value(hidden).view(rows, tokens, 3, self.heads, width // self.heads)
        query, key, value = cut.permute(2, 0, 3, 1, 4)
        scores = (query * (width // self.heads) ** -0.5) @ key.transpose(-1, -2) + bias.to(query.dtype)
        # in the dtype of the scores and without dropout: autocast's float32 softmax doubled a step's time
        with torch.autocast("cpu", enabled=False):
            weights = scores.softmax(-1)
        return (weights @ value).transpose(1, 2).reshape(rows, tokens, width)


class Reader(nn.Module):
    """Reads `[CLS] question [SEP] passage [SEP]`."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        shape = shape or Shape()
        self.embeddings = Embeddings(shape)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.span = nn.Linear(shape.width, 2)
        self.evidence = nn.Linear(shape.width, 1)
        self.answerable = nn.Linear(shape.width, 1)
        self.entailed = nn.Linear(shape.width, 1)

    def forward(self, ids: Tensor, mask: Tensor, segments: Tensor) -> Outputs:
        """Logits for a batch.

        ids, mask, segments: shape (rows, tokens), int64.
        """
        hidden = self.embeddings(ids, segments)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * MASKED
        for layer in self.layers:
            hidden = layer(hidden, bias)
        span = self.span(hidden).float().masked_fill((mask == 0)[..., None], MASKED)
        first = hidden[:, 0]
        answerable = self.answerable(first).float().squeeze(-1)
        evidence = self.evidence(hidden).float().squeeze(-1)
        return Outputs(span[..., 0], span[..., 1], evidence, answerable, self.entailed(first).float().squeeze(-1))


_RENAMED = {
    "embeddings.word_embeddings": "embeddings.word",
    "embeddings.position_embeddings": "embeddings.position",
    "embeddings.token_type_embeddings": "embeddings.segment",
    "embeddings.LayerNorm": "embeddings.norm",
    "attention.output.dense": "mix",
    "attention.output.LayerNorm": "mix_norm",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "narrow_norm",
}


def from_bert(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights under BERT's names (as all-MiniLM-L6-v2 ships them) under the names of `Reader`; others dropped.

    The names may have the prefix `enc.`, with heads `span` and `ans`, as an earlier reader saved them.
    """
    plain = {name.removeprefix("enc."): value.float() for name, value in weights.items()}
    renamed = {_rename(name): value for name, value in plain.items() if _is_kept(name)}
    for number in range(sum(name.endswith("attention.self.query.weight") for name in plain)):
        for kind in ("weight", "bias"):
            parts = [
                plain[f"encoder.layer.{number}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")
            ]
            renamed[f"layers.{number}.query_key_value.{kind}"] = torch.cat(parts)
    return renamed


def _is_kept(name: str) -> bool:
    return ".self." not in name and not name.startswith("pooler") and not name.endswith("position_ids")


def _rename(name: str) -> str:
    name = name.replace("encoder.layer.", "layers.").replace("ans.", "answerable.")
    for old, new in _RENAMED.items():
        if f"{old}." in name:
            return name.replace(old, new)
    return name
