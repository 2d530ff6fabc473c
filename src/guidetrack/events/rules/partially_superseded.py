"""
Replaced in part: the rest of the guidance stands.

NICE names a section or some recommendations that other guidance has taken over;
which part it is stands in the sentence quoted.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.replacement import find_replacement
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="partially-superseded",
    priority=("review",),
    meaning="A part of the guidance has been replaced by other guidance; the rest of it stands.",
    counts="A page of either number says for the first time that one replaces a part of the "
    "other. It explains every difference of the two, but for a change of category.",
    counts_not="A replacement of the whole; a recommendation that merely points to other guidance.",
    usually_acts="The lead for the condition, who finds out which part is meant and reads both.",
    waiver="A replacement is not taken back; a statement that is dropped is relationship-changed.",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the partial replacement of a pair, and those whose other end is not held."""
    yield from find_replacement(view, "partially-superseded", summaries.partially_superseded)
