"""`byline doctor`: looks at all that an answer needs, changes nothing, and says how to mend what is wrong."""

from __future__ import annotations

import contextlib
import difflib
import os
import platform
import shutil
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from rich.text import Text

from index.errors import BylineError
from ui.clean import clean
from ui.counting import counted
from ui.screen import QUIET, WARNING, screen

if TYPE_CHECKING:
    from index.endpoint import Endpoint
    from rag.settings import EmbeddingSettings, Settings

State = Literal["ok", "warn", "fail"]

VARIABLES = frozenset({
    "BYLINE_CORPUS", "BYLINE_DATA", "BYLINE_DEBUG", "BYLINE_EMBEDDING", "BYLINE_MODEL",
    "BYLINE_PASSWORD", "BYLINE_TIMEOUT", "BYLINE_UNSUPPORTED", "BYLINE_WINDOW",
})  # fmt: skip
"""The variables of the environment that Byline reads."""

INSTALL = "install Byline again: `make chat` does, and so does `pip install --force-reinstall byline`"

# An index takes about twice its documents' size, and the first one of a small corpus a few megabytes.
LEAST_FREE = 200_000_000

# A server that takes longer to say that it is there is as good as none.
REACH_SECONDS = 3.0

PAGE = ("127.0.0.1", 7860)
STATIC = Path(__file__).parent / "web" / "static"

_STYLES = {"ok": "green", "warn": WARNING, "fail": "bold red"}


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and how it is; `mend` is the step that puts it right, None where none is needed."""

    name: str
    status: State
    detail: str
    mend: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain strings, ready for `json.dumps`."""
        return asdict(self)


def examine(folder: str | None = None) -> list[Check]:
    """Every check, for the corpus in `folder` (by default that of the settings)."""
    checks = [
        Check("python", "ok", platform.python_version()),
        _guarded("packages", packages, INSTALL),
        _guarded("models", models, INSTALL),
    ]
    checks += [_guarded("settings", variables), _guarded("page", page, INSTALL)]
    try:
        from rag.settings import Settings

        settings = Settings.load(corpus=folder)
    except BylineError as error:
        return [*checks, Check("folders", "fail", str(error), "correct that setting")]
    except ImportError as error:
        return [*checks, Check("folders", "fail", str(error), INSTALL)]
    checks.append(writer(settings))
    if settings.embedding:
        checks.append(embedding(settings.embedding))
    documents = _guarded("corpus", lambda: corpus(settings), "name a folder of documents with --corpus")
    checks += [documents, _guarded("data", lambda: data(settings))]
    if documents.status != "fail":
        checks.append(_guarded("index", lambda: index(settings), "run `byline index`"))
    return checks


def is_healthy(checks: Sequence[Check]) -> bool:
    """Whether no check failed; warnings do not count."""
    return all(check.status != "fail" for check in checks)


def report(checks: Sequence[Check]) -> None:
    """Print the checks, and under each that is not well what mends it."""
    console = screen()
    for check in checks:
        head = Text(f"{check.status:<5}", _STYLES[check.status]) + Text(f"{check.name:<9} ")
        console.print(head + Text(clean(check.detail)))
        if check.mend:
            console.print(Text(f"{'':<15} → {clean(check.mend)}", QUIET))


def packages() -> Check:
    """Whether the packages that Byline requires are installed, in versions that it can use."""
    from packaging.requirements import Requirement

    try:
        required = [Requirement(line) for line in metadata.requires("byline") or ()]
    except metadata.PackageNotFoundError:
        detail = "Byline runs from a folder without being installed, so its packages cannot be checked"
        return Check("packages", "warn", detail, INSTALL)
    needed = [item for item in required if item.marker is None or item.marker.evaluate({"extra": ""})]
    wrong = [sentence for item in needed if (sentence := _wrong(item.name, item.specifier.contains))]
    if wrong:
        return Check("packages", "fail", "; ".join(wrong), INSTALL)
    return Check("packages", "ok", f"all {len(needed)} are installed")


def models() -> Check:
    """Whether the embedded models are the files that were shipped."""
    from index.model_files import MINILM, MODELS, READER, manifest, verified

    files = [(name, file) for name in (MINILM, READER) for file in manifest(name, MODELS)["files"]]
    for name, file in files:
        verified(name, file, MODELS)
    return Check("models", "ok", f"all {len(files)} files are as they were shipped")


def variables(env: Mapping[str, str] = os.environ) -> Check:
    """Whether every variable that looks like a setting of Byline is one."""
    unknown = sorted(name for name in env if name.startswith("BYLINE_") and name not in VARIABLES)
    if not unknown:
        known = sorted(name for name in env if name in VARIABLES)
        return Check("settings", "ok", f"set: {', '.join(known)}" if known else "all at their defaults")
    meant = difflib.get_close_matches(unknown[0], VARIABLES, n=1)
    mend = f"rename it to {meant[0]}" if meant else f"unset it; Byline reads {', '.join(sorted(VARIABLES))}"
    return Check("settings", "warn", f"{unknown[0]} is no setting of Byline", mend)


def page() -> Check:
    """Whether the page's files are there and its usual port is free."""
    if not any(STATIC.glob("*.css")):
        return Check("page", "fail", f"{STATIC} has no style sheets", INSTALL)
    with socket.socket() as probe:
        if probe.connect_ex(PAGE) == 0:
            detail = f"port {PAGE[1]} is in use, perhaps by a page that is open already"
            return Check("page", "warn", detail, "run `byline chat --port 8000`")
    return Check("page", "ok", f"its files are there and port {PAGE[1]} is free")


def writer(settings: Settings, env: Mapping[str, str] = os.environ) -> Check:
    """Which language model writes, and where it is; nothing is asked of it, and the key is never told."""
    model = settings.model
    if model is None:
        given = [name for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL") if env.get(name)]
        found = f"none, although {given[0]} is set: " if given else "none: "
        mend = "set BYLINE_MODEL to the name of the model that is to write" if given else None
        return Check("writer", "ok", f"{found}the reader answers", mend)
    detail = (
        f"{model.name} at {model.endpoint.url}, {_with_key(model.endpoint)}; {model.window} tokens, {model.seconds} s"
    )
    return Check("writer", *_reachable(model.endpoint, detail))


def embedding(settings: EmbeddingSettings) -> Check:
    """Which model embeds in place of the embedded one."""
    detail = f"{settings.name} at {settings.endpoint.url}, {_with_key(settings.endpoint)}"
    return Check("embedding", *_reachable(settings.endpoint, detail))


def _with_key(endpoint: Endpoint) -> str:
    return "with a key" if endpoint.key else "without a key"


def _reachable(endpoint: Endpoint, detail: str) -> tuple[State, str, str | None]:
    """Whether somebody listens there, and nothing secret goes over an open line."""
    if endpoint.is_without_key:
        return "fail", detail, "set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of yours"
    address = urlsplit(endpoint.url)
    host = address.hostname or ""
    try:
        port = address.port or {"http": 80, "https": 443}[address.scheme]
        socket.create_connection((host, port), timeout=REACH_SECONDS).close()
    except OSError:
        return "fail", f"{detail}; it cannot be reached", "start that server, or correct OPENAI_BASE_URL"
    if endpoint.key and address.scheme == "http" and host not in {"localhost", "127.0.0.1", "::1"}:
        return "warn", f"{detail}; the key travels unencrypted", "give an address that begins with https"
    return "ok", detail, None


def corpus(settings: Settings) -> Check:
    """Whether the documents can be read; CorpusError when none can."""
    from index.reading import read_folder

    folder = read_folder(settings.corpus)
    found = f"{counted(len(folder.files), 'document')} in {settings.corpus}"
    if not folder.skipped:
        return Check("corpus", "ok", found)
    first = folder.skipped[0]
    detail = f"{found}; {len(folder.skipped)} files are left out, the first {first.source}: {first.reason}"
    return Check("corpus", "warn", detail, "change or remove those files, or leave them out knowingly")


def data(settings: Settings) -> Check:
    """Whether the folder of the indexes can be written and has room."""
    there = next(folder for folder in (settings.data, *settings.data.parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Check("data", "fail", f"{settings.data} cannot be written", "set BYLINE_DATA to a folder that can")
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE:
        detail = f"the disk of {settings.data} has only {free // 1_000_000} MB free"
        return Check("data", "warn", detail, "make room, or set BYLINE_DATA to a folder on another disk")
    return Check("data", "ok", f"{settings.data}, {free // 1_000_000_000} GB free")


def index(settings: Settings) -> Check:
    """Whether the stored index is of the documents as they are.

    IndexDamagedError when it is damaged. The next question would build it again, but an index does not
    lose passages without a cause.
    """
    from index.endpoint_embedding import PREFIX
    from index.lexical import Terms
    from index.model_files import MINILM, manifest
    from index.opening import Index
    from index.publish import Home
    from index.reading import read_folder
    from index.snapshot import load_manifest

    build = Home(settings.data, settings.corpus).current()
    if build is None:
        return Check("index", "warn", "not built yet", "run `byline index`; the first question does it too")
    stored = load_manifest(build)
    model = manifest(MINILM)["files"]["model.onnx"]
    if settings.embedding:
        # How long its vectors are is not known without asking it.
        named = f"{PREFIX}{settings.embedding.name}"
        model = stored.model if stored.model.rpartition("/")[0] == named else named
    if stored.model != model and PREFIX in stored.model + model:
        detail = "built with another embedding model than BYLINE_EMBEDDING names"
        return Check("index", "fail", detail, "run `byline index`, or set BYLINE_EMBEDDING back")
    if not stored.is_current(read_folder(settings.corpus).digests(), model):
        return Check("index", "warn", "older than the documents", "run `byline index`; a question does it too")
    passages = f"{counted(len(stored.files), 'document')} in {counted(stored.passages, 'passage')}"
    with contextlib.closing(Index(build, stored, Terms())) as opened:
        opened.check()
    return Check("index", "ok", f"{passages}, all found")


def _guarded(name: str, check: Callable[[], Check], mend: str | None = None) -> Check:
    """`check`, with what it raises on purpose, or for want of a package, as its failure."""
    try:
        return check()
    except (BylineError, ImportError) as error:
        return Check(name, "fail", str(error), mend)


def _wrong(name: str, accepts: Callable[..., bool]) -> str | None:
    """What is wrong with an installed package, None if nothing; `accepts` tells whether a version will do."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} is missing"
    return None if accepts(version, prereleases=True) else f"{name} {version} is not a version that works"
