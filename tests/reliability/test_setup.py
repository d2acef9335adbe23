"""`make` sets up once, heals what was cut off, and says what is missing, with a stand-in for Python."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import TESTS

# Notes what it is called with. `-m venv DIR` puts a copy of itself there; pip fails while "offline" exists.
STAND_IN = """#!/bin/sh
echo "$*" >> calls
case "$*" in
  *version_info*) [ ! -e old ] ;;
  *ensurepip*) [ ! -e bare ] ;;
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip "*) [ ! -e offline ] ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that setting up rests on, in a folder whose name has a space, and the stand-in."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(TESTS.parent / name, folder)
    (folder / "stand-in").write_text(STAND_IN, encoding="utf-8")
    (folder / "stand-in").chmod(0o755)
    return folder


def make(checkout: Path, *goals: str) -> subprocess.CompletedProcess[str]:
    """Run `make` with the stand-in; its calls are noted in `calls`, from none."""
    (checkout / "calls").write_text("", encoding="utf-8")
    command = ["make", "PYTHON=./stand-in", *goals]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False, timeout=60)


def installs(checkout: Path) -> int:
    """How often pip was to install something since the last `make` began."""
    return (checkout / "calls").read_text(encoding="utf-8").count("install --no-compile -c constraints.txt")


def ran(checkout: Path, command: str) -> bool:
    """Whether the environment's Python was called with `command` since the last `make` began."""
    return command in (checkout / "calls").read_text(encoding="utf-8").splitlines()


def test_the_second_time_only_serves(checkout: Path) -> None:
    """The page comes up both times, and nothing is installed the second time."""
    for expected in (2, 0):
        done = make(checkout, "chat", "PORT=8123")
        assert done.returncode == 0, done.stderr
        assert installs(checkout) == expected
        assert ran(checkout, "-m ui chat --host 127.0.0.1 --port 8123")


def test_an_install_that_was_cut_off_begins_anew(checkout: Path) -> None:
    """What it left behind is not trusted."""
    (checkout / "offline").touch()
    assert make(checkout, "chat").returncode != 0
    half = checkout / ".venv" / "half-installed"
    half.touch()
    (checkout / "offline").unlink()
    assert make(checkout, "chat").returncode == 0
    assert not half.exists()


def test_an_update_that_was_cut_off_begins_anew(checkout: Path) -> None:
    """The stamps of the set-up before it do not speak for it."""
    make(checkout, "chat")
    (checkout / "offline").touch()
    assert make(checkout, "test").returncode != 0
    (checkout / "offline").unlink()
    done = make(checkout, "chat")
    assert "Setting up" in done.stdout
    assert done.returncode == 0


def test_new_requirements_are_installed(checkout: Path) -> None:
    """Into the environment that is there."""
    make(checkout, "chat")
    # A file's time may stand still for some milliseconds: the stamp is made clearly older.
    for stamp in (checkout / ".venv").glob(".ready*"):
        os.utime(stamp, (1, 1))
    (checkout / "constraints.txt").touch()
    done = make(checkout, "chat")
    assert "Bringing .venv up to date" in done.stdout
    assert installs(checkout) == 2


def test_tests_need_more_than_the_page(checkout: Path) -> None:
    """The extra is installed once, and the page is then ready too."""
    make(checkout, "chat")
    make(checkout, "test", "ARGS=-k spans")
    assert installs(checkout) == 2
    assert ran(checkout, "-m pytest -k spans")
    make(checkout, "test")
    make(checkout, "chat")
    assert installs(checkout) == 0


def test_an_environment_that_lost_its_python_is_made_anew(checkout: Path) -> None:
    """As after an upgrade of the system's Python."""
    make(checkout, "chat")
    (checkout / ".venv" / "bin" / "python").unlink()
    assert "Setting up" in make(checkout, "chat").stdout


def test_an_environment_of_another_folder_is_made_anew(checkout: Path) -> None:
    """Its scripts name the folder that it was made in."""
    make(checkout, "chat")
    moved = checkout.rename(checkout.with_name("moved"))
    assert "Setting up" in make(moved, "chat").stdout


@pytest.mark.parametrize(("lack", "sentence"), [("old", "needs Python 3.11 or newer"), ("bare", "venv module")])
def test_what_is_missing_is_said(checkout: Path, lack: str, sentence: str) -> None:
    """In a sentence, before anything is made."""
    (checkout / lack).touch()
    done = make(checkout, "chat")
    assert done.returncode != 0
    assert sentence in done.stderr
    assert not (checkout / ".venv").exists()
