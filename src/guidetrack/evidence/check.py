"""
What a check came to: everything holds, or the first thing that does not.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """The first thing that does not hold."""

    file: str
    """The file of the pack or of the store; `the archive`, `git` or `the journal` otherwise."""
    problem: str
    """One sentence."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of `guidetrack verify`."""

    schema_version: int = 1
    what: Literal["pack", "store"]
    holds: bool
    damage: Damage | None = None
    """None where everything holds."""
    digest: str | None = None
    """Of a pack: the sha256 of its manifest, to be compared with the one in the minutes."""
    revision: str | None = None
    """Of a store: the commit from which on it was checked."""
    references: tuple[str, ...] = ()
    """Of a pack: what it was asked for."""
    checked: tuple[str, ...] = ()
    """What was checked and holds, in the order of checking."""
    not_checked: tuple[str, ...] = ()
    """What could not be checked here, and why; no damage."""
