"""How much of a claim its evidence says, from words, their order and embeddings, weighed by a fitted model.

Stands in for an entailment model: it tells whether the evidence speaks of all that the claim speaks of; that it says
the same of it is for the rules of rag/verifying/contrasts.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.lexical import Terms
from index.sentences import split_sentences
from rag.verifying.lexicon import Lexicon
from rag.verifying.words import Word

WEIGHTS = Path(__file__).with_name("meaning.json")
NAMES = ("coverage", "pairs", "cosine")

# Sentences of the evidence that are read as one: WiCE's annotators needed 3 or 4 for a claim.
SENTENCES = 5
# Words this near to each other in the claim and in the evidence count as said together.
_WINDOW = 4
# So many words in a row that are nowhere in the evidence are the writer's own ("holds the copyright on the article").
# On WiCE, where claims are told more freely than models tell them, this takes the balanced accuracy from .711 to .714;
# two in a row would take it to .655.
INVENTED = 3
# Of a sentence that has more than this share of its words from a single one of the evidence, so many in a row that are
# not there were put in: who rephrases changes a word here and there.
COPIED = 0.6
INSERTED = 2
# Longer evidence than the embedding reads says nothing more to it, a longer claim is no sentence.
_MOST_WORDS = 400


class LexicalEntailment:
    """The fitted model. Thread-safe where `embedder` is; deterministic."""

    def __init__(self, embedder: Embedder, terms: Terms, weights: Mapping[str, float]) -> None:
        self._embedder = embedder
        self._lexicon = Lexicon(terms)
        self._weights = weights

    @classmethod
    def load(cls, embedder: Embedder, terms: Terms) -> LexicalEntailment:
        """With the weights that eval/benchmarks/fit_meaning.py wrote."""
        return cls(embedder, terms, json.loads(WEIGHTS.read_text(encoding="utf-8")))

    def probability(self, claim: str, evidence: str) -> float:
        """Between 0 and 1; from 0.5 on the evidence is taken to say what the claim says."""
        unsaid = longest_unsaid(claim, evidence, self._lexicon)
        if unsaid >= (INSERTED if copied(claim, evidence, self._lexicon) > COPIED else INVENTED):
            return 0.0
        found = features(claim, evidence, self._embedder, self._lexicon)
        logit = self._weights["bias"] + sum(self._weights[name] * x for name, x in zip(NAMES, found, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def features(claim: str, evidence: str, embedder: Embedder, lexicon: Lexicon) -> NDArray[np.float64]:
    """In the order of `NAMES`, shape (3,), each at most 1.

    coverage: the share of the claim's words that the sentences chosen hold. pairs: the share of its neighbouring words
    that stand near each other there. cosine: of the embeddings of the claim and of the sentences chosen. Names,
    numbers and who says it are left out, being checked by rule.
    """
    told, chosen = lexical_features(claim, evidence, lexicon)
    one, other = embedder.embed([claim, chosen])
    return np.array([*told, float(one @ other)])


def longest_unsaid(claim: str, evidence: str, lexicon: Lexicon) -> int:
    """How many words of content the claim has in a row, no name among them, that the evidence has nowhere."""
    said = {word.stem for word in lexicon.spoken(evidence)}
    longest, row = 0, 0
    for word in lexicon.spoken(claim):
        row = row + 1 if word.text[0].islower() and word.stem not in said else 0
        longest = max(longest, row)
    return longest


def copied(claim: str, evidence: str, lexicon: Lexicon) -> float:
    """The largest share of the claim's words that a single sentence of the evidence holds, from 0 to 1."""
    wanted = {word.stem for word in lexicon.claimed(claim)}
    sentences = (evidence[span.start : span.end] for span in split_sentences(evidence))
    held = (wanted & {word.stem for word in lexicon.spoken(sentence)} for sentence in sentences)
    return max(map(len, held), default=0) / len(wanted) if wanted else 0.0


def lexical_features(claim: str, evidence: str, lexicon: Lexicon) -> tuple[tuple[float, float], str]:
    """The features that words alone give, and the sentences chosen as one text."""
    spoken = lexicon.claimed(claim)[:_MOST_WORDS]
    wanted = list(dict.fromkeys(word.stem for word in spoken))
    if not wanted:
        return (1.0, 1.0), evidence
    sentences = [evidence[span.start : span.end] for span in split_sentences(evidence)]
    read = [lexicon.spoken(sentence) for sentence in sentences]
    stems = [{word.stem for word in words} for words in read]
    chosen = choose(wanted, stems)
    held = {stem for number in chosen for stem in stems[number]}.intersection(wanted)
    paired = _paired(spoken, [read[number] for number in chosen])
    coverage = len(held) / len(wanted)
    # A single word has no neighbour to tell anything by.
    paired = coverage if paired is None else paired
    return (coverage, paired), " ".join(sentences[number] for number in chosen) or evidence


def choose(wanted: Sequence[str], sentences: Sequence[set[str]]) -> list[int]:
    """Up to `SENTENCES` sentences, in their order, that together hold most of the words `wanted`, chosen greedily."""
    left = set(wanted)
    chosen: list[int] = []
    while left and len(chosen) < SENTENCES:
        best = max(range(len(sentences)), key=lambda number: len(left & sentences[number]), default=None)
        if best is None or not left & sentences[best]:
            break
        chosen.append(best)
        left -= sentences[best]
    return sorted(chosen)


def _paired(claim: Sequence[Word], sentences: Sequence[Sequence[Word]]) -> float | None:
    """The share of the claim's neighbours that are near each other in a sentence, in any order; None without any."""
    near = {
        frozenset((one.stem, other.stem))
        for words in sentences
        for place, one in enumerate(words)
        for other in words[place + 1 : place + 1 + _WINDOW]
    }
    pairs = {frozenset((one.stem, other.stem)) for one, other in pairwise(claim)}
    pairs = {pair for pair in pairs if len(pair) == 2}
    return len(pairs & near) / len(pairs) if pairs else None
