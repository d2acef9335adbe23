"""Sentences are checked against what they cite; what fails is cited anew, or marked for what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.drafts import Checked, Draft, Source
from rag.verify import Verifier
from rag.verifying.misquotes import requote

# Evidence tried for a sentence that its own citation does not support, the likeliest first. Further down little is
# found, and each try may cost a reading by the model.
TRIED = 6

# What the model did not cite itself has to be surer: it is one of a dozen tries, any of which may come out by chance.
ENTAILED_ANEW = 0.6


def check(verifier: Verifier, draft: Draft, evidence: Sequence[Source], question: str = "") -> Checked:
    """`draft` with its verdict, its quotations mended, cited anew where only other evidence supports it.

    question: what the sentence replies to.
    """
    text = requote(draft.text, [*draft.cited, *evidence])
    verdict = verifier.verify(text, draft.cited, evidence, question)
    if verdict.support != "unsupported":
        return Checked(text, _needed(text, draft.cited, evidence, verifier), verdict.support)
    for cited in _others(text, draft.cited, evidence, verifier):
        found = verifier.verify(text, cited, evidence, question, ENTAILED_ANEW)
        if found.support != "unsupported":
            return Checked(text, cited, found.support)
    return Checked(text, draft.cited, verdict.support, verdict.missing)


def _others(
    text: str, cited: tuple[Source, ...], evidence: Sequence[Source], verifier: Verifier
) -> Iterator[tuple[Source, ...]]:
    """Citations to try: each likely sentence alone, then beside those cited.

    Two that the model did not cite are not put together: most of what only such a pair supports is made up.
    """
    likely = [source for source in verifier.ranked(text, evidence) if source not in cited][:TRIED]
    yield from ((source,) for source in likely)
    if cited:
        yield from ((*cited, source) for source in likely)


def _needed(
    text: str, cited: tuple[Source, ...], background: Sequence[Source], verifier: Verifier
) -> tuple[Source, ...]:
    """The sources that support `text` alone, or without which the others do not."""

    def supports(*some: Source) -> bool:
        return verifier.verify(text, some, background).support != "unsupported"

    if len(cited) < 2:
        return cited
    kept = cited
    for source in cited:
        rest = tuple(other for other in kept if other != source)
        if rest and not supports(source) and supports(*rest):
            kept = rest
    return kept
