"""
Times as alerts write them: ISO 8601 in UTC, to the second.

A day is a day in UTC, here as everywhere in the store, so that two machines never
disagree about which digest a notice belongs to.
"""

from __future__ import annotations

import datetime as dt


def written(now: dt.datetime) -> str:
    """Give a moment with a zone as it is stored: `2026-01-14T09:00:00Z`."""
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> dt.datetime:
    """Read a stored moment; one without a zone is taken as UTC."""
    found = dt.datetime.fromisoformat(text)
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)


def day_of(text: str) -> dt.date:
    """Give the day, in UTC, of a stored moment or a stored day."""
    return moment(text).date()
