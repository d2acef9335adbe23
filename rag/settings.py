"""Settings come from arguments, then the environment, then defaults."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.endpoint import Endpoint
from index.errors import SettingsError

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

Unsupported = Literal["mark", "withhold"]
"""What becomes of a written sentence that its sources do not support: shown with a mark, or left out."""

# Ollama's default; servers cut longer prompts at the front without a word, so more is to be asked for.
WINDOW_TOKENS = 4096
_LEAST_WINDOW = 1024

# On two cores a model of 1.5 billion parameters takes 10 s, one of 7 billion a minute.
ANSWER_SECONDS = 120

_EMBEDDING = re.compile(r"openai:(?P<name>\S(?:.{0,198}\S)?)")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The language model that writes, and what holds for its answers.

    endpoint: where it is served. name: what the server calls it.
    window: tokens of prompt and answer together (BYLINE_WINDOW).
    seconds: what one answer may take (BYLINE_TIMEOUT).
    unsupported: BYLINE_UNSUPPORTED.
    """

    endpoint: Endpoint
    name: str
    window: int = WINDOW_TOKENS
    seconds: int = ANSWER_SECONDS
    unsupported: Unsupported = "mark"


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """An embedding model behind an endpoint, in place of the embedded one."""

    endpoint: Endpoint
    name: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the documents and their indexes live, and which models work beside the embedded ones.

    corpus: folder of documents (BYLINE_CORPUS, default the seed articles).
    data: folder of the indexes (BYLINE_DATA, default the user's data folder for byline).
    model: writes the answers (BYLINE_MODEL); None: the reader answers.
    embedding: embeds passages and questions (BYLINE_EMBEDDING=openai:NAME); None: the embedded model does.
    """

    corpus: Path
    data: Path
    model: ModelSettings | None = None
    embedding: EmbeddingSettings | None = None

    @classmethod
    def load(
        cls,
        corpus: str | os.PathLike[str] | None = None,
        data: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] = os.environ,
        *,
        model: str | None = None,
    ) -> Settings:
        """Settings from arguments, else `env`, else defaults; SettingsError for a value that cannot be.

        model: the name of the language model. The key and the address are looked at only where they are used.
        """
        return cls(
            corpus=_folder(corpus or env.get("BYLINE_CORPUS") or SEEDS, "BYLINE_CORPUS"),
            data=_folder(data or env.get("BYLINE_DATA") or _default_data(env), "BYLINE_DATA"),
            model=_model((model or env.get("BYLINE_MODEL") or "").strip(), env),
            embedding=_embedding((env.get("BYLINE_EMBEDDING") or "").strip(), env),
        )


def _model(name: str, env: Mapping[str, str]) -> ModelSettings | None:
    unsupported = _unsupported(env)
    if not name:
        return None
    if not name.isprintable() or len(name) > 200 or name == "reader":
        raise SettingsError("BYLINE_MODEL is no name of a language model; give the name that its server lists.")
    return ModelSettings(
        endpoint=Endpoint.load(env),
        name=name,
        window=_whole(env, "BYLINE_WINDOW", WINDOW_TOKENS, _LEAST_WINDOW, "tokens"),
        seconds=_whole(env, "BYLINE_TIMEOUT", ANSWER_SECONDS, 1, "seconds"),
        unsupported=unsupported,
    )


def _embedding(value: str, env: Mapping[str, str]) -> EmbeddingSettings | None:
    if value in {"", "embedded"}:
        return None
    match = _EMBEDDING.fullmatch(value)
    if not match or not value.isprintable():
        raise SettingsError("BYLINE_EMBEDDING has to be embedded, or openai: and the name of a model.")
    return EmbeddingSettings(Endpoint.load(env), match["name"])


def _unsupported(env: Mapping[str, str]) -> Unsupported:
    match env.get("BYLINE_UNSUPPORTED", "").strip().lower():
        case "" | "mark":
            return "mark"
        case "withhold":
            return "withhold"
    raise SettingsError("BYLINE_UNSUPPORTED has to be mark or withhold.")


def _whole(env: Mapping[str, str], name: str, default: int, least: int, unit: str) -> int:
    value = env.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) < least:
        raise SettingsError(f"{name} has to be a whole number of {unit}, at least {least}.")
    return int(value)


def _folder(value: str | os.PathLike[str], name: str) -> Path:
    if "\0" in str(value):
        raise SettingsError(f"{name} holds a NUL character; give the path of a folder.")
    return Path(value).expanduser().resolve()


def _default_data(env: Mapping[str, str]) -> Path:
    base = env.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base) / "byline"
