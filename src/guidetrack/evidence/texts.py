"""
The text that a certificate speaks of, and its fingerprints.

A fingerprint is a hash: the same text always gives the same one, and no other text
has ever been found to. The one of the text as published changes with every comma; the
one of its comparison form does not with what says nothing, such as another dash, the
document's own number or the labels in front of the recommendations.
"""

from __future__ import annotations

import hashlib

from guidetrack.diff.references import form_renaming, own_names
from guidetrack.guidance.record import GuidanceRecord, Recommendation, walk_items
from guidetrack.guidance.reference import Reference


def verbatim(record: GuidanceRecord) -> str:
    """The recommendations as published, one paragraph each, with their numbers."""
    return "\n\n".join(
        f"{each.number} {each.words()}" if each.number else each.words()
        for each in record.recommendations
    )


def form(record: GuidanceRecord, *numbers: Reference) -> str:
    """The recommendations in comparison form, the given numbers of the document being one."""
    names = own_names(*numbers)
    return "\n".join(
        form_renaming(text, names) for each in record.recommendations for text in _texts(each)
    )


def fingerprint(text: str) -> str:
    """The sha256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _texts(recommendation: Recommendation) -> list[str]:
    return [recommendation.text, *(item.text for item in walk_items(recommendation.items))]
