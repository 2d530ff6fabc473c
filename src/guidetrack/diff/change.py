"""
Facts about what differs, without opinion.

A `Change` says that one place of a record held one value and now holds another.
Whether that matters is for the rules to say. Changes are invertible, and applying
all changes of a pair to its old record gives the new one.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from guidetrack.guidance.record import GuidanceRecord

Basis = Literal["same-reference", "stated-successor", "same-text", "asked"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a record, before and after."""

    place: str
    """Where: `title`, `codes[L80.4]`, `sections[2.4.1].text`, `recommendations[1.1].text`."""
    before: Any
    """Plain data as in the record's canonical form; None where the place is new."""
    after: Any
    """Plain data; None where the place is gone."""

    def inverted(self) -> Change:
        """The change seen from the other side."""
        return Change(place=self.place, before=self.after, after=self.before)


class RecordPair(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared with what, and why."""

    old: GuidanceRecord | None
    new: GuidanceRecord | None
    basis: Basis
    """`same-reference`, `stated-successor` (a page says so), `same-text` (inferred), or `asked`
    (the user named two documents)."""
