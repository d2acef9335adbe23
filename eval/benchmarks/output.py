"""What the benchmarks share at their edge: arguments and the JSON they write."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.data import DATA


@dataclass(frozen=True, slots=True)
class Arguments:
    """Where the public sets lie, and where to write the figures (None: nowhere)."""

    data: Path
    output: Path | None


def arguments(description: str, argv: Sequence[str] | None) -> Arguments:
    """The arguments in `argv`, those of the process by default."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help=f"folder of the public sets (default {DATA})")
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    given = parser.parse_args(argv)
    return Arguments(given.data, given.output)


def write(results: Mapping[str, object], output: Path | None) -> None:
    """Write the figures where they are wanted."""
    if output:
        output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
