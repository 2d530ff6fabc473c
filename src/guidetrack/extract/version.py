"""
The version of the extraction, and what each version came to read differently.

A better reader must never look like a change of guidance. Where the bytes of a
source are kept they are read again; where they are not, this table says which
aspects of an older record can no longer be compared with a newer one.
"""

from __future__ import annotations

from collections.abc import Mapping

from guidetrack.guidance.record import ASPECTS, Aspect

VERSIONS: Mapping[str, tuple[Aspect, ...]] = {
    "1": ASPECTS,
}
"""Every version, oldest first, with the aspects it reads differently from the one before."""

EXTRACTOR_VERSION = tuple(VERSIONS)[-1]
"""Raised whenever the same bytes give another record; a store then re-reads its sources."""


def changed_since(
    version: str | None, versions: Mapping[str, tuple[Aspect, ...]] = VERSIONS
) -> frozenset[Aspect]:
    """The aspects that some later version reads differently; all, for an unknown version."""
    if version is None or version not in versions:
        return frozenset(ASPECTS)
    order = list(versions)
    later = order[order.index(version) + 1 :]
    return frozenset(aspect for each in later for aspect in versions[each])
