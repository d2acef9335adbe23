"""One question and what came of it: an answer, an abstention, a failure, or words still arriving."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.contract import MARKER, Answer, Citation, Conflict, Sentence, Side
from ui.web.html import Attributes, Child, Html, element, fragment, join
from ui.web.wording import attribution, counted, file_name, in_quotes, shortened, spoken_date, standing

# A label is read out whole by a screen reader, and a tooltip has to fit on a phone.
LABEL_LIMIT = 300
PASSAGE_LIMIT = 220

# A headline of more than a dozen lines would push its own answer off the screen.
QUESTION_LIMIT = 500

# A longer last word could not stay on one line with its chip on a phone.
TAIL_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that could not be answered, and the sentence that says why."""

    question: str
    message: str


Turn = Answer | Failure


def turn(number: int, said: Turn) -> Html:
    """A finished turn; `number` is its place in the conversation, which its chips name."""
    if isinstance(said, Failure):
        notice = element("p", {"class": "failed", "role": "alert", "dir": "auto"}, said.message)
        return _frame(number, said.question, "failed", notice)
    body = _answered(number, said) if said.answered else _abstained(number, said)
    return _frame(number, said.question, "answered" if said.answered else "abstained", body, _standing(said))


def arriving(number: int, question: str, stage: str, text: str) -> Html:
    """A turn whose answer is still being made: the text so far, its markers not yet to be clicked."""
    whole = re.sub(r"\s*\[\d*$", "", text)
    pieces = MARKER.split(whole)
    words = fragment(*(_waiting_chip(piece) if i % 2 else piece for i, piece in enumerate(pieces)))
    body = element("p", {"class": "words", "dir": "auto"}, words) if whole else None
    status = element("p", {"class": "stage", "role": "status"}, f"{stage or 'asking'} …")
    return _frame(number, question, "arriving", body, status)


def chip(number: int, citation: Citation) -> Html:
    """A citation in the text as a button; `number` is its turn, and the page's script reads the rest."""
    quote = in_quotes(shortened(citation.quote, LABEL_LIMIT))
    attributes: Attributes = {
        "type": "button",
        "class": "chip",
        "data-turn": number,
        "data-n": citation.number,
        "data-quote": quote,
        "data-about": " · ".join(_about(citation)),
        "aria-label": ", ".join([f"Citation {citation.number}: {quote}", *_about(citation)]),
    }
    return element("button", attributes, str(citation.number))


def _about(citation: Citation) -> list[str]:
    date = spoken_date(citation.date) if citation.date else None
    known = [citation.speaker, citation.publisher, date, file_name(citation.source)]
    return [item for item in known if item]


def _frame(number: int, question: str, state: str, *body: Child) -> Html:
    asked = question if len(question) <= QUESTION_LIMIT else shortened(question, QUESTION_LIMIT)
    heading = element("h2", {"class": "question", "dir": "auto"}, asked)
    attributes: Attributes = {"class": f"turn {state}", "data-turn": number, "data-state": state}
    return element("article", attributes, heading, *body)


def _answered(number: int, answer: Answer) -> Html:
    """The sentences in order; words that only a conflict rests on are told once, in its sides."""
    cited = {citation.number: citation for citation in answer.citations}
    disputed = {n for conflict in answer.conflicts for side in conflict.sides for n in side.citations}
    told = [s for s in answer.sentences if s.support != "verbatim" or not disputed.issuperset(s.citations)]
    runs = groupby(told, key=lambda sentence: _source(sentence, cited))
    paragraphs = [_run(number, source, list(run), cited) for source, run in runs]
    conflicts = [_conflict(number, conflict, cited) for conflict in answer.conflicts]
    return fragment(*paragraphs, *conflicts)


def _source(sentence: Sentence, cited: Mapping[int, Citation]) -> str | None:
    """The file whose words a sentence is, or None for one that was written from several."""
    return cited[sentence.citations[0]].source if sentence.support == "verbatim" else None


def _run(number: int, source: str | None, sentences: Sequence[Sentence], cited: Mapping[int, Citation]) -> Html:
    told = join((_sentence(number, sentence, cited) for sentence in sentences), " ")
    words = element("p", {"class": "words", "dir": "auto"}, told)
    if source is None:
        return words
    by = element("p", {"class": "by", "dir": "auto"}, attribution(cited[sentences[0].citations[0]]))
    return element("blockquote", {"class": "quoted"}, words, by)


def _sentence(number: int, sentence: Sentence, cited: Mapping[int, Citation]) -> Html:
    words = _followed(sentence.text, *(chip(number, cited[n]) for n in sentence.citations))
    if sentence.support != "unsupported":
        return words
    flag = element("span", {"class": "flag"}, "not supported by the articles")
    return fragment(element("span", {"class": "unsupported"}, words), " ", flag)


def _followed(text: str, *chips: Html) -> Html:
    """`text` with its chips, the first kept on the line of the last word: browsers break before a button."""
    if not chips:
        return fragment(text)
    head, space, last = text.rpartition(" ")
    if len(last) > TAIL_LIMIT:
        return fragment(text, *(fragment(" ", each) for each in chips))
    first, *rest = chips
    tail = element("span", {"class": "tail"}, last, "\u00a0", first)
    return fragment(head, space, tail, *(fragment(" ", each) for each in rest))


def _conflict(number: int, conflict: Conflict, cited: Mapping[int, Citation]) -> Html:
    heading = element("h3", None, "Sources disagree", element("span", {"dir": "auto"}, conflict.about))
    sides = [_side(number, side, cited) for side in conflict.sides]
    return element("section", {"class": "conflict", "aria-label": "Sources disagree"}, heading, *sides)


def _side(number: int, side: Side, cited: Mapping[int, Citation]) -> Html:
    quotes = [_side_quote(number, cited[n]) for n in side.citations]
    value = element("p", {"class": "value", "dir": "auto"}, side.value)
    return element("div", {"class": "side"}, value, *quotes)


def _side_quote(number: int, citation: Citation) -> Html:
    words = _followed(in_quotes(citation.quote), chip(number, citation))
    by = element("p", {"class": "by"}, attribution(citation))
    return fragment(element("p", {"class": "said", "dir": "auto"}, words), by)


def _abstained(number: int, answer: Answer) -> Html:
    label = element("p", {"class": "verdict"}, "No answer in these articles")
    reason = element("p", {"class": "reason", "dir": "auto"}, MARKER.sub("", answer.text))
    offered = element("ul", {"class": "closest"}, *(_passage(number, c) for c in answer.closest))
    heading = element("h3", None, f"Closest {counted(len(answer.closest), 'passage').partition(' ')[2]}")
    return fragment(label, reason, *([heading, offered] if answer.closest else []))


def _passage(number: int, citation: Citation) -> Html:
    words = _followed(shortened(citation.quote, PASSAGE_LIMIT), chip(number, citation))
    by = element("p", {"class": "by"}, attribution(citation))
    return element("li", {"class": "passage"}, element("p", {"dir": "auto"}, words), by)


def _waiting_chip(number: str) -> Html:
    return element("span", {"class": "chip waiting"}, number)


def _standing(answer: Answer) -> Html:
    return element("p", {"class": "standing"}, " · ".join(standing(answer)))
