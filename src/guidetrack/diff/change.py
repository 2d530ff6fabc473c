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
    """Where: `title`, `codes[L80.4]`, `sections[2.4.1].text`, `recommendations[1.1].text`.
    `record` is the whole of it, `presence` whether its source still serves it, and
    `captured[codes]` all that one aspect holds. A number in brackets is the label printed on the
    new side, or the old one where it is gone."""
    before: Any = None
    """Plain data as in the record's canonical form; None where the place is new."""
    after: Any = None
    """Plain data; None where the place is gone."""
    position_before: int | None = None
    """For an entry of a list: where it stood, from 0; labels may repeat or be lost."""
    position_after: int | None = None
    """Where it stands now."""

    def inverted(self) -> Change:
        """The change seen from the other side."""
        return Change(
            place=self.place,
            before=self.after,
            after=self.before,
            position_before=self.position_after,
            position_after=self.position_before,
        )

    @property
    def root(self) -> str:
        """The field of the record it lies in: `recommendations` of `recommendations[1.1].text`."""
        return self.place.partition("[")[0].partition(".")[0]

    @property
    def field(self) -> str | None:
        """What of an entry changed: `text` of `recommendations[1.1].text`; None for all of it."""
        _, bracket, rest = self.place.rpartition("]")
        return rest[1:] or None if bracket else None


class RecordPair(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared with what, and why."""

    old: GuidanceRecord | None
    new: GuidanceRecord | None
    basis: Basis
    """`same-reference`, `stated-successor` (a page says so), `same-text` (inferred), or `asked`
    (the user named two documents)."""
    absent_before: bool = False
    """Whether the source had stopped serving the reference on the old side."""
    absent_after: bool = False
