"""A model is opened only when it is the file that was shipped."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from index.errors import ModelFileError
from index.model_files import MINILM, MODELS, READER, manifest, open_session, open_tokenizer, verified

MEGABYTE = 1_000_000


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the models that a test may damage."""
    shutil.copytree(MODELS, tmp_path / "models")
    return tmp_path / "models"


@pytest.mark.parametrize("place", [0, 1000, -1])
@pytest.mark.parametrize(("name", "file"), [(READER, "model.onnx"), (MINILM, "model.onnx"), (MINILM, "tokenizer.json")])
def test_a_flipped_bit_is_refused(models: Path, name: str, file: str, place: int) -> None:
    damaged = models / name / file
    content = bytearray(damaged.read_bytes())
    content[place] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(ModelFileError, match=rf"{file} is not the file that was shipped.*git checkout"):
        verified(name, file, models)


def test_a_missing_model_is_named_with_the_way_to_mend_it(models: Path) -> None:
    (models / READER / "model.onnx").unlink()
    with pytest.raises(ModelFileError, match=r"model\.onnx cannot be read.*git checkout -- index/models/reader"):
        open_session(READER, models)


def test_a_cut_off_tokenizer_is_refused(models: Path) -> None:
    file = models / MINILM / "tokenizer.json"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(ModelFileError, match="not the file that was shipped"):
        open_tokenizer(models)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"files": []}', "\xff"])
def test_a_manifest_that_is_none_is_refused(models: Path, content: str) -> None:
    (models / READER / "manifest.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(ModelFileError, match="manifest"):
        manifest(READER, models)


def test_a_file_that_the_manifest_does_not_list_is_refused(models: Path) -> None:
    with pytest.raises(ModelFileError, match=r"CARD\.md is not the file that was shipped"):
        verified(READER, "CARD.md", models)


def test_a_file_that_is_no_model_is_refused_with_a_sentence(models: Path) -> None:
    junk = b"not an ONNX file"
    (models / READER / "model.onnx").write_bytes(junk)
    listed = {"files": {"model.onnx": hashlib.sha256(junk).hexdigest()}}
    (models / READER / "manifest.json").write_text(json.dumps(listed))
    with pytest.raises(ModelFileError, match="cannot open"):
        open_session(READER, models)


@pytest.mark.parametrize("name", [MINILM, READER])
def test_each_model_is_small_and_has_a_card_that_names_its_digest(name: str) -> None:
    assert (MODELS / name / "model.onnx").stat().st_size <= 30 * MEGABYTE
    card = (MODELS / name / "CARD.md").read_text(encoding="utf-8")
    for digest in manifest(name)["files"].values():
        assert digest in card
