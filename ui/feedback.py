"""What readers think of answers: one JSON object a line, in a file below the data folder."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

from filelock import FileLock, Timeout

from index.errors import BylineError
from rag.contract import Answer

Verdict = Literal["up", "down"]
History = Sequence[tuple[str, str]]

# A few paragraphs: what is longer is no note on one answer.
MAX_NOTE = 2000

# Some ten thousand verdicts. A person reads the file, and a page that strangers can reach must not fill the disk.
MAX_FILE = 64 * 2**20

# As many earlier turns as an answer can lean on.
MAX_HISTORY = 6

# Writing a line takes milliseconds; who waits longer meets a stuck disk.
_PATIENCE = 10.0

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class FeedbackError(BylineError):
    """A verdict cannot be kept, or the file of verdicts cannot be read."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict on one answer.

    time: ISO 8601 in UTC. corpus: the folder that was asked. history: the earlier (question, answer) turns.
    answer: `Answer.to_dict()`.
    """

    time: str
    corpus: str
    question: str
    history: tuple[tuple[str, str], ...]
    answer: dict[str, Any]
    verdict: Verdict
    note: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in get_args(Verdict):
            raise FeedbackError(f"A verdict is up or down, not {self.verdict!r}.")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of verdicts holds, oldest first, and how many of its lines could not be read."""

    feedback: tuple[Feedback, ...]
    torn: int


def feedback_file(data: Path) -> Path:
    """Where the verdicts on all corpora are kept below the data folder."""
    return data / "feedback.jsonl"


def record(
    data: Path,
    corpus: Path,
    answer: Answer,
    verdict: Verdict,
    note: str = "",
    history: History = (),
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Feedback:
    """Keep a verdict on `answer` in the file of `data`, and give it back as kept; a long note is cut.

    Safe from many threads and processes at once; the line is on the disk when this returns. FeedbackError when
    the verdict is none, the file is full or cannot be written.
    """
    said = Feedback(
        time=clock().isoformat(timespec="seconds"),
        corpus=str(corpus),
        question=answer.question,
        history=tuple((asked, told) for asked, told in history[-MAX_HISTORY:]),
        answer=answer.to_dict(),
        verdict=verdict,
        note=_LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", note).strip()[:MAX_NOTE],
    )
    _append(feedback_file(data), json.dumps(asdict(said)).encode("ascii"))
    return said


def read(file: Path) -> Kept:
    """The verdicts in `file`, none when there is no file; lines torn by a kill are counted and left out.

    FeedbackError when the file cannot be read.
    """
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Kept((), 0)
    except OSError as error:
        raise FeedbackError(f"The feedback in {file} cannot be read ({error.strerror}); name another file.") from error
    rows = [_parse(line) for line in lines if line.strip()]
    found = tuple(row for row in rows if row)
    return Kept(found, len(rows) - len(found))


def _append(file: Path, line: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file.with_suffix(".lock"), timeout=_PATIENCE), file.open("ab+") as out:
            size = out.seek(0, os.SEEK_END)
            if size + len(line) > MAX_FILE:
                raise FeedbackError(f"The file of feedback {file} is full; move it away, and a new one is begun.")
            out.write(b"\n" * _is_cut_off(out, size) + line + b"\n")
            out.flush()
            os.fsync(out.fileno())
    except Timeout as error:
        raise FeedbackError(f"Another process holds {file}; try again in a moment.") from error
    except OSError as error:
        raise FeedbackError(f"The feedback cannot be written to {file} ({error.strerror}); free the disk.") from error


def _is_cut_off(out: BinaryIO, size: int) -> bool:
    """Whether a kill has left the last line without its end."""
    if not size:
        return False
    out.seek(-1, os.SEEK_END)
    return out.read(1) != b"\n"


def _parse(line: bytes) -> Feedback | None:
    try:
        row = json.loads(line)
        return Feedback(
            time=str(row["time"]),
            corpus=str(row["corpus"]),
            question=str(row["question"]),
            history=tuple((str(asked), str(told)) for asked, told in row["history"]),
            answer=dict(row["answer"]),
            verdict=row["verdict"],
            note=str(row["note"]),
        )
    except (ValueError, KeyError, TypeError, FeedbackError):
        return None
