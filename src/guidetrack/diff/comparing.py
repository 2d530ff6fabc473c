"""
Two records to the changes between them.

Only what both sides captured is compared. An aspect that one side never looked at
is one change of coverage, whatever it holds, and never a removal. Equal comparison
forms are no change, and a detail that one side does not print is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from guidetrack.diff.change import Change, RecordPair
from guidetrack.diff.fields import Plain, compare_keyed
from guidetrack.diff.recommendation_changes import compare_recommendations
from guidetrack.diff.recommendations import align
from guidetrack.diff.references import own_names
from guidetrack.diff.sections import compare_sections
from guidetrack.diff.succession import ended
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.programmes import prefix_of_programme
from guidetrack.guidance.record import (
    ASPECTS,
    Aspect,
    GuidanceRecord,
    to_plain,
)

FIELDS_OF: dict[Aspect, tuple[str, ...]] = {
    "identity": ("title", "programme", "url", "isbn"),
    "dates": ("published", "last_updated", "next_review"),
    "recommendations": ("recommendations",),
    "relationships": ("relationships",),
    "sections": ("sections",),
    "update-notes": ("update_notes",),
    "endorsements": ("endorsements",),
    "codes": ("codes",),
}
"""Which fields of a record an aspect holds."""

_SELDOM_PRINTED = frozenset({"title", "programme", "url", "isbn", "published", "status_stated"})
"""Not every page prints these, so that null on one side says nothing."""
_STATES_NO_MORE = frozenset({"recommendations", "sections"})
"""What a page that only says it was replaced or withdrawn never takes away."""
_IN_NO_ORDER = frozenset({"relationships", "update-notes", "endorsements", "codes"})
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?")


def compare(pair: RecordPair) -> tuple[Change, ...]:
    """
    List every place in which the two records of a pair differ, in record order.

    Where one side holds no record, the change is the whole `record`. Applying the
    changes to the old record (`guidetrack.diff.applying`) gives the new one.
    """
    return tuple(_changes(pair))


def _changes(pair: RecordPair) -> Iterator[Change]:
    if pair.absent_before != pair.absent_after:
        words = {False: "served", True: "missing"}
        yield Change(
            place="presence", before=words[pair.absent_before], after=words[pair.absent_after]
        )
    old, new = pair.old, pair.new
    if old is None or new is None:
        if old is not new:
            yield Change(
                place="record",
                before=None if old is None else to_plain(old),
                after=None if new is None else to_plain(new),
            )
        return
    if old == new:
        return
    captured = captured_by(old), captured_by(new)
    both = captured[0] & captured[1]
    yield from _facts(old, new, both)
    yield from _lists(old, new, both)
    yield from _coverage(old, new, *captured)


def captured_by(record: GuidanceRecord) -> frozenset[Aspect]:
    """
    What a record captured, as far as comparing goes.

    A page that says it was replaced or withdrawn and holds no recommendations did
    not remove them: there they are not captured.
    """
    captured = frozenset(record.captured)
    if record.recommendations or not ended(record):
        return captured
    return captured - {"recommendations"} - (set() if record.sections else {"sections"})


def _facts(old: GuidanceRecord, new: GuidanceRecord, both: frozenset[Aspect]) -> Iterator[Change]:
    names = ["reference", "status", "status_stated"]
    if "relationships" in both:
        names.insert(1, "origin_programme")  # told by the migrations that a page states
    names += [
        name for aspect in ("identity", "dates") if aspect in both for name in FIELDS_OF[aspect]
    ]
    if "recommendations" not in both and old.categories and new.categories:
        names.append("categories")
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before == after or _say_the_same(name, before, after):
            continue
        yield Change(place=name, before=to_plain(before), after=to_plain(after))


def _say_the_same(name: str, before: Any, after: Any) -> bool:
    if before is None or after is None:
        return name in _SELDOM_PRINTED
    if isinstance(before, PartialDate) and isinstance(after, PartialDate):
        month = (before.year, before.month) == (after.year, after.month)
        return month and (before.day is None or after.day is None)
    if name == "programme":
        return prefix_of_programme(before) == prefix_of_programme(after) is not None
    if name == "url":
        return _address(before) == _address(after)
    if name == "categories":
        return set(before) == set(after)
    return isinstance(before, str) and comparison_form(before) == comparison_form(after)


def _address(url: str) -> str:
    return _ADDRESS.sub("", url.strip()).rstrip("/").casefold()


def _lists(old: GuidanceRecord, new: GuidanceRecord, both: frozenset[Aspect]) -> Iterator[Change]:
    names = own_names(old.reference, new.reference)
    if "relationships" in both:
        yield from _keyed(
            "relationships", old, new, _relation_key, ("stated", "when", "claims_unchanged")
        )
    if "recommendations" in both and old.recommendations != new.recommendations:
        alignment = align(old.recommendations, new.recommendations, names)
        yield from compare_recommendations(old.recommendations, new.recommendations, alignment)
    if "sections" in both:
        yield from compare_sections(old.sections, new.sections, names)
    if "update-notes" in both:
        yield from _keyed("update_notes", old, new, _note_key, ("text",))
    if "endorsements" in both:
        yield from compare_keyed(
            "endorsements",
            [{"name": name} for name in old.endorsements],
            [{"name": name} for name in new.endorsements],
            lambda entry: comparison_form(entry["name"]).casefold(),
            (),
        )
    if "codes" in both:
        yield from _keyed("codes", old, new, _code_key, ("description", "system", "version"))
    yield from _boilerplate(old, new)


def _keyed(
    root: str, old: GuidanceRecord, new: GuidanceRecord, key_of: Any, compared: tuple[str, ...]
) -> Iterator[Change]:
    before, after = getattr(old, root), getattr(new, root)
    if before != after:
        yield from compare_keyed(root, to_plain(before), to_plain(after), key_of, compared)


def _relation_key(entry: Plain) -> str:
    return f"{entry['kind']} {entry['reference']}"


def _note_key(entry: Plain) -> str:
    """The month and the first words: an entry that is corrected later stays the same entry."""
    opening = " ".join(comparison_form(entry["text"]).casefold().split()[:5])
    return f"{entry['when'] or 'undated'} {opening}"


def _code_key(entry: Plain) -> str:
    group = comparison_form(entry["group"] or "").casefold().rstrip(":")
    return f"{entry['code']} {group}".strip()


def _boilerplate(old: GuidanceRecord, new: GuidanceRecord) -> Iterator[Change]:
    """Standing texts that both sides hold; a page that does not print one says nothing."""
    before = {each.name: (at, each.sha256) for at, each in enumerate(old.boilerplate)}
    after = {each.name: (at, each.sha256) for at, each in enumerate(new.boilerplate)}
    for name in sorted(before.keys() & after.keys()):
        if before[name][1] != after[name][1]:
            yield Change(
                place=f"boilerplate[{name}].sha256",
                before=before[name][1],
                after=after[name][1],
                position_before=before[name][0],
                position_after=after[name][0],
            )


def _coverage(
    old: GuidanceRecord,
    new: GuidanceRecord,
    before: frozenset[Aspect],
    after: frozenset[Aspect],
) -> Iterator[Change]:
    for aspect in ASPECTS:
        if (aspect in before) != (aspect in after):
            yield Change(
                place=f"captured[{aspect}]",
                before=_held(old, aspect) if aspect in before else None,
                after=_held(new, aspect) if aspect in after else None,
            )


def _held(record: GuidanceRecord, aspect: Aspect) -> dict[str, Any]:
    """All that an aspect holds; lists whose order says nothing in an order of their own."""
    held = {name: to_plain(getattr(record, name)) for name in FIELDS_OF[aspect]}
    if aspect in _IN_NO_ORDER:
        return {name: tuple(sorted(entries, key=repr)) for name, entries in held.items()}
    return held
