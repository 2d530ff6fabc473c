"""
Replaced by other content under another number.

The old text no longer holds and the new one says something else, so that listing
its differences would tell nobody what to do: it has to be read. Only a change of
category is told beside it, because practice may hang on it today.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.replacement import find_replacement
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="superseded",
    priority=("review",),
    meaning="The guidance has been replaced by other content under another number.",
    counts="A page of either number says for the first time that one replaces the other, or the "
    "successor is first held; one event for each predecessor. It explains every difference of "
    "the two, but for a change of category.",
    counts_not='A migration, of which NICE also says "replaces": the sentence "has been '
    'migrated" decides. A page that repeats what its former number replaced long ago.',
    usually_acts="The lead for the procedure or condition, who reads the new guidance and decides "
    "what changes locally; then whoever keeps the register.",
    waiver="A replacement is not taken back; guidance that returns is reinstated.",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the replacement of a pair, and those whose other end is not held."""
    yield from find_replacement(view, "superseded", summaries.superseded)
