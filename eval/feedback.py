"""Readers' verdicts made into questions of the eval.

A thumb up says that the answer is right, so its citations are the evidence. A thumb down says only that it is not:
what would be right is for a person to write, so those are set aside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.questions import EvalError, Question
from eval.spans import Span
from rag.reader.questions import AnswerType, analyse
from ui.feedback import Feedback

_KINDS: Mapping[AnswerType, str] = {
    "identity": "who", "person": "who", "quote": "quote", "time": "when", "year": "when", "number": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Harvest:
    """What verdicts gave: questions, verdicts that a person has to complete, and a sentence for each refused one."""

    questions: tuple[Question, ...]
    incomplete: tuple[Feedback, ...]
    refused: tuple[str, ...]


class _StaleError(Exception):
    """A verdict is about words that the documents do not hold; its message says which."""


def harvest(feedback: Sequence[Feedback], corpus: Path, texts: Mapping[str, str]) -> Harvest:
    """The verdicts on answers of `corpus` (its folder; `texts` by source), the last one on each question counting."""
    last = {(said.question, said.history): said for said in feedback if said.corpus == str(corpus)}
    questions: list[Question] = []
    incomplete: list[Feedback] = []
    refused: list[str] = []
    for said in last.values():
        if said.verdict == "down":
            incomplete.append(said)
            continue
        try:
            questions.append(_question(said, texts))
        except _StaleError as error:
            refused.append(str(error))
        except (KeyError, TypeError, ValueError, AttributeError):
            refused.append(f"The verdict of {said.time} on “{said.question}” does not hold a whole answer.")
    return Harvest(tuple(questions), tuple(incomplete), tuple(refused))


def write(found: Harvest, file: Path) -> Path | None:
    """Write the questions to `file`, and the incomplete ones beside it; gives where those are, None without any.

    EvalError when a file cannot be written.
    """
    beside = file.with_name(f"{file.stem}-to-complete{file.suffix}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, [asdict(question) for question in found.questions])
        if not found.incomplete:
            return None
        _write(beside, [_draft(said) for said in found.incomplete])
    except OSError as error:
        raise EvalError(f"The questions cannot be written to {file} ({error.strerror}); name another file.") from error
    return beside


def _question(said: Feedback, texts: Mapping[str, str]) -> Question:
    answer = said.answer
    if not answer["answered"]:
        return Question(_id(said), "unanswerable", said.question, False, said.history)
    cited = {citation["number"]: citation for citation in answer["citations"]}
    groups = [group for sentence in answer["sentences"] for group in _groups(sentence, cited)]
    return Question(
        id=_id(said),
        kind=_kind(said),
        question=said.question,
        answerable=True,
        history=said.history,
        answers=tuple(tuple(dict.fromkeys(citation["quote"] for citation in group)) for group in groups),
        evidence=tuple(tuple(_span(citation, said, texts) for citation in group) for group in groups),
    )


def _groups(sentence: Mapping[str, Any], cited: Mapping[int, Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The citations of a sentence: where it is a quote they stand for each other, else it needs all of them."""
    citations = [cited[number] for number in sentence["citations"]]
    if sentence["support"] == "verbatim":
        return [citations]
    return [[citation] for citation in citations]


def _span(citation: Mapping[str, Any], said: Feedback, texts: Mapping[str, str]) -> Span:
    """Where the quote stands now: at its old place, or at the only place that holds it after the file has changed."""
    source, start, quote = citation["source"], citation["start"], citation["quote"]
    text = texts.get(source)
    if text is None:
        raise _StaleError(f"“{said.question}” is about {source}, which is no longer there.")
    if text[start : start + len(quote)] != quote:
        if text.count(quote) != 1:
            raise _StaleError(f"“{said.question}” rests on words that {source} no longer holds: “{_brief(quote)}”.")
        start = text.index(quote)
    return Span(source, start, start + len(quote))


def _kind(said: Feedback) -> str:
    if said.history:
        return "followup"
    if said.answer.get("conflicts"):
        return "disagree"
    asked = analyse(said.question)
    return "several" if asked.several else _KINDS.get(asked.answer_type, "fact")


def _id(said: Feedback) -> str:
    """The same for the same question after the same turns, so that questions can be put together from several runs."""
    asked = json.dumps([said.question, said.history])
    return f"feedback-{hashlib.sha256(asked.encode()).hexdigest()[:10]}"


def _draft(said: Feedback) -> dict[str, Any]:
    """A question without its answer and evidence, with what was answered and noted, for a person to complete."""
    return {
        "id": _id(said),
        "kind": "followup" if said.history else "fact",
        "question": said.question,
        "history": said.history,
        "answerable": True,
        "answers": [],
        "evidence": [],
        "note": said.note,
        "given": said.answer.get("text", ""),
    }


def _write(file: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text(lines, encoding="utf-8", errors="replace")


def _brief(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= 80 else line[:79] + "…"
