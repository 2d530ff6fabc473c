"""A receiver of webhooks that keeps what it was sent, by idempotency key."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What arrived: every request, and each key once."""

    arrived: list[str] = field(default_factory=list)
    table: dict[str, bytes] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)
    """Keys that came with other bytes than before."""
    is_dead: bool = False
    address: str = ""
    on_arrival: Callable[[], None] | None = None
    """Called once when a request has arrived, before it is answered."""

    def take(self, key: str, body: bytes) -> int:
        """Take a request; what came before under the same key has to be the same."""
        if self.is_dead:
            return 503
        self.arrived.append(key)
        if self.on_arrival is not None:
            happen, self.on_arrival = self.on_arrival, None
            happen()
        if self.table.setdefault(key, body) != body:
            self.differing.append(key)
        return 204


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Serve a receiver on a free port of this machine."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.take(self.headers["Idempotency-Key"], body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # the sender was killed
                return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        receiver.address = f"http://127.0.0.1:{server.server_address[1]}/notices"
        yield receiver
        server.shutdown()
        thread.join()
