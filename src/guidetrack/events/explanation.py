"""
The publisher's own note on a change, where there is one.

A new entry under "Update information" explains the changes beside it; one that
names a recommendation explains that one first. A note that claims that nothing
changed explains no change, and is not offered as if it did.
"""

from __future__ import annotations

import re

from guidetrack.events.links import names_both, note_text
from guidetrack.events.rule import Finding
from guidetrack.events.view import PairView
from guidetrack.guidance.comparison import comparison_form


def explanation_of(view: PairView, finding: Finding) -> str | None:
    """The note that explains a finding, verbatim, or None: what NICE does not explain stays so."""
    if finding.explained_by or not finding.explained_by_notes:
        return finding.explained_by
    notes = _new_notes(view)
    if not notes:
        return None
    labels = {each.number_after or each.number_before for each in finding.recommendations}
    naming = [text for text in notes if any(_names(text, label) for label in labels if label)]
    others = [text for text in notes if not _RECOMMENDATION.search(text)]
    if finding.recommendations:
        return next(iter([*naming, *others]), None)
    return next(iter([*others, *notes]), None)


_RECOMMENDATION = re.compile(r"\brecommendations?\s+\d+(?:\.\d+)+", re.IGNORECASE)


def _names(text: str, label: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(label)}(?!\.?\d)", text) is not None


def _new_notes(view: PairView) -> list[str]:
    """New update notes, the latest first, without those that only state the migration."""
    notes = [
        (str(change.after.get("when") or ""), text)
        for change in view.changes
        if change.root == "update_notes" and not change.field and change.after
        if (text := note_text(change)) and not _only_states_link(text, view)
    ]
    return [text for _, text in sorted(notes, key=lambda note: note[0], reverse=True)]


def _only_states_link(text: str, view: PairView) -> bool:
    for link in (*([view.link] if view.link else []), *view.loose):
        if names_both(text, link):
            rest = comparison_form(text).replace(comparison_form(link.stated or text), "")
            return "unchanged" in text or len(rest.split()) < 4  # noqa: PLR2004 - a month is left
    return False
