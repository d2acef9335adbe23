"""What a sentence and its surroundings hold: stemmed terms, names and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from index.documents import date_in_words
from index.lexical import Terms
from rag.names import Mentioned
from rag.reader.interface import Evidence
from rag.speakers import attributes

# A pronoun's person, or the subject of a list, is most often named in the two sentences before.
CONTEXT_SENTENCES = 2
OPENING_SENTENCES = 2

# Sentences remembered from question to question, some kilobytes each: a few hundred articles.
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Content:
    """The stemmed terms of a text, and the names and numbers that it mentions."""

    terms: frozenset[str]
    mentioned: Mentioned

    def __or__(self, other: Content) -> Content:
        """What two texts hold between them."""
        return Content(self.terms | other.terms, self.mentioned | other.mentioned)


class Contents:
    """The content of sentences, computed once for each. Thread-safe."""

    def __init__(self, terms: Terms) -> None:
        self._of = lru_cache(_REMEMBERED)(lambda text: Content(frozenset(terms.of(text)), Mentioned.of(text)))

    def sentence(self, passage: Evidence, number: int) -> Content:
        """What sentence `number` of the passage's document holds."""
        sentence = passage.sentences[number]
        return self._of(passage.document.text[sentence.start : sentence.end])

    def near(self, passage: Evidence, number: int) -> Content:
        """The sentence together with the ones before it, and the one behind it that tells who says it."""
        last = number + 1
        said = last < len(passage.sentences) and attributes(passage.document, passage.sentences, last)
        return self._joined(passage, range(max(0, number - CONTEXT_SENTENCES), last + said))

    def told(self, passage: Evidence) -> Content:
        """What the document tells of itself, and its opening.

        A text names in its opening whom it is about, and later says "the leader". Who publishes "example.com" is also
        called Example.
        """
        document = passage.document
        publisher = (document.publisher or "").replace(".", " ")
        told = " ".join(item for item in (document.title, publisher, date_in_words(document.date)) if item)
        return self._of(told) | self._joined(passage, range(min(OPENING_SENTENCES, len(passage.sentences))))

    def _joined(self, passage: Evidence, numbers: range) -> Content:
        return reduce(or_, (self.sentence(passage, number) for number in numbers))
