"""
A digest of the code that an answer follows from, so that an update forgets old answers.

A number that somebody has to raise is one day not raised. Reading a hundred files takes a
few milliseconds; their sizes and times would take two and be wrong after some unpackings.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import guidetrack
from guidetrack.store import layout

_LIBRARIES = (
    "deepdiff",
    "markdown-it-py",
    "msgspec",
    "pypdfium2",
    "pyyaml",
    "rapidfuzz",
    "selectolax",
)
"""Those that read, align or compare; another version may find something else."""


@cache
def digest_code(*rooms: str) -> str:
    """A digest of these rooms of guidetrack, of the libraries and of Python itself."""
    versions = (str(layout.STORE_FORMAT), sys.version, *library_versions())
    digest = hashlib.sha256("\0".join(versions).encode())
    package = Path(guidetrack.__file__).parent
    for room in rooms:
        for file in sorted((package / room).rglob("*.py")):
            digest.update(b"%s\0%s\0" % (file.name.encode(), file.read_bytes()))
    return digest.hexdigest()


def library_versions() -> Iterator[str]:
    """
    Name and version of each library that an answer may depend on.

    They are read off the names of the folders beside an installed package, because Python's
    own way of asking takes as long to load as the whole answer; it is asked where there are
    no such folders.
    """
    found = find_spec("msgspec")
    beside = Path(found.origin).parents[1].glob("*.dist-info") if found and found.origin else ()
    named = {
        folder.name.partition("-")[0].casefold().replace("_", "-"): folder.name for folder in beside
    }
    for name in _LIBRARIES:
        yield named.get(name) or f"{name}-{_ask_version(name)}"


def _ask_version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to load

    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
