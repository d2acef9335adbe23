"""Follow-ups rewritten by the language model into questions that stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from index.endpoint import OutOfTokensError
from rag.names import names_in, numbers_in
from rag.writer.chat import ChatModel
from rag.writer.markers import MarkerParser, Words

History = Sequence[tuple[str, str]]

INSTRUCTION = (
    "Rewrite the last question so that it can be understood without the conversation: put names in place of words "
    "like he, it or there. Write only the question."
)

# What a follow-up leans on stands in the turns just before it, and in the beginning of their answers.
_TURNS = 3
_ANSWER_CHARACTERS = 300
_MOST_CHARACTERS = 400

# A question takes fifty; a model that thinks aloud needs some before it, and is not waited for much longer.
_MOST_TOKENS = 400


def rewrite(model: ChatModel, question: str, history: History, deadline: float) -> str | None:
    """`question` as the model makes it stand alone; None where that is no such question.

    EndpointError when the model fails.
    """
    try:
        said = model.complete(_prompt(question, history[-_TURNS:]), _MOST_TOKENS, deadline)
    except OutOfTokensError:
        return None
    rewritten = _said(said)
    told = [question, *(text for turn in history for text in turn)]
    return rewritten if _is_question(rewritten) and not _is_new(rewritten, " ".join(told)) else None


def _prompt(question: str, history: History) -> list[tuple[str, str]]:
    turns = [f"Question: {asked}\nAnswer: {answer[:_ANSWER_CHARACTERS]}" for asked, answer in history]
    return [("system", INSTRUCTION), ("user", "\n".join([*turns, f"Last question: {question}"]))]


def _said(text: str) -> str:
    """The text without thought, on one line, without a label before it."""
    parser = MarkerParser("e", 0)
    words = [token.text for token in (*parser.feed(text), *parser.end()) if isinstance(token, Words)]
    line = " ".join("".join(words).split()).strip('"“”')
    label, colon, rest = line.partition(": ")
    return rest if colon and label.lower().endswith("question") else line


def _is_question(text: str) -> bool:
    return bool(text) and len(text) <= _MOST_CHARACTERS and text.count("?") == 1 and text.endswith("?")


def _is_new(rewritten: str, told: str) -> bool:
    """Whether the model has put in a name or number that nobody has mentioned."""
    known = {term.normal for term in (*names_in(told), *numbers_in(told))}
    return any(term.normal not in known for term in (*names_in(rewritten), *numbers_in(rewritten)))
