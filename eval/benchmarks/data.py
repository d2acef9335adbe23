"""The public sets, as the benchmarks use them. Each reader raises EvalError where a file is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.questions import EvalError
from rag.reader.training.written import texts_of

DATA = Path("../shared/data")
TRAIN = Path("../shared/train")


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a set: what is printed above its text (title, publisher, date), and its text."""

    id: str
    header: str
    text: str

    @property
    def page(self) -> str:
        """The document as a file would hold it."""
        return f"{self.header}\n\n{self.text}\n" if self.header else f"{self.text}\n"


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the ids of the items that together answer it; none when nothing does."""

    question: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Items to search and questions about them."""

    name: str
    items: tuple[Item, ...]
    queries: tuple[Query, ...]


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    try:
        with (folder / name).open(encoding="utf-8", newline="\n") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise EvalError(
            f"{folder / name} cannot be read ({error.strerror}); name the folder of the sets with --data."
        ) from error
    except ValueError as error:
        raise EvalError(f"{folder / name} is not JSON lines ({error}); fetch the set again.") from error


def multihop_news(folder: Path) -> RetrievalSet:
    """MultiHop-RAG (https://arxiv.org/abs/2401.15391): evidence sentences of news articles."""
    items = tuple(Item(row["id"], _printed(row), row["text"]) for row in rows(folder, "multihop_news_corpus.jsonl"))
    queries = tuple(
        Query(row["question"], tuple(row["evidence"]) if row["answerable"] else ())
        for row in rows(folder, "multihop_news.jsonl")
    )
    return RetrievalSet("multihop_news", items, queries)


def hotpot(folder: Path) -> RetrievalSet:
    """HotpotQA (https://arxiv.org/abs/1809.09600): an item is a page's introduction, its id the title."""
    items = tuple(Item(row["id"], f"Title: {row['id']}", row["text"]) for row in rows(folder, "hotpot_corpus.jsonl"))
    queries = tuple(Query(row["question"], tuple(row["evidence"])) for row in rows(folder, "hotpot.jsonl"))
    return RetrievalSet("hotpot", items, queries)


Place = tuple[int, int, int]
"""The number of a text, and the first and one past the last of its characters."""


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """Texts of one matter, and questions with the sides that the texts take: the places of each, one side or more."""

    texts: tuple[str, ...]
    questions: tuple[tuple[str, tuple[tuple[Place, ...], ...]], ...]


def disagreeing(file: Path) -> list[Disagreeing]:
    """Texts written for this project, half of whose questions they answer differently."""
    return [
        Disagreeing(
            tuple(row["texts"]),
            tuple(
                (one["question"], tuple(tuple((n, start, end) for n, start, end in side) for side in one["sides"]))
                for one in row["questions"]
            ),
        )
        for row in rows(file.parent, file.name)
    ]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions in a row, the last one asked whole, and the places that answer it: a text's number and its words.

    story: which of the stories it is about, by number; "seeds": the seed articles, in the order of their names.
    """

    story: int | str
    turns: tuple[str, ...]
    standalone: str
    gold: tuple[tuple[int, str], ...]


def conversations(file: Path) -> list[Conversation]:
    """Conversations written for this project."""
    return [
        Conversation(
            row["story"], tuple(row["turns"]), row["standalone"], tuple((text, quote) for text, quote in row["gold"])
        )
        for row in rows(file.parent, file.name)
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the texts with those ids, and the items and the characters of each that answer."""

    question: str
    among: tuple[str, ...]
    gold: tuple[tuple[str, int, int], ...]


def written(file: Path) -> tuple[list[Item], list[Asked]]:
    """Texts written for this project, each an item, and the questions about them.

    Each is to be answered from its own texts alone: whoever wrote "How old is the speaker?" had one article in view.
    """
    items: list[Item] = []
    asked: list[Asked] = []
    for found in map(texts_of, rows(file.parent, file.name)):
        own = [Item(f"{len(items) + number}", "", text) for number, text in enumerate(found.texts)]
        among = tuple(item.id for item in own)
        asked += [
            Asked(question, among, tuple((own[number].id, start, end) for number, start, end in places))
            for question, places in found.questions
        ]
        items += own
    return items, asked


def write_folder(items: Sequence[Item], folder: Path) -> dict[str, str]:
    """Write each item as a file of `folder`, which is made; gives the item's id by the file's name."""
    folder.mkdir(parents=True)
    names = {f"{number:05}.txt": item for number, item in enumerate(items)}
    for name, item in names.items():
        (folder / name).write_text(item.page, encoding="utf-8", newline="")
    return {name: item.id for name, item in names.items()}


def chunks(text: str, size: int) -> list[str]:
    """`text` in pieces of whole sentences, of at most `size` characters where the sentences allow it."""
    pieces: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        if pieces and len(pieces[-1]) + 1 + len(sentence) <= size:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _printed(row: dict[str, Any]) -> str:
    return f"Title: {row['title']}\nPublisher: {row['publisher']}\nPublished: {row['date']}"
