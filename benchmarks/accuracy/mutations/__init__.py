"""
Known changes, one function each: they change the new version and state what must be found.

A mutation returns False and leaves the draft alone where the document offers nothing to
change. Local ones can be combined, on different places; whole ones decide the fate of the
document and stand alone, but for a migration, which some local ones may accompany.
"""

from __future__ import annotations

from benchmarks.accuracy.mutations.categories import CATEGORIES
from benchmarks.accuracy.mutations.corpus import CORPUS
from benchmarks.accuracy.mutations.details import DETAILS
from benchmarks.accuracy.mutations.mutation import Mutation
from benchmarks.accuracy.mutations.rewordings import REWORDINGS
from benchmarks.accuracy.mutations.standing import STANDING
from benchmarks.accuracy.mutations.structure import STRUCTURE
from benchmarks.accuracy.mutations.succession import SUCCESSION

MUTATIONS: tuple[Mutation, ...] = (
    *STRUCTURE,
    *REWORDINGS,
    *CATEGORIES,
    *DETAILS,
    *SUCCESSION,
    *STANDING,
    *CORPUS,
)
"""Every known change."""

__all__ = ["MUTATIONS", "Mutation"]
