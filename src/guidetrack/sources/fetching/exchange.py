"""
One question and one answer: the only place that touches the network.

Every limit is applied while bytes arrive, redirects are answers like any other, and
what can go wrong becomes one error with a sentence. Sentences are written here and
never taken from the libraries below, which might quote a proxy's password.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from guidetrack.errors import SourceError
from guidetrack.sources.fetching.address import host_of
from guidetrack.sources.fetching.deadline import Connections, Deadline
from guidetrack.sources.fetching.results import FailureKind
from guidetrack.sources.fetching.settings import FetchSettings
from guidetrack.sources.fetching.unpacking import ACCEPTED, Unpacker

if TYPE_CHECKING:
    import httpx2

_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASK_LATER = frozenset({408, 425, 429})
_HOST_IN_TROUBLE = 500


class NoAnswerError(SourceError):
    """
    An exchange ended without a usable answer.

    Attributes:
        kind: as in `Failed`.
        status: the status received, or None.
        retry_after: what the host asked for, as received, or None.
    """

    def __init__(
        self,
        kind: FailureKind,
        problem: str,
        *,
        transient: bool = False,
        status: int | None = None,
        retry_after: str | None = None,
    ) -> None:
        super().__init__(problem, transient=transient)
        self.kind: FailureKind = kind
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said; content only with status 200."""

    address: str
    status: int
    content: bytes = b""
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    """Where a redirect points, as received."""


class Exchange:
    """A client that says who it is, follows nothing, and connects only when asked to."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._client: httpx2.Client | None = None
        self._connections = Connections()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            self._client.close()

    def get(
        self, address: str, headers: Mapping[str, str], *, limit: int, whole: bool = True
    ) -> Answer:
        """
        Ask a host once.

        Args:
            address: normalised and allowed.
            headers: beside those that every request carries.
            limit: size of the content, in bytes.
            whole: refuse larger content; otherwise keep its beginning.

        Raises:
            NoAnswerError: no answer, an unusable one, or one beyond the limits.
        """
        import httpx2  # noqa: PLC0415 - loaded when something is fetched

        host = host_of(address)
        extensions = {"trace": self._connections.tracer(host)}
        seconds = self._settings.whole_timeout
        client = self._client or self._connect()
        with Deadline(seconds, self._connections, host) as deadline:
            try:
                with client.stream(
                    "GET", address, headers=headers, extensions=extensions
                ) as response:
                    answer = _answer(address, response, limit, whole=whole)
            except (httpx2.HTTPError, httpx2.InvalidURL, zlib.error) as problem:
                if not deadline.passed:
                    raise _translate(problem) from problem
        if deadline.passed:
            raise NoAnswerError(
                "time", f"the answer took longer than {seconds:g} seconds", transient=True
            )
        return answer

    def _connect(self) -> httpx2.Client:
        import httpx2  # noqa: PLC0415

        settings = self._settings
        try:
            self._client = httpx2.Client(
                headers={
                    "User-Agent": settings.user_agent,
                    "Accept": "*/*",
                    "Accept-Encoding": ACCEPTED,
                },
                timeout=httpx2.Timeout(settings.read_timeout, connect=settings.connect_timeout),
                follow_redirects=False,
                limits=httpx2.Limits(max_connections=1, max_keepalive_connections=1),
            )
        except (ValueError, ImportError, httpx2.InvalidURL) as problem:
            raise NoAnswerError(
                "network", "the proxy that the environment names cannot be used"
            ) from problem
        return self._client


def _answer(address: str, response: httpx2.Response, limit: int, *, whole: bool) -> Answer:
    status, headers = response.status_code, response.headers
    if status in _ASK_LATER or status >= _HOST_IN_TROUBLE:
        raise NoAnswerError(
            "status",
            f"the host answered with status {status}",
            transient=True,
            status=status,
            retry_after=headers.get("retry-after"),
        )
    return Answer(
        address=address,
        status=status,
        content=_content(response, limit, whole=whole) if status == _OK else b"",
        media_type=headers.get("content-type"),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        location=headers.get("location") if status in _REDIRECTS else None,
    )


def _content(response: httpx2.Response, limit: int, *, whole: bool) -> bytes:
    encoding = response.headers.get("content-encoding", "")
    try:
        unpacker = Unpacker(encoding)
    except ValueError:
        raise NoAnswerError(
            "encoding", f"the answer is packed as {encoding[:40]!r}, which was not asked for"
        ) from None
    content = bytearray()
    for piece in _pieces(response, unpacker, limit, whole=whole):
        content += piece
        if len(content) > limit:
            if whole:
                raise _too_large(limit)
            return bytes(content[:limit])
    if not unpacker.is_complete:
        raise _cut_short()
    return bytes(content)


def _pieces(
    response: httpx2.Response, unpacker: Unpacker, limit: int, *, whole: bool
) -> Iterator[bytes]:
    stated = response.headers.get("content-length", "")
    if whole and stated.isdecimal() and int(stated[:20]) > limit:
        raise _too_large(limit)
    received = 0
    for chunk in response.iter_raw():
        received += len(chunk)
        if received > limit and whole:
            raise _too_large(limit)
        yield from unpacker.unpack(chunk)


def _too_large(limit: int) -> NoAnswerError:
    return NoAnswerError(
        "size", f"it is larger than {limit / 1_000_000:g} MB, the limit for one document"
    )


def _cut_short() -> NoAnswerError:
    return NoAnswerError("truncated", "the answer was cut short", transient=True)


def _translate(problem: Exception) -> NoAnswerError:
    import httpx2  # noqa: PLC0415

    match problem:
        case zlib.error():
            return NoAnswerError("encoding", "the packed answer is damaged", transient=True)
        case httpx2.ConnectTimeout() | httpx2.PoolTimeout():
            return NoAnswerError("time", "the host could not be reached in time", transient=True)
        case httpx2.TimeoutException():
            return NoAnswerError("time", "the host fell silent", transient=True)
        case httpx2.ProxyError():
            return NoAnswerError("network", "the proxy refused the connection", transient=True)
        case httpx2.ConnectError():
            return _unconnected(problem)
        case httpx2.RemoteProtocolError() if "complete" in str(problem):
            return _cut_short()
        case httpx2.InvalidURL() | httpx2.UnsupportedProtocol() | httpx2.LocalProtocolError():
            return NoAnswerError("address", "the request could not be put into words of the web")
        case _:
            return NoAnswerError("network", "the connection broke", transient=True)


def _unconnected(problem: BaseException) -> NoAnswerError:
    import ssl  # noqa: PLC0415

    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NoAnswerError(
                "network",
                f"the host's certificate is not trusted by this system ({cause.verify_message})",
            )
        if type(cause).__name__ == "gaierror":
            return NoAnswerError("network", "the host name is not known here", transient=True)
        cause = cause.__cause__ or cause.__context__
    return NoAnswerError("network", "no connection could be made", transient=True)
