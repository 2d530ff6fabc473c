"""
An end to every answer, however it drips.

Timeouts of a read start anew with each byte, so a host that sends one byte now and
then would hold a run for ever. The deadline shuts the connection down from outside
instead; the read that waits on it ends at once, in the headers as in the body.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self


class Connections:
    """The newest connection to each host, as the client tells when it makes one."""

    def __init__(self) -> None:
        self._streams: dict[str, Any] = {}

    def tracer(self, host: str) -> Any:
        """Give the function that the client calls at each step of a request to the host."""

        def trace(step: str, details: Mapping[str, Any]) -> None:
            if step.endswith(("connect_tcp.complete", "start_tls.complete")):
                self._streams[host] = details["return_value"]

        return trace

    def shut_down(self, host: str) -> None:
        """End the connection to the host; whoever reads from it is told at once."""
        import socket  # noqa: PLC0415 - nothing of the network before it is used

        stream = self._streams.get(host)
        open_socket = stream.get_extra_info("socket") if stream else None
        if open_socket is not None:
            with contextlib.suppress(OSError):
                # Not the override of an encrypted socket: it would pull the encryption from
                # under the thread that is reading.
                socket.socket.shutdown(open_socket, socket.SHUT_RDWR)


class Deadline:
    """A span of real time for one exchange; `passed` once it is over."""

    def __init__(self, seconds: float, connections: Connections, host: str) -> None:
        self.passed = False
        self._connections = connections
        self._host = host
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def _expire(self) -> None:
        self.passed = True
        self._connections.shut_down(self._host)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
