"""
Changes put back to work: the old record and its changes give the new one.

Nobody needs this to be told what changed. It is how the comparison is held to its
word: a change that was missed, or said wrongly, shows as a record that comes out
otherwise. Typography that is no change stays that of the old record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guidetrack.diff.change import Change
from guidetrack.diff.sections import paragraphs
from guidetrack.errors import RecordError
from guidetrack.guidance.record import ASPECTS, GuidanceRecord, from_plain, to_plain

Plain = dict[str, Any]

_LISTS = frozenset(
    {
        "relationships",
        "recommendations",
        "sections",
        "update_notes",
        "endorsements",
        "codes",
        "boilerplate",
    }
)


def apply(changes: Iterable[Change], record: GuidanceRecord | None) -> GuidanceRecord | None:
    """
    Make the new record of a pair from its old one.

    None stands for no record on a side. To go back, apply each change `inverted()`.

    Raises:
        RecordError: a change names what the record does not hold.
    """
    listed = list(changes)
    for change in listed:
        if change.place == "record":
            return None if change.after is None else from_plain(change.after)
    if record is None:
        return None
    plain = _opened(record)
    for change in listed:
        if change.root == "captured":
            _recapture(plain, change)
        elif change.root not in _LISTS and change.place != "presence":
            plain[change.place] = change.after
    for root in _LISTS:
        own = [change for change in listed if change.root == root]
        if own:
            plain[root] = _edited(plain[root], own)
    return from_plain(_closed(plain))


def _opened(record: GuidanceRecord) -> Plain:
    """A record as plain data with every list flat, as changes name its places."""
    plain: Plain = to_plain(record)
    plain["sections"] = [placed.plain() for placed in paragraphs(record.sections)]
    plain["endorsements"] = [{"name": name} for name in record.endorsements]
    return plain


def _closed(plain: Plain) -> Plain:
    sections: list[Plain] = []
    for entry in plain["sections"]:
        if not sections or {key: sections[-1][key] for key in entry["section"]} != entry["section"]:
            sections.append({**entry["section"], "paragraphs": []})
        sections[-1]["paragraphs"].append({"number": entry["number"], "text": entry["text"]})
    closed = {
        **plain,
        "sections": sections,
        "endorsements": [entry["name"] for entry in plain["endorsements"]],
    }
    if "recommendations" in plain["captured"]:
        found = from_plain({**closed, "categories": []}).recommendations
        codes = [code for each in found for code in each.all_categories()]
        closed["categories"] = list(dict.fromkeys(codes))
    return closed


def _recapture(plain: Plain, change: Change) -> None:
    aspect = change.place.removeprefix("captured[").removesuffix("]")
    captured = {*plain["captured"], aspect} if change.before is None else {*plain["captured"]}
    if change.after is None:
        captured.discard(aspect)
    plain["captured"] = [each for each in ASPECTS if each in captured]
    for name, value in (change.after or change.before).items():
        held = (
            value if change.after is not None else ([] if isinstance(value, list | tuple) else None)
        )
        plain[name] = _flat(name, held)


def _flat(name: str, value: Any) -> Any:
    if name == "endorsements":
        return [{"name": each} for each in value]
    if name == "sections":
        return [
            {"section": {"number": each["number"], "heading": each["heading"]}, **paragraph}
            for each in value
            for paragraph in each["paragraphs"]
        ]
    return value


def _edited(entries: list[Plain], changes: list[Change]) -> list[Plain]:
    """A list with its changes made: fields first, then what goes, then what comes or moves."""
    edited = [dict(entry) for entry in entries]
    coming: list[tuple[int, list[Plain]]] = []
    going: set[int] = set()
    for change in changes:
        before, after = change.position_before, change.position_after
        if change.field is None or change.field == "cut":
            count = len(change.before) if change.field and change.before else 1
            going.update(range(before, before + count) if before is not None else ())
            if after is not None:
                coming.append((after, change.after if change.field else [change.after]))
        elif before is None or before >= len(edited):
            raise RecordError(f"{change.place} is not in the record")
        elif change.field == "position":
            going.add(before)
            coming.append((after or 0, [edited[before]]))
        else:
            edited[before][change.field] = change.after
    kept = [entry for at, entry in enumerate(edited) if at not in going]
    for at, new in sorted(coming, key=lambda each: each[0]):
        kept[at:at] = new
    return kept
