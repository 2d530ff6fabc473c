"""
Which of several captures says whether the guidance stands.

A page that says nothing of its end is silent, and a list states a standing for every
number. So the word of a list that guidance was withdrawn counts as soon as it is seen,
while its "published" undoes an end that a page put into words only as a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from guidetrack.extract.stated import LISTS
from guidetrack.guidance.record import GuidanceRecord

_PUBLISHED = "published"


class Slotted(Protocol):
    """A partial record with the slot it came from."""

    @property
    def slot(self) -> str:
        """`document`, `overview`, `chapter-...`, `feed`, `catalogue`."""

    @property
    def changed_at(self) -> str:
        """When it last changed; later sorts higher."""

    @property
    def record(self) -> GuidanceRecord:
        """What was read out of it."""

    @property
    def unchanged(self) -> bool:
        """Whether it is a list that still says what it said when it was first seen."""


_W = TypeVar("_W", bound=Slotted)


def choose_standing(ordered: Sequence[_W]) -> _W:
    """
    The capture whose status counts.

    Args:
        ordered: at least one, the latest first.
    """
    pages = [each for each in ordered if each.slot not in LISTS]
    lists = [each for each in ordered if each.slot in LISTS]
    lists.sort(key=lambda each: each.changed_at, reverse=True)
    listed = next((each for each in lists if _speaks(each)), None)
    if not pages:
        return listed or lists[0]
    page = _page_standing(pages)
    if listed is None or listed.record.status == page.record.status:
        return page
    return listed if _outweighs(listed, page) else page


def _speaks(listed: Slotted) -> bool:
    return listed.record.status != _PUBLISHED or not listed.unchanged


def _outweighs(listed: Slotted, page: Slotted) -> bool:
    """Whether a list's word counts against another of a page."""
    if page.record.status == _PUBLISHED:
        return page.slot != "overview" or page.changed_at <= listed.changed_at
    return not listed.unchanged and listed.changed_at > page.changed_at


def _page_standing(pages: Sequence[_W]) -> _W:
    """The latest page about the whole guidance, else a chapter that states a status."""
    stated = (
        each for each in pages if each.record.status != _PUBLISHED or each.record.status_stated
    )
    whole = (each for each in pages if not each.slot.startswith("chapter-"))
    return next(whole, None) or next(stated, pages[0])
