"""
A publisher's site on this machine, for everything that fetches.

It answers over real sockets, path by path as a test scripts it, and keeps the log
that a publisher would keep: what was asked, when, and with which headers. Its pages
are invented guidance in the shape of the real site.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One line of the site's log."""

    path: str
    at: float
    """On the monotonic clock, when the request had been read."""
    headers: Mapping[str, str]
    """Names in lower case."""


class Line(BaseHTTPRequestHandler):
    """One connection to the site."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self.server.site.answer(self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: the site keeps its own log."""

    def send(
        self,
        status: int,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        length: int | None = None,
    ) -> None:
        """Answer; `length` is what the headers claim, where that is not the truth."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def pause(self, seconds: float) -> None:
        """Keep whoever asked waiting, but not the end of the test."""
        self.server.site.closing.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a client hangs up: many of these tests make it."""


Answer = Callable[[Line], None]


class Site:
    """The script and the log."""

    def __init__(self, server: _Server) -> None:
        self.log: list[Asked] = []
        self.closing = threading.Event()
        self._port = server.server_address[1]
        self._script: dict[str, list[Answer]] = {}
        self._lock = threading.Lock()

    @property
    def host(self) -> str:
        """As allowed hosts are written."""
        return f"127.0.0.1:{self._port}"

    @property
    def namesake(self) -> str:
        """The same site under another host's name."""
        return f"localhost:{self._port}"

    def at(self, path: str) -> str:
        """Full address of a path."""
        return f"http://{self.host}{path}"

    def play(self, path: str, *answers: Answer) -> None:
        """Answer a path with these in turn, and with the last of them from then on."""
        self._script[path] = list(answers)

    def robots(self, text: str) -> None:
        """Publish a robots.txt."""
        self.play("/robots.txt", page(text, media_type="text/plain"))

    def asked(self, *, robots: bool = False) -> list[str]:
        """Paths in the order they were asked for."""
        return [line.path for line in self.log if robots or line.path != "/robots.txt"]

    def spacings(self) -> list[float]:
        """Seconds between one request and the next, robots.txt included."""
        times = [line.at for line in self.log]
        return [later - earlier for earlier, later in pairwise(times)]

    def answer(self, line: Line) -> None:
        """Log a request and play its answer."""
        headers = {name.lower(): value for name, value in line.headers.items()}
        with self._lock:
            self.log.append(Asked(line.path, time.monotonic(), headers))
            answers = self._script.get(line.path, [status(404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        with suppress(ConnectionError):
            answer(line)


@contextmanager
def playing() -> Iterator[Site]:
    """Open a site for the time of a test; it has no pages and no robots.txt yet."""
    server = _Server(("127.0.0.1", 0), Line)
    server.site = Site(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.site
    finally:
        server.site.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def page(
    body: str,
    *,
    media_type: str = HTML,
    etag: str | None = None,
    last_modified: str | None = None,
    zipped: bool = False,
) -> Answer:
    """Serve a page; a validator that comes back is answered with 304."""
    served = {"Content-Type": media_type}
    served |= {"ETag": etag} if etag else {}
    served |= {"Last-Modified": last_modified} if last_modified else {}

    def answer(line: Line) -> None:
        asked = line.headers.get("If-None-Match"), line.headers.get("If-Modified-Since")
        if (etag, last_modified) == asked and any(asked):
            line.send(304, headers=served)
        elif zipped:
            line.send(200, gzip.compress(body.encode()), {**served, "Content-Encoding": "gzip"})
        else:
            line.send(200, body.encode(), served)

    return answer


def status(code: int, body: str = "", **headers: str) -> Answer:
    """Answer with a status; `retry_after` becomes `Retry-After`."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return lambda line: line.send(code, body.encode(), named)


def redirect(location: str, code: int = 301) -> Answer:
    """Send elsewhere."""
    return status(code, location=location)


def truncated(body: str, *, missing: int = 100) -> Answer:
    """Promise more than is sent, and hang up."""

    def answer(line: Line) -> None:
        line.send(200, body.encode(), length=len(body.encode()) + missing)
        line.close_connection = True

    return answer


def packed(content: bytes) -> Answer:
    """Serve bytes that claim to be gzip, until the line is closed and without a length."""

    def answer(line: Line) -> None:
        line.send_response(200)
        line.send_header("Content-Encoding", "gzip")
        line.send_header("Connection", "close")
        line.end_headers()
        line.wfile.write(content)
        line.close_connection = True

    return answer


def bomb(megabytes: int) -> Answer:
    """Serve a small body that unpacks to a huge one."""
    content = gzip.compress(bytes(megabytes * 1_000_000))
    return lambda line: line.send(200, content, {"Content-Encoding": "gzip"})


def dripping(body: bytes = b"x" * 10_000, *, every: float = 0.05) -> Answer:
    """Send one byte of the body now and then."""

    def answer(line: Line) -> None:
        line.send(200, length=len(body))
        for index in range(len(body)):
            if line.server.site.closing.is_set():
                return
            line.pause(every)
            line.wfile.write(body[index : index + 1])

    return answer


def dripping_headers(*, every: float = 0.05) -> Answer:
    """Send the headers without ever coming to their end."""

    def answer(line: Line) -> None:
        line.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not line.server.site.closing.is_set():
            line.wfile.write(b"X")
            line.pause(every)

    return answer


def silent(seconds: float = 30.0) -> Answer:
    """Say nothing at all."""
    return lambda line: line.pause(seconds)


def raw(content: bytes) -> Answer:
    """Write these very bytes and hang up."""

    def answer(line: Line) -> None:
        line.wfile.write(content)
        line.close_connection = True

    return answer


def hang_up() -> Answer:
    """Close the line without a word."""
    return raw(b"")


def overview(number: str, title: str, chapters: Sequence[str] = ()) -> str:
    """Write an overview page in the shape of the site, with its menu."""
    menu = "".join(
        f'<li><a href="/guidance/{number.lower()}/chapter/{name}">{name}</a></li>'
        for name in chapters
    )
    return (
        f"<!doctype html><html><head><title>Overview | {title}</title></head><body>"
        f'<div class="page-header"><h1>{title}</h1><ul><li>Interventional procedures guidance</li>'
        f"<li>Reference number: {number}</li></ul></div>"
        f'<ul class="stacked-nav">{menu}</ul>'
        '<p><a href="/guidance/cg9001/chapter/1-Guidance">Other guidance</a></p></body></html>'
    )


def chapter(number: str, name: str, text: str) -> str:
    """Write a chapter page."""
    return (
        f"<!doctype html><html><head><title>{name} | {number}</title></head><body>"
        f'<div class="chapter"><h2>{name}</h2><p class="numbered-paragraph">'
        f'<span class="paragraph-number">1.1 </span>{text}</p></div></body></html>'
    )
