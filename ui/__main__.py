"""`python -m ui` is the `byline` command."""

from ui.cli import run

run()
