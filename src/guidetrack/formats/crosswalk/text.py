"""
The crosswalk for people: one line for each old number, what needs asking first.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from guidetrack.events.reading import safe
from guidetrack.guidance.dates import PartialDate
from guidetrack.lineage import Crosswalk, CrosswalkRow
from guidetrack.lineage.listing import remarks_on, say_who
from guidetrack.lineage.resolution import Reassess

_HEADINGS: dict[Reassess, str] = {
    "yes": "Reassess: the content changed or ended.",
    "check": "Check: not verified, because something is missing or contradicts itself.",
    "no": "Nothing to reassess: only the number changed.",
}


def render(crosswalk: Crosswalk) -> str:
    """Render a sentence with the counts, then the rows under what they ask for."""
    return safe("\n".join(_lines(crosswalk)) + "\n")


def _lines(crosswalk: Crosswalk) -> Iterator[str]:
    yield _count(crosswalk)
    for reassess, heading in _HEADINGS.items():
        rows = [row for row in crosswalk.rows if row.reassess == reassess]
        if rows:
            yield ""
            yield heading
        for row in rows:
            yield from _describe(row)


def _count(crosswalk: Crosswalk) -> str:
    olds = len({row.old for row in crosswalk.rows})
    numbers = "1 old number" if olds == 1 else f"{olds:,} old numbers"
    asked = Counter(row.reassess for row in crosswalk.rows)
    parts = ", ".join(f"{asked[each]:,} {each}" for each in _HEADINGS if asked[each])
    source = "" if crosswalk.revision else " Nothing was captured yet: these are shipped facts."
    return f"{numbers}{f'; reassess: {parts}' if parts else ''}.{source}"


def _describe(row: CrosswalkRow) -> Iterator[str]:
    when = f" ({PartialDate.parse(row.when).printed()})" if row.when else ""
    relation = row.relation.replace("-", " ")
    yield f"  {row.old} -> {row.new or 'nothing current'}: {relation}{when}"
    titles = dict.fromkeys(filter(None, (row.title_before, row.title_after)))
    for line in (" / now: ".join(titles), say_who(row), *remarks_on(row)):
        yield from textwrap.wrap(line, 88, initial_indent="    ", subsequent_indent="    ")
