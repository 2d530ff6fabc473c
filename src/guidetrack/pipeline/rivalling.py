"""
Rows of several lists about one guidance: whether they contradict each other.

The publisher's lists state different things of the same guidance: one its address, one its
standing, one its days. What only one of them states is no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from guidetrack.extract import Capture
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import GuidanceRecord

_STATED = ("title", "programme", "url", "published", "last_updated")
"""What a row of some list states of guidance besides its number and its standing."""


def agree(captures: Iterable[Capture]) -> bool:
    """Whether rows state nothing of which another states the opposite."""
    records = [each.record for each in captures]
    return all(_agree(one, other) for one, other in combinations(records, 2))


def says_how_much(capture: Capture) -> int:
    """Count the things that a row states."""
    return sum(getattr(capture.record, name) is not None for name in _STATED)


def _agree(one: GuidanceRecord, other: GuidanceRecord) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in _STATED)
    return one.status == other.status and all(
        _same(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None
    )


def _same(one: str | PartialDate, other: str | PartialDate) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return comparison_form(one) == comparison_form(other)
    short, long = sorted((str(one), str(other)), key=len)
    return long.startswith(short)
