"""
The publisher added a note under "Update information".

It is told for itself, and it explains the events beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.events import summaries
from guidetrack.events.links import note_text
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView
from guidetrack.guidance.dates import PartialDate

HEADER = RuleHeader(
    kind="update-noted",
    priority=("information",),
    meaning="The publisher added an entry under its update information, or changed one.",
    counts="An entry with another month or other words than any there was.",
    counts_not="The entry that states a migration, which is part of migrated; another heading over "
    "the same entry; notes captured for the first time.",
    usually_acts="Nobody by itself; it explains the changes told beside it.",
    waiver="Notes are not taken back; one that is gone is other-changed.",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each note that came or was changed."""
    for change in view.unclaimed("update_notes"):
        if change.after is not None:
            yield Finding(
                summary=summaries.update_noted(view.name, _month(change)),
                claims=(change,),
                priority="information",
                confidence="declared",
                explained_by=note_text(change) if change.field is None else change.after,
            )


def _month(change: Change) -> PartialDate | None:
    when = change.after.get("when") if isinstance(change.after, dict) else None
    return PartialDate.parse(when) if when else None
