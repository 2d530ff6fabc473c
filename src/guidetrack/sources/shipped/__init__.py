"""
Facts that come with guidetrack: old numbers with the new ones that are stated for them.

They let a number be looked up before anything was captured. Each says who states it, and
none says anything of the texts, which nobody has compared.
"""

from __future__ import annotations

import csv
import datetime as dt
from calendar import monthrange
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.reference import Reference

_GRADES: dict[str, Literal["nice-page", "third-party"]] = {
    "NICE's page": "nice-page",
    "a third party": "third-party",
}
_UNDATED = PartialDate(2026, 1)
"""Month in which the migration to HealthTech guidance was done; of what states no month."""


class ShippedFact(NamedTuple):
    """One stated pair."""

    old: Reference
    new: Reference
    grade: Literal["nice-page", "third-party"]
    when: PartialDate | None
    """The month that the page gives, or None."""
    published: PartialDate | None
    title: str | None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the pair was surely known at the end of a day: its month is over."""
        when = self.when or _UNDATED
        last = when.day or monthrange(when.year, when.month)[1]
        return dt.date(when.year, when.month, last) <= day


@cache
def read_facts() -> tuple[ShippedFact, ...]:
    """Read the facts of the package, in the order of the old numbers."""
    text = resources.files(__name__).joinpath("crosswalk.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(sorted(map(_fact, rows)))


def _fact(row: dict[str, str]) -> ShippedFact:
    return ShippedFact(
        old=Reference.parse(row["old"]),
        new=Reference.parse(row["new"]),
        grade=_GRADES[row["stated_by"]],
        when=PartialDate.parse(row["when"]) if row["when"] else None,
        published=PartialDate.parse(row["published"]) if row["published"] else None,
        title=row["title"] or None,
    )
