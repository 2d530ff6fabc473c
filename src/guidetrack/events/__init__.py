"""
Changes to events: what a change means, and for whom.

The rules are loaded when somebody detects, so that a command which only names what
was refused does not pay for all of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidetrack.events.detection import detect
    from guidetrack.events.rules import RULES

_HOMES = {"RULES": "rules", "detect": "detection"}

__all__ = ["RULES", "detect"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"guidetrack.events.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'guidetrack.events' has no attribute {name!r}")
