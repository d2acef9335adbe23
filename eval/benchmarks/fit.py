"""`python -m eval.benchmarks.fit`: the reader's weights, from public questions that its model was not trained on.

Facts are fitted on the part of SQuAD 1.1 that training leaves out (all its paragraphs but every fourth as one corpus):
questions as they are, the same turned into near misses, and the questions of the paragraphs that are not there; and on
the texts written for this project that training leaves out, with their questions that look as if they were answered.
Questions for yes or no are those made of the paragraphs, asked with half of the answering sentences cut out, and those
among the questions over the texts.
Topics are fitted on the questions over long documents (span_evidence). No question over the seed articles is fitted on.
Writes rag/reader/weights.json.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from eval.benchmarks.data import Item, rows, write_folder, written
from eval.benchmarks.output import arguments, run
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import open_index
from rag.answering import gather
from rag.reader.features import NAMES, Candidate
from rag.reader.questions import QuestionKind, analyse
from rag.reader.reader import WEIGHTS, EmbeddedReader
from rag.reader.scoring import ANSWER_NAMES, SENTENCE_NAMES, Logistic, Scorer
from rag.reader.training.mixture import HELD_OUT
from rag.reader.training.near_misses import NearMisses
from rag.reader.training.rows import read_questions, sentence_spans
from rag.reader.training.written import HELD_OUT as OWN_HELD_OUT
from rag.reader.training.yes_no import closed

# The share of the answerable questions it is fitted on that a threshold refuses: the most, in hundredths, at which no
# more than a fifth of MultiHop's answerable questions are refused (.162; at .06 they are .257, at .04 .147).
REFUSED = 0.05

# Every fourth of the held-out paragraphs is left out of the corpus, so a quarter of the questions ask in vain.
GONE = 4
CUT = 0.5
SEED = 0

# Every fourth of the 472 questions over long documents: more do not change the weights' second digit.
TOPIC_STEP = 4

Gold = tuple[str, int, int]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question's candidate sentences, which of them answer, and whether one could have been among them."""

    candidates: Sequence[Candidate]
    gold: NDArray[np.bool_]
    answerable: bool

    @property
    def features(self) -> NDArray[np.float64]:
        """Shape (candidates, features)."""
        return np.stack([candidate.features for candidate in self.candidates])


def held_out(folder: Path, place: Path) -> tuple[list[str], list[list[Gold]]]:
    """Questions and gold spans of the part of SQuAD (https://arxiv.org/abs/1606.05250) kept out of training.

    Every fourth paragraph is not written to `place`, so that its questions have no answer.
    """
    rng = Random(SEED)
    found = read_questions(folder, HELD_OUT, rng)
    contexts = list(dict.fromkeys(row.context for row in found))
    kept = [context for number, context in enumerate(contexts) if number % GONE]
    names = {identifier: name for name, identifier in write_folder([Item(c, "", c) for c in kept], place).items()}
    near = NearMisses(found, rng)
    missed = [missed for row in found if row.context in names and (missed := near.question(row))]
    gold = [[(names[row.context], *row.answer)] if row.answer and row.context in names else [] for row in found]
    questions = [row.question.strip() for row in (*found, *missed)]
    return questions, [*gold, *([] for _ in missed)]


def own_texts(place: Path) -> tuple[list[str], list[list[Gold]], list[frozenset[str]]]:
    """Questions, gold spans and the files to be asked, of the texts written for this project that are held out.

    Every fourth article's, or search's, questions are put to all other texts in place of their own, to be asked in
    vain; a few that name nobody could be answered there.
    """
    items, asked = written(OWN_HELD_OUT)
    names = {identifier: name for name, identifier in write_folder(items, place).items()}
    gone = set(list(dict.fromkeys(one.among for one in asked))[::GONE])
    others = frozenset(names.values()) - {names[item] for among in gone for item in among}
    gold = [[] if one.among in gone else [(names[item], start, end) for item, start, end in one.gold] for one in asked]
    sources = [others if one.among in gone else frozenset(names[item] for item in one.among) for one in asked]
    return [one.question for one in asked], gold, sources


def closed_questions(folder: Path, place: Path) -> tuple[list[str], list[list[Gold]]]:
    """Questions for yes or no over the paragraphs of `held_out`, and gold spans; half of the sentences are cut out."""
    rng = Random(SEED)
    found = read_questions(folder, HELD_OUT, rng)
    asked = [(row.question, row.context, row.answer) for row in map(closed, found) if row and row.answer]
    cut = {(context, span) for _, context, span in asked if rng.random() < CUT}
    left = {c: _without(c, [span for context, span in cut if context == c]) for c in {row.context for row in found}}
    items = [Item(context, "", text) for context, (text, _) in sorted(left.items()) if text]
    names = {identifier: name for name, identifier in write_folder(items, place).items()}
    gold = [[(names[c], *left[c][1][span])] if span in left[c][1] else [] for _, c, span in asked]
    return [question for question, _, _ in asked], gold


def _without(text: str, cut: Sequence[Span]) -> tuple[str, dict[Span, Span]]:
    """`text` without some of its sentences, and where each of the others now begins and ends."""
    kept = [span for span in sentence_spans(text) if span not in cut]
    ends = list(accumulate(end - start for start, end in kept))
    moved = {span: (end - (span[1] - span[0]), end) for span, end in zip(kept, ends, strict=True)}
    return "".join(text[start:end] for start, end in kept), moved


def long_documents(folder: Path, place: Path) -> tuple[list[str], list[list[Gold]]]:
    """Questions and gold spans of chunking_evaluation (https://research.trychroma.com/evaluating-chunking)."""
    found = rows(folder, "span_evidence/questions.jsonl")[::TOPIC_STEP]
    place.mkdir(parents=True)
    for name in {row["corpus"] for row in found}:
        (place / name).write_bytes((folder / "span_evidence" / name).read_bytes())
    gold = [[(row["corpus"], span["start"], span["end"]) for span in row["evidence"]] for row in found]
    return [row["question"] for row in found], gold


def label(
    folder: Path,
    questions: Sequence[str],
    gold: Sequence[Sequence[Gold]],
    among: Sequence[frozenset[str] | None] = (),
) -> Iterator[Labelled]:
    """The candidates that the reader sees for each question over the documents in `folder`, or over those `among`."""
    embedder, terms = Embedder.load(), Terms()
    index = open_index(folder, folder.parent / "data", embedder, terms)
    reader = EmbeddedReader.load(terms, index.lexical.idf)
    for question, spans, sources in zip(questions, gold, among or [None] * len(questions), strict=True):
        _, found = reader.candidates(question, gather(index, embedder, analyse(question), sources))
        yield Labelled(found, np.array([_answers(c, spans) for c in found]), bool(spans))
    index.close()


def logistic(
    features: NDArray[np.float64],
    labels: NDArray[np.bool_],
    ridge: float = 1.0,
    counts: NDArray[np.float64] | float = 1.0,
) -> NDArray[np.float64]:
    """Bias and weights of a logistic regression, by Newton's method with a ridge on the weights.

    counts: how much of one each row counts.
    """
    inputs = np.hstack([np.ones((len(features), 1)), features])
    penalty = ridge * np.diag([0.0, *[1.0] * features.shape[1]])
    weights = np.zeros(inputs.shape[1])
    for _ in range(30):
        predicted = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (counts * (predicted - labels)) + penalty @ weights
        curvature = (inputs * (counts * predicted * (1 - predicted))[:, None]).T @ inputs + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def fit_facts(short: Sequence[Labelled], own: Sequence[Labelled], long: Sequence[Labelled]) -> dict[str, Any]:
    """The model of sentences and that of the best one, by name, and the threshold of the latter.

    Both models are fitted on `short` and `own`. The threshold refuses `REFUSED` of the answerable questions in the
    mean of `short` and `long`: answers in long documents read less surely than those in SQuAD's paragraphs, and users
    have both; half of the questions in `own` are made hard to answer on purpose.
    """
    joined = [*short, *own]
    sentence = _sentence_model(joined, SENTENCE_NAMES)
    best = [_best(one, Scorer.of({"sentence": sentence, "threshold": 0.0})) for one in joined]
    answer = _model(
        np.stack([candidate.features for candidate, _ in best]), np.array([y for _, y in best]), ANSWER_NAMES
    )
    scorer = Scorer.of({"sentence": sentence, "answer": answer, "threshold": 0.0})
    confidences = [[scorer.confidence(one.candidates) for one in asked if one.answerable] for asked in (short, long)]
    return {"sentence": sentence, "answer": answer, "threshold": threshold(confidences)}


def fit_closed(fact: Mapping[str, Any], short: Sequence[Labelled], own: Sequence[Labelled]) -> dict[str, object]:
    """The model of the best sentence for questions for yes or no, by name, and its threshold.

    All that such a question asks about is in the question, so its near misses read nearly as well as what answers. The
    model of facts is scaled anew (Platt 1999), with one more feature: a name of the question that is nowhere near. It
    is fitted on `short` and `own`; the threshold comes from `short` alone, since those in `own` are hard on purpose.
    """
    scorer = Scorer.of(fact)
    best = [_best(one, scorer) for one in (*short, *own)]
    known = [(_logit(fact["answer"], candidate), _feature(candidate, "missing")) for candidate, _ in best]
    bias, slope, missing = logistic(np.array(known), np.array([answers for _, answers in best]))
    scaled = {name: float(slope) * weight for name, weight in fact["answer"].items()}
    scaled |= {"bias": scaled["bias"] + float(bias), "missing": float(missing)}
    answer = {name: round(weight, 4) for name, weight in scaled.items()}
    scorer = Scorer.of({**fact, "answer": answer})
    confidences = [scorer.confidence(one.candidates) for one in short if one.answerable]
    return {"answer": answer, "threshold": threshold([confidences])}


def _logit(answer: Mapping[str, float], candidate: Candidate) -> float:
    return Logistic.of(answer).logit(candidate.features)


def _feature(candidate: Candidate, name: str) -> float:
    return float(candidate.features[NAMES.index(name)])


def fit_topics(long: Sequence[Labelled]) -> dict[str, object]:
    """The model of sentences, by name, and the threshold under which `REFUSED` of the questions fall."""
    sentence = _sentence_model(long, SENTENCE_NAMES)
    scorer = Scorer.of({"sentence": sentence, "threshold": 0.0})
    return {"sentence": sentence, "threshold": threshold([[scorer.confidence(one.candidates) for one in long]])}


def threshold(confidences: Sequence[Sequence[float]]) -> float:
    """Below which `REFUSED` of each set fall, in the mean of the sets."""
    steps = np.linspace(0, 1, 2001)
    refused = np.mean([[np.mean(np.array(one) < step) for step in steps] for one in confidences], axis=0)
    return round(float(steps[refused <= REFUSED].max()), 4)


def _sentence_model(labelled: Sequence[Labelled], names: Sequence[str]) -> dict[str, float]:
    usable = [one for one in labelled if one.gold.any() or not one.answerable]
    return _model(np.concatenate([u.features for u in usable]), np.concatenate([u.gold for u in usable]), names)


def _model(features: NDArray[np.float64], labels: NDArray[np.bool_], names: Sequence[str]) -> dict[str, float]:
    weights = logistic(features[:, [NAMES.index(name) for name in names]], labels)
    return dict(zip(("bias", *names), (round(float(weight), 4) for weight in weights), strict=True))


def _best(labelled: Labelled, scorer: Scorer) -> tuple[Candidate, bool]:
    """The sentence that the scorer finds best, and whether it answers."""
    best = int(np.argmax([scorer.logit(candidate) for candidate in labelled.candidates]))
    return labelled.candidates[best], bool(labelled.gold[best])


def _answers(candidate: Candidate, gold: Sequence[Gold]) -> bool:
    sentence = candidate.evidence.sentences[candidate.number]
    source = candidate.evidence.document.source
    return any(name == source and start < sentence.end and end > sentence.start for name, start, end in gold)


def _facts(questions: Sequence[str], labelled: Iterable[Labelled]) -> list[Labelled]:
    """Those that the scorer of facts weighs: neither over several articles nor for yes or no."""
    return _of_kind(questions, labelled, lambda kind: not kind.several and kind.answer_type != "yes-no")


def _closed(questions: Sequence[str], labelled: Iterable[Labelled]) -> list[Labelled]:
    """Those for yes or no."""
    return _of_kind(questions, labelled, lambda kind: not kind.several and kind.answer_type == "yes-no")


def _of_kind(
    questions: Sequence[str], labelled: Iterable[Labelled], wanted: Callable[[QuestionKind], bool]
) -> list[Labelled]:
    return [one for question, one in zip(questions, labelled, strict=True) if wanted(analyse(question))]


def main(argv: Sequence[str] | None = None) -> int:
    """Fit both scorers and write them."""
    given = arguments(__doc__ or "", argv)
    with tempfile.TemporaryDirectory() as place:
        names = ("facts", "texts", "topics", "yes_no")
        facts, texts, topics, yes_no = (Path(place, name, "documents") for name in names)
        asked, gold = long_documents(given.data, topics)
        long = list(label(topics, asked, gold))
        questions, spans = held_out(given.train, facts)
        short = _facts(questions, label(facts, questions, spans))
        questions, spans, among = own_texts(texts)
        own = list(label(texts, questions, spans, among))
        fact = fit_facts(short, _facts(questions, own), _facts(asked, long))
        of_paragraphs = list(label(yes_no, *closed_questions(given.train, yes_no)))
        fitted = {
            "fact": fact,
            "closed": fit_closed(fact, of_paragraphs, _closed(questions, own)),
            "topic": fit_topics(long),
        }
    (given.output or WEIGHTS).write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    Console().print_json(data=fitted)
    return 0


if __name__ == "__main__":
    run(main)
