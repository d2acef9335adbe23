"""What the model is asked: the evidence as sentences with short ids, then the question, in few words.

Small models refuse what they could answer when the instructions are wordy, and large ones need few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, groupby, product
from string import ascii_lowercase

from index.documents import date_in_words
from rag.drafts import Source

Prompt = Sequence[tuple[str, str]]
"""Messages of (role, text)."""

CountTokens = Callable[[Sequence[str]], list[int]]

INSTRUCTION = (
    "Answer the question in one to three short sentences, using only the numbered sentences. "
    "After each sentence write the number it comes from, like [{label}1]. "
    "If they do not answer the question, write only: No answer."
)

# The embedded tokenizer cuts names and numbers into about as many pieces as those of language models; the rest is
# for what they differ by, and for the template that the server puts around the messages.
MARGIN = 1.25
TEMPLATE_TOKENS = 60

# A prompt takes at most this share of the window, so that an answer, and thought before it, find room.
PROMPT_SHARE = 0.6

# "(Ann Lee)" and an id before each sentence, in tokens.
_LINE_TOKENS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a prompt, and the evidence that its ids stand for: `label` and a number from 1 along `sources`."""

    question: str
    prompt: Prompt
    label: str
    sources: tuple[Source, ...]


def ask(question: str, ranked: Sequence[Source], tokens: int, count_tokens: CountTokens) -> Asked:
    """The prompt for `question` from as many of the `ranked` sentences, best first, as `tokens` hold.

    They are shown file by file in the order of the text, as a person would read them.
    """
    chosen = _within(question, ranked, tokens, count_tokens)
    first = {source: place for place, source in reversed(list(enumerate(s.source for s in chosen)))}
    ordered = tuple(sorted(chosen, key=lambda source: (first[source.source], source.start)))
    label = _label([question, *(source.text for source in ordered)])
    shown = [_line(f"{label}{number}", source) for number, source in enumerate(ordered, start=1)]
    files = groupby(zip(ordered, shown, strict=True), key=lambda pair: pair[0].source)
    evidence = "\n\n".join(_file(list(pairs)) for _, pairs in files)
    prompt = [
        ("system", INSTRUCTION.format(label=label)),
        ("user", f"{evidence}\n\nQuestion: {_plain(question)}"),
    ]
    return Asked(question, prompt, label, ordered)


def prompt_tokens(prompt: Prompt, count_tokens: CountTokens) -> int:
    """About how many tokens the model will count, rather too many than too few."""
    return int(MARGIN * sum(count_tokens([text for _, text in prompt]))) + TEMPLATE_TOKENS


def _within(question: str, ranked: Sequence[Source], tokens: int, count_tokens: CountTokens) -> list[Source]:
    room = (tokens - TEMPLATE_TOKENS) / MARGIN - sum(count_tokens([INSTRUCTION, question]))
    chosen: list[Source] = []
    for source, length in zip(ranked, count_tokens([source.text for source in ranked]), strict=True):
        room -= length + _LINE_TOKENS
        if room < 0 and chosen:
            break
        chosen.append(source)
    return chosen


def _label(texts: Sequence[str]) -> str:
    """Letters that no text has before a number, so that what a document says is never an id."""
    joined = "\n".join(texts).lower()
    for length in count(1):
        for letters in product("e" + ascii_lowercase, repeat=length):
            label = "".join(letters)
            if not re.search(rf"{label}\d", joined):
                return label
    raise AssertionError("a text of finite length lacks most words")


def _file(lines: Sequence[tuple[Source, str]]) -> str:
    first = lines[0][0]
    about = [first.title or first.source, date_in_words(first.date)]
    return "\n".join([_plain(", ".join(item for item in about if item)) + ":", *(line for _, line in lines)])


def _line(identifier: str, source: Source) -> str:
    said = f"({_plain(source.speaker)}) " if source.speaker else ""
    return f"[{identifier}] {said}{_plain(source.text)}"


def _plain(text: str) -> str:
    """`text` on one line, without what a model would read as an id of ours, a tag or a token of its template."""
    flat = " ".join(text.split()).translate(str.maketrans("[]【】", "()()"))
    return re.sub(r"<(?=[\w/|!])", "‹", flat)
