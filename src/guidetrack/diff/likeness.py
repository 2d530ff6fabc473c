"""
The same text under another number, where nobody states the link.

Candidates share a paragraph word for word: every paragraph is hashed, so that
leaving out whichever was changed still leaves the others to meet by, and no record
is compared with all. A candidate counts only if the whole text is nearly the same
and no other candidate comes close; below that nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from guidetrack.diff.alignment import similarity
from guidetrack.diff.recommendations import whole_text
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference

SAME_TEXT = 0.85
"""Share of common words from which two documents are one; different procedures described in the
same frames of words stay well below."""
SAME_TEXT_OTHER_TITLE = 0.97
"""The same where the titles have little in common."""
_SAME_TITLE = 0.6
_CLEAR = 0.05
"""By how much the best candidate must be better than the next."""
_ENOUGH_WORDS = 40
"""Shorter texts are mostly frame, and frames are alike."""
_SHARED_BY_FEW = 8
"""A paragraph found in more records than this says nothing about any of them."""


def text_of(record: GuidanceRecord) -> str:
    """All the words of a record, its own number aside, in comparison form."""
    return " ".join(_paragraphs(record))


def _paragraphs(record: GuidanceRecord) -> Iterator[str]:
    for recommendation in record.recommendations:
        yield comparison_form(whole_text(recommendation))
    for section in record.sections:
        for paragraph in section.paragraphs:
            yield comparison_form(paragraph.text)


def pair_by_text(
    vanished: Sequence[GuidanceRecord], appeared: Sequence[GuidanceRecord]
) -> list[tuple[GuidanceRecord, GuidanceRecord]]:
    """Pair records of the same text; each stands in one pair at most."""
    scores: dict[tuple[Reference, Reference], float] = {}
    olds = {record.reference: record for record in vanished}
    news = {record.reference: record for record in appeared}
    for old, new in _candidates(vanished, appeared):
        score = _likeness(olds[old], news[new])
        alike = _same_title(olds[old], news[new])
        if score >= (SAME_TEXT if alike else SAME_TEXT_OTHER_TITLE):
            scores[old, new] = score
    return [
        (olds[old], news[new])
        for (old, new), score in sorted(scores.items())
        if all(
            score - other >= _CLEAR
            for ends, other in scores.items()
            if ends != (old, new) and (ends[0] == old or ends[1] == new)
        )
    ]


def _same_title(one: GuidanceRecord, two: GuidanceRecord) -> bool:
    titles = [comparison_form(each.title or "").casefold() for each in (one, two)]
    return similarity(*titles) >= _SAME_TITLE


def _candidates(
    vanished: Sequence[GuidanceRecord], appeared: Sequence[GuidanceRecord]
) -> list[tuple[Reference, Reference]]:
    """Records that share a paragraph which few others have, in stable order."""
    places: dict[str, set[Reference]] = {}
    for record in appeared:
        for paragraph in _paragraphs(record):
            places.setdefault(paragraph, set()).add(record.reference)
    shared: Counter[tuple[Reference, Reference]] = Counter()
    for record in vanished:
        for paragraph in set(_paragraphs(record)):
            here = places.get(paragraph, set())
            if len(here) <= _SHARED_BY_FEW:
                shared.update((record.reference, other) for other in here)
    return sorted(shared)


def _likeness(one: GuidanceRecord, two: GuidanceRecord) -> float:
    """How much the texts agree; 0 where either is too short, or an aspect is missing on one."""
    if one.has("recommendations") != two.has("recommendations"):
        return 0.0
    texts = text_of(one), text_of(two)
    if min(len(text.split()) for text in texts) < _ENOUGH_WORDS:
        return 0.0
    return similarity(*texts)
