"""
A receiver of posts on this machine: it keeps what it takes, and can be told to misbehave.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Taken:
    """One request, read to its end."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class _Line(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        receiver = self.server.receiver
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        receiver.taken.append(Taken(self.path, headers, body))
        with suppress(OSError):
            receiver.answer(self)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    receiver: Receiver

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a client hangs up: many of these tests make it."""


Answer = Callable[[_Line], None]


class Receiver:
    """What arrived, and what is answered."""

    def __init__(self, server: _Server, scheme: str) -> None:
        self.taken: list[Taken] = []
        self.answer: Answer = status(202)
        self.closing = threading.Event()
        self.port: int = server.server_address[1]
        self._scheme = scheme

    def at(self, path: str) -> str:
        """Full address of a path."""
        return f"{self._scheme}://127.0.0.1:{self.port}{path}"


@contextmanager
def receiving(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Open a receiver for the time of a test, encrypted with a context."""
    server = _Server(("127.0.0.1", 0), _Line)
    server.receiver = Receiver(server, "https" if context else "http")
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.receiver
    finally:
        server.receiver.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer with a status; `retry_after` becomes `Retry-After`."""

    def answer(line: _Line) -> None:
        line.send_response(code)
        for name, value in headers.items():
            line.send_header(name.replace("_", "-").title(), value)
        line.send_header("Content-Length", str(len(body)))
        line.end_headers()
        line.wfile.write(body)

    return answer


def drop() -> Answer:
    """Take the request and hang up without a word."""

    def answer(line: _Line) -> None:
        line.wfile.close()

    return answer


def stall(seconds: float = 20) -> Answer:
    """Say nothing until the test is over."""

    def answer(line: _Line) -> None:
        line.server.receiver.closing.wait(seconds)

    return answer


def drip() -> Answer:
    """Send headers for ever, a byte now and then."""

    def answer(line: _Line) -> None:
        line.wfile.write(b"HTTP/1.1 202 Accepted\r\n")
        while not line.server.receiver.closing.wait(0.02):
            line.wfile.write(b"X")

    return answer


def endless(code: int = 200) -> Answer:
    """Take it, and go on about it without end."""

    def answer(line: _Line) -> None:
        line.send_response(code)
        line.send_header("Connection", "close")
        line.end_headers()
        while not line.server.receiver.closing.is_set():
            line.wfile.write(b"x" * 65_536)

    return answer
