"""
New guidance, without a predecessor.

That a document is captured for the first time does not make it new: it must have
been listed first, or be dated, after the previous snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.holding import listed_by
from guidetrack.events import summaries
from guidetrack.events.links import dated_since
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView
from guidetrack.guidance.record import GuidanceRecord

HEADER = RuleHeader(
    kind="published",
    priority=("review",),
    meaning="New guidance was published under a number that had not been in use.",
    counts="A source that lists all guidance names it for the first time, or it is dated on or "
    "after the day (or in the month) of the previous snapshot.",
    counts_not="An old document captured for the first time, which is coverage-changed; guidance "
    "with a predecessor, which is migrated or superseded.",
    usually_acts="The new-procedures committee or the lead for the topic, who reads it.",
    waiver="Its end has kinds of its own: withdrawn, superseded, disappeared.",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield guidance that is new, not merely new to the store."""
    change = next(iter(view.unclaimed("record")), None)
    if change is None or view.new is None or not _is_new(view, view.new):
        return
    yield Finding(
        summary=summaries.published(view.name, view.new.title, view.new.published),
        claims=(change,),
        priority="review",
        confidence="declared",
        identity=(str(view.new.published),),
        recommendations=(),
    )


def _is_new(view: PairView, record: GuidanceRecord) -> bool:
    before, after = listed_by(view.corpus.old), listed_by(view.corpus.new)
    if before is not None and after is not None and record.reference in after:
        return record.reference not in before
    seen = view.corpus.old.observed_at
    return bool(seen and record.published and dated_since(record.published, seen))
