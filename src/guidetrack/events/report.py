"""
What was found between two sides: the only thing a format is given.
"""

from __future__ import annotations

import msgspec

from guidetrack.events.event import Event

ATTRIBUTION = (
    "Guidance texts are quoted from documents published by the National Institute for Health and "
    "Care Excellence (NICE), as retrieved on the dates given. \u00a9 NICE. All rights reserved. "
    "Subject to Notice of rights. NICE accepts no responsibility for this use of its content. "
    "This is a guidance change notice. It is not a safety alert and is not issued by NICE."
)


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two sides compared."""

    revision: str | None
    """A commit, or None for a file."""
    observed_at: str | None
    """When the guidance was seen so, ISO 8601 in UTC; None where not known."""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A source that was not taken."""

    source: str
    reference: str | None
    problems: tuple[str, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Every event between two sides, in a stable order."""

    old: Side
    new: Side
    events: tuple[Event, ...]
    refused: tuple[Refused, ...] = ()
    schema_version: int = 1
    attribution: str = ATTRIBUTION
