"""
Libraries that write to the log what must not stand there.

An address of a webhook is a secret, and the libraries that post to one log it. A program
that embeds guidetrack may log whatever it likes; what these libraries say during a delivery
is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_logs_of(*libraries: str) -> Iterator[None]:
    """Drop what the libraries log meanwhile; each is named as its loggers begin."""
    found = [logging.getLogger(name) for name in _names(libraries)]
    for each in found:
        each.addFilter(_drop)
    try:
        yield
    finally:
        for each in found:
            each.removeFilter(_drop)


def _names(libraries: tuple[str, ...]) -> list[str]:
    """All loggers of the libraries: a filter holds for its own logger, not for those below."""
    known = list(logging.root.manager.loggerDict)
    below = tuple(f"{each}." for each in libraries)
    return [*libraries, *(name for name in known if name.startswith(below))]


def _drop(record: logging.LogRecord) -> bool:
    del record
    return False
