"""
NICE says that nothing changed, and something did.

The statement made with a migration is checked against both texts. That it does not
hold is worth a notice of its own, beside the one on what changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView
from guidetrack.guidance.comparison import comparison_form

HEADER = RuleHeader(
    kind="claim-contradicted",
    priority=("review", "act"),
    meaning="The publisher states that the content remains unchanged, but it changed.",
    counts='A migration is stated with "remain unchanged", and a recommendation changed in '
    "substance; or a section did, where the accompanying content is included in the claim. Act if "
    "a category tightened.",
    counts_not="Renumbering, relabelling, punctuation and numbers known to have moved; a migration "
    "without the claim; aspects that could not be compared.",
    usually_acts="The governance team, which asks NICE; and the lead, who goes by the new text.",
    waiver="A claim that holds is the verdict identical of the migration.",
)

_RECOMMENDATIONS = (
    "category-changed",
    "recommendation-reworded",
    "recommendation-added",
    "recommendation-removed",
    "recommendation-split",
    "recommendation-merged",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the contradiction, once for the pair."""
    link = view.link
    if link is None or link.kind != "migrated" or not link.claims_unchanged:
        return
    recommendations = list(view.found(*_RECOMMENDATIONS))
    content = "content" in comparison_form(link.stated or "").casefold()
    sections = list(view.found("section-changed")) if content else []
    if not recommendations and not sections:
        return
    concerned = tuple(each for found in recommendations for each in found.recommendations)
    labels = [each.number_after or each.number_before for each in concerned]
    what = [summaries.numbers(labels)] if concerned else []
    what += ["the accompanying content"] if sections else []
    tighter = any(found.direction == "tighter" for found in recommendations)
    yield Finding(
        summary=summaries.claim_contradicted(view.name, what),
        priority="act" if tighter else "review",
        confidence="confirmed",
        recommendations=concerned,
        explained_by=link.stated,
        shown=tuple(change for found in sections for change in found.claims),
        identity=tuple(
            f"{each.number_before} {each.number_after} "
            f"{comparison_form(each.text_before or '')} {comparison_form(each.text_after or '')}"
            for each in concerned
        ),
    )
