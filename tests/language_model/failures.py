"""Every way in which a model can fail, as a script; `python -m tests.language_model.failures` tabulates them."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from index.progress import silent
from rag import Corpus, Settings
from tests.language_model.conftest import FUND, KEY, environment
from tests.language_model.scripted import DONE, Reply, error, event, head, part, response, serving, stream

QUESTION = "How much does the Northern Fund hold?"

_GOOD = "The Northern Fund holds $10 billion"
_HTML = b"<!doctype html><html><body>Log in</body></html>"
_NO_CONTENT = b'data: {"choices":[{"index":0,"delta":{"content":null},"finish_reason":null}]}\n\n'
_TRICKLE = [piece for _ in range(40) for piece in (part(b": still here\n\n"), 0.25)]


@dataclass(frozen=True, slots=True)
class Failure:
    """What the server plays, what the notice has to say, and how often the server may be asked.

    hasty: to a model that is given `HASTY` seconds, since the script waits for their end.
    """

    name: str
    replies: tuple[Reply, ...]
    says: str
    requests: int
    hasty: bool = False


_BUSY = "429 Too Many Requests"
_BAD = "400 Bad Request"
_ELSEWHERE = response(b"", "307 Temporary Redirect", location="http://127.0.0.1:1/v1")
_TOO_LONG = error(_BAD, code="context_length_exceeded")
_NO_TEXT = [head(), part(_NO_CONTENT + event(finish="stop") + DONE), part(b"")]
_MALFORMED = "no reply of an OpenAI-compatible server"

FAILURES = (
    Failure("wrong key (401)", (error("401 Unauthorized", f"bad key {KEY}"),), "refused the key", 1),
    Failure("not allowed (403)", (error("403 Forbidden"),), "does not let this key use writes-1", 1),
    Failure("no such model (404)", (error("404 Not Found"),), "has no model writes-1", 1),
    Failure("request refused (400)", (error(_BAD),), "did not accept the request (HTTP 400)", 1),
    Failure("rate limit, short wait (429)", (error(_BUSY, retry_after="0"),), "too many requests", 2),
    Failure("rate limit, long wait (429)", (error(_BUSY, retry_after="600"),), "too many requests", 1),
    Failure("quota used up (429)", (error(_BUSY, code="insufficient_quota"),), "quota", 1),
    Failure("fault of the server (500)", (error("500 Oops", retry_after="0"),), "a fault of its own", 2),
    Failure("redirected (307)", (_ELSEWHERE,), "redirects", 1),
    Failure("slow first byte", ([60.0],), "took too long", 1, hasty=True),
    Failure("bytes trickle without a word", ([head(), *_TRICKLE],), "took too long", 1, hasty=True),
    Failure("stalled stream", ([head(), part(event(_GOOD)), 60.0],), "took too long", 1, hasty=True),
    Failure("cut stream", ([head(), part(event(_GOOD))],), "broke off", 1),
    Failure("cut within a chunk", ([head(), part(event(_GOOD)), b"ff\r\ndata: {"],), "broke off", 1),
    Failure("closed without a reply", ([],), "broke off", 1),
    Failure("no finish_reason", (stream(_GOOD, finish=None),), "broke off in the middle", 1),
    Failure("neither finish_reason nor [DONE]", ([head(), part(event(_GOOD)), part(b"")],), "broke off in the", 1),
    Failure("finish_reason length", (stream(_GOOD, finish="length"),), "ran out of tokens", 1),
    Failure("finish_reason content_filter", (stream(_GOOD, finish="content_filter"),), "a filter at", 1),
    Failure("empty choices", ([head(), part(b'data: {"choices":[]}\n\n' + DONE), part(b"")],), "sent no answer", 1),
    Failure("content None", (_NO_TEXT,), "wrote nothing", 1),
    Failure("nothing but thought", (stream("<think>The fund holds"),), "wrote no answer", 1),
    Failure("HTML instead of JSON", (response(_HTML, kind="text/html"),), "web page", 1),
    Failure("HTML as a stream", ([head(), part(_HTML), part(b"")],), "sent no answer", 1),
    Failure("garbage (200)", ([head(), part(b"data: {]\n\n"), part(b"")],), _MALFORMED, 1),
    Failure("bytes that are no text", ([head(), part(b"data: \xff\xfe\n\n"), part(b"")],), _MALFORMED, 1),
    Failure("JSON of another shape", (response(b'{"choices": 7}'),), _MALFORMED, 1),
    Failure("JSON that is no object", (response(b"[1]"),), _MALFORMED, 1),
    Failure("no HTTP at all", ([b"SSH-2.0-OpenSSH_9.2\r\n"],), "broke off", 1),
    Failure("error in the stream", ([head(), part(b'data: {"error":{"message":"x"}}\n\n')],), "reported an error", 1),
    Failure("context too long, twice", (_TOO_LONG,), "longer than the window", 2),
    # Last: the model is not sent the options again.
    Failure("options refused, then cut", (error(_BAD, "no temperature"), [head()]), "broke off", 2),
)


def main() -> None:
    """Print a table of every failure: message, seconds, requests."""
    with tempfile.TemporaryDirectory() as scratch, serving([]) as server:
        Path(scratch, "fund.txt").write_text(FUND, encoding="utf-8")
        write = sys.stdout.write
        write("| failure | what the answer says | seconds | requests |\n| --- | --- | --- | --- |\n")
        for failure in FAILURES:
            settings = Settings.load(scratch, Path(scratch, "data"), environment(server.url, failure.hasty))
            with Corpus.open(settings=settings, progress=silent) as corpus:
                server.play(*failure.replies)
                answer = corpus.answer(QUESTION)
                notice = str(answer.notice).replace(urlsplit(server.url).netloc, "HOST")
                write(f"| {failure.name} | {notice} | {answer.seconds:.1f} | {len(server.requests)} |\n")


if __name__ == "__main__":
    main()
