"""
Many changes of one kind, said in one sentence with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from guidetrack.events.event import PRIORITIES, Event, Verdict
from guidetrack.events.summaries import in_words, listed

WAVES: dict[str, str] = {
    "boilerplate-changed": "standing texts were rewritten",
    "reference-reused": "numbers now name other guidance",
    "disappeared": "documents are no longer served by their source, and no notice says why",
    "reappeared": "documents are served by their source again",
    "migrated": "documents have a new number",
    "category-changed": "recommendations have another category",
    "superseded": "documents have been replaced by other content",
    "partially-superseded": "documents have been replaced in part",
    "withdrawn": "documents have been withdrawn",
    "temporarily-withdrawn": "documents have been withdrawn for a time",
    "retired": "documents have been retired",
    "terminated": "documents have been terminated",
    "reinstated": "documents are published again",
    "published": "documents are new",
    "recommendation-split": "recommendations were split, in the same words",
    "recommendation-merged": "recommendations were merged, in the same words",
    "editorial": "documents differ in punctuation or cross-references only",
    "recommendation-reworded": "recommendations were reworded",
    "recommendation-renumbered": "recommendations have another number, in the same words",
    "recommendation-relabelled": "recommendations have another dated label",
    "recommendation-added": "recommendations are new",
    "recommendation-removed": "recommendations were removed",
    "section-changed": "sections outside the recommendations changed",
    "claim-contradicted": "documents are said to be unchanged, but changed",
    "retitled": "documents have another title",
    "update-noted": "documents have a new update note",
    "dates-changed": "documents have other dates",
    "endorsement-changed": "documents have other endorsements",
    "codes-changed": "documents have other clinical codes",
    "details-changed": "documents have other details",
    "relationship-changed": "documents have other ties to other guidance",
    "coverage-changed": "documents are captured for the first time, in part, or no longer",
    "other-changed": "documents changed in a way no rule explains",
}
"""By event kind; the number stands in front."""

_VERDICTS: dict[Verdict, str] = {
    "changed": "with changed recommendations",
    "not-verified": "not verified",
    "identical": "with identical recommendations",
}
_FIRST = tuple(_VERDICTS)


def say_wave(events: Sequence[Event]) -> str:
    """Say many events of one kind: "700 documents have a new number: 697 with ..."."""
    kinds = Counter(event.kind for event in events)
    said = [f"{count:,} {WAVES.get(kind, _anything(kind))}" for kind, count in kinds.items()]
    verdicts = Counter(event.verdict for event in events)
    parts = [
        f"{verdicts[verdict]:,} {words}"
        for verdict, words in _VERDICTS.items()
        if verdicts[verdict]
    ]
    return f"{listed(said)}{f': {listed(parts)}' if parts else ''}."


def most_telling_first(events: Iterable[Event]) -> list[Event]:
    """Sort by priority, then by what the comparison gave; equals keep their order."""
    return sorted(events, key=lambda event: (-PRIORITIES.index(event.priority), _rank(event)))


def _rank(event: Event) -> int:
    return _FIRST.index(event.verdict) if event.verdict else len(_FIRST)


def _anything(kind: str) -> str:
    return f"changes of the kind {in_words(kind)}"
