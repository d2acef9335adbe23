"""The command line of `byline`, with help that teaches by example."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any


def parser() -> argparse.ArgumentParser:
    """A parser to a namespace whose `command` is the command's name, or None where there is none."""
    top = argparse.ArgumentParser(
        prog="byline",
        parents=[_corpus()],
        **_help(
            "Ask questions of a folder of documents. Every sentence of an answer carries a citation to the "
            "exact words it rests on.",
            "byline chat                              talk to your documents in the browser",
            'byline ask "What did Overchuk say?"      one question, answered here',
            'byline ask --corpus ~/articles "Who …?"  the same of a folder of yours',
            "byline COMMAND --help                    more about one command",
        ),
    )
    top.add_argument("--version", action="store_true", help="show the version")
    top.set_defaults(corpus=None)
    commands = top.add_subparsers(metavar="COMMAND", title="commands", dest="command")
    for add in (_chat, _ask, _index, _eval, _doctor):
        add(commands.add_parser)
    return top


def _chat(add: Callable[..., argparse.ArgumentParser]) -> None:
    chat = add(
        "chat",
        help="talk to the documents in the browser, or here with --terminal",
        parents=[_corpus()],
        **_help(
            "Serve the page on which you chat with the documents, until Ctrl-C.",
            "byline chat                              on http://127.0.0.1:7860",
            "byline chat --port 8000 --open           on another port, and open the browser",
            "byline chat --host 0.0.0.0 --password    for others too, with a password",
            "byline chat --mcp                        for assistants too, at /mcp",
            "byline chat --terminal                   no browser: talk here",
        ),
    )
    chat.add_argument("--host", default="127.0.0.1", help="address to serve on (default: %(default)s)")
    chat.add_argument(
        "--port", type=_port, default=7860, help="port to serve on, 0 for a free one (default: %(default)s)"
    )
    chat.add_argument(
        "--password",
        action="store_true",
        help="ask for the password that the page then needs (or set BYLINE_PASSWORD)",
    )
    _add_model(chat)
    chat.add_argument("--open", action="store_true", help="open the page in the browser")
    chat.add_argument(
        "--mcp", action="store_true", help="serve assistants too (Model Context Protocol), at /mcp on that address"
    )
    chat.add_argument("--terminal", action="store_true", help="talk in this terminal")


def _ask(add: Callable[..., argparse.ArgumentParser]) -> None:
    ask = add(
        "ask",
        help="answer one question",
        parents=[_corpus()],
        **_help(
            "Answer one question and show the quotes that the answer rests on. "
            "The exit status is 0 also when the documents hold no answer.",
            'byline ask "When did he speak?"',
            "byline ask --json 'How large is the fund?' | jq -r '.citations[].quote'",
            "echo 'Who is Overchuk?' | byline ask -",
            'byline ask --publisher Bloomberg --since 2025-01 "What did he say?"',
        ),
    )
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="the question, or - to read it from the input")
    _add_model(ask)
    _add_within(ask)
    ask.add_argument("--json", action="store_true", help="print the answer as JSON and nothing else")


def _index(add: Callable[..., argparse.ArgumentParser]) -> None:
    index = add(
        "index",
        help="read a folder of documents and store its index",
        parents=[_corpus()],
        **_help(
            "Read a folder of documents and store its index. Only what has changed is embedded anew; "
            "a damaged index is built again. Commands that answer do this by themselves when documents have changed; "
            "with another embedding model only this one does.",
            "byline index                 the default corpus",
            "byline index ~/articles      a folder of yours",
        ),
    )
    index.add_argument("folder", nargs="?", metavar="FOLDER", type=_folder, help="the folder (default: the corpus)")


def _eval(add: Callable[..., argparse.ArgumentParser]) -> None:
    evaluate = add(
        "eval",
        help="score the answers to questions with known answers",
        parents=[_corpus()],
        **_help(
            "Ask questions with known answers, score what comes back, and list every miss with its reason. "
            "The exit status is 1 when a floor is not reached.",
            "byline eval                           the questions about the seed articles",
            "byline eval --output before.json      keep the report …",
            "byline eval --compare before.json     … and see what a change changed",
            "byline eval --corpus D --questions F  your own documents and questions",
            "byline eval --model NAME              what a model writes, as checked",
            "byline eval --feedback new.jsonl      questions from the thumbs up in the page",
        ),
    )
    evaluate.add_argument("--questions", type=Path, metavar="FILE", help="questions, one JSON object a line")
    evaluate.add_argument("--compare", type=Path, metavar="FILE", help="an earlier report to compare with")
    evaluate.add_argument("--output", type=Path, metavar="FILE", help="write the report as JSON to FILE")
    _add_model(evaluate)
    evaluate.add_argument("--json", action="store_true", help="print the report as JSON and nothing else")
    evaluate.add_argument(
        "--feedback",
        nargs="?",
        const="",
        metavar="FILE",
        help="ask nothing; write readers' verdicts on this corpus as questions to FILE (default: the data folder)",
    )


def _doctor(add: Callable[..., argparse.ArgumentParser]) -> None:
    doctor = add(
        "doctor",
        help="check that everything is in place",
        parents=[_corpus()],
        **_help(
            "Check packages, models, settings, folders, the index and the page, and say how to mend what is "
            "wrong. Changes nothing. The exit status is 1 when something is wrong.",
            "byline doctor",
            "byline doctor --corpus ~/articles --json",
        ),
    )
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON and nothing else")


def _add_model(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--model",
        metavar="NAME",
        help="the language model that writes, at OPENAI_BASE_URL (default: BYLINE_MODEL, else the reader answers)",
    )


def _add_within(ask: argparse.ArgumentParser) -> None:
    chosen = ask.add_argument_group("documents to answer from", "all, unless chosen; each of these narrows the choice")
    chosen.add_argument("--publisher", metavar="NAME", action="append", help="published by NAME; may be repeated")
    chosen.add_argument("--since", metavar="DATE", help="dated DATE or later: 2025-03-30, 2025-03 or 2025")
    chosen.add_argument("--until", metavar="DATE", help="dated DATE or earlier")
    chosen.add_argument("--source", metavar="FILE", action="append", help="FILE of the folder; may be repeated")


def _corpus() -> argparse.ArgumentParser:
    """`--corpus` may stand before or after the command, so no parser sets it unless it is given."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--corpus",
        metavar="FOLDER",
        type=_folder,
        default=argparse.SUPPRESS,
        help="the folder of documents (default: BYLINE_CORPUS, else the seed articles)",
    )
    return common


def _help(description: str, *examples: str) -> dict[str, Any]:
    return {
        "description": textwrap.fill(description, 80),
        "epilog": "\n  ".join(["examples:", *examples]),
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


def _folder(value: str) -> str:
    # Without this, a script's unset variable would be answered from the seed articles.
    if not value.strip():
        raise argparse.ArgumentTypeError("the folder's name is empty; name a folder, or leave the argument out")
    return value


def _port(value: str) -> int:
    try:
        port = int(value)
    except ValueError:
        port = -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{value} is not a port; give a number from 0 to 65535")
    return port
