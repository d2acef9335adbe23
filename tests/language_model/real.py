"""A real model served over HTTP on this machine, for the tests that no script can stand in for.

The parts of the model and the server come from the package index, in a cache outside the project; nothing of them is
needed to use Byline. CI has `../shared` beside the checkout, where the tools lie that assemble and serve a model.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[3] / "shared" / "models"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "byline-tests"
NAME = "smollm2-135m"

# An index that answers gives 100 MB in seconds; one that does not is no reason for the tests to hang.
_FETCH_SECONDS = 240
_START_SECONDS = 180


class UnavailableError(Exception):
    """The model cannot be had here; the message says why."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of the served model; UnavailableError where it cannot be assembled or served."""
    model, packages = _assembled(), _server_packages()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(TOOLS / "serve_gguf.py"), str(model), str(port)]
    process = subprocess.Popen(
        command, env=_environment(PYTHONPATH=str(packages)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(30)


def _assembled() -> Path:
    if not (TOOLS / "assemble_gguf.py").is_file():
        raise UnavailableError("there is no ../shared/models beside the checkout to assemble the model with")
    model = CACHE / f"{NAME}.gguf"
    if not model.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        # In a folder of its own first: a download that is cut off leaves no half of a model.
        fresh = CACHE / f"new-{os.getpid()}"
        _run([sys.executable, str(TOOLS / "assemble_gguf.py"), NAME, str(fresh)], "the model cannot be assembled")
        (fresh / model.name).replace(model)
        fresh.rmdir()
    return model


def _server_packages() -> Path:
    """A folder that holds the server's package, apart from the environment of the tests."""
    packages = CACHE / f"server-{sys.version_info.major}.{sys.version_info.minor}"
    if not (packages / "xllamacpp").is_dir():
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(packages), "xllamacpp"]
        _run(command, "the server cannot be installed")
    return packages


def _run(command: list[str], failure: str) -> None:
    try:
        done = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, timeout=_FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnavailableError(f"{failure} within {_FETCH_SECONDS} s") from None
    if done.returncode:
        raise UnavailableError(f"{failure}: {' '.join(done.stderr.split())[-300:]}")


def _environment(**more: str) -> dict[str, str]:
    """Without the guard that keeps the tests' own processes on this machine: these have to fetch."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "OFFLINE_NOTES"}}
    return kept | more


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise UnavailableError(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise UnavailableError(f"the server did not start within {_START_SECONDS} s")
