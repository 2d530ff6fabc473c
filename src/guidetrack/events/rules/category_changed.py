"""
How freely a procedure or technology may be used has changed.

The category is what practice hangs on, and the words around it often change with
it, so the rewording of that recommendation is told here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.aspects import aspects_of, priority_of
from guidetrack.events.event import Priority
from guidetrack.events.populations import direction_between, direction_of
from guidetrack.events.recommendations import is_of_substance
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.substance import forms_in_agreement, only_one_sentence_differs
from guidetrack.events.view import PairView, RecommendationDifference

HEADER = RuleHeader(
    kind="category-changed",
    priority=("act", "review", "information"),
    meaning="A recommendation has another category: the procedure may be used more or less freely.",
    counts="The category of a recommendation, or of one group of people in its bullets, differs. "
    "The direction is tighter (act) as soon as one group is bound more tightly, looser (review), "
    "label-only (information) where ordinary use only got another name and nothing else of "
    "substance changed, or unknown (review) where NICE gives no order. Where only one side has a "
    "category, the rewording decides the priority.",
    counts_not="A rewording that leaves the category alone; another label together with another "
    "change of substance, which is recommendation-reworded; words outside the recommendations.",
    usually_acts="The lead for the procedure and the new-procedures committee: consent, audit and "
    "whether it may be done at all; today where it is tighter.",
    counterpart="category-changed",
)

_PRIORITY: dict[str, Priority] = {
    "tighter": "act",
    "looser": "review",
    "label-only": "information",
    "unknown": "review",
}
_OF_NO_SUBSTANCE = frozenset({"strength", "wording"})
"""What another name for the same category brings along: "may be used" became "can be used"."""


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation whose category changed."""
    for difference in view.differences():
        if is_of_substance(view, difference):
            yield from _of_recommendation(view, difference)
    for change in view.unclaimed("categories"):
        way = direction_of(change.before, change.after) or "unknown"
        yield Finding(
            summary=summaries.category_of_whole_changed(
                view.name, change.before, change.after, way
            ),
            claims=(change,),
            priority=_PRIORITY[way],
            direction=way,
            categories=(tuple(change.before), tuple(change.after)),
        )


def _of_recommendation(view: PairView, difference: RecommendationDifference) -> Iterator[Finding]:
    way = direction_between(difference.old, difference.new)
    before, after = difference.old.all_categories(), difference.new.all_categories()
    if way is None or (_is_replacement(view) and not (before and after)):
        return
    forms = forms_in_agreement(*difference.texts(), view)
    aspects = aspects_of(*forms)
    one_sentence = only_one_sentence_differs(*forms)
    if way == "label-only" and not (one_sentence and set(aspects) <= _OF_NO_SUBSTANCE):
        return
    yield Finding(
        summary=summaries.category_changed(view.name, difference.label, before, after, way),
        claims=difference.changes,
        priority=_PRIORITY[way] if before and after else priority_of(aspects, *forms),
        direction=way,
        aspects=aspects,
        categories=(before, after),
        recommendations=difference.concerned(),
        identity=difference.identity(),
    )


def _is_replacement(view: PairView) -> bool:
    """Whether the new text is other content, where a category that is missing says nothing."""
    return view.link is not None and view.link.kind != "migrated"
