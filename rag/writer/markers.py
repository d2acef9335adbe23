"""Ids in a model's text become citations as they arrive, wherever the pieces are cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Longer than any list of ids; brackets that are still open after it were no marker.
_LONGEST = 80

_BRACKETED = re.compile(rf"[\[【(]([^\[\]【】()\n]{{0,{_LONGEST}}})[\]】)]")
_OPEN = re.compile(rf"[\[【(][^\[\]【】()\n]{{0,{_LONGEST}}}\Z")
_SPECIAL = re.compile(r"[\[【(<]")
_DASH = re.compile(r"\s*[-–—]\s*")
_SEPARATOR = re.compile(r"(?:\s|[,;&+]|\band\b)+", re.IGNORECASE)
# What looks like an id, of ours or not: a number, with a letter or two before it.
_ANY_ID = re.compile(r"[a-z]{0,2}\d{1,9}(?:-[a-z]{0,2}\d{1,9})?", re.IGNORECASE)
_THINK, _THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Words:
    """Text as the model wrote it."""

    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker that stood here; `numbers` are those of its ids that exist, perhaps none."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Forget:
    """All that came before was thought, not said."""


Token = Words | Marker | Forget


class MarkerParser:
    """Reads a model's text piece by piece; what may yet become a marker is held until it is one or cannot be.

    An id is `label` and a number from 1 to `count`, in brackets of any kind, alone or in a list or range. Ids that do
    not exist, and what looks like one in square brackets, are dropped; other words in brackets are words.
    """

    def __init__(self, label: str, count: int) -> None:
        self._count = count
        self._id = re.compile(rf"{label}(\d{{1,9}})(?:-(?:{label})?(\d{{1,9}}))?", re.IGNORECASE)
        self._held = ""
        self._thinking = False

    def feed(self, piece: str) -> Iterator[Token]:
        """The tokens that are certain after `piece`."""
        self._held += piece
        while self._held:
            found = self._next()
            if found is None:
                return
            yield from found

    def end(self) -> Iterator[Token]:
        """What was held, now that nothing follows; a marker that was never closed is none and is not shown."""
        held, self._held = self._held, ""
        if held and not self._thinking and held[0] not in "[【":
            yield Words(held)

    def _next(self) -> list[Token] | None:
        """The tokens at the front of what is held, which they leave; None while they cannot be told."""
        if self._thinking:
            return self._skip_thought()
        special = _SPECIAL.search(self._held)
        plain = self._held[: special.start()] if special else self._held
        if plain:
            return self._take(len(plain), Words(plain))
        return self._tag() if self._held[0] == "<" else self._bracket()

    def _take(self, length: int, *tokens: Token) -> list[Token]:
        self._held = self._held[length:]
        return list(tokens)

    def _skip_thought(self) -> list[Token] | None:
        end = self._held.find(_THOUGHT)
        if end < 0:
            # The end of the thought may itself be cut in two.
            self._held = self._held[-len(_THOUGHT) :]
            return None
        self._thinking = False
        return self._take(end + len(_THOUGHT))

    def _tag(self) -> list[Token] | None:
        held = self._held
        if held.startswith(_THINK):
            self._thinking = True
            return self._take(len(_THINK))
        if held.startswith(_THOUGHT):
            # Some templates open the thought in the prompt, so that only its end is seen.
            return self._take(len(_THOUGHT), Forget())
        if _THINK.startswith(held) or _THOUGHT.startswith(held):
            return None
        return self._take(1, Words("<"))

    def _bracket(self) -> list[Token] | None:
        match = _BRACKETED.match(self._held)
        if match and (marker := self._marker(match[1], self._held[0])):
            return self._take(match.end(), marker)
        if not match and _OPEN.match(self._held):
            return None
        return self._take(1, Words(self._held[0]))

    def _marker(self, content: str, bracket: str) -> Marker | None:
        """The marker that lists ids; None when the content is no such list."""
        parts = [part for part in _SEPARATOR.split(_DASH.sub("-", content)) if part]
        ids = [match for part in parts if (match := self._id.fullmatch(part))]
        if bracket == "(" and (not parts or len(ids) < len(parts)):
            # "(2024)" is ordinary text.
            return None
        if not all(self._id.fullmatch(part) or _ANY_ID.fullmatch(part) for part in parts):
            return None
        numbers = [number for match in ids for number in self._named(match)]
        return Marker(tuple(dict.fromkeys(numbers)))

    def _named(self, match: re.Match[str]) -> range:
        first, last = int(match[1]), int(match[2] or match[1])
        return range(max(first, 1), min(last, self._count) + 1)
