"""
Details of the document changed, and nothing that it says.

Here too belong statements that repeat what is known: the other page of a migration
saying so later, or a replaced number being called withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.events import summaries
from guidetrack.events.links import is_restated
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.standing import only_restates_succession
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="details-changed",
    priority=("information",),
    meaning="The ISBN, the address or the programme name changed, or a known succession was "
    "stated once more.",
    counts="Both sides give the detail and the two differ; a relation, or a status, that another "
    "page had made known.",
    counts_not="A detail that only one side prints; the same address written otherwise; details "
    "that change with a migration, which are part of it.",
    usually_acts="Nobody.",
    counterpart="details-changed",
)

_FIELDS = ("programme", "origin_programme", "url", "isbn", "status_stated")


def find(view: PairView) -> Iterator[Finding]:
    """Yield all details that changed, as one event."""
    claims = list(view.unclaimed(*_FIELDS))
    claims += [each for each in view.unclaimed("relationships") if _is_detail(view, each)]
    claims += [each for each in view.unclaimed("status") if only_restates_succession(view, each)]
    if claims:
        yield Finding(
            summary=summaries.fields_changed(view.name, [change.root for change in claims]),
            claims=tuple(claims),
            priority="information",
        )


def _is_detail(view: PairView, change: Change) -> bool:
    return change.field is not None or is_restated(view, change)
