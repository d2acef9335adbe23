"""An OpenAI-compatible endpoint that the user configured: its address and key, and why a request failed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeVar
from urllib.parse import urlsplit

from index.errors import SettingsError

if TYPE_CHECKING:
    from openai import APIError, OpenAI

OPENAI = "https://api.openai.com/v1"

CONNECT_SECONDS = 5.0

# A server that is busy for a moment is asked once more; one that asks for a longer wait is not waited for.
RETRIES = 1
RETRY_SECONDS = 1.0
MOST_WAIT_SECONDS = 5.0

_TOO_LONG = re.compile(
    r"context.{0,20}(?:length|size|window)|exceed.{0,40}context|maximum.{0,30}tokens|too (?:long|many tokens)"
    r"|prompt.{0,20}too (?:long|large)",
    re.IGNORECASE,
)
_OPTIONS = re.compile(r"\b(?:temperature|max_tokens|max_completion_tokens)\b")
_QUOTA = re.compile(r"insufficient_quota|exceeded your current quota|billing", re.IGNORECASE)

T = TypeVar("T")


class Secret:
    """A text that shows itself only when it is asked to, so that no repr, log or traceback carries it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not to be stored")


class EndpointError(Exception):
    """A request to the endpoint failed; the message is a clause that follows "because"."""


class ContextTooLongError(EndpointError):
    """The prompt is longer than the model's window."""


class OutOfTokensError(EndpointError):
    """The model had no room left before its text was finished."""


class OptionRefusedError(EndpointError):
    """The model does not take one of the options that were sent along."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where requests go. `key` is None where the server asks for none.

    url: without a slash at its end, and without user name or password, so it may be shown.
    """

    url: str = OPENAI
    key: Secret | None = field(default=None)

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Endpoint:
        """From OPENAI_BASE_URL and OPENAI_API_KEY; SettingsError where one of them cannot be."""
        return cls(_url(env.get("OPENAI_BASE_URL", "").strip()), _key(env.get("OPENAI_API_KEY", "").strip()))

    @property
    def place(self) -> str:
        """The host, with its port where the address has one."""
        return urlsplit(self.url).netloc

    @property
    def is_without_key(self) -> bool:
        """Whether this is OpenAI itself, which answers nobody without a key, and there is none."""
        return self.key is None and self.url == OPENAI

    def client(self, seconds: float) -> OpenAI:
        """A client that never retries by itself, follows no redirect, and waits `seconds` for the next byte."""
        from openai import DefaultHttpxClient, OpenAI, Timeout

        return OpenAI(
            # Servers that ask for no key take any; the client insists on one.
            api_key=self.key.reveal() if self.key else "none",
            base_url=self.url,
            max_retries=0,
            timeout=Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
            http_client=DefaultHttpxClient(follow_redirects=False),
        )


def attempt(call: Callable[[], T], endpoint: Endpoint, model: str, deadline: float, setting: str = "BYLINE_MODEL") -> T:
    """What `call` gives, asked once more if the endpoint is busy; EndpointError with the reason if it is not given.

    deadline: of `time.monotonic()`, after which nothing is asked again. setting: where the model's name comes from.
    """
    from openai import APIStatusError

    for left in range(RETRIES, -1, -1):
        try:
            return call()
        except APIStatusError as error:
            wait = _wait(error)
            if not left or wait is None or time.monotonic() + wait >= deadline:
                raise failure_of(error, endpoint, model, setting) from None
            time.sleep(wait)
        except reply_errors() as error:
            raise failure_of(error, endpoint, model, setting) from None
    raise AssertionError("the last attempt returns or raises")


def reply_errors() -> tuple[type[Exception], ...]:
    """What a request or a reply can raise; one of another shape than promised fails somewhere within the client."""
    import httpx2
    from openai import OpenAIError

    malformed = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
    return (OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, *malformed)


def failure_of(error: Exception, endpoint: Endpoint, model: str, setting: str = "BYLINE_MODEL") -> EndpointError:
    """Why a request failed, in our own words: a server's message may repeat the key, or hold anything."""
    import httpx2
    from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

    place = endpoint.place
    if isinstance(error, EndpointError):
        return error
    if isinstance(error, (APITimeoutError, httpx2.TimeoutException)):
        return EndpointError(_timed_out(error, place))
    if isinstance(error, (APIConnectionError, httpx2.HTTPError, httpx2.StreamError)):
        return EndpointError(_unconnected(error, place))
    if isinstance(error, APIStatusError):
        return _refusal(error.status_code, error, endpoint, model, setting)
    if isinstance(error, APIError):
        # An error told within a stream that began well.
        return _refusal(0, error, endpoint, model, setting)
    return EndpointError(f"{place} sent what is no reply of an OpenAI-compatible server; check OPENAI_BASE_URL")


def too_slow(place: str) -> str:
    """Why there is no answer from a server that was silent for too long, or did not end."""
    return f"{place} took too long to answer; give it more time with BYLINE_TIMEOUT if it is only slow"


def _timed_out(error: Exception, place: str) -> str:
    import httpx2

    if isinstance(error.__cause__, httpx2.ConnectTimeout) or isinstance(error, httpx2.ConnectTimeout):
        return f"{place} cannot be reached; check OPENAI_BASE_URL and the network"
    return too_slow(place)


def _unconnected(error: Exception, place: str) -> str:
    import httpx2

    cause = error.__cause__ or error
    if isinstance(cause, httpx2.ConnectError):
        return f"{place} cannot be reached; check that the server runs and that OPENAI_BASE_URL is its address"
    if isinstance(cause, httpx2.UnsupportedProtocol):
        return f"{place} is no address of a server; check OPENAI_BASE_URL"
    return f"the connection to {place} broke off"


def _refusal(status: int, error: APIError, endpoint: Endpoint, model: str, setting: str) -> EndpointError:
    told = f"{error.code} {error.type} {error.param} {error.message}"
    place = endpoint.place
    if status in {0, 402, 429} and _QUOTA.search(told):
        return EndpointError(f"the quota of the account at {place} is used up; see to its billing")
    if status not in {401, 403, 404, 429} and _TOO_LONG.search(told):
        return ContextTooLongError(f"the prompt is longer than the window of {model}; set BYLINE_WINDOW to its tokens")
    if status in {400, 422} and _OPTIONS.search(told):
        return OptionRefusedError(f"{model} at {place} does not take the options of the request")
    key = "refused the key; check OPENAI_API_KEY" if endpoint.key else "asks for a key; set OPENAI_API_KEY"
    reasons = {
        0: f"{place} reported an error in the middle of its answer",
        401: f"{place} {key}",
        403: f"{place} does not let this key use {model}",
        404: f"{place} has no model {model} at that address; check {setting} and OPENAI_BASE_URL",
        429: f"{place} has had too many requests; ask again later",
    }
    return EndpointError(reasons.get(status) or _other_status(status, place))


def _other_status(status: int, place: str) -> str:
    if 300 <= status < 400:
        return f"{place} redirects to another address; set OPENAI_BASE_URL to that one"
    if status >= 500:
        return f"{place} has a fault of its own (HTTP {status})"
    return f"{place} did not accept the request (HTTP {status})"


def _wait(error: APIError) -> float | None:
    """The seconds after which to ask again; None when that would not help."""
    from openai import APIStatusError

    if not isinstance(error, APIStatusError) or not (error.status_code == 429 or error.status_code >= 500):
        return None
    told = f"{error.code} {error.type} {error.message}"
    if _QUOTA.search(told) or _TOO_LONG.search(told):
        return None
    try:
        wait = float(error.response.headers.get("retry-after", RETRY_SECONDS))
    except ValueError:
        wait = RETRY_SECONDS
    return max(wait, 0.0) if wait <= MOST_WAIT_SECONDS else None


def _url(value: str) -> str:
    if not value:
        return OPENAI
    try:
        parts = urlsplit(value)
        # Reading the port checks it.
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value:
        raise SettingsError("OPENAI_BASE_URL is no web address; give one like http://127.0.0.1:8000/v1.")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise SettingsError(
            "OPENAI_BASE_URL holds more than an address; leave out user name, password, query and fragment, "
            "and give the key in OPENAI_API_KEY."
        )
    return value.rstrip("/")


def _key(value: str) -> Secret | None:
    if not value:
        return None
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(
            "OPENAI_API_KEY holds a space, a line break or a letter that no key has; copy the key again."
        )
    return Secret(value)
