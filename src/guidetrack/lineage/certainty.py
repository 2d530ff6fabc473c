"""
Who states a link, and how sure a chain of links is.

Certainty never rises: a chain is as sure as its weakest link, and what only a third
party states is never more than inferred, however well the texts agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from guidetrack.events.event import Confidence, Verdict

Grade = Literal["held-page", "nice-page", "third-party"]
"""
`held-page`: a page held in the store states it. `nice-page`: a shipped fact that NICE's page
states. `third-party`: a shipped fact that a third party states, and NICE does not.
"""
SAID_BY: dict[Grade, str] = {
    "held-page": "stated by a page that is held",
    "nice-page": "stated by NICE's page",
    "third-party": "stated by a third party",
}
"""A grade in words."""
_SURENESS: dict[Confidence, int] = {"inferred": 0, "declared": 1, "confirmed": 2}


def judge_link(grade: Grade, verdict: Verdict, *, contradicted: bool) -> Confidence:
    """How sure one link is: stated and compared, stated only, or not stated by NICE."""
    if grade == "third-party":
        return "inferred"
    return "declared" if contradicted or verdict == "not-verified" else "confirmed"


def weakest(links: Iterable[Confidence]) -> Confidence | None:
    """How sure a chain is; None where there is no link."""
    return min(links, key=_SURENESS.__getitem__, default=None)
