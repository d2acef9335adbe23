"""Train the reader's model: `python -m rag.reader.train --data DATA --base WEIGHTS --out FOLDER`.

Needs the extra `train` (PyTorch). A run that was cut off goes on from its last checkpoint when the same command is
given again; the same seed gives the same rows in the same order.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from onnxruntime import InferenceSession
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from index.model_files import open_tokenizer
from rag.reader.cross_encoder import CrossEncoder
from rag.reader.training.encoding import Batch, batches, encode, pad
from rag.reader.training.export import export, read_back
from rag.reader.training.mixture import IDEAS, OWN, grouped, mixture, own
from rag.reader.training.model import Outputs, Reader, from_bert
from rag.reader.training.quantise import forget_ranges, set_ranges
from rag.reader.training.rivals import DRAWN_FROM, RIVALS, hardest
from rag.reader.training.rows import Row

LOSS_WEIGHTS = (1.0, 1.0, 0.5, 1.0, 1.0)
"""Of the losses of span, answerability, entailment, of a question's passages taken together, and of the sentence."""
WARM_UP = 0.05
LEAST_RATE = 0.01
AVERAGE = 0.995
"""Decay of the weights' moving average, which is what is exported: about the last 200 steps."""
CHECKPOINT_EVERY = 50
ROUNDED_FROM = 0.85
"""Share of the steps after which weights and activations are rounded to 8 bits, so that the model gets used to it."""
RANGE_BATCHES = 8


@dataclass(frozen=True, slots=True)
class Run:
    """What a training run is asked to do."""

    data: Path
    base: Path
    out: Path
    rows: int
    steps: int
    rate: float
    batch: int
    seed: int
    threads: int
    groups: int
    hardest: Path | None
    own: int
    texts: Sequence[str]
    without: Sequence[str]


def main(arguments: list[str] | None = None) -> int:
    """Train, and write the weights and the ONNX files, in 8 bits and in float32."""
    run = _parse(arguments)
    run.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(run.threads)
    trained = train(run)
    torch.save(trained.state_dict(), run.out / "reader.pt")
    export(trained, run.out / "model.onnx")
    export(trained, run.out / "exact.onnx", exact=True)
    return 0


def train(run: Run) -> Reader:
    """The averaged weights of a whole run, taken up from the checkpoint in `run.out` when there is one."""
    torch.manual_seed(run.seed)
    rng = Random(run.seed)
    rows = [*mixture(run.data, run.seed, run.without)[: run.rows or None], *own(run.data, run.seed, run.own, run.texts)]
    examples = encode(rows, open_tokenizer(), rng)
    plan = [*map(pad, batches(examples, run.batch, rng)), *_batches_of_groups(run, rng)]
    rng.shuffle(plan)
    plan = plan[: run.steps or None]
    model = load_base(run.base)
    forget_ranges(model)
    state = _State(model, run.rate, len(plan))
    state.resume(run.out / "checkpoint.pt")
    began, first = time.monotonic(), state.step
    for batch in plan[state.step :]:
        if state.step == round(ROUNDED_FROM * len(plan)):
            state.round_from_now(plan[:RANGE_BATCHES])
        losses = state.learn(batch)
        if state.step % CHECKPOINT_EVERY == 0:
            _report(state, losses, (state.step - first) * run.batch / (time.monotonic() - began))
            state.save(run.out / "checkpoint.pt")
    return state.averaged


def _batches_of_groups(run: Run, rng: Random) -> Iterator[Batch]:
    """Batches of questions of about the same length, each question with all of its passages."""
    tokenizer, passages = open_tokenizer(), RIVALS + 1
    groups = list(_groups(run)) if run.groups else []
    encoded = [encode(group, tokenizer, rng) for group in groups]
    whole = [group for group in encoded if len(group) == passages]
    whole.sort(key=lambda group: sum(len(example.ids) for example in group))
    size = max(1, run.batch // passages)
    for first in range(0, len(whole), size):
        yield pad([example for group in whole[first : first + size] for example in group], passages)


def _groups(run: Run) -> Iterator[list[Row]]:
    """Questions with their rivals, drawn from the most similar or those that `run.hardest` mistakes most."""
    texts = run.texts if run.own else ()
    if not run.hardest:
        return iter(grouped(run.data, run.seed, run.groups, texts))
    model = CrossEncoder(InferenceSession(run.hardest, providers=["CPUExecutionProvider"]), open_tokenizer())
    return hardest(grouped(run.data, run.seed, run.groups, texts, DRAWN_FROM), model)


def load_base(file: Path) -> Reader:
    """A reader that begins from BERT-like weights (safetensors), an earlier run's (pt) or those that ship (onnx)."""
    model = Reader()
    missing, unknown = model.load_state_dict(weights_of(file), strict=False)
    lacking = [name for name in missing if not name.startswith("evidence.")]
    if file.suffix == ".onnx" and lacking:
        raise SystemExit(f"{file} lacks weights of a reader in 8 bits: {', '.join(lacking[:3])}.")
    if unknown:
        raise SystemExit(f"{file} has weights that the reader does not know: {', '.join(unknown[:3])}.")
    return model


def weights_of(file: Path) -> dict[str, Tensor]:
    """A reader's weights by name, as `load_base` takes them."""
    if file.suffix == ".safetensors":
        return from_bert(load_file(file))
    return read_back(file) if file.suffix == ".onnx" else torch.load(file, map_location="cpu")


class _State:
    """The model in training, its average, the optimizer, and how far they are."""

    def __init__(self, model: Reader, rate: float, steps: int) -> None:
        self.model = model.train()
        self.averaged = Reader()
        self.averaged.load_state_dict(model.state_dict())
        self.step = 0
        self.steps = steps
        self.optimizer = torch.optim.AdamW(_decay_groups(model), lr=rate, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)

    def _rate(self, step: int) -> float:
        """Linear warm-up, then half a cosine."""
        warm = max(1, WARM_UP * self.steps)
        fallen = 0.5 * (1 + math.cos(math.pi * min(1.0, step / self.steps)))
        return min(1.0, (step + 1) / warm) * max(LEAST_RATE, fallen)

    def learn(self, batch: Batch) -> Tensor:
        """One step; the losses of `LOSS_WEIGHTS`."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = losses_of(self.model(batch.ids, batch.mask, batch.segments), batch)
        torch.autograd.backward((losses * torch.tensor(LOSS_WEIGHTS)).sum())
        clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.schedule.step()
        self.step += 1
        self._average()
        return losses.detach()

    def round_from_now(self, batches: list[Batch]) -> None:
        """Let model and average round to 8 bits, in the ranges that the average's inputs have on some batches."""
        set_ranges(self.averaged, [(batch.ids, batch.mask, batch.segments) for batch in batches])
        for mean, now in zip(self.averaged.buffers(), self.model.buffers(), strict=True):
            now.copy_(mean)

    @torch.no_grad()
    def _average(self) -> None:
        decay = min(AVERAGE, self.step / (self.step + 10))
        for mean, now in zip(self.averaged.parameters(), self.model.parameters(), strict=True):
            mean.lerp_(now, 1 - decay)

    def save(self, file: Path) -> None:
        parts: dict[str, Any] = {name: getattr(self, name).state_dict() for name in _PARTS}
        fresh = file.with_suffix(".new")
        torch.save({**parts, "step": self.step, "steps": self.steps, "random": torch.get_rng_state()}, fresh)
        fresh.replace(file)

    def resume(self, file: Path) -> None:
        if not file.exists():
            return
        found = torch.load(file, map_location="cpu")
        if found["steps"] != self.steps:
            raise SystemExit(f"{file} is of a run of {found['steps']} steps, not {self.steps}; give another --out.")
        for name in _PARTS:
            getattr(self, name).load_state_dict(found[name])
        self.step = found["step"]
        torch.set_rng_state(found["random"])


_PARTS = ("model", "averaged", "optimizer", "schedule")


def _decay_groups(model: Reader) -> list[dict[str, Any]]:
    """Weights that decay, and those that do not: biases and norms."""
    decaying = [weight for weight in model.parameters() if weight.ndim > 1]
    others = [weight for weight in model.parameters() if weight.ndim == 1]
    return [{"params": decaying, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]


def losses_of(outputs: Outputs, batch: Batch) -> Tensor:
    """The mean losses in the order of `LOSS_WEIGHTS`, shape (5,); 0 where no row of the batch has a say."""
    start, end, evidence, answerable, entailed = outputs
    asked = ~batch.answerable.isnan()
    span = (span_loss(start, batch.spans[:, :2]) + span_loss(end, batch.spans[:, 2:])) / 2
    return torch.stack(
        [
            (span * asked).sum() / asked.sum().clamp(min=1),
            _binary_loss(answerable, batch.answerable),
            _binary_loss(entailed, batch.entailed),
            _shared_loss(start, end, answerable, batch) if batch.passages > 1 else start.sum() * 0,
            evidence_loss(evidence, batch),
        ]
    )


def evidence_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Negative log of the probability that the sentence which answers has among those of its passage and none.

    Of a question's passages taken together the sentences are one set, of which one answers. logits: (rows, tokens).
    """
    count = int(batch.sentences.max()) + 1
    lengths = torch.zeros(len(logits), count).scatter_add(1, batch.sentences, torch.ones_like(logits))
    scores = torch.zeros(len(logits), count).scatter_add(1, batch.sentences, logits) / lengths.clamp(min=1)
    scores = scores.masked_fill(lengths == 0, float("-inf"))
    none, sentences = logits[:, :1], scores[:, 1:]
    asked = ~batch.answerable.isnan()
    lost = functional.cross_entropy(torch.cat([none, sentences], 1)[asked], batch.evidence[asked], reduction="sum")
    mean = lost / asked.sum().clamp(min=1)
    if batch.passages == 1:
        return mean
    joined = sentences.reshape(len(logits) // batch.passages, -1)
    return mean / 2 + functional.cross_entropy(joined, batch.evidence[:: batch.passages] - 1) / 2


def span_loss(logits: Tensor, allowed: Tensor) -> Tensor:
    """Negative log of the probability that falls on tokens `allowed[:, 0]` to `allowed[:, 1]`, shape (rows,)."""
    places = torch.arange(logits.shape[1])[None]
    outside = (places < allowed[:, :1]) | (places > allowed[:, 1:])
    return -logits.log_softmax(-1).masked_fill(outside, float("-inf")).logsumexp(-1)


def _shared_loss(start: Tensor, end: Tensor, answerable: Tensor, batch: Batch) -> Tensor:
    """The span's loss with all passages of a question as one, and that of choosing the passage that answers.

    So that logits can be compared between passages (shared normalisation, Clark & Gardner 2018,
    https://arxiv.org/abs/1710.10723).
    """
    questions = len(answerable) // batch.passages
    inside = batch.segments == 1
    spans = batch.spans[:: batch.passages]
    joined = [logits.masked_fill(~inside, float("-inf")).view(questions, -1) for logits in (start, end)]
    losses = (span_loss(joined[0], spans[:, :2]) + span_loss(joined[1], spans[:, 2:])) / 2
    first = torch.zeros(questions, dtype=torch.long)
    return losses.mean() / 2 + functional.cross_entropy(answerable.view(questions, -1), first) / 2


def _binary_loss(logits: Tensor, labels: Tensor) -> Tensor:
    known = ~labels.isnan()
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], labels[known])


def _report(state: _State, losses: Tensor, speed: float) -> None:
    span, answerable, entailed, shared, evidence = losses.tolist()
    sys.stderr.write(
        f"step {state.step}/{state.steps}: span {span:.3f}, answerable {answerable:.3f}, entailed {entailed:.3f}, "
        f"shared {shared:.3f}, evidence {evidence:.3f}, {speed:.1f} rows/s\n"
    )
    sys.stderr.flush()


def _parse(arguments: list[str] | None) -> Run:
    parser = argparse.ArgumentParser(prog="python -m rag.reader.train", description="Train the reader's model.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the training sets")
    parser.add_argument(
        "--base", type=Path, required=True, help="all-MiniLM-L6-v2's or a reader's weights, or its model.onnx"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint, weights and ONNX files")
    parser.add_argument("--rows", type=int, default=0, help="train on so many rows only (default: all)")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many batches (default: all)")
    parser.add_argument("--rate", type=float, default=1e-4, help="highest learning rate")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--groups", type=int, default=0, help="so many questions more, each with rivals of its passage")
    parser.add_argument("--hardest", type=Path, help="take as rivals what the model in this ONNX file mistakes most")
    parser.add_argument(
        "--own", type=int, default=0, help="so many times the questions written for this project, and the claims"
    )
    parser.add_argument("--texts", nargs="+", choices=OWN, default=OWN, help="which of these")
    parser.add_argument("--without", nargs="+", choices=IDEAS, default=(), help="leave out what makes the mixture")
    parser.add_argument("--threads", type=int, default=2)
    return Run(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    raise SystemExit(main())
