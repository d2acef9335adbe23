"""Measure a reader's model on sets kept out of training: `python -m rag.reader.training.measure MODEL DATA [EXACT]`.

MODEL is an ONNX file, DATA the folder of measuring sets (../shared/data), EXACT the same model in float32 to compare
with. Prints one JSON object.
"""

from __future__ import annotations

import json
import re
import string
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from onnxruntime import InferenceSession

from index.model_files import open_tokenizer
from rag.reader.cross_encoder import CrossEncoder, PassageReading
from rag.reader.training.rows import read_jsonl

LONGEST_ANSWER = 30
RETRIEVED = 8


def main(model: str, data: str, exact: str = "") -> None:
    """Print every figure of the model in `model` on the sets in `data`."""
    reader = open_reader(model)
    figures: dict[str, Any] = {}
    for measure in (squad2, rgb_fact, multihop_news, wice):
        began = time.perf_counter()
        figures[measure.__name__] = {**measure(reader, Path(data)), "seconds": round(time.perf_counter() - began, 1)}
    if exact:
        figures["against_float32"] = agreement(reader, open_reader(exact), Path(data))
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def open_reader(model: str) -> CrossEncoder:
    """The model of a file that need not be the one that ships."""
    session = InferenceSession(model, providers=["CPUExecutionProvider"])
    return CrossEncoder(session, open_tokenizer())


def agreement(reader: CrossEncoder, exact: CrossEncoder, data: Path) -> dict[str, float]:
    """How far the logits of one model lie from another's, and how often both pick the same span."""
    rows = [(row["question"], row["context"]) for row in read_jsonl(data / "squad2.jsonl")]
    rows += [(row["query"], text) for row in read_jsonl(data / "rgb_fact.jsonl") for text in row["positive"]]
    pairs = [(reader.read(question, [text])[0], exact.read(question, [text])[0]) for question, text in rows]
    spans = np.concatenate([np.abs([*one.start - other.start, *one.end - other.end]) for one, other in pairs])
    answerable = np.array([abs(one.answerable - other.answerable) for one, other in pairs])
    return {
        "rows": len(rows),
        "span_logit_mean": round(float(spans.mean()), 4),
        "span_logit_max": round(float(spans.max()), 3),
        "answerable_logit_mean": round(float(answerable.mean()), 4),
        "answerable_logit_max": round(float(answerable.max()), 3),
        "same_span": round(float(np.mean([best_tokens(one) == best_tokens(other) for one, other in pairs])), 3),
    }


def squad2(reader: CrossEncoder, data: Path) -> dict[str, float]:
    """Spans when forced to answer, and telling questions that can be answered from those that cannot."""
    rows = read_jsonl(data / "squad2.jsonl")
    read = [reader.read(row["question"], [row["context"]])[0] for row in rows]
    answerable = [bool(row["answerable"]) for row in rows]
    spans = [
        (best_span(reading, row["context"]), _texts(row["answers"]))
        for row, reading in zip(rows, read, strict=True) if row["answerable"]
    ]  # fmt: skip
    return {
        "exact_match": round(float(np.mean([max(exact_match(s, a) for a in gold) for s, gold in spans])), 3),
        "f1": round(float(np.mean([max(token_f1(s, a) for a in gold) for s, gold in spans])), 3),
        "auc": auc([one.answerable for one in read], answerable),
        "auc_null": auc([span_margin(one) for one in read], answerable),
        "auc_both": auc([one.answerable + span_margin(one) / 2 for one in read], answerable),
    }


def rgb_fact(reader: CrossEncoder, data: Path) -> dict[str, float]:
    """Passages of web search: with the answer against without, one by one and as the best of a question's."""
    rows = read_jsonl(data / "rgb_fact.jsonl")
    positive = [reader.read(row["query"], row["positive"]) for row in rows]
    negative = [reader.read(row["query"], row["negative"]) for row in rows]
    found = [_answered(row, reading) for row, reading in zip(rows, positive, strict=True)]
    each = [one.answerable for group in [*positive, *negative] for one in group]
    labels = [True] * sum(map(len, positive)) + [False] * sum(map(len, negative))
    best = [max(one.answerable for one in group) for group in [*positive, *negative]]
    return {
        "span_right": round(float(np.mean(found)), 3),
        "auc_passages": auc(each, labels),
        "auc_questions": auc(best, [True] * len(rows) + [False] * len(rows)),
    }


def _answered(row: dict[str, Any], reading: Sequence[PassageReading]) -> bool:
    best = max(range(len(reading)), key=lambda i: reading[i].answerable)
    span = normalised(best_span(reading[best], row["positive"][best]))
    answers = row["answer"] if isinstance(row["answer"], list) else [row["answer"]]
    return any(normalised(answer) in span for answer in _flat(answers))


def multihop_news(reader: CrossEncoder, data: Path) -> dict[str, float]:
    """Questions over several articles, answerable against null, by the best of the passages that BM25 finds."""
    rows = read_jsonl(data / "multihop_news.jsonl")
    texts = [row["text"] for row in read_jsonl(data / "multihop_news_corpus.jsonl")]
    index = bm25s.BM25(k1=0.9, b=0.4)
    index.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    best = []
    for row in rows:
        query = bm25s.tokenize([row["question"]], show_progress=False)
        found = index.retrieve(query, k=RETRIEVED, show_progress=False).documents[0]
        best.append(max(one.answerable for one in reader.read(row["question"], [texts[i] for i in found])))
    return {"auc": auc(best, [bool(row["answerable"]) for row in rows])}


def wice(reader: CrossEncoder, data: Path) -> dict[str, float]:
    """Claims of Wikipedia that their source supports, against those that it supports in part or not at all."""
    rows = read_jsonl(data / "wice.jsonl")
    read = [reader.read(row["claim"], [_nearest(row["claim"], row["evidence"])])[0] for row in rows]
    return {"auc": auc([one.entailed for one in read], [row["label"] == "supported" for row in rows])}


def _nearest(claim: str, sentences: Sequence[str], count: int = 5) -> str:
    """The sentences that share most words with the claim, in their order."""
    words = set(normalised(claim).split())
    shared = [len(words & set(normalised(sentence).split())) for sentence in sentences]
    best = sorted(sorted(range(len(sentences)), key=lambda i: -shared[i])[:count])
    return " ".join(sentences[i] for i in best)


def best_span(reading: PassageReading, text: str) -> str:
    """The span of at most 30 tokens with the highest sum of start and end."""
    begin, end = best_tokens(reading)
    return text[reading.offsets[begin, 0] : reading.offsets[end, 1]]


def best_tokens(reading: PassageReading) -> tuple[int, int]:
    """First and last token of that span."""
    count = len(reading.start)
    places = np.arange(count)
    length = places[None, :] - places[:, None]
    sums = np.where((length >= 0) & (length < LONGEST_ANSWER), reading.start[:, None] + reading.end[None, :], -np.inf)
    begin, end = np.unravel_index(int(sums.argmax()), sums.shape)
    return int(begin), int(end)


def span_margin(reading: PassageReading) -> float:
    """How far the best span's logits lie above those of "no answer" (Devlin et al. 2019, section 4.3)."""
    begin, end = best_tokens(reading)
    return float(reading.start[begin] + reading.end[end]) - reading.null


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The share of pairs of a true and a false one in which the true one scores higher; ties count half."""
    true, false = (
        np.array([s for s, label in zip(scores, labels, strict=True) if label == want]) for want in (True, False)
    )
    higher = (true[:, None] > false[None]).mean() + (true[:, None] == false[None]).mean() / 2
    return round(float(higher), 3)


def normalised(text: str) -> str:
    """Lower case without articles, punctuation and spare spaces, as SQuAD's own evaluation has it."""
    bare = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def exact_match(found: str, gold: str) -> float:
    """1.0 when the two are the same but for case, articles and punctuation."""
    return float(normalised(found) == normalised(gold))


def token_f1(found: str, gold: str) -> float:
    """SQuAD's F1 over words."""
    one, other = normalised(found).split(), normalised(gold).split()
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def _texts(answers: Sequence[Any]) -> list[str]:
    return [answer["text"] if isinstance(answer, dict) else answer for answer in answers]


def _flat(answers: Sequence[Any]) -> list[str]:
    return [text for answer in answers for text in (answer if isinstance(answer, list) else [answer])]


if __name__ == "__main__":
    main(*sys.argv[1:4])
