"""From scored sentences to the shortest set that answers: one for a fact, several for a question over sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.names import numbers_in
from rag.reader.interface import Finding, Reading
from rag.similarity import SAME_STATEMENT
from rag.told_alike import contradict

# A person reads five quotes; a sixth is skipped.
MOST_SENTENCES = 5

# Findings compared with each other for saying the same; what comes later is too improbable to be quoted.
_COMPARED = 24

# Other files may say the same as the best sentence, or give another value, in words that read less well.
WORTH_COMPARING = 0.1

# Where several sentences answer, a file's second sentence has to be nearly as probable as the best of all.
NEARLY = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer: the finding that is quoted, and others that say the same elsewhere."""

    quoted: Finding
    also: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that stand for the statement, the quoted one first."""
        return (self.quoted, *self.also)


def likely(reading: Reading, several: bool, least: float = WORTH_COMPARING) -> list[Finding]:
    """The findings that may be quoted, most probable first: none when the reading answers nothing.

    least: the share of the best one's probability that others have to reach. Where several are asked for, the best of
    each file comes before the rest.
    """
    if not reading.answers:
        return []
    first_of_all = reading.findings[0]
    best = first_of_all.probability
    findings = [f for f in reading.findings[:_COMPARED] if f.probability >= least * best]
    if not several:
        # What lacks a name of the question that the best has nearby tells the like of somebody else.
        return [f for f in findings if set(f.missing) <= set(first_of_all.missing)]
    of_file = {finding.document.source: finding for finding in reversed(findings)}
    first = sorted(of_file.values(), key=lambda finding: -finding.probability)
    return [*first, *(f for f in findings if f not in first and f.probability >= NEARLY * best)]


def with_disputing(reading: Reading, findings: Sequence[Finding]) -> list[Finding]:
    """`findings` and, where the best of all is among them, those that answer otherwise than it does."""
    if not findings or findings[0] != reading.findings[0]:
        return list(findings)
    return [*findings, *(finding for finding in reading.disputing if finding not in findings)]


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
    if numbers ^ others and numbers and others:
        return False
    return cosine(one, other) >= SAME_STATEMENT and not contradict(one, other)


def _with_also(statement: Statement, finding: Finding) -> Statement:
    """Another document that says the same is a further citation; the same document saying it twice is not."""
    sources = {known.document.source for known in statement.findings}
    if finding.document.source in sources:
        return statement
    return Statement(statement.quoted, (*statement.also, finding))
