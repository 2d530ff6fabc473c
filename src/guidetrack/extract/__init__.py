"""
Parsed document to record: which guidance this is, and what it says.

Pure functions of the document; nothing is guessed.
"""

from guidetrack.extract.capture import Capture, extract
from guidetrack.extract.categories import CategoryMatch, classify
from guidetrack.extract.gate import Objection, admit, object_to
from guidetrack.extract.stated import LISTS
from guidetrack.extract.unite import unite
from guidetrack.extract.version import EXTRACTOR_VERSION, changed_since

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
    "object_to",
    "unite",
]
