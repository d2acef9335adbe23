"""One chat model behind an OpenAI-compatible endpoint: text piece by piece, within bounds, or the reason why not."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from index.endpoint import (
    Endpoint,
    EndpointError,
    OptionRefusedError,
    OutOfTokensError,
    attempt,
    failure_of,
    reply_errors,
    too_slow,
)

if TYPE_CHECKING:
    import httpx2
    from openai import Stream
    from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

# An answer is a few kilobytes, each of its tokens wrapped in some 300 bytes; who sends this much is not answering.
MOST_BYTES = 8_000_000


class ChatModel:
    """The model `name` at `endpoint`. Thread-safe; keep one.

    seconds: what one question may take in all. A server may be silent for half of that, so the bound is half as much
    again when it falls silent at the very end.
    """

    def __init__(self, endpoint: Endpoint, name: str, seconds: float) -> None:
        self.name = name
        self.seconds = seconds
        self._endpoint = endpoint
        self._takes_options = True
        # Made here, not at the first question: importing the library takes a second, which is not the server's.
        self._client = endpoint.client(seconds / 2)

    def deadline(self) -> float:
        """The moment of `time.monotonic()` until which a question that begins now may be answered."""
        return time.monotonic() + self.seconds

    def complete(self, prompt: Sequence[tuple[str, str]], most_tokens: int, deadline: float) -> str:
        """The whole text at once; EndpointError as for `stream`."""
        return "".join(self.stream(prompt, most_tokens, deadline))

    def stream(
        self, prompt: Sequence[tuple[str, str]], most_tokens: int, deadline: float
    ) -> Generator[str, None, None]:
        """The pieces of the model's text as they come, for messages of (role, text).

        Raises EndpointError when there is no whole text: refused, late, cut off, or ended for want of tokens.
        Closing the generator ends the request.
        """
        if self._endpoint.is_without_key:
            raise EndpointError("there is no key for it; set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of yours")
        reply = self._begin(prompt, most_tokens, deadline)
        try:
            yield from self._read(reply)
        except reply_errors() as error:
            raise failure_of(error, self._endpoint, self.name) from None
        finally:
            reply.close()

    def _begin(
        self, prompt: Sequence[tuple[str, str]], most_tokens: int, deadline: float
    ) -> Stream[ChatCompletionChunk]:
        if self._takes_options:
            try:
                return self._request(prompt, most_tokens, deadline)
            except OptionRefusedError:
                # Some models take a fixed temperature or another name for the limit; they are asked without both.
                self._takes_options = False
        return self._request(prompt, None, deadline)

    def _request(
        self, prompt: Sequence[tuple[str, str]], most_tokens: int | None, deadline: float
    ) -> Stream[ChatCompletionChunk]:
        from openai import omit

        messages: list[ChatCompletionMessageParam] = [_message(role, text) for role, text in prompt]
        client = self._client.with_options(timeout=max(0.1, min(self.seconds / 2, deadline - time.monotonic())))

        def create() -> Stream[ChatCompletionChunk]:
            return client.chat.completions.create(
                model=self.name,
                messages=messages,
                stream=True,
                temperature=omit if most_tokens is None else 0,
                max_tokens=omit if most_tokens is None else most_tokens,
            )

        reply = attempt(create, self._endpoint, self.name, deadline)
        _bound(reply.response, deadline, self._endpoint.place)
        return reply

    def _read(self, reply: Stream[ChatCompletionChunk]) -> Iterator[str]:
        place = self._endpoint.place
        kind = reply.response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "text/html":
            raise EndpointError(f"{place} sent a web page instead of an answer; check OPENAI_BASE_URL")
        pieces = _whole(reply) if kind == "application/json" else map(_piece, reply)
        finished, wrote = None, False
        for text, finish in pieces:
            finished = finish or finished
            if text:
                wrote = True
                yield text
        if finished == "length":
            raise OutOfTokensError(f"{self.name} ran out of tokens before its answer was finished; set BYLINE_WINDOW")
        if finished == "content_filter":
            raise EndpointError(f"a filter at {place} withheld the answer")
        if finished is None and not wrote:
            raise EndpointError(f"{place} sent no answer")
        if finished is None:
            raise EndpointError(f"{place} broke off in the middle of its answer")
        if not wrote:
            raise EndpointError(f"{self.name} at {place} wrote nothing")


def _message(role: str, text: str) -> ChatCompletionMessageParam:
    return {"role": "system", "content": text} if role == "system" else {"role": "user", "content": text}


def _piece(chunk: Any) -> tuple[str, str | None]:
    """Text and reason for ending of a chunk, which a careless server may have left out or filled with anything."""
    choices = getattr(chunk, "choices", None)
    first = choices[0] if isinstance(choices, list) and choices else None
    text = getattr(getattr(first, "delta", None), "content", None)
    finish = getattr(first, "finish_reason", None)
    return text if isinstance(text, str) else "", finish if isinstance(finish, str) else None


def _whole(reply: Stream[ChatCompletionChunk]) -> Iterator[tuple[str, str | None]]:
    """The one text of a server that does not stream although it was asked to."""
    told = json.loads(b"".join(reply.response.iter_bytes()))
    first = told["choices"][0] if told.get("choices") else {}
    text = (first.get("message") or {}).get("content")
    yield text if isinstance(text, str) else "", str(first.get("finish_reason") or "stop")


def _bound(response: httpx2.Response, deadline: float, place: str) -> None:
    """Make reading the body end at `deadline`, however slowly the bytes trickle, and after `MOST_BYTES`."""
    import httpx2

    class Bounded(httpx2.SyncByteStream):
        def __init__(self, inner: Any) -> None:
            self._inner = inner

        def __iter__(self) -> Iterator[bytes]:
            read = 0
            for part in self._inner:
                read += len(part)
                if time.monotonic() > deadline:
                    raise EndpointError(too_slow(place))
                if read > MOST_BYTES:
                    raise EndpointError(f"{place} sends without end")
                yield part

        def close(self) -> None:
            self._inner.close()

    response.stream = Bounded(response.stream)
