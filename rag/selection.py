"""From scored sentences to the shortest set that answers: one for a fact, several for a question over sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.names import numbers_in
from rag.reader.interface import Finding
from rag.similarity import SAME_STATEMENT

# A person reads five quotes; a sixth is skipped.
MOST_SENTENCES = 5

# A second source for a fact has to be nearly as probable as the best, or it is about something else.
NEARLY = 0.5

# Where several sentences answer, each file may have its say, if with less weight than the best (docs/reader.md).
NEARLY_SEVERAL = 0.1


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer: the finding that is quoted, and others that say the same elsewhere."""

    quoted: Finding
    also: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that stand for the statement, the quoted one first."""
        return (self.quoted, *self.also)


def likely(findings: Sequence[Finding], several: bool, threshold: float) -> list[Finding]:
    """The findings that may be quoted: none when the most probable does not reach `threshold`.

    `findings` come most probable first. Where several are asked for, the best of each file comes before the rest.
    """
    if not findings or findings[0].probability < threshold:
        return []
    best = findings[0].probability
    near = [finding for finding in findings if finding.probability >= NEARLY * best]
    if not several:
        return [finding for finding in near if finding.probability >= threshold]
    of_file = {f.document.source: f for f in reversed(findings) if f.probability >= NEARLY_SEVERAL * best}
    first = sorted(of_file.values(), key=lambda finding: -finding.probability)
    return [*first, *(finding for finding in near if finding not in first)]


def select(findings: Sequence[Finding], several: bool, cosine: Callable[[Finding, Finding], float]) -> list[Statement]:
    """The statements of the answer, in the order of `findings`; `cosine` compares two of them."""
    statements: list[Statement] = []
    for finding in findings:
        same = next((i for i, s in enumerate(statements) if _says_same(s.quoted, finding, cosine)), None)
        if same is not None:
            statements[same] = _with_also(statements[same], finding)
        elif len(statements) < MOST_SENTENCES and (several or not statements):
            statements.append(Statement(finding))
    return statements


def _says_same(one: Finding, other: Finding, cosine: Callable[[Finding, Finding], float]) -> bool:
    numbers, others = ({term.normal for term in numbers_in(f.text)} for f in (one, other))
    return not (numbers ^ others and numbers and others) and cosine(one, other) >= SAME_STATEMENT


def _with_also(statement: Statement, finding: Finding) -> Statement:
    """Another document that says the same is a further citation; the same document saying it twice is not."""
    sources = {known.document.source for known in statement.findings}
    if finding.document.source in sources:
        return statement
    return Statement(statement.quoted, (*statement.also, finding))
