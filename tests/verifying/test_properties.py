"""What holds of every text."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.drafts import Source
from rag.verify import Verifier
from rag.verifying.quantities import quantities_in
from tests.verifying.cases import CASES

CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
DIGIT = re.compile(r"\d")


@CALM
@given(text=TEXT)
def test_a_span_quoted_whole_is_verbatim(verifier: Verifier, text: str) -> None:
    verdict = verifier.verify(text, [Source("a.txt", 0, len(text), text)])
    assert verdict.support == ("verbatim" if any(char.isalnum() for char in text) else "unsupported")


@CALM
@given(sentence=TEXT, span=TEXT, before=TEXT)
def test_any_text_gets_a_verdict_that_fits_what_is_missing(
    verifier: Verifier, sentence: str, span: str, before: str
) -> None:
    verdict = verifier.verify(sentence, [Source("a.txt", 0, len(span), span, before)])
    assert (verdict.support == "unsupported") is bool(verdict.missing)


@CALM
@given(data=st.data())
def test_a_changed_digit_is_never_supported(verifier: Verifier, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from([one for one in CASES if DIGIT.search(one.text)]))
    place = data.draw(st.sampled_from([match.start() for match in DIGIT.finditer(case.text)]))
    digit = data.draw(st.sampled_from([other for other in "123456789" if other != case.text[place]]))
    changed = f"{case.text[:place]}{digit}{case.text[place + 1 :]}"
    assert verifier.verify(changed, [case.source]).support == "unsupported"


@CALM
@given(number=st.integers(0, 10**40))
def test_a_number_is_read_exactly_whatever_its_length(number: int) -> None:
    assert [int(quantity.low) for quantity in quantities_in(f"They counted {number} stars.")] == [number]
    assert [int(quantity.low) for quantity in quantities_in(f"They counted {number:,} stars.")] == [number]
