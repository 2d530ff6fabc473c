"""
The publisher withdrew the guidance and nothing takes its place.

Practice that rests on it is no longer supported by NICE today.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.standing import find_end
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="withdrawn",
    priority=("act",),
    meaning="The publisher withdrew the guidance, and no successor is stated.",
    counts="The page or a feed states the status withdrawn for the first time.",
    counts_not='An outage, an error page, an empty page or a missing row; "NICE may withdraw"; '
    "guidance that has a successor, which is superseded or migrated.",
    usually_acts="The clinical lead, today: stops or justifies the practice; and has it recorded.",
    counterpart="reinstated",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the end of guidance that became withdrawn."""
    yield from find_end(view, "withdrawn", "act", summaries.withdrawn(view.name))
