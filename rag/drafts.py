"""What passes between writer, check and repair: evidence sentences, drafted sentences and checked ones."""

from __future__ import annotations

from dataclasses import dataclass

from rag.contract import Support


@dataclass(frozen=True, slots=True)
class Source:
    """One sentence of the evidence, with what a reader of its document knows when reaching it.

    text: characters `start` to `end` of the file `source`.
    before: the sentences just before it in its document, which "he" or "the minister" may point to; "" at the top.
    date: ISO 8601, as precise as the document tells.
    speaker: who is quoted as saying it, None when the article says it.
    """

    source: str
    start: int
    end: int
    text: str
    before: str = ""
    title: str | None = None
    date: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as written, without markers, with the evidence it cites; not checked yet."""

    text: str
    cited: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence after check and repair. `missing` says in words what the cited text lacks; empty when supported."""

    text: str
    cited: tuple[Source, ...]
    support: Support
    missing: tuple[str, ...] = ()
