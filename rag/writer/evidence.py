"""The sentences that the reader has read, as the writer, the check and the repair take them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from index.documents import Document
from index.sentences import SentenceSpan
from rag.drafts import Source
from rag.reader.interface import Finding
from rag.speakers import speaker_of

# Far enough back for "he" or "the minister" to be explained.
_BEFORE = 3


def sources_of(
    findings: Iterable[Finding], sentences: Mapping[str, tuple[SentenceSpan, ...]], answering: Collection[Finding] = ()
) -> list[Source]:
    """The prose among `findings` as evidence, in their order; `sentences` are those of each document.

    answering: what the reader would answer with; a line of the page (author, copyright) is evidence only among it.
    """
    return [
        source_at(finding.document, sentences[finding.document.source], finding.number)
        for finding in findings
        if sentences[finding.document.source][finding.number].kind != "boilerplate" or finding in answering
    ]


def source_at(document: Document, sentences: tuple[SentenceSpan, ...], number: int) -> Source:
    """The sentence of that number of `document`, of all its `sentences`."""
    sentence, earlier = sentences[number], sentences[max(0, number - _BEFORE) : number]
    return Source(
        source=document.source,
        start=sentence.start,
        end=sentence.end,
        text=document.text[sentence.start : sentence.end],
        before=document.text[earlier[0].start : earlier[-1].end] if earlier else "",
        title=document.title,
        date=document.date,
        speaker=speaker_of(document, sentences, number),
    )
