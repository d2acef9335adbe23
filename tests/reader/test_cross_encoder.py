"""Reading is exact about places, the same every time, and survives what people and files contain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.reader.cross_encoder import CrossEncoder, PassageReading

QUESTION = "Who opened the bridge?"
ANSWERING = "The old bridge was closed in 2019. Mayor Ana Lindqvist opened the new bridge on Friday, the city said."
BESIDE_IT = "The river is home to herons and otters, and in spring people come from afar to watch them."
UGLY = {
    "empty": "",
    "spaces": " \n\t\u3000 ",
    "controls": "\x00\x01\x1b[31m\x7f\u200b\u202e",
    "surrogates": "a \ud800 b \udfff",
    "emoji": "👩‍👩‍👧 🇸🇪 the bridge 🌉",
    "Chinese": "市长星期五为新桥揭幕。" * 40,
    "Arabic": "افتتح العمدة الجسر يوم الجمعة",
    "combining": "e\u0301\u0327" * 200,
    "one word": "a" * 5000,
    "punctuation": "!" * 5000,
    "special tokens": "[CLS] [SEP] [MASK] [PAD] [UNK]",
}


def best_span(reading: PassageReading, text: str) -> str:
    first = int(reading.start.argmax())
    last = first + int(reading.end[first:].argmax())
    return text[reading.offsets[first, 0] : reading.offsets[last, 1]]


def test_the_span_is_the_very_characters(encoder: CrossEncoder) -> None:
    text = "\n\n\u201cQuoted\u201d\u00a0— café 🌉.  " + ANSWERING
    reading = encoder.read(QUESTION, [text])[0]
    assert "Ana Lindqvist" in best_span(reading, text)
    for start, end in reading.offsets:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


def test_the_passage_that_answers_is_the_more_answerable(encoder: CrossEncoder) -> None:
    beside, answering = encoder.read(QUESTION, [BESIDE_IT, ANSWERING])
    assert answering.answerable > beside.answerable


@pytest.mark.parametrize("context", UGLY.values(), ids=UGLY.keys())
def test_ugly_passages_are_read(encoder: CrossEncoder, context: str) -> None:
    reading = encoder.read(QUESTION, [context])[0]
    assert reading.start.shape == reading.end.shape == (len(reading.offsets),)
    assert np.isfinite([*reading.start, *reading.end, reading.answerable, reading.null, reading.entailed]).all()
    assert (reading.offsets <= len(context)).all()


@pytest.mark.parametrize("question", UGLY.values(), ids=UGLY.keys())
def test_ugly_questions_are_read(encoder: CrossEncoder, question: str) -> None:
    reading = encoder.read(question, [ANSWERING])[0]
    assert len(reading.start) == len(encoder.read(QUESTION, [ANSWERING])[0].start)
    assert np.isfinite([*reading.start, reading.answerable]).all()


@given(context=st.text(st.characters(exclude_categories=()), max_size=300))
@settings(max_examples=40, deadline=None)
def test_offsets_rise_and_stay_inside_any_text(encoder: CrossEncoder, context: str) -> None:
    offsets = encoder.read(QUESTION, [context])[0].offsets
    assert (offsets[:, 0] <= offsets[:, 1]).all()
    assert (np.diff(offsets[:, 0]) >= 0).all()
    assert not len(offsets) or (offsets.min() >= 0 and offsets.max() <= len(context))


def test_nothing_is_in_an_empty_passage(encoder: CrossEncoder) -> None:
    reading = encoder.read(QUESTION, [""])[0]
    assert reading.offsets.shape == (0, 2)
    assert reading.answerable < -1000


def test_no_passages_give_no_readings(encoder: CrossEncoder) -> None:
    assert encoder.read(QUESTION, []) == []


def test_an_answer_deep_in_a_long_passage_is_found(encoder: CrossEncoder) -> None:
    text = " ".join([BESIDE_IT] * 30 + [ANSWERING] + [BESIDE_IT] * 4)
    reading = encoder.read(QUESTION, [text])[0]
    assert "Ana Lindqvist" in best_span(reading, text)
    assert reading.offsets[-1, 1] == len(text)
    assert (np.diff(reading.offsets[:, 0]) > 0).all()


def test_a_huge_passage_is_read_up_to_a_limit(encoder: CrossEncoder) -> None:
    reading = encoder.read(QUESTION, ["heron " * 200_000])[0]
    assert 1000 < len(reading.start) == len(reading.offsets) < 3000


def test_batches_equal_singles(encoder: CrossEncoder) -> None:
    contexts = [
        ANSWERING,
        BESIDE_IT,
        "",
        BESIDE_IT * 20,
        ANSWERING[:40],
        *(f"{n} herons. {ANSWERING}" for n in range(9)),
    ]
    for context, together in zip(contexts, encoder.read(QUESTION, contexts), strict=True):
        alone = encoder.read(QUESTION, [context])[0]
        assert together.offsets.tolist() == alone.offsets.tolist()
        assert np.allclose(together.start, alone.start, atol=1e-3)
        assert np.allclose(together.end, alone.end, atol=1e-3)
        assert together.answerable == pytest.approx(alone.answerable, abs=1e-3)


def test_reading_twice_gives_the_same_bits(encoder: CrossEncoder) -> None:
    first, second = (encoder.read(QUESTION, [ANSWERING, BESIDE_IT * 9]) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one.start.tobytes() == other.start.tobytes()
        assert (one.answerable, one.null, one.entailed) == (other.answerable, other.null, other.entailed)
