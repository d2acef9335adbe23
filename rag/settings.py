"""Settings come from arguments, then the environment, then defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import SettingsError

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the documents and their indexes live.

    corpus: folder of documents (BYLINE_CORPUS, default the seed articles).
    data: folder of the indexes (BYLINE_DATA, default the user's data folder for byline).
    """

    corpus: Path
    data: Path

    @classmethod
    def load(
        cls,
        corpus: str | os.PathLike[str] | None = None,
        data: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] = os.environ,
    ) -> Settings:
        """Settings from arguments, else `env`, else defaults; SettingsError for a value that cannot be."""
        return cls(
            corpus=_folder(corpus or env.get("BYLINE_CORPUS") or SEEDS, "BYLINE_CORPUS"),
            data=_folder(data or env.get("BYLINE_DATA") or _default_data(env), "BYLINE_DATA"),
        )


def _folder(value: str | os.PathLike[str], name: str) -> Path:
    if "\0" in str(value):
        raise SettingsError(f"{name} holds a NUL character; give the path of a folder.")
    return Path(value).expanduser().resolve()


def _default_data(env: Mapping[str, str]) -> Path:
    base = env.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base) / "byline"
