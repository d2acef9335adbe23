"""What is built from the checkout holds all that runs, and runs outside of it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import SEEDS, TESTS

ROOT = TESTS.parent
PACKAGES = ("rag", "index", "ui", "eval")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


def test_every_file_of_the_packages_is_in_it(wheel: Path) -> None:
    """Models, questions, styles and fonts are no Python and easily forgotten."""
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    files = {path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    there = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert there <= packed
    assert any(name.endswith(".onnx") for name in packed)


def test_nothing_else_is_in_it(wheel: Path) -> None:
    """Tests and tools stay in the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {*PACKAGES, "seeds"}


def test_the_seeds_in_it_are_verbatim(wheel: Path) -> None:
    """Citations count characters of these very files."""
    with zipfile.ZipFile(wheel) as archive:
        for seed in SEEDS.iterdir():
            assert archive.read(f"seeds/{seed.name}") == seed.read_bytes()


def test_it_finds_its_files_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, models, page and seeds are as they should be."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-m", "ui", "doctor", "--json"],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(tmp_path / "site"), "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert {name: checks[name]["status"] for name in ("packages", "models", "corpus")} == dict.fromkeys(
        ("packages", "models", "corpus"), "ok"
    )
    # A page that is open on this machine takes the port, which is a warning.
    assert checks["page"]["status"] != "fail"
    assert str(tmp_path / "site") in checks["corpus"]["detail"]
