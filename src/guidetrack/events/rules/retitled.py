"""
The same guidance under another title.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="retitled",
    priority=("re-reference",),
    meaning="The title changed.",
    counts="Titles differ in a word.",
    counts_not="Typography or punctuation; a title that one side does not carry; another title "
    "over another text, which is reference-reused.",
    usually_acts="Whoever cites the guidance by title.",
    counterpart="retitled",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the new title."""
    for change in view.unclaimed("title"):
        yield Finding(
            summary=summaries.retitled(view.name, change.before, change.after),
            claims=(change,),
            priority="re-reference",
        )
