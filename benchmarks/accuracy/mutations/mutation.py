"""
What every known change has: a name, the change itself, and what it goes together with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.accuracy.document import Style
from benchmarks.accuracy.draft import Draft


@dataclass(frozen=True, slots=True)
class Mutation:
    """One known change."""

    name: str
    apply: Callable[[Draft], bool]
    local: bool = True
    """Whether it goes together with other local changes."""
    migrates: bool = False
    """Whether it goes together with a migration."""
    style: Style | None = None
    """The style of document it needs, or None."""
    codes: bool = False
    """Whether it needs a code list."""
