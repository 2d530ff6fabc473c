"""
The section a changed paragraph stands in, and what that section is about.

Headings are the publisher's and vary over the years; four roles are enough to tell
what a clinician must read from what they may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from guidetrack.diff.change import Change
from guidetrack.diff.sections import Placed, paragraphs
from guidetrack.events.view import PairView
from guidetrack.guidance.comparison import comparison_form

Role = Literal["procedure", "efficacy", "safety", "other"]

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("safety", re.compile(r"safety|adverse|complication|harms?\b|risks?\b")),
    ("efficacy", re.compile(r"efficacy|effectiveness|clinical evidence|outcomes?\b|benefit")),
    (
        "procedure",
        re.compile(r"procedure|indication|current treatment|technique|technology|condition|device"),
    ),
)
"""A heading to its role; the first that fits."""


class SectionKey(NamedTuple):
    """A section as people name it."""

    number: str | None
    heading: str | None

    def printed(self) -> str:
        """`2.4 Safety`, or what of it is known."""
        return " ".join(part for part in self if part) or "without a heading"


def role_of(heading: str | None) -> Role:
    """Say what a section is about, by its heading."""
    words = comparison_form(heading or "").casefold()
    return next((role for role, pattern in _ROLES if pattern.search(words)), "other")


def by_section(view: PairView, changes: Iterable[Change]) -> dict[SectionKey, list[Change]]:
    """Gather changes by the section they stand in, on the new side where it is there."""
    old = paragraphs(view.old.sections) if view.old else []
    new = paragraphs(view.new.sections) if view.new else []
    gathered: dict[SectionKey, list[Change]] = {}
    for change in changes:
        place = _place(change, old, new)
        key = SectionKey(place.section, place.heading) if place else SectionKey(None, None)
        gathered.setdefault(key, []).append(change)
    return gathered


def _place(change: Change, old: list[Placed], new: list[Placed]) -> Placed | None:
    if change.position_after is not None:
        return new[change.position_after]
    return None if change.position_before is None else old[change.position_before]
