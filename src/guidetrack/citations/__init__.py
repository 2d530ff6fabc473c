"""
A trust's own files to the guidance they cite, and which of it is stale.

A reader cuts a file into passages with their places, the finder finds what is written
like a citation and judges it by the words around, and a finding joins that with where
the number leads today. The files are only ever read. What only finds is loaded without
what knows where numbers lead, since many processes do the one and one does the other.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidetrack.citations.finder import Citation, find_citations
    from guidetrack.citations.findings import Finding, Scan, build_finding, is_stale
    from guidetrack.citations.passage import Passage

_HOMES = {
    "Citation": "finder",
    "Finding": "findings",
    "Passage": "passage",
    "Scan": "findings",
    "build_finding": "findings",
    "find_citations": "finder",
    "is_stale": "findings",
}

__all__ = [
    "Citation",
    "Finding",
    "Passage",
    "Scan",
    "build_finding",
    "find_citations",
    "is_stale",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"guidetrack.citations.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'guidetrack.citations' has no attribute {name!r}")
