"""The models that ship with Byline: opened only when they are the files that were shipped."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import onnxruntime
from tokenizers import Tokenizer

from index.errors import ModelFileError

MODELS = Path(__file__).resolve().parent / "models"
MINILM, READER = "minilm", "reader"
MANIFEST = "manifest.json"
MOST_THREADS = 4
"""More threads gain little on batches of a few passages, and take the processor from other requests."""


def manifest(name: str, models: Path = MODELS) -> dict[str, Any]:
    """What is known of a model: the sha256 of its files under "files", and its constants.

    ModelFileError when there is no such model, or its manifest is not a manifest.
    """
    file = models / name / MANIFEST
    try:
        found = json.loads(_read(file))
    except ValueError as error:
        raise ModelFileError(f"{file} is not valid JSON; {_mend(name)}") from error
    if not isinstance(found, dict) or not isinstance(found.get("files"), dict):
        raise ModelFileError(f"{file} does not list the model's files; {_mend(name)}")
    return found


def verified(name: str, file: str, models: Path = MODELS) -> bytes:
    """The bytes of one of a model's files; ModelFileError unless their sha256 is the manifest's."""
    path = models / name / file
    expected = manifest(name, models)["files"].get(file)
    content = _read(path)
    actual = hashlib.sha256(content).hexdigest()
    if actual != expected:
        raise ModelFileError(
            f"{path} is not the file that was shipped (sha256 {actual[:12]}…, expected {str(expected)[:12]}…); "
            f"{_mend(name)}"
        )
    return content


def open_session(name: str, models: Path = MODELS, threads: int | None = None) -> onnxruntime.InferenceSession:
    """A session of the verified model on the processor, thread-safe, to be kept by the caller.

    threads: at most so many work on one batch; by default as many as there are processors, up to 4.
    """
    content = verified(name, "model.onnx", models)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or min(os.cpu_count() or 1, MOST_THREADS)
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # batches differ in width: a plan and an arena for the widest would be kept for ever
    options.enable_mem_pattern = False
    options.enable_cpu_mem_arena = False
    # threads that wait spinning take the processor from whoever shares it
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises types of its own, none of which it exports
        raise ModelFileError(
            f"onnxruntime {onnxruntime.__version__} cannot open {models / name / 'model.onnx'}; "
            "install the version that Byline's pyproject.toml names."
        ) from error


def open_tokenizer(models: Path = MODELS) -> Tokenizer:
    """The tokenizer of both models, verified, without padding or truncation."""
    tokenizer = Tokenizer.from_buffer(verified(MINILM, "tokenizer.json", models))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelFileError(f"{path} cannot be read ({error.strerror}); {_mend(path.parent.name)}") from error


def _mend(name: str) -> str:
    return f"restore it with `git checkout -- index/models/{name}`, or install Byline again."
