"""
What changed in recommendations that were aligned, one change for each place.

Apart from the alignment, which says what belongs together, and from the comparison
of whole records, which asks both.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.alignment import out_of_order, tie_breaker
from guidetrack.diff.change import Change
from guidetrack.diff.recommendations import Aligned, whole_text
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import Item, Recommendation, to_plain, walk_items


def compare_recommendations(
    before: tuple[Recommendation, ...],
    after: tuple[Recommendation, ...],
    alignment: tuple[Aligned, ...],
) -> Iterator[Change]:
    """Yield what differs between recommendations that were aligned."""
    pairs = [(each.before[0], each.after[0]) for each in alignment if _is_pair(each)]
    weights = {
        (i, j): len(before[i].text) + tie_breaker(before[i].text, after[j].text) for i, j in pairs
    }
    moved = out_of_order(pairs, weights)
    for each in alignment:
        if _is_page_break(before, after, each):
            continue
        if _is_pair(each):
            i, j = each.before[0], each.after[0]
            yield from _recommendation_changes(before[i], after[j], i, j, moved=(i, j) in moved)
        else:
            yield _cut_added_or_removed(before, after, each)


def _is_pair(each: Aligned) -> bool:
    return len(each.before) == len(each.after) == 1


def _is_page_break(
    before: tuple[Recommendation, ...], after: tuple[Recommendation, ...], each: Aligned
) -> bool:
    """Whether one was cut in two without a second number: damage to a copy, not a split."""
    if len(each.before) == len(each.after) or not (each.before and each.after):
        return False
    parts = [after[at] for at in each.after] + [before[at] for at in each.before]
    first = {before[each.before[0]].number, after[each.after[0]].number}
    return len(first) == 1 and len([part for part in parts if part.number]) <= 2  # noqa: PLR2004


def _cut_added_or_removed(
    before: tuple[Recommendation, ...], after: tuple[Recommendation, ...], each: Aligned
) -> Change:
    olds = [to_plain(before[at]) for at in each.before]
    news = [to_plain(after[at]) for at in each.after]
    label = (news or olds)[0]["number"] or ""
    place = f"recommendations[{label}]"
    positions = {
        "position_before": each.before[0] if each.before else None,
        "position_after": each.after[0] if each.after else None,
    }
    if olds and news:
        return Change(place=f"{place}.cut", before=olds, after=news, **positions)
    return Change(
        place=place, before=next(iter(olds), None), after=next(iter(news), None), **positions
    )


def _recommendation_changes(
    old: Recommendation, new: Recommendation, i: int, j: int, *, moved: bool
) -> Iterator[Change]:
    if old == new and not moved:
        return
    fields = ["number"] if old.number and new.number and old.number != new.number else []
    if old.label != new.label:
        fields.append("label")
    if comparison_form(whole_text(old)) != comparison_form(whole_text(new)):
        fields += _reworded_fields(old, new)
    values = [(name, to_plain(getattr(old, name)), to_plain(getattr(new, name))) for name in fields]
    if moved:
        values.append(("position", i, j))
    for name, before, after in values:
        yield Change(
            place=f"recommendations[{new.number or old.number or ''}].{name}",
            before=before,
            after=after,
            position_before=i,
            position_after=j,
        )


def _reworded_fields(old: Recommendation, new: Recommendation) -> list[str]:
    """Of a recommendation whose words differ, the parts in which they do."""
    found = []
    if comparison_form(old.text) != comparison_form(new.text):
        found.append("text")
    if _folded(old.items) != _folded(new.items):
        found.append("items")
    if old.categories != new.categories:
        found.append("categories")
    return found


def _folded(items: tuple[Item, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(comparison_form(item.text), item.categories) for item in walk_items(items)]
