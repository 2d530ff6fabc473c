"""
The words of a recommendation changed in substance.

Which aspect changed is named, because a "not", a dose or a "must" decides care
where another turn of phrase does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.aspects import aspects_of, priority_of
from guidetrack.events.recommendations import is_of_substance
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.substance import forms_in_agreement
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="recommendation-reworded",
    priority=("review", "act"),
    meaning="A recommendation says something in other words; the aspects say what they touch.",
    counts="The words differ beyond typography, punctuation and known numbers. Aspects: negation, "
    "strength (must, should, offer, consider, may, only), quantity (numbers, units, ages, "
    "intervals, doses), population, reference, else wording. A negation, a quantity, or a change "
    "to must or do not is act.",
    counts_not="A change of category (category-changed); another number or label in front of the "
    "same words; punctuation, and numbers known to have moved (editorial).",
    usually_acts="The lead for the procedure, who reads both texts beside the redline.",
    counterpart="recommendation-reworded",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation that was reworded."""
    for difference in view.differences():
        if not is_of_substance(view, difference):
            continue
        forms = forms_in_agreement(*difference.texts(), view)
        aspects = aspects_of(*forms) or ("wording",)
        yield Finding(
            summary=summaries.reworded(view.name, difference.label, aspects),
            claims=difference.changes,
            priority=priority_of(aspects, *forms),
            aspects=aspects,
            categories=(difference.old.all_categories(), difference.new.all_categories()),
            recommendations=difference.concerned(),
            identity=difference.identity(),
        )
