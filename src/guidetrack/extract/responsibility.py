"""
"Your responsibility": the standing text of every document.

It mentions special arrangements and tells people what to do, and is still no
recommendation. NICE rewrites it in all documents at once, so it is kept apart, by
hash, and recognised by its subjects and not by its sentences.
"""

from __future__ import annotations

import hashlib
import re

from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import Boilerplate

_SUBJECTS = re.compile(
    r"represents? the views? of|(?:exercising|use) their (?:own )?(?:clinical )?judge?ment"
    r"|does not override|individual responsibility|adverse events?|Yellow Card"
    r"|have (?:a )?(?:duty|dut(?:y|ies)|responsibilit(?:y|ies)) to"
    r"|commissioners and(?:/or)? providers"
    r"|unlawful discrimination|environmental(?:ly)? (?:impact|sustainab)"
    r"|take this (?:guidance|guideline|advice)"
    r" (?:fully )?into account|inconsistent with compl|professional judge?ment|mandatory to apply",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:this|the recommendations? in this) (?:guidance|guideline|advice|document|quality standard)"
    r" represents? the views? of NICE",
    re.IGNORECASE,
)
NAME = "your-responsibility"


def belongs_to_responsibility(text: str) -> bool:
    """Whether a paragraph under the heading is still about whose responsibility it is."""
    return bool(_SUBJECTS.search(text))


def opens_responsibility(text: str) -> bool:
    """Whether a paragraph begins the standing text where its heading was lost."""
    return bool(_OPENING.match(text))


def as_boilerplate(text: str) -> Boilerplate:
    """The standing text as a record keeps it: by the hash of its comparison form."""
    form = comparison_form(text).encode()
    return Boilerplate(name=NAME, sha256=hashlib.sha256(form).hexdigest())
