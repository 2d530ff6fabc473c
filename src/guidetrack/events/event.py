"""
What a change means, and what it means for whoever must act.

An event gathers the changes that have one meaning. Its identity is made from
what changed and never from wording, clock or commit, so the same change seen
twice is the same event.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from guidetrack.diff.change import Change

Priority = Literal["act", "review", "re-reference", "information"]
PRIORITIES: tuple[Priority, ...] = ("information", "re-reference", "review", "act")
"""Lowest first."""
Confidence = Literal["confirmed", "declared", "inferred"]
"""Stated and compared; stated only; compared only."""
Verdict = Literal["identical", "changed", "not-verified"]


class ConcernedRecommendation(msgspec.Struct, frozen=True, kw_only=True):
    """A recommendation an event is about, verbatim on both sides."""

    number_before: str | None
    number_after: str | None
    text_before: str | None
    """Whole, with its bullets; None where there was none."""
    text_after: str | None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to guidance."""

    id: str
    """`GT-` and 16 characters of base32."""
    kind: str
    priority: Priority
    confidence: Confidence
    reference_before: str | None
    """None only where that side has no record."""
    reference_after: str | None
    origin_programme: str | None
    title: str | None
    summary: str
    """The decisive sentence, from a template and facts."""
    verdict: Verdict | None = None
    direction: str | None = None
    aspects: tuple[str, ...] = ()
    categories_before: tuple[str, ...] = ()
    categories_after: tuple[str, ...] = ()
    recommendations: tuple[ConcernedRecommendation, ...] = ()
    explained_by: str | None = None
    """The publisher's own note on it, verbatim; None where there is none."""
    url_before: str | None = None
    url_after: str | None = None
    changes: tuple[Change, ...] = ()
