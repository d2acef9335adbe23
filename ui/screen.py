"""Where the terminal's text goes: styled for a person, plain for a program."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console

# Lines are not broken where no person reads them: the next program looks for whole quotes.
_UNBROKEN = 1_000_000

NUMBER, QUIET, WARNING = "bold cyan", "dim", "yellow"


def screen(file: TextIO | None = None) -> Console:
    """A console on standard output, or `file`: styled on a terminal without NO_COLOR, plain elsewhere."""
    console = Console(file=file, markup=False, emoji=False, highlight=False)
    if console.is_terminal and not os.environ.get("NO_COLOR"):
        return console
    width = console.width if console.is_terminal else _UNBROKEN
    return Console(file=file, markup=False, emoji=False, highlight=False, color_system=None, width=width)
