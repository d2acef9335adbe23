"""Sentences are checked against what they cite; what fails is cited anew, marked or withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rag.drafts import Checked, Draft, Source
from rag.verify import Verifier
from rag.verifying.misquotes import requote

Policy = Literal["mark", "withhold"]

# Evidence tried for a sentence that its own citation does not support, the likeliest first. Further down little is
# found, and each try may cost a reading by the model.
TRIED = 6


def repair(
    drafts: Sequence[Draft], evidence: Sequence[Source], verifier: Verifier, policy: Policy = "mark"
) -> tuple[Checked, ...]:
    """The sentences to show with the citations that support them; none when the answer has to abstain.

    evidence: every sentence that was retrieved. With "mark" a sentence that nothing supports is kept as unsupported,
    with "withhold" it is left out. Where no sentence that is left has a citation, there is no answer.
    """
    checked = [check(draft, evidence, verifier) for draft in drafts]
    kept = tuple(one for one in checked if policy == "mark" or one.support != "unsupported")
    return kept if any(one.cited for one in kept) else ()


def check(draft: Draft, evidence: Sequence[Source], verifier: Verifier) -> Checked:
    """`draft` with its verdict, its quotations mended, cited anew where only other evidence supports it."""
    text = requote(draft.text, [*draft.cited, *evidence])
    verdict = verifier.verify(text, draft.cited, evidence)
    if verdict.support != "unsupported":
        return Checked(text, _needed(text, draft.cited, evidence, verifier), verdict.support)
    for cited in _others(text, draft.cited, evidence, verifier):
        found = verifier.verify(text, cited, evidence)
        if found.support != "unsupported":
            return Checked(text, cited, found.support)
    return Checked(text, draft.cited, verdict.support, verdict.missing)


def _others(
    text: str, cited: tuple[Source, ...], evidence: Sequence[Source], verifier: Verifier
) -> Iterator[tuple[Source, ...]]:
    """Citations to try: each likely sentence alone, then beside those cited, then two together."""
    likely = [source for source in verifier.ranked(text, evidence) if source not in cited][:TRIED]
    yield from ((source,) for source in likely)
    if cited:
        yield from ((*cited, source) for source in likely)
    yield from ((likely[0], source) for source in likely[1:])


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
