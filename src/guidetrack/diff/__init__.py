"""
Two snapshots to pairs to changes: facts, without opinion.

Comparing is loaded when somebody compares; a command that only names a change does
not pay for the aligner.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidetrack.diff.comparing import compare
    from guidetrack.diff.pairing import pair

_HOMES = {"compare": "comparing", "pair": "pairing"}

__all__ = ["compare", "pair"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"guidetrack.diff.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'guidetrack.diff' has no attribute {name!r}")
