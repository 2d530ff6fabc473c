"""
One event a line, for streams and log collectors.

Each line is the event exactly as it stands in the JSON report, so that a line can
be read without its neighbours. No events give no line.
"""

from __future__ import annotations

from guidetrack.events.plain import encode, plain_report
from guidetrack.events.report import Report


def render(report: Report) -> str:
    """Render each event as one line of JSON."""
    return "".join(encode(event) + "\n" for event in plain_report(report)["events"])
