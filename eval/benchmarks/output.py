"""What the benchmarks share at their edge: arguments and the JSON they write."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.table import Table

from eval.benchmarks.data import DATA, TRAIN
from index.errors import BylineError


@dataclass(frozen=True, slots=True)
class Arguments:
    """Where the public sets and the training sets lie, where to write (None: nowhere), and which sets to measure."""

    data: Path
    train: Path
    output: Path | None
    sets: tuple[str, ...]


def arguments(description: str, argv: Sequence[str] | None, sets: Sequence[str] = ()) -> Arguments:
    """The arguments in `argv`, those of the process by default; all `sets` are measured unless some are named."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help=f"folder of the public sets (default {DATA})")
    parser.add_argument("--train", type=Path, default=TRAIN, help=f"folder of the training sets (default {TRAIN})")
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    parser.set_defaults(set=None)
    if sets:
        parser.add_argument("--set", action="append", choices=sets, help="measure this set only; may be repeated")
    given = parser.parse_args(argv)
    return Arguments(given.data, given.train, given.output, tuple(given.set or sets))


Figures = dict[str, float | None]
"""What is measured on a set, by name; None where nothing could be."""


def measure(
    title: str, description: str, measures: Mapping[str, Callable[[Path], Figures]], argv: Sequence[str] | None
) -> int:
    """Measure the sets that `argv` names, print them as a table and write them; 0, or an error for an unreadable set.

    measures: by name of the set, what measures it, given the folder of the public sets.
    """
    given = arguments(description, argv, tuple(measures))
    table = Table("set", "measure", "figure", title=title)
    results: dict[str, Figures] = {}
    for name in given.sets:
        results[name] = measures[name](given.data)
        for label, figure in results[name].items():
            table.add_row(name, label, "–" if figure is None else f"{figure:.3f}")
    Console().print(table)
    write(results, given.output)
    return 0


def write(results: Mapping[str, object], output: Path | None) -> None:
    """Write the figures where they are wanted."""
    if output:
        output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def run(main: Callable[[], int]) -> NoReturn:
    """End the process as a benchmark's `main` does; what it raises on purpose is one sentence."""
    try:
        sys.exit(main())
    except BylineError as error:
        sys.exit(str(error))
