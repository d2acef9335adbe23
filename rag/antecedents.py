"""Whom "he" stands for: of "He accused her" nobody learns who did, but beside the sentence that names him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.sentences import SentenceSpan
from rag.reader.interface import Finding
from rag.reader.questions import analyse
from rag.reader.ruling_out import POINTING_BACK
from rag.speakers import speaker_of

_SUBJECT = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)


def antecedent(question: str, finding: Finding, sentences: Sequence[SentenceSpan]) -> Finding | None:
    """The sentence before `finding` that names who "he" or "she" says so, where `question` asks for that person.

    sentences: those of the finding's document. None where the finding gives its words to somebody by name, or to nobody
    whom the text names just before.
    """
    if analyse(question).answer_type != "person" or not _SUBJECT.search(finding.text):
        return None
    speaker = speaker_of(finding.document, tuple(sentences), finding.number)
    name = re.compile(rf"\b{re.escape(speaker.split()[-1])}\b") if speaker else None
    if name is None or name.search(finding.text):
        return None
    for number in range(finding.number - 1, max(-1, finding.number - 1 - POINTING_BACK), -1):
        start, end = sentences[number].start, sentences[number].end
        if named := name.search(finding.document.text, start, end):
            return replace(
                finding, number=number, start=start, end=end, highlight_start=named.start(), highlight_end=named.end()
            )
    return None
