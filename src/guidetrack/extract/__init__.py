"""
Parsed document to record: which guidance this is, and what it says.

Pure functions of the document; nothing is guessed. Each is loaded when it is first
asked for: the wordings are hundreds of patterns, and who compares what is held, or
only asks for the version, reads no document.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidetrack.extract.capture import Capture, extract
    from guidetrack.extract.categories import CategoryMatch, classify
    from guidetrack.extract.gate import Objection, admit, object_beside, object_to, object_to_itself
    from guidetrack.extract.stated import LISTS
    from guidetrack.extract.union import unite
    from guidetrack.extract.version import EXTRACTOR_VERSION, changed_since

_HOMES = {
    "EXTRACTOR_VERSION": "version",
    "LISTS": "stated",
    "Capture": "capture",
    "CategoryMatch": "categories",
    "Objection": "gate",
    "admit": "gate",
    "changed_since": "version",
    "classify": "categories",
    "extract": "capture",
    "object_beside": "gate",
    "object_to": "gate",
    "object_to_itself": "gate",
    "unite": "union",
}

__all__ = [
    "EXTRACTOR_VERSION",
    "LISTS",
    "Capture",
    "CategoryMatch",
    "Objection",
    "admit",
    "changed_since",
    "classify",
    "extract",
    "object_beside",
    "object_to",
    "object_to_itself",
    "unite",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"guidetrack.extract.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'guidetrack.extract' has no attribute {name!r}")
