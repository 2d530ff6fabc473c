"""
Whether two texts of guidance say the same: the verdict on one succession.

It is a comparison like any other, so that `resolve` and `diff` never come to different
ends. What compares is loaded only when there is something to compare.
"""

from __future__ import annotations

from guidetrack.diff.holding import HeldRecords
from guidetrack.events.event import Verdict
from guidetrack.guidance.record import GuidanceRecord


def compare_texts(old: GuidanceRecord | None, new: GuidanceRecord | None) -> Verdict:
    """Compare the texts under two numbers; `not-verified` where one is not held."""
    if old is None or new is None:
        return "not-verified"
    if not (old.recommendations and new.recommendations):
        return "not-verified"  # two pages without recommendations are no two equal texts
    from guidetrack.events import detect  # noqa: PLC0415 - loads all that compares

    events = detect(HeldRecords([old]), HeldRecords([new]))
    for event in events:
        if event.kind == "migrated" and event.verdict:
            return event.verdict
    places = (change.place for event in events for change in event.changes)
    return "changed" if any(each.startswith("recommendations") for each in places) else "identical"
