"""
The clinical codes listed for the procedure changed.

Audit and income depend on them, care does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="codes-changed",
    priority=("re-reference",),
    meaning="The OPCS or ICD codes listed for the procedure changed.",
    counts="A code came or went, or its description or classification version differs.",
    counts_not="Another order; a classification that one side does not name; a code list that one "
    "side did not capture; codes mentioned in notes.",
    usually_acts="Clinical coding, and whoever runs audits by code.",
    counterpart="codes-changed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield all codes that changed, as one event."""
    claims = view.unclaimed("codes")
    if claims:
        came = [change.after["code"] for change in claims if change.before is None]
        went = [change.before["code"] for change in claims if change.after is None]
        yield Finding(
            summary=summaries.codes_changed(view.name, came, went),
            claims=claims,
            priority="re-reference",
        )
