"""
The recommendations of a pair as rules ask for them: which changed, which are the same.

A recommendation changed if its words did beyond numbers and punctuation, if it
came or went, or if it was cut otherwise. Another number or dated label in front of
the same words leaves it the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.diff.comparing import captured_by
from guidetrack.events.event import ConcernedRecommendation
from guidetrack.events.substance import nature_of
from guidetrack.events.view import Nature, PairView, RecommendationDifference, concern
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import Recommendation, walk_items


def both_captured(view: PairView) -> bool:
    """Whether both sides hold recommendations, so that they can be compared at all."""
    return view.records is not None and all(
        "recommendations" in captured_by(record) and record.recommendations
        for record in view.records
    )


def is_of_substance(view: PairView, difference: RecommendationDifference) -> bool:
    """Whether the words of a recommendation differ in more than numbers and punctuation."""
    return difference.reworded and nature_of_difference(view, difference) == "substance"


def nature_of_difference(view: PairView, difference: RecommendationDifference) -> Nature:
    """Say how the words of a recommendation differ; `order` is that of its bullets only."""
    old, new = difference.old, difference.new
    if comparison_form(old.text) == comparison_form(new.text):
        bullets = [
            sorted(comparison_form(item.text) for item in walk_items(each.items))
            for each in (old, new)
        ]
        if bullets[0] == bullets[1]:
            return "order"
    return nature_of(*difference.texts(), view)


def changed_recommendations(view: PairView) -> tuple[ConcernedRecommendation, ...]:
    """Every recommendation that changed, verbatim, in the order of the new side."""
    return tuple(concerned for _, concerned in sorted(_changed(view), key=lambda pair: pair[0]))


def _changed(view: PairView) -> Iterator[tuple[int, ConcernedRecommendation]]:
    for change in view.unclaimed("recommendations"):
        if change.field in {None, "cut"}:
            for concerned in concern_whole(view, change):
                yield _position(change), concerned
    for difference in view.differences():
        if is_of_substance(view, difference):
            yield _position(difference.changes[0]), concern(difference.old, difference.new)


def same_recommendations(view: PairView) -> tuple[ConcernedRecommendation, ...]:
    """Every recommendation that is the same, verbatim, in the order of the new side."""
    found = [(at, concern(old, new)) for at, old, new in view.same_on_both_sides()]
    found += [
        (_position(difference.changes[0]), concern(difference.old, difference.new))
        for difference in view.differences()
        if not is_of_substance(view, difference)
    ]
    return tuple(concerned for _, concerned in sorted(found, key=lambda pair: pair[0]))


def whole(view: PairView, change: Change) -> tuple[list[Recommendation], list[Recommendation]]:
    """The recommendations that came, went or were cut otherwise, on each side."""
    return (
        _on_side(
            view.old.recommendations if view.old else (), change.before, change.position_before
        ),
        _on_side(view.new.recommendations if view.new else (), change.after, change.position_after),
    )


def _on_side(
    recommendations: tuple[Recommendation, ...], value: object, position: int | None
) -> list[Recommendation]:
    if value is None or position is None:
        return []
    count = len(value) if isinstance(value, list) else 1
    return list(recommendations[position : position + count])


def concern_whole(view: PairView, change: Change) -> tuple[ConcernedRecommendation, ...]:
    """Quote the recommendations that came, went or were cut otherwise, one by one."""
    olds, news = whole(view, change)
    gone = [concern(old, None) for old in olds]
    come = [concern(None, new) for new in news]
    return (*gone, *come)


def _position(change: Change) -> int:
    at = change.position_after if change.position_after is not None else change.position_before
    return at or 0
