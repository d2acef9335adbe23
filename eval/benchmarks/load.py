"""`python -m eval.benchmarks.load`: many people at once on one server, each with a conversation of their own.

Starts the real server in a process of its own over articles made for the run, one a visitor. Everybody talks
about their own bridge, mostly without naming it again, so an answer in the wrong session, or a follow-up read
with somebody else's history, cites somebody else's article.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from eval.benchmarks.output import run
from eval.benchmarks.visitor import Form, Shown, VisitError, Visitor
from eval.questions import EvalError

# The server's queue takes 136 questions; more visitors only show how it turns them away.
MOST_SESSIONS = 500
QUESTIONS = (
    "Who opened the {name} bridge?",
    "How much did it cost?",
    "How long is it?",
    "Who designed the {name} bridge?",
    "In what year was it opened?",
)

# Seconds from the first question until those not answered yet are given up.
PATIENCE = 900

_STARTS = "Arv Bel Cor Dun Elm Fal Gor Hav Ist Jor Kel Lor Mun Nor Orl Pel Quen Ras Sol Tav Ulm Ver Wes Yar Zel".split()
_ENDS = "ando ette ika olm unda ovar ess iria anth umble ope arra inge oda uss elia omir esk antra ova".split()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and what came of it: a turn after some seconds, or the reason why there is none."""

    seconds: float
    shown: Shown | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run measured; seconds are from a visitor's question to its finished turn.

    `refused`: how often the server asked a visitor to wait; `errors`: questions that got no turn; `misplaced`:
    turns that hold another session's questions or cite another session's article; `unanswered`: abstentions.
    """

    sessions: int
    questions: int
    wall_seconds: float
    per_second: float
    p50: float | None
    p95: float | None
    refused: int
    errors: int
    misplaced: int
    unanswered: int
    reasons: tuple[str, ...] = ()


def main(argv: Sequence[str] | None = None) -> int:
    """Run and report; 0 when every question got a turn of its own session."""
    args = _arguments(argv)
    names = bridges(args.sessions)
    with tempfile.TemporaryDirectory() as place, served(Path(place), names) as address:
        began = time.perf_counter()
        asked = asyncio.run(all_visits(address, names, args.questions))
        figures = measure(names, asked, time.perf_counter() - began)
    sys.stdout.write((json.dumps(asdict(figures), indent=1) if args.json else table(figures)) + "\n")
    return 1 if figures.errors or figures.misplaced else 0


def bridges(count: int) -> list[str]:
    """Names that no two visitors share."""
    return [f"{start}{end}" for end, start in itertools.islice(itertools.product(_ENDS, _STARTS), count)]


def article(name: str, number: int) -> str:
    """What is written about the bridge of that name."""
    return (
        f"The {name} bridge\n\nThe {name} bridge was opened by Mayor {name[::-1].title()} in {1850 + number % 150}. "
        f"It cost {12 + number} million crowns.\n\nThe {name} bridge is {310 + 7 * number} metres long. "
        f"The engineer Ada {name}son designed the {name} bridge.\n"
    )


@contextmanager
def served(place: Path, names: Sequence[str]) -> Iterator[str]:
    """The address of the real server over an article for each name, in a process of its own."""
    folder = place / "articles"
    folder.mkdir()
    for number, name in enumerate(names):
        (folder / f"{name}.txt").write_text(article(name, number), encoding="utf-8")
    command = [sys.executable, "-m", "ui", "chat", "--port", "0", "--corpus", str(folder)]
    environment = {**os.environ, "BYLINE_DATA": str(place / "data"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if not found:
                raise EvalError("The server did not start; what it said stands above.")
            yield found[0]
        finally:
            process.terminate()


async def all_visits(address: str, names: Sequence[str], questions: int) -> list[list[Asked]]:
    """Everybody's questions, one after the other each, all visitors at once."""
    unlimited = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, limits=unlimited, timeout=PATIENCE) as client:
        form = Form.of((await client.get("/config")).json())
        deadline = time.perf_counter() + PATIENCE
        return await asyncio.gather(*(_visit(Visitor(client, form), name, questions, deadline) for name in names))


async def _visit(visitor: Visitor, name: str, questions: int, deadline: float) -> list[Asked]:
    return [await _ask(visitor, question.format(name=name), deadline) for question in QUESTIONS[:questions]]


async def _ask(visitor: Visitor, question: str, deadline: float) -> Asked:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(deadline - began):
            shown = await visitor.ask(question)
    except (httpx.HTTPError, VisitError, TimeoutError) as error:
        return Asked(time.perf_counter() - began, error=f"{type(error).__name__}: {error}")
    return Asked(time.perf_counter() - began, shown)


def measure(names: Sequence[str], asked: Sequence[Sequence[Asked]], wall: float) -> Figures:
    """The figures of everybody's questions, `asked` in the order of `names`."""
    every = [
        (name, number, each) for name, theirs in zip(names, asked, strict=True) for number, each in enumerate(theirs)
    ]
    seconds = sorted(each.seconds for _, _, each in every if each.shown)
    failed = [each.error or "the turn failed" for _, _, each in every if not _is_turn(each.shown)]
    return Figures(
        sessions=len(names),
        questions=len(every),
        wall_seconds=round(wall, 1),
        per_second=round(len(seconds) / wall, 2),
        p50=round(statistics.median(seconds), 2) if seconds else None,
        p95=round(seconds[math.ceil(0.95 * len(seconds)) - 1], 2) if seconds else None,
        refused=sum(each.shown.refused for _, _, each in every if each.shown),
        errors=len(failed),
        misplaced=sum(is_misplaced(each.shown, name, number) for name, number, each in every if each.shown),
        unanswered=sum(each.shown.state == "abstained" for _, _, each in every if each.shown),
        reasons=tuple(sorted(set(failed)))[:10],
    )


def is_misplaced(shown: Shown, name: str, number: int) -> bool:
    """Whether a visitor's turn shows another conversation's questions, or cites another bridge's article."""
    expected = tuple(question.format(name=name) for question in QUESTIONS[: number + 1])
    own = shown.questions == expected
    return not own or (shown.state == "answered" and set(shown.cited) != {f"{name}.txt"})


def table(figures: Figures) -> str:
    """The figures, one a line."""
    told = {name.replace("_", " "): value for name, value in asdict(figures).items() if name != "reasons"}
    lines = [f"{name:13} {'–' if value is None else value}" for name, value in told.items()]
    return "\n".join([*lines, *(f"  {reason}" for reason in figures.reasons)])


def _is_turn(shown: Shown | None) -> bool:
    return shown is not None and shown.state in {"answered", "abstained"}


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sessions", type=int, default=100, help=f"visitors at once, up to {MOST_SESSIONS}")
    parser.add_argument("--questions", type=int, default=5, help=f"questions of each, up to {len(QUESTIONS)}")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args(argv)
    if not 1 <= args.sessions <= MOST_SESSIONS or not 1 <= args.questions <= len(QUESTIONS):
        parser.error(f"give 1 to {MOST_SESSIONS} sessions and 1 to {len(QUESTIONS)} questions")
    return args


if __name__ == "__main__":
    run(main)
