"""A model's text, cut into sentences as it arrives, each with the ids it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.sentences import MAX_SENTENCE, split_sentences
from rag.contract import MARKER
from rag.writer.markers import Forget, Marker, Token

# What a model puts around its words, against which no source could be compared.
_MARKUP = re.compile(r"\*\*|__|`|^\s*#{1,6}\s+", re.MULTILINE)
_LABEL = re.compile(r"^(?:final )?answer\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without markers, and the numbers of the evidence it cites."""

    text: str
    numbers: tuple[int, ...]


class Sentences:
    """Collects tokens and gives each sentence once it is certain that it has ended.

    A marker belongs to the sentence that it stands in or behind; in a line that begins with one, each belongs to what
    follows it.
    """

    def __init__(self) -> None:
        self._text = ""
        self._marks: list[tuple[int, Marker]] = []
        self._after_marker = False

    def add(self, token: Token) -> None:
        """Take the next token."""
        if isinstance(token, Forget):
            self._text, self._marks = "", []
        elif isinstance(token, Marker):
            self._text = self._text.rstrip(" ")
            self._marks.append((len(self._text), token))
            self._after_marker = True
        else:
            # "word [e1]next" is two words.
            gap = " " if self._after_marker and token.text[0].isalnum() and self._text[-1:].strip() else ""
            self._text += gap + token.text
            self._after_marker = False

    def complete(self) -> list[Written]:
        """The sentences that have ended since the last call."""
        end, following = self._ended()
        return self._cut(end, following) if end else []

    def end(self) -> list[Written]:
        """What is left, now that nothing follows."""
        return self._cut(len(self._text), len(self._text))

    @property
    def pending(self) -> list[Written]:
        """What has come of sentences that have not ended."""
        return _assigned(self._text, self._marks)

    def _ended(self) -> tuple[int, int]:
        """Where the sentences end that nothing to come can change, and where the next begins; zeros if none has."""
        spans = split_sentences(self._text)
        # How a sentence ends is told by the word after it, which has to be whole.
        if len(spans) < 2 or not re.search(r"\S\s", self._text[spans[-1].start :]):
            return 0, 0
        end, following = 0, 0
        for span, after in pairwise(spans):
            if _is_open(self._text[end : span.end]):
                break
            end, following = span.end, after.start
        return end, following

    def _cut(self, end: int, following: int) -> list[Written]:
        """Take the text up to `end`, with the markers before `following`."""
        later = [mark for mark in self._marks if mark[0] > following or (mark[0] >= end and self._leads(mark[0]))]
        marks = [mark for mark in self._marks if mark not in later]
        text, self._text = self._text[:end], self._text[end:]
        self._marks = [(place - end, marker) for place, marker in later]
        return _assigned(text, marks)

    def _leads(self, place: int) -> bool:
        """In a line that begins with a marker, one behind a sentence belongs to the next, if there is one."""
        return bool(self._text[place:].strip()) and _leads(self._text, self._marks, place)


def _assigned(text: str, marks: list[tuple[int, Marker]]) -> list[Written]:
    spans = [(span.start, span.end) for span in split_sentences(text)]
    numbers: list[list[int]] = [[] for _ in spans]
    for place, marker in marks:
        row = _sentence_at(spans, place, _leads(text, marks, place))
        if row is not None:
            numbers[row] += marker.numbers
    written = [
        Written(_shown(text[start:end]), tuple(dict.fromkeys(cited)))
        for (start, end), cited in zip(spans, numbers, strict=True)
    ]
    return [sentence for sentence in written if any(character.isalnum() for character in sentence.text)]


def _leads(text: str, marks: list[tuple[int, Marker]], place: int) -> bool:
    """Whether the line of `place` begins with a marker and has words after it."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    margin = start + len(line) - len(line.lstrip(" \t-*•"))
    return bool(line.strip()) and any(start <= other <= margin for other, _ in marks)


def _sentence_at(spans: list[tuple[int, int]], place: int, leads: bool) -> int | None:
    if not spans:
        return None
    if leads:
        return next((row for row, (_, end) in enumerate(spans) if end > place), len(spans) - 1)
    before = [row for row, (start, _) in enumerate(spans) if start < place]
    return before[-1] if before else 0


def _is_open(sentence: str) -> bool:
    """Whether a quotation begins in `sentence` that does not end there, unless it is too long to be kept whole."""
    unclosed = sentence.count("“") > sentence.count("”") or sentence.count('"') % 2 == 1
    return unclosed and len(sentence) < MAX_SENTENCE


def _shown(text: str) -> str:
    """`text` on one line, without markup and without what would read as a marker of ours."""
    plain = _LABEL.sub("", " ".join(_MARKUP.sub("", text).split()))
    while MARKER.search(plain):
        plain = " ".join(MARKER.sub(" ", plain).split())
    return re.sub(r" +([.,;:!?](?:\s|$))", r"\1", plain)
