"""
NICE rewrote a text that it prints in every document.

Seven hundred documents that all say "professional experts" where they said
"Specialist Advisers" are one change, not seven hundred.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import CorpusView, PairView

HEADER = RuleHeader(
    kind="boilerplate-changed",
    priority=("information",),
    meaning="A standing text that NICE prints in every document was rewritten.",
    counts='The text of "Your responsibility" and its like differs from before in one or many '
    "documents; one event for the corpus.",
    counts_not="A standing text that one side does not print; the same words in other typography.",
    usually_acts="Nobody.",
    counterpart="boilerplate-changed",
)


def find(_: PairView) -> Iterator[Finding]:
    """Yield nothing: the corpus is asked, not the pair."""
    return iter(())


def find_across(corpus: CorpusView) -> Iterator[Finding]:
    """Yield one event for each standing text that was rewritten, with one example of it."""
    rewritten: dict[tuple[str, str, str], list[tuple[str, Change]]] = {}
    for view in corpus.pairs:
        for change in view.unclaimed("boilerplate"):
            key = (change.place, change.before, change.after)
            rewritten.setdefault(key, []).append((view.name, change))
    for (place, _, _), found in sorted(rewritten.items()):
        names = [name for name, _ in found]
        alone = names[0] if len(names) == 1 else None
        yield Finding(
            summary=summaries.boilerplate_changed(place.partition("[")[2].partition("]")[0], names),
            claims=tuple(change for _, change in found),
            shown=(found[0][1],),
            priority="information",
            confidence="inferred",
            references=(alone, alone),
        )
