"""What the documents tell of themselves: which there are, when they came out, who wrote or published them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.boilerplate import asks_for
from index.documents import Document
from index.metadata import find_date, find_publisher, has_dateline
from index.opening import Index
from rag.collection.digest import opening
from rag.collection.telling import Told, counted
from rag.origins import origins_of
from rag.reader.interface import Finding
from rag.reader.questions import analyse
from rag.selection import Statement

# Lines are shorter than sentences, and a list that breaks off tells little.
LISTED = 10
# Of more documents the origins are counted only where that is asked: it takes seconds.
COMPARED = 200
# Who wrote it, who owns it and what it is based on stand in different lines.
_LINES_OF_ONE = 3
_AUTHOR = "Who is the author, who is the owner, and what is it based on?"


def listed(index: Index, sources: Sequence[str], question: str) -> Told:
    """The headline of each document, or its opening sentence, and how many there are."""
    found = [_headline(index, source) or opening(index, source) for source in sources]
    statements = [Statement(finding) for finding in found if finding]
    if len(sources) == 1 and analyse(question).answer_type != "number":
        return Told(tuple(statements), "")
    left = f"; the first {LISTED} are quoted" if len(statements) > LISTED else ""
    origins = origins_of([index.documents[source] for source in sources], False) if 1 < len(sources) <= COMPARED else ()
    of_origins = f" of {counted(len(origins), 'independent origin')}" if origins else ""
    verb = "is" if len(sources) == 1 else "are"
    return Told(tuple(statements[:LISTED]), f"There {verb} {counted(len(sources), 'document')}{of_origins}{left}.")


def dates(index: Index, sources: Sequence[str], _: str) -> Told:
    """The line of each document that tells when it came out, the newest first; those without a year come last."""

    def tells(text: str, document: Document) -> bool:
        return find_date(text) == document.date if document.date else has_dateline(text)

    ordered = sorted(sources, key=lambda source: index.documents[source].date or "", reverse=True)
    found = [line for source in ordered for line in _lines(index, source, tells)[:1]]
    if not found:
        return Told((), "None of the documents tells when it came out.")
    order = ", the newest first" if len(found) > 1 else ""
    return Told(_statements(found), _tell(len(found), len(sources), len(found), f"when {{they}} came out{order}"))


def authors(index: Index, sources: Sequence[str], question: str) -> Told:
    """The lines of each document that tell who wrote, published or owns it."""

    def tells(text: str, _: Document) -> bool:
        return asks_for(_AUTHOR, text) or find_publisher(text) is not None

    found = [_lines(index, source, tells)[:_LINES_OF_ONE] for source in sources]
    if len(sources) == 1:
        # Of one the very line is shown that is asked for: the author, or who holds the rights.
        found = [[line for line in found[0] if asks_for(question, line.text)] or found[0]]
    telling = [lines for lines in found if lines]
    if not telling:
        return Told((), "None of the documents tells who wrote or published it.")
    lines = [line for some in telling for line in some]
    return Told(_statements(lines), _tell(len(telling), len(sources), len(lines), "who wrote or published {them}"))


def _tell(number: int, count: int, lines: int, what: str) -> str:
    """How many of the documents tell it, in how many lines; of one there is nothing to count."""
    if count == 1:
        return ""
    one = number == 1
    told = what.format(they="it" if one else "they", them="it" if one else "them")
    left = f"; {LISTED} lines are quoted" if lines > LISTED else ""
    return f"{number} of {counted(count, 'document')} {'tells' if one else 'tell'} {told}{left}."


def _statements(found: Sequence[Finding]) -> tuple[Statement, ...]:
    return tuple(map(Statement, found[:LISTED]))


def _headline(index: Index, source: str) -> Finding | None:
    """The sentence that is the document's title."""
    title = index.documents[source].title
    found = _lines(index, source, lambda text, _: title is not None and title in text)
    return found[0] if found else None


def _lines(index: Index, source: str, tells: Callable[[str, Document], bool]) -> list[Finding]:
    """The sentences of a document for which `tells` holds, those that are none of its own text before its own."""
    document, sentences = index.documents[source], index.sentences[source]
    numbers = sorted(range(len(sentences)), key=lambda number: sentences[number].kind == "prose")
    found = (Finding.whole(document, sentences, number) for number in numbers)
    return [finding for finding in found if tells(finding.text, document)]
