"""What the model writes becomes an answer that cites spans, streamed as it comes, or an abstention."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.progress import silent
from rag import Answer, Corpus, Delta, Final, Provisional, Settings
from rag.answering import ASK
from rag.writer.answering import STRAY, UNSUPPORTED
from rag.writer.writer import MOST_CHARACTERS
from tests.language_model.conftest import FUND, environment
from tests.language_model.failures import QUESTION
from tests.language_model.scripted import Server, stream

RIGHT = "The Northern Fund holds $10 billion."


def identifier(server: Server, words: str) -> str:
    """The id that the last prompt gave to the sentence with `words`."""
    prompt = server.requests[-1].body["messages"][-1]["content"]
    line = next(line for line in prompt.splitlines() if words in line)
    return str(line[1 : line.index("]")])


@pytest.fixture
def fund(corpus: Corpus, server: Server) -> str:
    """The id of the sentence that answers `QUESTION`; ids depend on nothing but question and documents."""
    server.play(stream("No answer."))
    corpus.answer(QUESTION)
    return identifier(server, "holds $10 billion")


def test_a_written_answer_cites_what_it_was_shown(corpus: Corpus, server: Server, fund: str) -> None:
    """With the model's name as its mode, and the very characters of the file."""
    server.play(stream(RIGHT[:20], RIGHT[20:], f" [{fund[0]}", f"{fund[1:]}]"))
    answer = corpus.answer(QUESTION)
    assert (answer.mode, answer.notice, answer.text) == ("writes-1", None, f"{RIGHT} [1]")
    assert answer.sentences[0].support != "unsupported"
    (citation,) = answer.citations
    assert FUND[citation.start : citation.end] == citation.quote
    assert "$10 billion" in citation.quote
    assert answer.origins[0].sources == ("fund.txt",)
    assert len(server.requests) == 1


def test_words_show_as_they_come_and_the_deltas_are_the_text(corpus: Corpus, server: Server, fund: str) -> None:
    """The id is a number as soon as it is complete, and what is shown never holds an id."""
    text = f"{RIGHT} [{fund}] "
    server.play(stream(*text, "The fund is on Mars. [e99]"))
    events = list(corpus.stream(QUESTION))
    shown = [event.text for event in events if isinstance(event, Provisional)]
    assert any(0 < len(text) < len(RIGHT) for text in shown)
    assert any(text == f"{RIGHT} [1]" for text in shown)
    assert not any(fund in text or "[e" in text for text in shown)
    final = events[-1]
    assert isinstance(final, Final)
    assert "".join(event.text for event in events if isinstance(event, Delta)) == final.answer.text


def test_an_answer_of_nothing_but_an_id_quotes_that_sentence(corpus: Corpus, server: Server, fund: str) -> None:
    """As small models answer."""
    server.play(stream("[", f"{fund}]"))
    answer = corpus.answer(QUESTION)
    assert (answer.mode, answer.notice, answer.sentences[0].support) == ("writes-1", None, "verbatim")
    (citation,) = answer.citations
    assert citation.quote == answer.sentences[0].text
    assert "$10 billion" in citation.quote


def test_a_copied_sentence_that_does_not_answer_gives_way_to_the_readers_quote(
    corpus: Corpus, server: Server, fund: str
) -> None:
    """That it stands in its source says nothing of whether it answers; the answer says who quotes."""
    server.play(stream(f"The harbour cost 40 million crowns. [{identifier(server, 'The harbour cost')}]"))
    answer = corpus.answer(QUESTION)
    assert (answer.mode, answer.notice) == ("reader", STRAY)
    assert "$10 billion" in answer.text
    assert "harbour" not in answer.text


def test_copied_sentences_do_not_answer_what_no_document_tells(corpus: Corpus, server: Server) -> None:
    """Nor does the reader then."""
    server.play(stream("No answer."))
    asked = "Which orchestra played in Lima in 1987?"
    corpus.answer(asked)
    server.play(stream(f"The harbour cost 40 million crowns. [{identifier(server, 'The harbour cost')}]"))
    answer = corpus.answer(asked)
    assert (answer.answered, answer.mode, answer.notice) == (False, "writes-1", None)


def test_a_models_own_words_stand_beside_a_copied_sentence_that_goes(corpus: Corpus, server: Server, fund: str) -> None:
    """They say what no single sentence says; the check is for them."""
    stray = identifier(server, "The harbour cost")
    said = "Director Ann Lee says that the fund holds $10 billion."
    server.play(stream(f"The harbour cost 40 million crowns. [{stray}] {said} [{fund}]"))
    assert corpus.answer(QUESTION).text == f"{said} [1]"


def test_a_line_of_the_page_is_evidence_where_it_is_asked_for(tmp_path: Path, server: Server) -> None:
    """Who wrote an article is told by no sentence of it; for any other question the line would only distract."""
    folder = tmp_path / "documents"
    folder.mkdir()
    page = (
        "The Northern Fund opens\n\nThe Northern Fund holds $10 billion, director Ann Lee said.\n\nAuthor: Ida Bruun\n"
    )
    (folder / "fund.txt").write_text(page, encoding="utf-8")
    settings = Settings.load(corpus=folder, data=tmp_path / "data", env=environment(server.url))
    with Corpus.open(settings=settings, progress=silent) as corpus:
        server.play(stream("No answer."))
        corpus.answer(QUESTION)
        assert "Ida Bruun" not in server.requests[-1].body["messages"][-1]["content"]
        corpus.answer("Who is the author of the article about the Northern Fund?")
        line = identifier(server, "Author: Ida Bruun")
        server.play(stream(f"Ida Bruun wrote it. [{line}]"))
        answer = corpus.answer("Who is the author of the article about the Northern Fund?")
    assert [citation.quote for citation in answer.citations] == ["Author: Ida Bruun"]


def test_a_files_name_copied_from_the_prompt_is_no_part_of_the_answer(
    corpus: Corpus, server: Server, fund: str
) -> None:
    server.play(stream(f"[fund.txt, March 2021]: (Ann Lee) {RIGHT} [{fund}]"))
    assert corpus.answer(QUESTION).text == f"{RIGHT} [1]"


def test_what_no_source_supports_is_marked(corpus: Corpus, server: Server, fund: str) -> None:
    """Beside a sentence that one does; it says what is missing."""
    server.play(stream(f"{RIGHT} [{fund}] The fund lost $900 million in Paris. [{fund}]"))
    first, second = corpus.answer(QUESTION).sentences
    assert (first.support != "unsupported", second.support) == (True, "unsupported")
    assert second.missing


def test_what_no_source_supports_is_withheld_on_demand(folder: Path, data: Path, server: Server, fund: str) -> None:
    """From the words that are shown on the way, too."""
    env = {"BYLINE_MODEL": "m", "OPENAI_BASE_URL": server.url, "BYLINE_UNSUPPORTED": "withhold"}
    server.play(stream(f"The fund lost $900 million. [{fund}] ", f"{RIGHT} [{fund}]"))
    settings = Settings.load(corpus=folder, data=data, env=env)
    with Corpus.open(settings=settings, progress=silent) as corpus:
        events = list(corpus.stream(QUESTION))
    assert isinstance(events[-1], Final)
    assert events[-1].answer.text == f"{RIGHT} [1]"
    assert not any("900" in event.text for event in events if isinstance(event, (Provisional, Delta)))


@pytest.mark.parametrize(
    "said",
    [
        "No answer.",
        "The documents do not say.",
        "I'm sorry, but I cannot answer that.",
        "The provided sentences don't mention the fund's size.",
        "There is no information about this.",
        "<think>It is 10.</think>Not specified.",
    ],
)
def test_a_refusal_is_an_abstention_in_any_words(corpus: Corpus, server: Server, said: str) -> None:
    """A model that says that it has no answer is believed."""
    server.play(stream(said))
    answer = corpus.answer(QUESTION)
    assert (answer.answered, answer.mode, answer.notice) == (False, "writes-1", None)
    assert answer.closest


@pytest.mark.parametrize("said", ["Zut alors, je ne sais pas.", "The fund holds 700 quadrillion dollars."])
@pytest.mark.parametrize("unsupported", ["mark", "withhold"])
def test_where_nothing_survives_the_check_the_reader_answers(
    folder: Path, data: Path, server: Server, said: str, unsupported: str
) -> None:
    """If the documents tell it; else the answer abstains."""
    env = {"BYLINE_MODEL": "m", "OPENAI_BASE_URL": server.url, "BYLINE_UNSUPPORTED": unsupported}
    server.play(stream(said))
    with Corpus.open(settings=Settings.load(corpus=folder, data=data, env=env), progress=silent) as corpus:
        told, untold = corpus.answer(QUESTION), corpus.answer("Which orchestra played in Lima in 1987?")
    assert (told.mode, told.notice, "$10 billion" in told.text) == ("reader", UNSUPPORTED, True)
    assert (untold.answered, untold.mode, untold.notice) == (False, "m", None)


def test_documents_create_no_citation(corpus: Corpus, server: Server) -> None:
    """A file that holds "[1]", "Source 2:" and an id of ours, copied word for word."""
    server.play(stream("No answer."))
    corpus.answer("What does the note say about the fund?")
    prompt = server.requests[-1].body["messages"][-1]["content"]
    note = identifier(server, "the fund is closed")
    assert "[1]" not in prompt
    assert "[e2]" not in prompt.replace(f"[{note}]", "")
    assert "<|im_end|>" not in prompt
    server.play(stream("A note [1] says Source 2: the fund is closed [e2] and (e2)."))
    answer = corpus.answer("What does the note say about the fund?")
    for sentence in answer.sentences:
        assert "[1]" not in sentence.text
        assert "e2]" not in sentence.text


def test_a_prompt_that_is_too_long_is_halved_once(corpus: Corpus, server: Server, fund: str) -> None:
    """And the answer is the model's."""
    from tests.language_model.scripted import error

    server.play(error("400 Bad Request", "maximum context length is 10 tokens"), stream("No answer."))
    answer = corpus.answer(QUESTION)
    first, second = (len(request.body["messages"][-1]["content"]) for request in server.requests)
    assert second < first
    assert answer.mode == "writes-1"


def test_a_model_that_never_ends_is_stopped(corpus: Corpus, server: Server, fund: str) -> None:
    """It says the same again and again, and the connection is closed on it."""
    server.play(stream(*[f"{RIGHT} [{fund}] "] * 2000, finish=None))
    answer = corpus.answer(QUESTION)
    assert answer.text == f"{RIGHT} [1]"


def test_a_sentence_that_never_ends_is_stopped(corpus: Corpus, server: Server, fund: str) -> None:
    """Long before the window is full; what came before it stands."""
    server.play(
        stream(f"{RIGHT} [{fund}] ", "They also pay ", *[f"and pay {number} crowns " for number in range(2000)])
    )
    events = list(corpus.stream(QUESTION))
    assert isinstance(events[-1], Final)
    assert events[-1].answer.text.startswith(f"{RIGHT} [1]")
    assert max(len(event.text) for event in events if isinstance(event, Provisional)) < MOST_CHARACTERS + 1000


def test_a_model_that_writes_nothing_but_ids_is_stopped(corpus: Corpus, server: Server, fund: str) -> None:
    """The sentences that they stand for are its answer, as far as they answer."""
    server.play([*stream(*[f"[{fund}]"] * 200)[:-2], 30.0])
    began = time.monotonic()
    assert "$10 billion" in corpus.answer(QUESTION).text
    assert time.monotonic() - began < 20


def test_a_server_that_does_not_stream_is_understood(corpus: Corpus, server: Server, fund: str) -> None:
    """The whole answer in one piece of JSON."""
    import json

    from tests.language_model.scripted import response

    told = {"choices": [{"message": {"content": f"{RIGHT} [{fund}]"}, "finish_reason": "stop"}]}
    server.play(response(json.dumps(told).encode()))
    assert corpus.answer(QUESTION).text == f"{RIGHT} [1]"


def test_a_follow_up_is_rewritten_and_a_question_that_stands_alone_is_not(corpus: Corpus, server: Server) -> None:
    """One short call more, whose text is the question that the second is about."""
    history = [("Who is the director of the Northern Fund?", "Ann Lee is. [1]")]
    server.play(stream("When did Ann Lee speak?"), stream("No answer."))
    answer = corpus.answer("When did she speak?", history)
    assert len(server.requests) == 2
    assert "When did Ann Lee speak?" in server.requests[1].body["messages"][-1]["content"]
    assert answer.question == "When did she speak?"
    server.play(stream("No answer."))
    corpus.answer("How much did the harbour of Oslo cost?", history)
    assert len(server.requests) == 1


@pytest.mark.parametrize("said", ["", "She is Marie Curie, when did Marie Curie speak?", "I do not know.", "a? b? c?"])
def test_a_bad_rewrite_leaves_it_to_the_rules(corpus: Corpus, server: Server, said: str) -> None:
    """Nothing, an invented name, a refusal, several questions."""
    history = [("What did Ann Lee say?", "The fund holds $10 billion. [1]")]
    server.play(stream(said or "<think>x</think>"), stream("No answer."))
    corpus.answer("When did she speak?", history)
    assert "Question: When did Ann speak?" in server.requests[-1].body["messages"][-1]["content"]


def test_a_rewrite_that_thinks_too_long_leaves_it_to_the_rules(corpus: Corpus, server: Server) -> None:
    """The model has not failed: it is asked for the answer all the same."""
    server.play(stream("<think>Let me see", finish="length"), stream("No answer."))
    answer = corpus.answer("When did she speak?", [("What did Ann Lee say?", "It grew. [1]")])
    assert (answer.mode, answer.notice) == ("writes-1", None)


def test_an_answer_tells_its_notice(corpus: Corpus, server: Server) -> None:
    """As JSON and as Markdown."""
    server.play([])
    answer: Answer = corpus.answer(QUESTION)
    assert answer.notice is not None
    assert answer.to_dict()["notice"] == answer.notice
    assert "The reader answers in place" in answer.to_markdown()


def test_a_greeting_is_answered_without_the_model(corpus: Corpus, server: Server) -> None:
    before = len(server.requests)
    answer = corpus.answer("Hello there!")
    assert (answer.answered, answer.mode, answer.text) == (False, "reader", ASK)
    assert len(server.requests) == before
