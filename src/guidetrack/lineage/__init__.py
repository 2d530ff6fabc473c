"""
Relations to where a number leads today.

What both sides of a link state is merged into one graph; a number is followed
along it, and each link keeps its own kind, because "only the number changed"
and "the content was replaced" ask different things of a reader.
"""

from guidetrack.lineage.graph import Lineage, Link
from guidetrack.lineage.relation import Relation, then
from guidetrack.lineage.resolve import Resolution, resolve

__all__ = ["Lineage", "Link", "Relation", "Resolution", "resolve", "then"]
