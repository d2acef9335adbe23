"""Answers written by a language model: drafted from the evidence, each sentence checked as soon as it ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from index.endpoint import ContextTooLongError, EndpointError
from rag.citing import shown
from rag.contract import Provisional
from rag.drafts import Checked, Draft, Source
from rag.settings import ModelSettings
from rag.writer.chat import ChatModel
from rag.writer.composing import numbered_text
from rag.writer.drafting import Sentences, Written
from rag.writer.markers import Forget, Marker, MarkerParser, Token
from rag.writer.prompt import PROMPT_SHARE, Asked, CountTokens, ask, prompt_tokens
from rag.writer.refusals import is_refusal

Check = Callable[[Draft, Sequence[Source], str], Checked]
"""A sentence, in reply to a question, checked against what it cites, and repaired from the other evidence where that
does not support it."""

# A model that has said this much repeats itself; it was asked for three.
MOST_SENTENCES = 10
MOST_REPETITIONS = 2

# Four times what a page shows without scrolling: a small model may go on for as long as its window without a full stop.
MOST_CHARACTERS = 4000

# Or with nothing but ids: ten sentences that cite ten places each are more than anybody checks.
MOST_MARKERS = 100

# As many sentences as the model is asked for.
MOST_QUOTED = 3

# What the model is shown, best first: some 600 tokens, which a model of 1.5 billion parameters reads in 8 s on 2 cores.
MOST_EVIDENCE = 16

_LEAST_ANSWER_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Review:
    """What a model wrote, sentence by sentence, what the check made of each, and the evidence, best first.

    The sentences are missing where it said nothing but that it has no answer.
    """

    drafts: tuple[Draft, ...] = ()
    checked: tuple[Checked, ...] = ()
    evidence: tuple[Source, ...] = ()


class Writer:
    """Writes with one language model. Thread-safe; keep one."""

    def __init__(self, model: ChatModel, settings: ModelSettings, count_tokens: CountTokens, check: Check) -> None:
        self.model = model
        self._settings = settings
        self._count_tokens = count_tokens
        self._check = check

    def write(self, question: str, evidence: Sequence[Source], deadline: float) -> Generator[Provisional, None, Review]:
        """What the model writes in answer, from `evidence` with the best first.

        Raises EndpointError when the model fails, or is not done at `deadline` (of `time.monotonic()`).
        """
        room = int(PROMPT_SHARE * self._settings.window)
        shown = evidence[:MOST_EVIDENCE]
        try:
            return (yield from self._draft(ask(question, shown, room, self._count_tokens), evidence, deadline))
        except ContextTooLongError:
            # The window is smaller than the settings say, or the tokens are counted otherwise.
            fewer = ask(question, shown[: max(1, len(shown) // 2)], room // 2, self._count_tokens)
            return (yield from self._draft(fewer, evidence, deadline))

    def shown(self, review: Review) -> list[Checked]:
        """The sentences to show: all, or those that are supported, as the settings have it."""
        withhold = self._settings.unsupported == "withhold"
        return [sentence for sentence in review.checked if not (withhold and sentence.support == "unsupported")]

    def _draft(self, asked: Asked, evidence: Sequence[Source], deadline: float) -> Generator[Provisional, None, Review]:
        written = _Transcript(asked)
        checks: dict[Draft, Checked] = {}
        with closing(self.model.stream(asked.prompt, self._most_tokens(asked), deadline)) as pieces:
            for piece in pieces:
                written.add(piece)
                for draft in written.drafts:
                    if draft not in checks:
                        checks[draft] = self._check(draft, evidence, asked.question)
                if written.is_endless:
                    break
                yield Provisional(self._so_far([checks[draft] for draft in written.drafts], written.pending))
        written.end()
        if not written.drafts:
            raise EndpointError(f"{self.model.name} wrote no answer")
        drafts = written.claims()
        reviewed = tuple(checks.get(draft) or self._check(draft, evidence, asked.question) for draft in drafts)
        return Review(drafts, reviewed, tuple(evidence))

    def _most_tokens(self, asked: Asked) -> int:
        used = prompt_tokens(asked.prompt, self._count_tokens)
        return max(_LEAST_ANSWER_TOKENS, self._settings.window - used)

    def _so_far(self, checked: Sequence[Checked], pending: Sequence[Draft]) -> str:
        """What may be shown already: where unsupported sentences are withheld, nothing that was not checked."""
        if self._settings.unsupported == "withhold":
            return numbered_text(sentence for sentence in checked if sentence.support != "unsupported")
        return numbered_text([*checked, *(Checked(draft.text, draft.cited, "unsupported") for draft in pending)])


class _Transcript:
    """What one model has written so far, as drafts."""

    def __init__(self, asked: Asked) -> None:
        self.drafts: list[Draft] = []
        self._repetitions = 0
        self._said = 0
        self._markers = 0
        self._named: list[int] = []
        self._sources = asked.sources
        self._parser = MarkerParser(asked.label, len(asked.sources))
        self._sentences = Sentences()

    @property
    def pending(self) -> list[Draft]:
        return [self._draft(sentence) for sentence in self._sentences.pending]

    @property
    def is_endless(self) -> bool:
        return (
            len(self.drafts) >= MOST_SENTENCES
            or self._repetitions >= MOST_REPETITIONS
            or self._said > MOST_CHARACTERS
            or self._markers > MOST_MARKERS
        )

    def add(self, piece: str) -> None:
        self._take(self._parser.feed(piece))
        self._keep(self._sentences.complete())

    def end(self) -> None:
        """Take what is left; of an endless text that is a piece of a sentence, and is dropped."""
        if not self.is_endless:
            self._take(self._parser.end())
            self._keep(self._sentences.end())
        if not self.drafts:
            self.drafts = self._quoted()

    def claims(self) -> tuple[Draft, ...]:
        """The drafts that say something of the world; none when the model begins by saying that it has no answer."""
        if not self.drafts or _refuses(self.drafts[0]):
            return ()
        return tuple(draft for draft in self.drafts if not _refuses(draft) and not _announces(draft))

    def _take(self, tokens: Iterator[Token]) -> None:
        for token in tokens:
            if isinstance(token, Forget):
                self.drafts, self._named, self._said, self._markers = [], [], 0, 0
            elif isinstance(token, Marker):
                self._named += token.numbers
                self._markers += 1
            else:
                self._said += len(token.text)
            self._sentences.add(token)

    def _keep(self, sentences: Sequence[Written]) -> None:
        for sentence in sentences:
            if any(sentence.text == draft.text for draft in self.drafts):
                self._repetitions += 1
            else:
                self.drafts.append(self._draft(sentence))

    def _draft(self, sentence: Written) -> Draft:
        text = _without_labels(sentence.text, self._sources)
        return Draft(text, tuple(self._sources[number - 1] for number in sentence.numbers))

    def _quoted(self) -> list[Draft]:
        """What the ids stand for: small models answer many a question with nothing but the id of the sentence."""
        named = [self._sources[number - 1] for number in dict.fromkeys(self._named)]
        return [Draft(shown(source.text), (source,)) for source in named[:MOST_QUOTED]]


def _refuses(draft: Draft) -> bool:
    """Whether the model says that it has no answer; where the evidence itself speaks so, it is a claim like others."""
    return is_refusal(draft.text) and not any(is_refusal(source.text) for source in draft.cited)


def _without_labels(text: str, sources: Sequence[Source]) -> str:
    """`text` without the file's name in brackets, and the speaker's, that small models copy from the prompt."""
    for file in {source.source for source in sources}:
        text = re.sub(rf"^\[{re.escape(file)}[^\]]*\]:?\s*", "", text)
    for name in {source.speaker for source in sources if source.speaker}:
        text = text.removeprefix(f"({name})").lstrip()
    return text


def _announces(draft: Draft) -> bool:
    """Whether the sentence only leads to a list: "The points are:"."""
    return draft.text.endswith(":") and not draft.cited
