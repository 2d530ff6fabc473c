"""
Since when something has been so, run after run, as the journal tells.

What the operator is told is one word for a whole spell: a source that fails for a month is
told of once, and again only when it was in order in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from guidetrack.events.report import Refused

Entries = Sequence[Mapping[str, Any]]


def began(entries: Entries, is_so: Callable[[Mapping[str, Any]], bool], otherwise: str) -> str:
    """
    Give when the first of the latest runs in a row ran of which something holds.

    `otherwise` where it does not hold of the newest one: it begins with the present run.
    """
    found = otherwise
    for entry in reversed(entries):
        if entry.get("command") != "run":
            continue
        if not is_so(entry):
            break
        found = entry.get("run_at", otherwise)
    return found


def failing_since(entries: Entries, source: str, otherwise: str) -> str:
    """Since when a source fails."""
    return began(entries, lambda entry: source in (entry.get("failed") or {}), otherwise)


def held_since(entries: Entries, otherwise: str) -> str:
    """Since when runs are held."""
    return began(entries, lambda entry: bool(entry.get("held")), otherwise)


def refused_since(entries: Entries, refused: Refused, otherwise: str) -> str:
    """Since when a source gives what is refused for the same reason."""
    wanted = (named(refused), refused.problems)

    def is_so(entry: Mapping[str, Any]) -> bool:
        told = entry.get("refused") or ()
        return any((each["source"], tuple(each["problems"])) == wanted for each in told)

    asked = [each for each in entries if "released" not in each]  # a release reads no source
    return began(asked, is_so, otherwise)


def named(refused: Refused) -> str:
    """A source as the journal names it: of a file only its own name, not where it lies."""
    return refused.source if "://" in refused.source else PurePath(refused.source).name
