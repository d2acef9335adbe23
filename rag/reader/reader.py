"""The embedded reader: a cross-encoder's reading and what can be checked by rule, weighed together."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from index.lexical import Terms
from rag.reader.content import Contents
from rag.reader.cross_encoder import CrossEncoder
from rag.reader.disputes import Disputes
from rag.reader.features import Asked, Candidate, candidates
from rag.reader.following import Followed, Following, Place, followed
from rag.reader.interface import Evidence, Finding, Reading
from rag.reader.questions import META_WORDS
from rag.reader.ruling_out import rule_out
from rag.reader.scoring import Scorer, probability

# Fitted by `python -m eval.benchmarks.fit` on public questions, none of them over the seeds (docs/reader.md).
WEIGHTS = Path(__file__).with_name("weights.json")


class EmbeddedReader:
    """Reads with the models that ship with Byline. Thread-safe; keep one.

    A fact and a topic are asked for differently, so each kind of question has its own scorer: one fitted on which
    sentence holds the answer, one on which sentences bear on the question. What a question for yes or no asks
    about is all in the question, so that near misses read nearly as well: its best sentence is trusted less.
    """

    def __init__(
        self,
        encoder: CrossEncoder,
        terms: Terms,
        idf: Callable[[str], float],
        fact: Scorer,
        closed: Scorer,
        topic: Scorer,
    ) -> None:
        self._encoder = encoder
        self._terms = terms
        self.disputes = Disputes.load(encoder)
        self._following = Following.load()
        self._contents = Contents(terms)
        self._idf = idf
        self._fact = fact
        self._closed = closed
        self._topic = topic

    @classmethod
    def load(cls, terms: Terms, idf: Callable[[str], float]) -> EmbeddedReader:
        """The reader with its fitted weights; `idf` gives the inverse document frequency of a term.

        ModelFileError when its model is missing or altered.
        """
        fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        closed = Scorer.of({**fitted["fact"], **fitted["closed"]})
        return cls(CrossEncoder.load(), terms, idf, Scorer.of(fitted["fact"]), closed, Scorer.of(fitted["topic"]))

    def over(self, idf: Callable[[str], float]) -> EmbeddedReader:
        """The same reader for another index, whose inverse document frequencies `idf` gives."""
        return EmbeddedReader(self._encoder, self._terms, idf, self._fact, self._closed, self._topic)

    def read(self, question: str, evidence: Sequence[Evidence], told: str = "") -> Reading:
        """The sentences of `evidence` with the probability that each answers `question`.

        told: text whose sentences do not answer, since whoever asks knows them.
        """
        asked, found = self.candidates(question, evidence, told)
        scorer = self.scorer(asked)
        read = scored(scorer, found)
        reading = Reading(tuple(finding for finding, _ in read), scorer.confidence(found), scorer.threshold)
        return replace(reading, disputing=self.disputes.among(asked, read)) if reading.answers else reading

    def read_on(self, wordings: Sequence[tuple[str, Sequence[Evidence]]], shown: Collection[Place]) -> Reading:
        """The same for the next question of a conversation.

        wordings: the question as typed, and together with what the one before was about; each with the same passages,
        scored for it. shown: the sentences of the last answer.
        """
        asked, found = self.follow(wordings, shown)
        model = self._following
        read = sorted(((model.probability(one), one) for one in found), key=lambda pair: -pair[0])
        findings = [(_finding(one.candidate, answers), one.candidate) for answers, one in read]
        confidence = model.confidence(read[0][1]) if read else 0.0
        reading = Reading(tuple(finding for finding, _ in findings), confidence, model.threshold)
        return replace(reading, disputing=self.disputes.among(asked, findings)) if reading.answers else reading

    def follow(
        self, wordings: Sequence[tuple[str, Sequence[Evidence]]], shown: Collection[Place]
    ) -> tuple[Asked, list[Followed]]:
        """The question with what was asked before, and the sentences with what `read_on` weighs; arguments as there."""
        read = [self.candidates(wording, evidence) for wording, evidence in wordings]
        return read[-1][0], followed([(self.scorer(asked), found) for asked, found in read], shown)

    def scorer(self, asked: Asked) -> Scorer:
        """What weighs the candidates of a question of that kind."""
        if asked.kind.several:
            return self._topic
        # What is asked of an article ("Does the Herald's report say …?") names what need not stand in its text.
        is_closed = asked.kind.answer_type == "yes-no" and not META_WORDS.search(asked.text)
        return self._closed if is_closed else self._fact

    def candidates(self, question: str, evidence: Sequence[Evidence], told: str = "") -> tuple[Asked, list[Candidate]]:
        """The question and the sentences with the features that their probabilities are computed from."""
        asked = Asked.of(question, self._terms, self._idf, told)
        readings = self._encoder.read(asked.read_as, [passage.text for passage in evidence])
        return asked, rule_out(asked, candidates(asked, evidence, readings, self._contents))


def scored(scorer: Scorer, found: Sequence[Candidate]) -> list[tuple[Finding, Candidate]]:
    """Each candidate as a finding, the most probable first."""
    read = [(_finding(candidate, probability(scorer.logit(candidate))), candidate) for candidate in found]
    return sorted(read, key=lambda one: -one[0].probability)


def _finding(candidate: Candidate, answers: float) -> Finding:
    passage = candidate.evidence
    sentence = passage.sentences[candidate.number]
    return Finding(
        passage.document, candidate.number, sentence.start, sentence.end,
        candidate.span_start, candidate.span_end, answers, candidate.missing,
    )  # fmt: skip
