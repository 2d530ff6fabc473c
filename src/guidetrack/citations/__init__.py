"""
A trust's own files to the guidance they cite, and which of it is stale.

A reader cuts a file into passages with their places, the finder finds what is written
like a citation and judges it by the words around, and a finding joins that with where
the number leads today. The files are only ever read.
"""

from guidetrack.citations.finder import Citation, find_citations
from guidetrack.citations.findings import Finding, Scan, build_finding, is_stale
from guidetrack.citations.passage import Passage

__all__ = [
    "Citation",
    "Finding",
    "Passage",
    "Scan",
    "build_finding",
    "find_citations",
    "is_stale",
]
