"""
What a rule is: a header people can read, and a way to find its events.

A rule decides what a change means and how urgent it is. Who the guidance is, which
identity the event gets and how its parts are written down is the same for all
rules, and not theirs to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from guidetrack.diff.change import Change
from guidetrack.events.event import (
    ConcernedRecommendation,
    Confidence,
    Priority,
    Verdict,
)

if TYPE_CHECKING:
    from guidetrack.events.view import CorpusView, PairView


class RuleHeader(msgspec.Struct, frozen=True, kw_only=True):
    """What people are told about an event kind; `guidetrack explain` prints it."""

    kind: str
    priority: tuple[Priority, ...]
    """Every priority the kind can have, the usual one first."""
    meaning: str
    """One sentence."""
    counts: str
    """When it counts."""
    counts_not: str
    """What looks like it and is none."""
    usually_acts: str
    """Who usually acts on it, and how."""
    counterpart: str | None = None
    """The kind that undoes it, which may be the kind itself."""
    waiver: str | None = None
    """Why there is no counterpart."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule found: the changes it explains, and what they mean."""

    summary: str
    claims: tuple[Change, ...] = ()
    """The changes this explains; no later rule is given them."""
    priority: Priority
    confidence: Confidence | None = None
    """None: confirmed where the publisher gives a note, else inferred."""
    verdict: Verdict | None = None
    direction: str | None = None
    aspects: tuple[str, ...] = ()
    recommendations: tuple[ConcernedRecommendation, ...] = ()
    categories: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    """Before and after; None for those of the two records."""
    explained_by: str | None = None
    explained_by_notes: bool = True
    """Whether a new update note explains it where `explained_by` does not."""
    references: tuple[str | None, str | None] | None = None
    """Before and after; None for those of the two records."""
    shown: tuple[Change, ...] | None = None
    """The changes the event lists; None for those it claims."""
    identity: tuple[str, ...] | None = None
    """What makes the event itself besides kind and references; None for what it claims."""


def _nothing(_: CorpusView) -> Iterator[Finding]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    header: RuleHeader
    find: Callable[[PairView], Iterator[Finding]]
    """Yields the events of one pair."""
    find_across: Callable[[CorpusView], Iterator[Finding]] = field(default=_nothing)
    """Yields the events that are one for the whole corpus; asked before any pair."""
