"""Whom "he" stands for: of "He accused her" nobody learns who did, but beside the sentence that names him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.sentences import SentenceSpan
from rag.names import Term, is_country, names_in
from rag.reader.features import POINTING_BACK
from rag.reader.interface import Finding
from rag.reader.questions import analyse
from rag.speakers import speaker_of

_PRONOUN = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)


def antecedent(question: str, finding: Finding, sentences: Sequence[SentenceSpan]) -> Finding | None:
    """The sentence before `finding` that names who its pronoun stands for, where `question` asks for that person.

    sentences: those of the finding's document. None where the finding names somebody, or nobody is named just before.
    """
    asks = analyse(question).answer_type == "person"
    if not asks or _people(finding.text, question) or not _PRONOUN.search(finding.text):
        return None
    speaker = speaker_of(finding.document, tuple(sentences), finding.number)
    for number in range(finding.number - 1, max(-1, finding.number - 1 - POINTING_BACK), -1):
        start, end = sentences[number].start, sentences[number].end
        text = finding.document.text[start:end]
        named = [name for name in _people(text, question) if speaker is None or name.text in speaker.split()]
        if named and sentences[number].kind == "prose":
            at = start + text.index(named[0].text)
            return replace(
                finding, number=number, start=start, end=end,
                highlight_start=at, highlight_end=at + len(named[0].text),
            )  # fmt: skip
    return None


def _people(text: str, question: str) -> list[Term]:
    """The names of `text` that are no country's and not in the question."""
    asked = {name.normal for name in names_in(question)}
    return [name for name in names_in(text) if name.normal not in asked and not is_country(name)]
