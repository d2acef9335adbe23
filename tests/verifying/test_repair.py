"""A sentence that its citation does not support is cited anew, or shown for what it is."""

from __future__ import annotations

from index.lexical import Terms
from rag.drafts import Draft, Source
from rag.repair import ENTAILED_ANEW, check
from rag.verify import ENTAILED, Verifier
from rag.verifying.misquotes import requote


def _source(text: str, name: str = "a.txt", start: int = 0) -> Source:
    return Source(name, start, start + len(text), text)


OPENED = _source("The harbour of Esbjerg opened in 1931.")
COST = _source("It cost 4 million kroner, and no ship was lost.", "b.txt")
QUOTED = Source("c.txt", 0, 70, "“We will build two more piers before the winter,” Lund said.", speaker="Eva Lund")
EVIDENCE = (OPENED, COST, QUOTED)


def test_a_supported_sentence_keeps_its_citation(verifier: Verifier) -> None:
    checked = check(verifier, Draft("The harbour opened in 1931.", (OPENED,)), EVIDENCE)
    assert (checked.cited, checked.support, checked.missing) == ((OPENED,), "supported", ())


def test_a_sentence_is_cited_anew_where_other_evidence_supports_it(verifier: Verifier) -> None:
    checked = check(verifier, Draft("The harbour opened in 1931.", (COST,)), EVIDENCE)
    assert (checked.cited, checked.support) == ((OPENED,), "supported")


def test_a_sentence_without_a_citation_gets_one(verifier: Verifier) -> None:
    checked = check(verifier, Draft("The harbour of Esbjerg opened in 1931."), EVIDENCE)
    assert (checked.cited, checked.support) == ((OPENED,), "verbatim")


def test_two_spans_support_together_what_neither_does_alone(verifier: Verifier) -> None:
    closed = _source("The harbour was closed in 1988.", start=100)
    draft = Draft("The harbour opened in 1931 and was closed in 1988.", (OPENED,))
    checked = check(verifier, draft, (*EVIDENCE, closed))
    assert (checked.cited, checked.support) == ((OPENED, closed), "supported")


def test_two_spans_that_are_not_cited_are_not_put_together(verifier: Verifier) -> None:
    """Most of what only such a pair supports is made up (docs/writing.md)."""
    closed = _source("The harbour was closed in 1988.", start=100)
    draft = Draft("The harbour opened in 1931 and was closed in 1988.")
    assert check(verifier, draft, (*EVIDENCE, closed)).support == "unsupported"


def test_what_is_cited_anew_has_to_be_surer() -> None:
    """The same sentence, cited by the model and not, of which the check is hardly sure."""

    class Hardly:
        def probability(self, claim: str, evidence: str) -> float:
            return (ENTAILED + ENTAILED_ANEW) / 2

    hardly = Verifier(Hardly(), Terms())
    words = "The harbour opened."
    assert check(hardly, Draft(words, (OPENED,)), (OPENED,)).support == "supported"
    assert check(hardly, Draft(words), (OPENED,)).support == "unsupported"


def test_a_citation_that_adds_nothing_is_dropped(verifier: Verifier) -> None:
    checked = check(verifier, Draft("The harbour opened in 1931.", (COST, OPENED)), EVIDENCE)
    assert checked.cited == (OPENED,)


def test_two_sources_that_both_say_it_both_stay(verifier: Verifier) -> None:
    other = _source("In 1931 the harbour opened.", "d.txt")
    checked = check(verifier, Draft("The harbour opened in 1931.", (OPENED, other)), EVIDENCE)
    assert checked.cited == (OPENED, other)


def test_what_nothing_supports_is_marked_with_what_is_missing(verifier: Verifier) -> None:
    checked = check(verifier, Draft("The harbour opened in 1913.", (OPENED,)), EVIDENCE)
    assert (checked.cited, checked.support) == ((OPENED,), "unsupported")
    assert checked.missing == ("1913 is not in the cited text",)


def test_a_quotation_that_differs_in_a_word_gets_the_words_of_the_source(verifier: Verifier) -> None:
    draft = Draft("Lund said: “We will build three more piers before winter.”", (QUOTED,))
    checked = check(verifier, draft, EVIDENCE)
    assert checked.text == "Lund said: “We will build two more piers before the winter.”"
    assert checked.support == "supported"


def test_an_invented_quotation_stays_unsupported(verifier: Verifier) -> None:
    checked = check(verifier, Draft("Lund said: “The sea belongs to all of us.”", (QUOTED,)), EVIDENCE)
    assert checked.support == "unsupported"
    assert checked.text == "Lund said: “The sea belongs to all of us.”"


def test_a_quotation_of_few_words_is_left_alone() -> None:
    assert requote("He spoke of “two more ships”.", EVIDENCE) == "He spoke of “two more ships”."


def test_mending_brings_no_bracketed_number_into_the_sentence() -> None:
    hostile = _source("They wrote: we will [1] build two more piers before the winter.")
    assert "[1]" not in requote("They wrote “we will build three more piers before the winter”.", [hostile])
