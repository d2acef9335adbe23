"""Answerable rows turned into near misses: right names, wrong fact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from rag.reader.training.rewording import OTHERS
from rag.reader.training.rows import Row, sentence_spans
from rag.verbs import BASE_FORMS, base_form

_NAME = re.compile(r"(?<!^)(?<![.?!] )\b((?:[A-Z][\w’'-]+)(?:\s+(?:of|the|de|and|von)?\s*[A-Z][\w’'-]+){0,3})")
_NUMBER = re.compile(r"\b\d+(?:,\d{3})*\b")
_WORD = re.compile(r"\b[a-z]{5,}\b")
_OPPOSITES = """first last|most least|more fewer|before after|largest smallest|highest lowest|higher lower|won lost
increase decrease|increased decreased|began ended|start end|earliest latest|north south|east west|northern southern
eastern western|best worst|older younger|male female|men women|king queen|father mother|brother sister|son daughter
husband wife|support oppose|accepted rejected|above below|public private|rich poor|longest shortest|bought sold|buy sell
victory defeat|founded dissolved|built destroyed|rise fall|rose fell|gained lost|minimum maximum|majority minority
did didn't|was wasn't|is isn't|were weren't|can cannot|could couldn't|open close|opened closed|arrived left|good bad
positive negative|similar different|agree disagree|allowed banned|success failure|strong weak|early late|always never"""
OPPOSITE = {
    word: other for pair in re.split(r"[|\n]", _OPPOSITES) for word, other in (pair.split(), pair.split()[::-1])
}
_COMMON = frozenset(
    "which where about there their would could should these those after before other often being called"
    " known during between under while since against many".split()
)


# Of what nobody did: "Who translated the treaty?" of who signed it.
_DID = re.compile(r"\b(?:[Dd]id|[Dd]oes|[Dd]o|[Ww]ill|[Cc]an|[Cc]ould|[Ww]ould) (?:[\w’'.-]+ ){1,6}?(?P<verb>[a-z]+)\b")
_WHO_DID = re.compile(r"\b(?:[Ww]ho|(?:[Ww]hich|[Ww]hat) [a-z]+|was|were|been) (?P<verb>[a-z]+)\b")
# A deed told in another form, "signing" for "signed", has this much in common with it.
_STEM = 4


def names(text: str) -> list[str]:
    """Capitalised phrases that do not begin a sentence, each once."""
    return list(dict.fromkeys(m.group(1) for m in _NAME.finditer(text) if len(m.group(1)) > 2))


class NearMisses:
    """Turns answerable rows into unanswerable ones, with names and words taken from all of them."""

    def __init__(self, rows: Sequence[Row], rng: Random) -> None:
        self._rng = rng
        self._names: dict[int, list[str]] = defaultdict(list)
        for context in dict.fromkeys(row.context for row in rows):
            for name in names(context):
                self._names[len(name.split())].append(name)
        self._words = [word for row in rows for word in content_words(row.question)]
        deeds = [deed for row in rows if (deed := _deed(row.question))]
        self._deeds = {
            is_base: sorted({m["verb"] for m, base in deeds if base is is_base}) for is_base in (True, False)
        }

    def question(self, row: Row) -> Row | None:
        """`row` with one name, number, word or its sense changed in the question; None when nothing can be."""
        changes = [
            *self._name_within(row), *self._name_elsewhere(row), *self._names_swapped(row),
            *self._number(row), *self._opposite(row), *self._other_deed(row),
        ]  # fmt: skip
        # a word changed is the easiest to see through, so it is taken only where nothing else, or now and then
        if not changes or self._rng.random() < 0.15:
            changes = [*self._word(row)] or changes
        changes = [changed for changed in changes if changed != row.question]
        return row.unanswerable(question=self._rng.choice(changes)) if changes else None

    def context(self, row: Row) -> Row | None:
        """`row` with a name that the question holds replaced all over the passage; None without such a name."""
        shared = [n for n in names(row.question) if n in row.context and n not in row.answer_text]
        if not shared:
            return None
        old = self._rng.choice(shared)
        new = self._rng.choice(self._names[len(old.split())] or [old])
        if new in row.context or new in row.question:
            return None
        changed = row.context
        for before, after in zip(old.split(), new.split(), strict=True):
            changed = re.sub(rf"\b{re.escape(before)}\b", after, changed)
        return row.unanswerable(context=changed)

    def without_sentence(self, row: Row) -> Row | None:
        """`row` with the sentence that answers cut out; None when it is the only one, or the answer stays."""
        assert row.answer
        start, end = row.answer
        kept = [(a, b) for a, b in sentence_spans(row.context) if b <= start or a >= end]
        text = "".join(row.context[a:b] for a, b in kept)
        if len(kept) < 2 or row.answer_text.lower() in text.lower():
            return None
        return row.unanswerable(context=text)

    def _name_within(self, row: Row) -> Iterator[str]:
        for name in names(row.question):
            others = [
                other
                for other in names(row.context)
                if other not in row.question and name not in other and other not in row.answer_text
            ]
            if others:
                # twice, for it is the near miss that people make most
                yield row.question.replace(name, self._rng.choice(others), 1)
                yield row.question.replace(name, self._rng.choice(others), 1)

    def _name_elsewhere(self, row: Row) -> Iterator[str]:
        for name in names(row.question)[:1]:
            other = self._rng.choice(self._names[len(name.split())] or [name])
            if other.lower() not in row.context.lower():
                yield row.question.replace(name, other, 1)

    def _names_swapped(self, row: Row) -> Iterator[str]:
        found = [name for name in names(row.question) if name in row.context]
        if len(found) > 1:
            first, second = self._rng.sample(found, 2)
            yield re.sub(
                f"{re.escape(first)}|{re.escape(second)}",
                lambda match: second if match.group() == first else first,
                row.question,
            )

    def _number(self, row: Row) -> Iterator[str]:
        for found in list(_NUMBER.finditer(row.question))[:1]:
            value = int(found.group().replace(",", ""))
            step = self._rng.choice([-12, -3, -1, 1, 2, 5, 11]) if value > 12 else self._rng.randint(1, 5)
            yield row.question[: found.start()] + str(value + step) + row.question[found.end() :]

    def _opposite(self, row: Row) -> Iterator[str]:
        found = [word for word in re.findall(r"[\w']+", row.question) if word.lower() in OPPOSITE]
        if found:
            word = self._rng.choice(found)
            yield re.sub(rf"\b{re.escape(word)}\b", OPPOSITE[word.lower()], row.question, count=1)

    def _other_deed(self, row: Row) -> Iterator[str]:
        if found := _deed(row.question):
            match, is_base = found
            other = self._rng.choice(self._deeds[is_base])
            told = f" {row.context} {row.question}".lower()
            same = OTHERS.get(match["verb"], ())
            if other not in same and f" {other[:_STEM]}" not in told:
                yield row.question[: match.start("verb")] + other + row.question[match.end("verb") :]

    def _word(self, row: Row) -> Iterator[str]:
        found = content_words(row.question)
        if found:
            inside = [word for word in content_words(row.context) if word not in row.question]
            other = self._rng.choice(inside if inside and self._rng.random() < 0.5 else self._words)
            yield re.sub(rf"\b{self._rng.choice(found)}\b", other, row.question, count=1)


def _deed(question: str) -> tuple[re.Match[str], bool] | None:
    """Where `question` has the verb of what was done, and whether in its base form; None without one that is known."""
    for match in _DID.finditer(question):
        if match["verb"] in BASE_FORMS:
            return match, True
    found = next((match for match in _WHO_DID.finditer(question) if base_form(match["verb"])), None)
    return (found, False) if found else None


def content_words(text: str) -> list[str]:
    """Lower-case words of five letters and more that say what a text is about."""
    return [word for word in _WORD.findall(text) if word not in _COMMON and word not in OPPOSITE]
