"""The next question about the documents themselves: "who wrote them?", "and the third one?", "and in memo.txt?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Document
from rag.collection.asking import Asking, Kind
from rag.collection.mentioning import mentioned
from rag.collection.pointing import ORDINAL, THE_ARTICLE, Pointed, pointed

# "The second one", "and the third?": of what is said by the question before.
_ONE = re.compile(
    rf"\b(?:the )?(?P<ordinal>{ORDINAL})(?: one)?(?=\W*$| (?:about|of them|in|say|says)\b)", re.IGNORECASE
)
_CONNECTING = re.compile(
    rf"\W*(?:(?:and|but|so|ok|now|then|what|how|about|in|of|from|for|with|please|{THE_ARTICLE})\b\W*)*", re.IGNORECASE
)
_THEM = re.compile(r"\b(?:they|them|these|those|all of (?:them|these|those))\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|this|that|there)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as far as it is of the documents themselves.

    question: in words that stand alone, where it goes on from one that is; kind: what it asks of the collection;
    pointed: the documents that it points to.
    """

    question: str
    kind: Kind
    pointed: Pointed | None = None


def understood(questions: Sequence[str], documents: Sequence[Document], asking: Asking) -> Understood:
    """The last of the `questions` of a conversation, at least one."""
    found: Understood | None = None
    for question in questions:
        found = _going_on(question, found, documents, asking) if found else _alone(question, documents, asking)
    assert found
    return found


def _alone(question: str, documents: Sequence[Document], asking: Asking, follows: bool = False) -> Understood:
    at = pointed(question, documents)
    return Understood(question, asking.kind(question, at, follows), at)


def _going_on(question: str, before: Understood, documents: Sequence[Document], asking: Asking) -> Understood:
    of_documents = before.kind != "told" or before.pointed is not None
    text = _ONE.sub(r"the \g<ordinal> article", question) if of_documents else question
    found = _alone(text, documents, asking, before.kind == "told")
    at = found.pointed
    if at and not at.why_none and _CONNECTING.fullmatch(at.question):
        asked = before.pointed.question if before.pointed else before.question
        again = Pointed(asked, at.sources)
        return Understood(asked, asking.kind(asked, again), again)
    same = _of_the_same(text, before, asking) if not at and before.kind != "told" else None
    return same or found


def _of_the_same(text: str, before: Understood, asking: Asking) -> Understood | None:
    """What is asked on of the documents that the question before was of, where it is asked of documents at all."""
    if before.pointed:
        again = Pointed(_IT.sub(THE_ARTICLE, text), before.pointed.sources)
        kind = asking.kind(again.question, again)
        if again.question != text and kind != "told":
            return Understood(again.question, kind, again)
    many = _THEM.sub(f"{THE_ARTICLE}s", text)
    kind = asking.kind(many)
    return Understood(many, kind) if many != text and (kind != "told" or mentioned(many)) else None
