"""Settings of models: validated in a sentence, and never told when secret."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from index.errors import SettingsError
from rag import Settings
from ui import doctor
from ui.cli import main
from ui.doctor import examine

KEY = "sk-SECRET-KEY"


def test_without_a_model_nothing_changes() -> None:
    """A key or an address alone, even one that cannot be, is not looked at."""
    settings = Settings.load(env={"OPENAI_API_KEY": "ключ\n", "OPENAI_BASE_URL": "nonsense"})
    assert (settings.model, settings.embedding) == (None, None)


def test_the_key_is_stripped_and_hidden() -> None:
    """A newline at its end, as files have it, would show as a connection error."""
    model = Settings.load(env={"BYLINE_MODEL": " m ", "OPENAI_API_KEY": f" {KEY}\n"}).model
    assert model is not None
    assert model.name == "m"
    assert model.endpoint.key is not None
    assert model.endpoint.key.reveal() == KEY
    for told in (repr(model), str(model), f"{model.endpoint.key}", str(vars(type(model)))):
        assert KEY not in told


def test_a_flag_comes_before_the_environment() -> None:
    model = Settings.load(env={"BYLINE_MODEL": "a"}, model="b").model
    assert model is not None
    assert model.name == "b"


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"OPENAI_API_KEY": "sk-one\nsk-two"}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": "sk-kéy"}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": "sk one"}, "OPENAI_API_KEY"),
        ({"OPENAI_BASE_URL": "127.0.0.1:8000/v1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "ftp://x/v1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http://x:99999/v1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "http:///v1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": f"https://me:{KEY}@x/v1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": f"https://x/v1?key={KEY}"}, "OPENAI_BASE_URL"),
        ({"BYLINE_MODEL": "reader"}, "BYLINE_MODEL"),
        ({"BYLINE_MODEL": "a\x1b[2Jb"}, "BYLINE_MODEL"),
        ({"BYLINE_UNSUPPORTED": "hide"}, "BYLINE_UNSUPPORTED"),
        ({"BYLINE_WINDOW": "10"}, "BYLINE_WINDOW"),
        ({"BYLINE_WINDOW": "²"}, "BYLINE_WINDOW"),
        ({"BYLINE_TIMEOUT": "-1"}, "BYLINE_TIMEOUT"),
        ({"BYLINE_TIMEOUT": "9" * 5000}, "BYLINE_TIMEOUT"),
        ({"BYLINE_EMBEDDING": "text-embedding-3-small"}, "BYLINE_EMBEDDING"),
        ({"BYLINE_EMBEDDING": "openai:"}, "BYLINE_EMBEDDING"),
    ],
)
def test_a_value_that_cannot_be_is_named_and_not_repeated(env: dict[str, str], names: str) -> None:
    """The sentence is one that the key cannot be read from."""
    with pytest.raises(SettingsError) as raised:
        Settings.load(env={"BYLINE_MODEL": "m", **env})
    assert str(raised.value).startswith(names)
    assert not any(secret in str(raised.value) for secret in ("sk-", "kéy", KEY))


def test_the_secret_leaves_no_process_in_a_pickle() -> None:
    """Nor by a copy that somebody stores."""
    settings = Settings.load(env={"BYLINE_MODEL": "m", "OPENAI_API_KEY": KEY})
    with pytest.raises(TypeError):
        pickle.dumps(settings)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A corpus of one document and an empty data folder."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The fund holds $10 billion.", encoding="utf-8")
    monkeypatch.setenv("BYLINE_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path / "data"))
    return monkeypatch


def checked(name: str) -> doctor.Check:
    """What the doctor finds there."""
    return next(check for check in examine() if check.name == name)


def test_the_doctor_names_model_and_endpoint_but_no_key(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says when nobody listens there."""
    environment.setenv("BYLINE_MODEL", "writes-1")
    environment.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    environment.setenv("OPENAI_API_KEY", KEY)
    main(["doctor", "--json"])
    told = capsys.readouterr()
    writer = next(check for check in json.loads(told.out)["checks"] if check["name"] == "writer")
    assert writer["status"] == "fail"
    assert writer["detail"].startswith("writes-1 at http://127.0.0.1:9/v1, with a key")
    assert KEY not in told.out + told.err


def test_the_doctor_says_that_the_reader_answers(environment: pytest.MonkeyPatch) -> None:
    """Also where a key is set and no model, which is easily forgotten."""
    assert checked("writer").detail == "none: the reader answers"
    environment.setenv("OPENAI_API_KEY", KEY)
    assert "BYLINE_MODEL" in str(checked("writer").mend)


def test_the_doctor_misses_a_key(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("BYLINE_MODEL", "writes-1")
    assert (checked("writer").status, "OPENAI_API_KEY" in str(checked("writer").mend)) == ("fail", True)
