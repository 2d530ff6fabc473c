"""
Parsed document to record: which guidance this is, and what it says.

Pure functions of the document; nothing is guessed.
"""

from guidetrack.extract.capture import Capture, extract
from guidetrack.extract.categories import CategoryMatch, classify
from guidetrack.extract.gate import admit
from guidetrack.extract.unite import unite

EXTRACTOR_VERSION = "1"
"""Raised whenever the same bytes give another record; a store then re-reads its sources."""

__all__ = [
    "EXTRACTOR_VERSION",
    "Capture",
    "CategoryMatch",
    "admit",
    "classify",
    "extract",
    "unite",
]
