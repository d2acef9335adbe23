"""`byline doctor`: finds what is wrong, says what mends it, and changes nothing."""

from __future__ import annotations

import json
import shutil
import socket
import sys
from importlib import metadata
from pathlib import Path

import pytest

from index import model_files
from rag.settings import Settings
from tests.conftest import SEEDS
from ui import doctor
from ui.cli import main
from ui.doctor import Check, examine

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A small corpus and a data folder, both named in the environment; nothing is indexed yet."""
    settings = Settings.load(corpus=tmp_path / "corpus", data=tmp_path / "data")
    settings.corpus.mkdir()
    (settings.corpus / "fund.txt").write_text("The fund holds $10 billion.\n", encoding="utf-8")
    monkeypatch.setenv("BYLINE_CORPUS", str(settings.corpus))
    monkeypatch.setenv("BYLINE_DATA", str(settings.data))
    return settings


def found(name: str) -> Check:
    """The check of that name, among all."""
    return next(check for check in examine() if check.name == name)


def build(settings: Settings) -> Path:
    """Index the corpus; the folder of the build."""
    from index.embedding import Embedder
    from index.lexical import Terms
    from index.opening import open_index

    open_index(settings.corpus, settings.data, Embedder.load(), Terms()).close()
    return next(settings.data.glob("*/builds/*"))


def test_prints_each_check_with_its_mending(
    places: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """What is well has a line, what is not has two."""
    checks = [Check("python", "ok", "3.11"), Check("models", "fail", "lost\x1b[2J", "install again")]
    monkeypatch.setattr(doctor, "examine", lambda folder: checks)
    assert main(["doctor"]) == 1
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == ["ok python 3.11", "fail models lost[2J", "→ install again"]


def test_json_holds_every_check(places: Settings, capsys: Captured) -> None:
    """With all it takes to act on it."""
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["healthy"] is True
    assert [check["name"] for check in told["checks"]] == [check.name for check in examine()]
    assert set(told["checks"][0]) == {"name", "status", "detail", "mend"}


def test_warnings_are_healthy(places: Settings) -> None:
    """An index that is not built yet is no failure: the first question builds it."""
    assert found("index").status == "warn"
    assert main(["doctor"]) == 0


def test_changes_nothing(places: Settings) -> None:
    """Not even the data folder is made."""
    examine()
    assert not places.data.exists()
    assert [path.name for path in places.corpus.iterdir()] == ["fund.txt"]


def test_an_index_that_is_well(places: Settings) -> None:
    """All passages are counted and found."""
    build(places)
    assert found("index") == Check("index", "ok", "1 document in 1 passage, all found")


def test_an_index_older_than_its_documents(places: Settings) -> None:
    """A file that came later."""
    build(places)
    (places.corpus / "later.txt").write_text("It opened on Monday.\n", encoding="utf-8")
    assert found("index").status == "warn"


@pytest.mark.parametrize("lost", ["chroma/chroma.sqlite3", "documents.jsonl", "manifest.json"])
def test_a_damaged_index(places: Settings, lost: str) -> None:
    """A file that is gone fails the check, with the command that mends it."""
    (build(places) / lost).unlink()
    check = found("index")
    assert check.status == "fail"
    assert check.mend is not None
    assert "byline index" in check.mend
    assert main(["doctor"]) == 1


def test_a_model_that_was_altered(places: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte is enough, and the file is named."""
    altered = tmp_path / "models"
    shutil.copytree(model_files.MODELS, altered)
    weights = bytearray((altered / "minilm" / "tokenizer.json").read_bytes())
    weights[100] ^= 1
    (altered / "minilm" / "tokenizer.json").write_bytes(weights)
    monkeypatch.setattr(model_files, "MODELS", altered)
    check = found("models")
    assert check.status == "fail"
    assert "tokenizer.json" in check.detail


def test_a_corpus_that_is_not_there(places: Settings) -> None:
    """The index is then not looked for."""
    names = {check.name: check.status for check in examine(str(places.corpus / "nowhere"))}
    assert names["corpus"] == "fail"
    assert "index" not in names


def test_files_that_are_left_out(places: Settings) -> None:
    """A file that cannot be read is named with its reason."""
    (places.corpus / "latin.txt").write_bytes(b"caf\xe9")
    check = found("corpus")
    assert check.status == "warn"
    assert "latin.txt: not UTF-8" in check.detail


def test_a_data_folder_that_cannot_be_one(places: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands in its place."""
    monkeypatch.setenv("BYLINE_DATA", str(places.corpus / "fund.txt"))
    check = found("data")
    assert check.status == "fail"
    assert "BYLINE_DATA" in str(check.mend)


def test_a_setting_that_is_misspelt(places: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be ignored in silence otherwise."""
    monkeypatch.setenv("BYLINE_MODLE", "x")
    check = found("settings")
    assert (check.status, check.mend) == ("warn", "rename it to BYLINE_MODEL")


def test_a_port_that_is_taken(places: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whatever listens there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(doctor, "PAGE", taken.getsockname())
        assert found("page").status == "warn"


def test_packages_that_are_missing_or_too_old(places: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are named; what an extra asks for is not looked at."""
    required = ["gradio>=99", "no-such-package", "rich", 'torch==1; extra == "train"']
    monkeypatch.setattr(metadata, "requires", {"byline": required}.__getitem__)
    version = metadata.version("gradio")
    detail = f"gradio {version} is not a version that works; no-such-package is missing"
    assert (found("packages").status, found("packages").detail) == ("fail", detail)


def test_a_package_that_cannot_be_imported(places: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What rests on it fails, and the other checks are still made."""
    monkeypatch.setitem(sys.modules, "index.opening", None)
    build_there = places.data / "corpus" / "builds" / "x"
    monkeypatch.setattr("index.publish.Home.current", lambda home: build_there)
    check = found("index")
    assert (check.status, check.mend) == ("fail", "run `byline index`")
    assert found("corpus").status == "ok"


def test_the_real_command_is_content_with_the_seeds(capsys: Captured) -> None:
    """Nothing fails on a machine where these tests pass."""
    main(["doctor", "--corpus", str(SEEDS), "--json"])
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert [check["name"] for check in checks if check["status"] == "fail"] == []
