"""
Who does what can be done in several places at once.

This process alone, as many as there are cores, or any `concurrent.futures.Executor` that
somebody brings, such as the one of a dask cluster. Nothing but the time depends on it. Here
it is only named: what starts processes is loaded where there is enough for them to do.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    from concurrent.futures import Executor

_PATIENCE = 10
"""Seconds until a scheduler has to answer, and to have a worker."""
_LEAST = 4
"""As how many a cluster counts at least; others may join it while it works."""


class Workforce(NamedTuple):
    """Who does the work."""

    jobs: int = 1
    """How many processes at once; with 1 and no executor, this one alone. With more, a program
    needs `if __name__ == "__main__"`."""
    executor: Executor | None = None
    """Who does it instead of processes started here. It is left running."""


ALONE = Workforce()
"""This process does it all."""


def count_cores() -> int:
    """How many processes can run at once here."""
    with contextlib.suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))  # what a container was given, not what there is
    return os.cpu_count() or 1


@contextmanager
def gather_workforce(jobs: int | None, dask: str | None = None) -> Iterator[Workforce]:
    """
    Give who does the work, as a user names them, for as long as it takes.

    Args:
        jobs: how many processes; None for one a core.
        dask: the address of the scheduler of a dask cluster, which does it instead.

    Raises:
        ConfigError: dask is not installed, or nothing answers at the address.
    """
    if dask is None:
        yield Workforce(jobs or count_cores())
        return
    with _client_of(dask) as client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except OSError as problem:
            raise ConfigError(
                f"the scheduler of dask at {dask} has no worker",
                hint=f"dask worker {dask} starts one.",
            ) from problem
        threads = sum(client.nthreads().values())
        yield Workforce(jobs or max(threads, _LEAST), client.get_executor(pure=False))


def _client_of(address: str) -> Any:
    """A connection to the scheduler of a cluster."""
    try:
        import distributed  # noqa: PLC0415 - an extra, and heavy
        from distributed.comm.addressing import get_address_host_port  # noqa: PLC0415
    except ImportError as problem:
        raise ConfigError(
            "--dask needs dask.distributed, which is not installed",
            hint='Install it: pip install "guidetrack[dask]".',
        ) from problem
    connect: Any = distributed.Client  # its annotations are not complete
    try:
        # asked first, because a client that finds nobody takes long to give up
        socket.create_connection(get_address_host_port(address), _PATIENCE).close()
        return connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise ConfigError(
            f"no scheduler of dask answers at {address}",
            hint="dask scheduler starts one, and prints its address: tcp://HOST:PORT.",
        ) from problem
