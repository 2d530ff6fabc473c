"""
The columns that a register gains, in order.

Each is named after the tool, so that nobody takes it for the register's own, and so
that the next run finds what this one wrote.
"""

from __future__ import annotations

OWN = "guidetrack_"

HEADINGS = (
    "guidetrack_reference",
    "guidetrack_status",
    "guidetrack_current",
    "guidetrack_reassess",
    "guidetrack_verdict",
    "guidetrack_suggestion",
    "guidetrack_certainty",
    "guidetrack_address_before",
    "guidetrack_address_now",
    "guidetrack_duplicate_of",
    "guidetrack_note",
)
"""A new column goes to the end."""

WIDTHS = (22, 20, 20, 21, 20, 54, 21, 42, 42, 46, 50)
"""Characters that Excel shows of each."""


def is_own(heading: str) -> bool:
    """Whether a heading is one that guidetrack wrote."""
    return heading.startswith(OWN)
