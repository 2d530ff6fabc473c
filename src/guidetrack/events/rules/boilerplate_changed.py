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
from guidetrack.events.standing_words import rewritten_phrases
from guidetrack.events.view import CorpusView, PairView

HEADER = RuleHeader(
    kind="boilerplate-changed",
    priority=("information",),
    meaning="A standing text or phrase that NICE prints in every document was rewritten.",
    counts='The text of "Your responsibility" and its like differs from before in one or many '
    "documents; or, outside the recommendations, the same words gave way to the same words in "
    "three documents or more. One event for the corpus.",
    counts_not="A standing text that one side does not print; a phrase with a number or a "
    "negation in it; anything in a recommendation, which is always told.",
    usually_acts="Nobody.",
    counterpart="boilerplate-changed",
)


def find(_: PairView) -> Iterator[Finding]:
    """Yield nothing: the corpus is asked, not the pair."""
    return iter(())


def find_across(corpus: CorpusView) -> Iterator[Finding]:
    """Yield one event for each standing text or phrase that was rewritten, with one example."""
    rewritten: dict[tuple[str, str, str], list[tuple[str, Change]]] = {}
    for view in corpus.pairs:
        for change in view.unclaimed("boilerplate"):
            key = (change.place, change.before, change.after)
            rewritten.setdefault(key, []).append((view.name, change))
    for (place, before, after), found in sorted(rewritten.items()):
        text = place.partition("[")[2].partition("]")[0]
        said = summaries.boilerplate_changed(text, [name for name, _ in found])
        yield _finding(said, found, (place, before, after))
    for phrase, places in rewritten_phrases(corpus):
        names = list(dict.fromkeys(name for name, _ in places))
        yield _finding(summaries.phrase_rewritten(*phrase, names), places, phrase)


def _finding(
    summary: str,
    found: list[tuple[str, Change]] | tuple[tuple[str, Change], ...],
    identity: tuple[str, ...],
) -> Finding:
    names = {name for name, _ in found}
    alone = names.pop() if len(names) == 1 else None
    return Finding(
        summary=summary,
        claims=tuple(change for _, change in found),
        shown=(found[0][1],),
        priority="information",
        confidence="inferred",
        references=(alone, alone),
        identity=identity,
    )
