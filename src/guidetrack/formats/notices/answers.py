"""
What everybody asks first: did only the number change, or the recommendation?

The decisive sentence names what happened; these answer the question in plain words, for one
event and for nothing beside it, because each notice is about one event.
"""

from __future__ import annotations

from guidetrack.events.event import Event, Verdict
from guidetrack.formats.notices.naming import variants

_SAME_WORDS = "The words of the recommendations are the same."
_THE_TEXT = "The recommendation itself changed, not only a number."
_NO_RECOMMENDATION = "This is not about what a recommendation says."

ANSWERS: dict[tuple[str, str | None], str] = {
    ("boilerplate-changed", None): _NO_RECOMMENDATION,
    ("reference-reused", None): "The number is the same, but it stands for other guidance.",
    ("disappeared", None): "Whether it still holds is not known: this is not a withdrawal.",
    ("reappeared", None): _NO_RECOMMENDATION,
    ("migrated", "identical"): "Only the number changed, not the recommendations.",
    ("migrated", "changed"): "Not only the number changed: recommendations did as well.",
    ("migrated", None): "The number changed. Whether the recommendations did is not verified; "
    "take them as changed until somebody has read both.",
    ("category-changed", "label-only"): "The name of the category changed, not what it asks for.",
    ("category-changed", None): _THE_TEXT,
    ("superseded", None): "This is other content, not only another number.",
    ("partially-superseded", None): "A part of it is other content now, not only another number.",
    ("withdrawn", None): "The guidance itself no longer stands.",
    ("temporarily-withdrawn", None): "The guidance itself does not stand for the time being.",
    ("retired", None): "The guidance itself is no longer kept up.",
    ("terminated", None): "The guidance itself has ended.",
    ("reinstated", None): "Whether it returned as it was has to be read.",
    ("published", None): "This is new guidance, not another number for guidance you know.",
    ("recommendation-split", None): _SAME_WORDS,
    ("recommendation-merged", None): _SAME_WORDS,
    ("editorial", None): "Nothing that the text says changed.",
    ("recommendation-reworded", None): _THE_TEXT,
    ("recommendation-renumbered", None): "Only the number of a recommendation changed, "
    "not its words.",
    ("recommendation-relabelled", None): "Only the dated label changed, not the recommendation.",
    ("recommendation-added", None): "A recommendation came that was not there before.",
    ("recommendation-removed", None): "A recommendation is gone, not only its number.",
    ("section-changed", None): "The text around the recommendations changed.",
    ("claim-contradicted", None): "NICE states that nothing changed; comparing the texts shows "
    "otherwise.",
    ("retitled", None): "Only the title changed here, not a recommendation.",
    ("update-noted", None): "This is a note by NICE on the guidance.",
    ("dates-changed", None): "Only dates changed here, not a recommendation.",
    ("endorsement-changed", None): _NO_RECOMMENDATION,
    ("codes-changed", None): "Only clinical codes changed here, not a recommendation.",
    ("details-changed", None): "Only details changed here, not a recommendation.",
    ("relationship-changed", None): "What changed is which other guidance this one is tied to.",
    ("coverage-changed", None): "What changed is what we hold of it, not what NICE says.",
    ("other-changed", None): "What this means is not known: somebody has to look.",
}
"""By event kind, and by verdict or direction where those decide."""

VERDICTS: dict[Verdict, str] = {
    "identical": "Identical: both texts were compared word by word, and the recommendations "
    "are the same.",
    "changed": "Changed: both texts were compared word by word, and recommendations differ.",
    "not-verified": "Not verified: one of the two texts is not held, so nothing was compared.",
}
"""What the comparison says of the recommendations."""

DIRECTIONS = {
    "tighter": "Tighter than before.",
    "looser": "Looser than before.",
    "label-only": "Another label for the same category.",
    "unknown": "Which of the two categories is stricter is not stated.",
}
"""What the comparison says of a category."""


def answer_for(event: Event) -> str | None:
    """Answer for one event; None for a kind that nobody has described."""
    for variant in variants(event):
        answer = ANSWERS.get((event.kind, variant))
        if answer is not None:
            return answer
    return None
