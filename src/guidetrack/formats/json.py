"""
The report as one JSON object: the contract that scripts are written against.

Keys stand in the order of the contract and every key is always there. Nothing of
the run goes in, so that the same two sides give the same bytes.
"""

from __future__ import annotations

from guidetrack.events.plain import encode, plain_report
from guidetrack.events.report import Report


def render(report: Report) -> str:
    """Render the whole report as one indented JSON object."""
    return encode(plain_report(report), indent=2) + "\n"
