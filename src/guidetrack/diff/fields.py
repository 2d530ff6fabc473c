"""
Keyed lists compared field by field, with DeepDiff.

Codes, relations, notes and endorsements come in no stable order, so each is made
a mapping keyed by what identifies an entry, in comparison form, and two mappings
are compared. DeepDiff is loaded only when something differs: most pairs never
need it, and importing it costs more than comparing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from guidetrack.diff.change import Change
from guidetrack.guidance.comparison import comparison_form

Plain = dict[str, Any]
Keyed = dict[str, Plain]


def compare_keyed(
    root: str,
    before: Sequence[Plain],
    after: Sequence[Plain],
    key_of: Callable[[Plain], str],
    compared: tuple[str, ...],
) -> Iterator[Change]:
    """
    Yield what differs between two lists of plain entries whose order says nothing.

    `key_of` identifies an entry and names its place; `compared` are the fields that
    count besides. A field that one side does not state (null) is no difference.
    """
    if before == after:
        return
    old, new = _keyed(before, key_of), _keyed(after, key_of)
    folded = tuple(
        {key: _folded(side[at], compared) for key, at in places.items()}
        for side, places in ((before, old), (after, new))
    )
    if folded[0] == folded[1]:
        return
    for key, field in sorted(_differing(*folded), key=lambda found: (found[0], found[1] or "")):
        i, j = old.get(key), new.get(key)
        one = None if i is None else before[i]
        two = None if j is None else after[j]
        if field is not None and one is not None and two is not None:
            if one[field] is None or two[field] is None:
                continue
            one, two = one[field], two[field]
        yield Change(
            place=f"{root}[{key}].{field}" if field else f"{root}[{key}]",
            before=one,
            after=two,
            position_before=i,
            position_after=j,
        )


def _keyed(entries: Sequence[Plain], key_of: Callable[[Plain], str]) -> dict[str, int]:
    """Key to position; an entry given twice in the same words counts once."""
    found: dict[str, int] = {}
    for at, entry in enumerate(entries):
        key = key_of(entry)
        while key in found and entries[found[key]] != entry:
            key += "'"
        found.setdefault(key, at)
    return found


def _folded(entry: Plain, compared: tuple[str, ...]) -> Plain:
    return {field: _fold(entry[field]) for field in compared}


def _fold(value: Any) -> Any:
    return comparison_form(value) if isinstance(value, str) else value


def _differing(
    old: Mapping[str, Plain], new: Mapping[str, Plain]
) -> Iterator[tuple[str, str | None]]:
    """Keys with the field that differs, or None where the whole entry came or went."""
    yield from ((key, None) for key in old.keys() ^ new.keys())
    changed = {key for key in old.keys() & new.keys() if old[key] != new[key]}
    if not changed:
        return
    from deepdiff import DeepDiff  # noqa: PLC0415 - costs 0.1 s, and most comparisons never need it

    found = DeepDiff(
        {key: old[key] for key in changed},
        {key: new[key] for key in changed},
        view="tree",
        threshold_to_diff_deeper=0,
    )
    for differences in found.values():
        for difference in differences:
            key, field = difference.path(output_format="list")
            yield key, field
