"""
The answer for one number, as people, scripts and other programs are given it.

It keeps its evidence: each link with the sentence that states it and who does, and what
speaks against it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from guidetrack.events.event import Confidence, Verdict
from guidetrack.lineage.certainty import Grade
from guidetrack.lineage.contradictions import Contradiction
from guidetrack.lineage.relation import Relation

Reassess = Literal["no", "yes", "check"]
Basis = Literal["store", "shipped"]


class Step(msgspec.Struct, frozen=True, kw_only=True, rename={"old": "from", "new": "to"}):
    """One link of the way from the number asked for."""

    old: str
    new: str
    relation: Relation
    when: str | None
    stated: str | None
    stated_by: tuple[str, ...] = ()
    """The guidance whose held pages state it; nothing for a shipped fact."""
    grade: Grade = "held-page"
    verdict: Verdict = "not-verified"
    confidence: Confidence = "declared"


class Former(msgspec.Struct, frozen=True, kw_only=True):
    """A number that led to the one asked for."""

    reference: str
    title: str | None
    relation: Relation
    """Of the whole chain, by the closest way."""
    when: str | None
    """The latest day or month that the way states, or None."""
    verdict: Verdict
    confidence: Confidence
    reassess: Reassess
    path: tuple[Step, ...]


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one number."""

    query: str
    """As asked."""
    reference: str
    status: str
    """
    current, migrated, superseded, partially-superseded, withdrawn (and its kin), disappeared,
    unknown.
    """
    current: tuple[str, ...]
    """Where to look now; empty where nothing is current."""
    reassess: Reassess
    """`no`: only the number changed. `yes`: the content changed or ended. `check`: not verified."""
    verdict: Verdict | None
    """What comparing the texts along the way gave; None where there is no way."""
    path: tuple[Step, ...]
    confidence: Confidence | None = None
    """That of the weakest link; None where there is no way."""
    contradictions: tuple[Contradiction, ...] = ()
    """Statements that cannot both be true; both are kept, in stable order."""
    warnings: tuple[str, ...] = ()
    """What else to know before relying on the answer, in sentences."""
    cycle: tuple[str, ...] = ()
    """The numbers of a circle that the succession runs into, the first one again at the end."""
    basis: Basis = "store"
    """`shipped` where the answer rests, at least in part, on facts that guidetrack ships."""
    highest_known: str | None = None
    """The highest number held of the programme, where the one asked for is above it."""
    former: tuple[Former, ...] = ()
    """Every number that led here, where that was asked for."""
