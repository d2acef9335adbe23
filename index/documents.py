"""A document: the text of one file as stored, and what the text tells about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus.

    source: path relative to the corpus folder, with forward slashes.
    text: the file decoded as UTF-8, newlines untouched; all spans count its characters.
    title, publisher: as printed in the text, None where the text does not tell.
    date: ISO 8601 at the precision the text gives ("2025-03-30", "2025-03", "2025"), or None.
    """

    source: str
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None


def date_in_words(iso: str | None) -> str | None:
    """The date "2025-03-30" as "March 30, 2025"; a month or a year alone stays as precise as it is."""
    parts = [int(part) for part in iso.split("-")] if iso else []
    if len(parts) < 2:
        return iso
    month = date(parts[0], parts[1], 1).strftime("%B")
    return f"{month} {parts[2]}, {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"
