"""
Text that changed and says the same.

Punctuation and a number that is known to have moved are corrected all the time; they
are told so that nothing is silent, and at the lowest priority.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.events import summaries
from guidetrack.events.recommendations import nature_of_difference
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.sections import by_section
from guidetrack.events.substance import nature_of
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="editorial",
    priority=("information",),
    meaning="The text differs only in punctuation, order of bullets, or numbers that moved.",
    counts="Punctuation or capitals beyond what the comparison form folds; bullets in another "
    "order; a guidance number replaced by the one it is known to have migrated to; a pointer to "
    "a recommendation, and the number of a paragraph, that were renumbered.",
    counts_not="A changed digit, unit or word; a pointer to guidance that no known migration "
    "explains; dashes, quotes and spaces, which are no change at all.",
    usually_acts="Nobody.",
    counterpart="editorial",
)

_WHY = {
    "punctuation": "punctuation",
    "cross-reference": "numbers that moved",
    "own-number": "its own number",
    "order": "the order of its bullets",
}
_LABEL_FIELDS = frozenset({"number", "position", "section"})


def find(view: PairView) -> Iterator[Finding]:
    """Yield texts that differ without saying anything else."""
    for difference in view.differences():
        if difference.reworded:
            why = nature_of_difference(view, difference)
            if why != "substance":
                said = f"recommendation {difference.label}"
                yield Finding(
                    summary=summaries.editorial(view.name, said, _WHY[why]),
                    claims=difference.changes,
                    priority="information",
                    recommendations=difference.concerned(),
                    identity=difference.identity(),
                )
    for change in view.unclaimed("title"):
        why = nature_of(change.before, change.after, view)
        if why != "substance":
            yield Finding(
                summary=summaries.editorial(view.name, "the title", _WHY[why]),
                claims=(change,),
                priority="information",
            )
    yield from _sections(view)


def _sections(view: PairView) -> Iterator[Finding]:
    for key, changes in by_section(view, view.unclaimed("sections")).items():
        if all(_says_the_same(view, change) for change in changes):
            yield Finding(
                summary=summaries.editorial(
                    view.name, f"section {key.printed()}", "numbers or punctuation"
                ),
                claims=tuple(changes),
                priority="information",
            )


def _says_the_same(view: PairView, change: Change) -> bool:
    if change.field == "text":
        return nature_of(change.before, change.after, view) != "substance"
    if change.field == "section":
        return bool(change.before["heading"] == change.after["heading"])
    return change.field in _LABEL_FIELDS
