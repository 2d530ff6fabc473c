"""
One post to one address: what every channel over HTTP shares.

What a receiver answers is told by its status alone, and sentences are written here and never
taken from the libraries below: the address itself is often the secret. No redirect is
followed, for it would hand the message to whoever the receiver names. Nothing goes unencrypted
but to this very machine, unless the channel says so.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import msgspec

from guidetrack.alerts.message import Receipt
from guidetrack.channels.quiet import without_logs_of
from guidetrack.errors import ConfigError, DeliveryError

if TYPE_CHECKING:
    import ssl

    import httpx2

_LOGS = ("httpx2", "httpcore2")
_ASK_LATER = frozenset({408, 425, 429})
_MOST_READ = 64_000
"""Bytes of an answer: enough to let the receiver finish a polite one; nothing of it is used."""
_NOBODY_IN = {
    401: "it wants to know who asks",
    403: "it does not let this in",
    404: "there is nothing at the address",
    407: "a proxy on the way wants to know who asks",
    410: "the address is gone",
}
"""Whatever were posted there: once address or key are mended, all that waited is taken."""
_TOO_LARGE = 413


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Where to post, and how."""

    address: str
    timeout: float = 30
    """Seconds, for the whole exchange."""
    ca_file: str | None = None
    """Certificates to trust instead of the system's."""
    insecure: bool = False
    """Whether `http:` may leave this machine."""


def post(line: Line, body: bytes, headers: Mapping[str, str], now: dt.datetime) -> Receipt:
    """
    Post a body once; the receipt says with which status it was taken.

    Raises:
        ConfigError: the address is none to post to.
        DeliveryError: it was not taken; not transient where it never will be.
    """
    import httpx2  # noqa: PLC0415 - loaded when something is posted

    from guidetrack.sources.fetching.deadline import Connections, Deadline  # noqa: PLC0415

    is_here = _is_here(_checked(line))
    connections = Connections()
    extensions = {"trace": connections.tracer("")}
    answered: httpx2.Response | None = None
    with (
        without_logs_of(*_LOGS),
        _client(line, is_here=is_here) as client,
        Deadline(line.timeout, connections, "") as deadline,
    ):
        try:
            with client.stream(
                "POST", line.address, content=body, headers=dict(headers), extensions=extensions
            ) as response:
                answered = response
                _drain(response)
        except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
            if answered is None:
                raise _unanswered(problem, line, passed=deadline.passed) from None
    return _judge(answered, now)


def _checked(line: Line) -> SplitResult:
    """Refuse what cannot be posted to, before anything is sent."""
    try:
        parts = urlsplit(line.address)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise ConfigError(
            "the channel's 'address' is no address of the web",
            hint="An address begins with https:// and a host name.",
        )
    if parts.scheme == "http" and not (_is_here(parts) or line.insecure):
        raise ConfigError(
            "the channel's 'address' is not encrypted, and leads to another machine",
            hint="Use https, or set 'insecure: yes' where the network itself is protected.",
        )
    return parts


def _is_here(parts: SplitResult) -> bool:
    """Whether an address leads to this very machine."""
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextlib.contextmanager
def _client(line: Line, *, is_here: bool) -> Iterator[httpx2.Client]:
    """Open a client; what goes to this machine never takes the way over a proxy."""
    import httpx2  # noqa: PLC0415

    try:
        verify: ssl.SSLContext | bool = _trusting(line.ca_file) if line.ca_file else True
        client = httpx2.Client(
            verify=verify,
            headers={"User-Agent": "guidetrack", "Accept": "*/*"},
            timeout=line.timeout,
            follow_redirects=False,
            trust_env=not (is_here and line.address.startswith("http:")),
        )
    except OSError:
        raise ConfigError(
            "the certificates that the channel is to trust cannot be read",
            hint="Check 'ca_file' of the channel, and SSL_CERT_FILE and SSL_CERT_DIR.",
        ) from None
    except (ValueError, ImportError, httpx2.InvalidURL):
        raise DeliveryError("the proxy that the environment names cannot be used") from None
    with client:
        yield client


def _trusting(file: str) -> ssl.SSLContext:
    import ssl  # noqa: PLC0415

    return ssl.create_default_context(cafile=file)


def _drain(response: httpx2.Response) -> None:
    """Read some of the answer, as it comes off the line, and leave the rest."""
    received = 0
    for chunk in response.iter_raw():
        received += len(chunk)
        if received > _MOST_READ:
            return


def _judge(answered: httpx2.Response, now: dt.datetime) -> Receipt:
    status = answered.status_code
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Receipt(says=f"taken with status {status}")
    if status < HTTPStatus.BAD_REQUEST:
        raise DeliveryError(
            f"the receiver points elsewhere (status {status}), which is not followed",
            hint="Check 'address' of the channel.",
        )
    if status in _ASK_LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise DeliveryError(
            f"the receiver could not take it now (status {status})",
            retry_after=_asked_for(answered, now),
        )
    why = "the message is too large for it" if status == _TOO_LARGE else _NOBODY_IN.get(status)
    raise DeliveryError(
        f"the receiver refused it (status {status}{f': {why}' if why else ''})",
        hint="Check 'address' of the channel, and what the receiver expects.",
        transient=status in _NOBODY_IN,
    )


def _asked_for(answered: httpx2.Response, now: dt.datetime) -> float | None:
    from guidetrack.sources.fetching.asking import read_retry_after  # noqa: PLC0415

    return read_retry_after(answered.headers.get("retry-after", ""), now) or None


def _unanswered(problem: Exception, line: Line, *, passed: bool) -> DeliveryError:
    """Say why there was no answer; whether the message arrived nobody knows."""
    import httpx2  # noqa: PLC0415

    if passed or isinstance(problem, httpx2.TimeoutException):
        return DeliveryError(f"the receiver gave no answer within {line.timeout:g} seconds")
    if isinstance(problem, httpx2.ProxyError):
        return DeliveryError("the proxy refused the connection")
    if isinstance(problem, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return DeliveryError(
            "the channel's 'address' is no address of the web", hint="Check the channel."
        )
    if isinstance(problem, httpx2.ConnectError):
        return _unconnected(problem)
    return DeliveryError("the connection to the receiver broke")


def _unconnected(problem: BaseException) -> DeliveryError:
    import ssl  # noqa: PLC0415

    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return DeliveryError(
                "the receiver's certificate is not trusted",
                hint="Name the certificates of your organisation with 'ca_file'.",
            )
        if type(cause).__name__ == "gaierror":
            return DeliveryError("the receiver's name is not known here")
        cause = cause.__cause__ or cause.__context__
    return DeliveryError("no connection to the receiver could be made")
