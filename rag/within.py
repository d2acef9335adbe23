"""Which documents a question is put to: publishers, a range of dates, named files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.documents import Document
from index.errors import QuestionError

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_NAMED = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Within:
    """A choice of documents; what is None does not restrict, and what is given has to hold together.

    publishers: a document counts when its publisher is one of these, or holds its words in a row ("Bloomberg" for
    "Bloomberg L.P."), whatever the case. since, until: ISO 8601 at any precision, both included; a document dated
    "2025" counts when the range holds some day of 2025, one without a date never. sources: as `Document.source`.
    QuestionError for a date that is none.
    """

    publishers: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    sources: frozenset[str] | None = None

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            if day is not None and not _DATE.fullmatch(day):
                raise QuestionError(f"{day!r} is not a date; write 2025-03-30, 2025-03 or 2025.")
        if self.since and self.until and _first_day(self.since) > _last_day(self.until):
            raise QuestionError(f"No day lies between {self.since} and {self.until}; swap the two dates.")

    def choose(self, documents: Iterable[Document]) -> list[Document]:
        """Those of `documents` that the choice holds, in their order; QuestionError when there is none."""
        chosen = [document for document in documents if self.holds(document)]
        if not chosen:
            raise QuestionError(f"No document is {self.in_words()}; widen the selection or clear it.")
        return chosen

    def holds(self, document: Document) -> bool:
        """Whether `document` belongs to the choice."""
        return (
            (self.sources is None or document.source in self.sources)
            and (self.publishers is None or any(_names(document.publisher, name) for name in self.publishers))
            and self._dated(document.date)
        )

    def in_words(self) -> str:
        """The choice as the end of a sentence: "by Bloomberg, since 2025-01-01"."""
        parts = [
            f"by {' or '.join(self.publishers)}" if self.publishers else None,
            f"since {self.since}" if self.since else None,
            f"until {self.until}" if self.until else None,
        ]
        if self.sources is not None:
            few = 0 < len(self.sources) <= _NAMED
            parts.append(f"named {' or '.join(sorted(self.sources))}" if few else "in the selection")
        return ", ".join(part for part in parts if part) or "in the selection"

    def _dated(self, date: str | None) -> bool:
        if not self.since and not self.until:
            return True
        if date is None:
            return False
        after = not self.since or _last_day(date) >= _first_day(self.since)
        return after and (not self.until or _first_day(date) <= _last_day(self.until))


def _names(publisher: str | None, name: str) -> bool:
    words = _words(name)
    return bool(words.strip()) and words in _words(publisher or "")


def _words(name: str) -> str:
    """The words of a name between single spaces, so that only whole words match."""
    return f" {' '.join(_WORD.findall(name.casefold()))} "


# Days compare as text; 00 and 99 lie before and after every day that a month or a year has.
def _first_day(date: str) -> str:
    return f"{date}-00-00"[:10]


def _last_day(date: str) -> str:
    return f"{date}-99-99"[:10]
