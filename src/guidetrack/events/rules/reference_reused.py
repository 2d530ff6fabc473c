"""
A number that now names other guidance.

Every citation of it has silently changed its meaning, which is worse than a dead
link; so nothing else is told of the pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidetrack.diff.alignment import similarity
from guidetrack.diff.likeness import text_of
from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import GuidanceRecord

HEADER = RuleHeader(
    kind="reference-reused",
    priority=("act",),
    meaning="The same number now names other guidance, with another title and another text.",
    counts="Under one reference, titles share hardly a word and the texts little more than the "
    "frames all guidance is written in. Two documents that swapped numbers are two of these.",
    counts_not="A new title over the same text (retitled); an update under the same title; a "
    "migration, which has two numbers.",
    usually_acts="Everyone who cites the number: the citation must be checked today.",
    counterpart="reference-reused",
)

_OTHER_TITLE = 0.25
"""Titles that share fewer of their telling words are titles of two subjects."""
_OTHER_TEXT = 0.6
_OTHER_TEXT_AND_DATE = 0.85
"""The same where the date of publication differs as well."""
_NOT_TELLING = re.compile(
    r"an?|and|as|at|by|for|from|in|into|of|on|or|the|to|using|versus|with|without|adults|children"
    r"|infants|people|patients|treatment|treating|procedure|management|use|guided|assisted"
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield a number that changed hands."""
    if view.records is None or view.pair.basis != "same-reference":
        return
    old, new = view.records
    if not view.unclaimed("title") or not _other_subject(old, new) or not _other_text(old, new):
        return
    yield Finding(
        summary=summaries.reference_reused(view.name, old.title, new.title),
        claims=view.unclaimed(),
        priority="act",
        identity=(comparison_form(old.title or ""), comparison_form(new.title or "")),
    )


def _other_subject(old: GuidanceRecord, new: GuidanceRecord) -> bool:
    one, two = _telling(old.title or ""), _telling(new.title or "")
    return bool(one and two) and len(one & two) < _OTHER_TITLE * min(len(one), len(two))


def _telling(title: str) -> set[str]:
    words = comparison_form(title).casefold().replace(":", " ").split()
    return {word for word in words if not _NOT_TELLING.fullmatch(word)}


def _other_text(old: GuidanceRecord, new: GuidanceRecord) -> bool:
    texts = text_of(old), text_of(new)
    if not all(texts):
        return False
    other_date = old.published != new.published and None not in {old.published, new.published}
    return similarity(*texts) < (_OTHER_TEXT_AND_DATE if other_date else _OTHER_TEXT)
