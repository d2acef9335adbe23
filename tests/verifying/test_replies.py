"""A "Yes" and a bare name claim what the question asks."""

from __future__ import annotations

import pytest

from rag.drafts import Source
from rag.verify import Verifier
from rag.verifying.replies import without_aside

OPENED = Source("a.txt", 0, 60, "Mayor Ida Bruun opened the harbour of Esbjerg in 1931.")
AGREED = Source("b.txt", 0, 60, "In 1931 Ida Bruun opened the harbour of Esbjerg.")


@pytest.mark.parametrize(
    ("question", "reply", "support"),
    [
        ("Did Bruun open the harbour?", "Yes, Bruun opened the harbour.", "supported"),
        ("Did Bruun open the harbour?", "Yes, she opened the harbour of Esbjerg.", "supported"),
        ("Did Bruun sell the ships?", "Yes, Mayor Ida Bruun opened the harbour of Esbjerg in 1931.", "unsupported"),
        ("Did Bruun sell the ships?", "Yes.", "unsupported"),
        ("Who opened the harbour of Esbjerg?", "Ida Bruun", "supported"),
        ("Who sank the ships of Skagen?", "Ida Bruun", "unsupported"),
        ("Who sank the ships of Skagen?", "The harbour of Esbjerg, opened in 1931", "unsupported"),
        ("What did Bruun open?", "The harbour of Esbjerg, opened in 1931", "supported"),
        ("When was the harbour opened?", "1931", "supported"),
        ("When did Lund buy his ships?", "1931", "unsupported"),
        ("Who sank the ships of Skagen?", "Ida Bruun opened the harbour.", "supported"),
    ],
)
def test_what_is_cited_has_to_speak_of_the_question(
    verifier: Verifier, question: str, reply: str, support: str
) -> None:
    assert verifier.verify(reply, [OPENED], question=question).support == support


def test_a_bare_name_has_to_stand_in_what_is_cited(verifier: Verifier) -> None:
    """A sentence may lean on the one before, but not a name alone; who is quoted need not be named in the words."""
    asked, before = "Who opened the harbour of Esbjerg?", "Mayor Ida Bruun left for Esbjerg."
    leaning = Source("a.txt", 40, 90, "She opened the harbour of Esbjerg.", before=before)
    assert verifier.verify("Ida Bruun", [leaning], question=asked).support == "unsupported"
    assert verifier.verify("Ida Bruun opened the harbour of Esbjerg.", [leaning], question=asked).support == "supported"
    said = Source("a.txt", 40, 90, "“I opened the harbour of Esbjerg.”", speaker="Ida Bruun")
    assert verifier.verify("Ida Bruun", [said], question=asked).support == "supported"


@pytest.mark.parametrize("claim", ["The articles agree that Bruun opened the harbour.", "Both sources say 1931."])
def test_what_several_sources_say_takes_several(verifier: Verifier, claim: str) -> None:
    alone = verifier.verify(claim, [OPENED])
    assert "no second source is cited that agrees or differs" in alone.missing
    assert "no second source is cited that agrees or differs" not in verifier.verify(claim, [OPENED, AGREED]).missing


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Esbjerg, opened in 1931", "Esbjerg"),
        ("Ida Bruun, but not the others", "Ida Bruun"),
        ("On Monday, armed men came to Esbjerg.", "On Monday, armed men came to Esbjerg."),
        ("In 1931, aged 40, she opened it.", "In 1931, aged 40, she opened it."),
    ],
)
def test_what_describes_the_reply_is_left_out(sentence: str, kept: str) -> None:
    assert without_aside(sentence) == kept
