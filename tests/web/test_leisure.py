"""What nobody waits for is done when nobody waits, and one thing at a time."""

from __future__ import annotations

import pytest

from ui.web.leisure import Leisure


def test_there_is_time_when_nobody_waits() -> None:
    leisure = Leisure()
    with leisure.spare() as first, leisure.spare() as second:
        assert (first, second) == (True, False)
    with leisure.spare() as again:
        assert again


def test_there_is_none_while_an_answer_is_made() -> None:
    leisure = Leisure()
    with leisure.answering(), leisure.answering(), leisure.spare() as free:
        assert not free
    with leisure.spare() as free:
        assert free


def test_what_fails_gives_its_time_back() -> None:
    leisure = Leisure()
    with pytest.raises(RuntimeError), leisure.answering():
        raise RuntimeError
    with pytest.raises(RuntimeError), leisure.spare():
        raise RuntimeError
    with leisure.spare() as free:
        assert free
