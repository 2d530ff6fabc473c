"""
Relations to where a number leads today.

What both sides of a link state is merged into one graph; a number is followed
along it, and each link keeps its own kind, because "only the number changed"
and "the content was replaced" ask different things of a reader.
"""

from guidetrack.lineage.crosswalk import Crosswalk, CrosswalkRow, build_crosswalk
from guidetrack.lineage.graph import Lineage, Link
from guidetrack.lineage.relation import Relation, then
from guidetrack.lineage.resolution import Resolution, Step
from guidetrack.lineage.resolve import resolve

__all__ = [
    "Crosswalk",
    "CrosswalkRow",
    "Lineage",
    "Link",
    "Relation",
    "Resolution",
    "Step",
    "build_crosswalk",
    "resolve",
    "then",
]
