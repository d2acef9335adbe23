"""The `byline` command: runs one command, and says in a sentence what went wrong.

Each command imports what it needs when it runs: `byline --help` nothing, and `byline ask` no web server.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import BylineError, SettingsError
from ui.arguments import parser
from ui.clean import clean
from ui.counting import counted

if TYPE_CHECKING:
    from rag import Corpus, Within
    from rag.library import Library

DONE, FAILED, WRONG_USAGE = 0, 1, 2
# As shells report a process that a signal has ended: 128 and the signal's number.
INTERRUPTED, BROKEN_PIPE = 130, 141

# What json.dumps leaves as it is and a terminal would obey, or an encoder refuse.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def run() -> NoReturn:
    """The console script: run the command of this process and exit with its status."""
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; argparse itself exits with 2 on wrong usage."""
    _replace_undecodable()
    try:
        args = parser().parse_args(argv)
        status = _COMMANDS[args.command](args)
        sys.stdout.flush()
    except BylineError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return BROKEN_PIPE
    except OSError as error:
        _discard_output()
        return _fail(f"{error.filename or 'The output'} cannot be used: {error.strerror or error}.")
    except ModuleNotFoundError as error:
        return _fail(f"The package {error.name} is not installed; install Byline again (`make chat` does).")
    except Exception as error:  # noqa: BLE001 - the last stop before the user, who is not to meet a traceback
        return INTERRUPTED if _was_interrupted(error) else _fail(_bug(error))
    return status


def _chat(args: argparse.Namespace) -> int:
    if args.terminal:
        from ui.terminal import converse

        with _opened(args.corpus, args.model) as corpus:
            converse(corpus)
        return DONE
    password = _password(args.password)
    from ui.web.server import require_mcp, require_password, serve

    require_password(args.host, password)
    if args.mcp:
        require_mcp()
    with _library(args.corpus, args.model) as library:
        serve(library, args.host, args.port, password, args.open, args.mcp)
    return DONE


def _ask(args: argparse.Namespace) -> int:
    question, within = _question(args.question), _within(args)
    with _opened(args.corpus, args.model) as corpus:
        if args.json:
            _print_json(corpus.answer(question, within=within).to_dict())
        else:
            from ui.screen import screen
            from ui.terminal import follow, show

            console = screen()
            show(follow(corpus.stream(question, within=within), console), console)
    return DONE


def _index(args: argparse.Namespace) -> int:
    if args.folder and args.corpus:
        parser().error("two folders are given, FOLDER and --corpus; name one")
    with _opened(args.folder or args.corpus, replace=True) as corpus:
        print(clean(f"Indexed {counted(len(corpus.documents), 'document')} in {corpus.folder}."))
        for file in corpus.skipped:
            print(clean(f"Left out: {file.source}: {file.reason}."))
    return DONE


def _eval(args: argparse.Namespace) -> int:
    from eval.command import from_feedback, run
    from rag.settings import Settings

    settings = Settings.load(model=args.model)
    with _opened(args.corpus, args.model) as corpus:
        if args.feedback is not None:
            return from_feedback(corpus, settings.data, Path(args.feedback) if args.feedback else None)
        writes = corpus if settings.model else None
        return run(corpus, args.questions, args.json, args.compare, args.output, settings.data, writes)


def _doctor(args: argparse.Namespace) -> int:
    from ui.doctor import examine, is_healthy, report

    checks = examine(args.corpus)
    if args.json:
        _print_json({"healthy": is_healthy(checks), "checks": [check.to_dict() for check in checks]})
    else:
        report(checks)
    return DONE if is_healthy(checks) else FAILED


def _no_command(args: argparse.Namespace) -> int:
    if args.version:
        print(f"byline {_version()}")
        return DONE
    parser().print_help(sys.stderr)
    return WRONG_USAGE


_COMMANDS: Mapping[str | None, Callable[[argparse.Namespace], int]] = {
    None: _no_command,
    "chat": _chat,
    "ask": _ask,
    "index": _index,
    "eval": _eval,
    "doctor": _doctor,
}


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("byline")
    except metadata.PackageNotFoundError:
        return "(not installed as a package)"


@contextmanager
def _opened(folder: str | None, model: str | None = None, replace: bool = False) -> Iterator[Corpus]:
    """The corpus; `replace` builds its index anew where it is of another embedding model than the settings'."""
    from rag import Corpus, Settings
    from ui.terminal import Bar

    settings = Settings.load(model=model)
    with Bar() as bar:
        corpus = Corpus.open(folder, settings=settings, progress=bar, replace=replace)
    with corpus:
        yield corpus


@contextmanager
def _library(folder: str | None, model: str | None) -> Iterator[Library]:
    """A corpus that can be changed; nobody else may hold it, or it would stay open after a rebuild."""
    from rag import Settings
    from rag.library import Library
    from ui.terminal import Bar

    with Bar() as bar:
        library = Library.open(folder, settings=Settings.load(model=model), progress=bar)
    with library:
        yield library


def _within(args: argparse.Namespace) -> Within | None:
    """The documents to answer from; None when none are chosen."""
    from rag import Within

    publishers = tuple(args.publisher) if args.publisher else None
    sources = frozenset(args.source) if args.source else None
    within = Within(publishers, args.since, args.until, sources)
    return None if within == Within() else within


def _question(words: list[str]) -> str:
    """The question in the arguments or, for "-", on the input; bytes that are not UTF-8 become "�"."""
    text = sys.stdin.read() if words == ["-"] else " ".join(words)
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()


def _password(ask: bool) -> str | None:
    """The page's password, which is no argument: other users of the machine can read those."""
    if password := os.environ.get("BYLINE_PASSWORD"):
        return password
    if not ask:
        return None
    if not sys.stdin.isatty():
        raise SettingsError("There is no terminal to ask for the password on; set BYLINE_PASSWORD.")
    from getpass import getpass

    return getpass("Password for the page: ") or None


def _print_json(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _replace_undecodable() -> None:
    """A character that the terminal's encoding lacks is no reason to stop; it is replaced."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """What is left in the buffer cannot be written; the interpreter would try at its end, and complain."""
    with suppress(OSError):  # a stream that is no file has nothing to be discarded
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(sentence: str) -> int:
    if os.environ.get("BYLINE_DEBUG"):
        traceback.print_exc()
    print(f"byline: {clean(sentence)}", file=sys.stderr)
    return FAILED


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether it came of Ctrl-C: a native library that is interrupted while it loads raises ImportError."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _bug(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
    return f"This is a bug in Byline ({where}); run it again with BYLINE_DEBUG=1 for the details to report."
