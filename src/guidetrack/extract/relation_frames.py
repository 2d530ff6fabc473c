"""
The frames in which the publisher states relations, as a table.

One row is one wording with where it was seen. A new wording is a new row; the
order is the order of asking, so that "partially replaced by" is not read as
"replaced by".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from guidetrack.guidance.record import RelationKind

_KIND_OF_TEXT = (
    r"(?:guidance|guidelines?|document|advice|statement|evidence (?:summary|review)"
    r"|quality standard"
    r"|(?:technology )?appraisal|briefing|recommendations?|topic|product|evaluation)"
)
THIS = (
    r"(?:(?:this|the|our) (?:(?:NICE|updated|new|interventional|procedures?|medical"
    r"|technolog\w+|diagnostics?|HealthTech|clinical|partial update(?: of)?"
    rf"|version of the) )*{_KIND_OF_TEXT}(?: \([^)]*\))?|(?:it|this))"
)
_PART = (
    r"(?:sections?|recommendations?|chapters?|parts?|paragraphs?|some|elements?"
    r"|the (?:recommendations?|sections?|advice|part))"
)
_HAS_BEEN = (
    r"(?:has|have|had|was|were|is|are)(?: now| since| subsequently| therefore"
    r"| also)?(?: been)?(?: now| fully)?"
)
_REPLACED = r"(?:updated and (?:fully )?)?(?:replaced|superseded)"
_REPLACES = r"(?:updates? and (?:fully )?)?(?:replaces?|supersedes?)"
_PARTLY = r"(?:partially|partly|in part)"


@dataclass(frozen=True, slots=True)
class Frame:
    """A way in which the publisher states a relation."""

    kind: RelationKind
    pattern: re.Pattern[str]
    """Its group `others` holds the numbers of the other guidance."""
    source: str
    """Where the wording was seen."""


def _frame(kind: RelationKind, pattern: str, source: str) -> Frame:
    return Frame(kind, re.compile(pattern, re.IGNORECASE | re.DOTALL), source)


FRAMES: tuple[Frame, ...] = (
    _frame(
        "partially-replaced-by",
        rf"{THIS} {_HAS_BEEN} {_PARTLY} {_REPLACED} by (?P<others>.+)",
        "feed names",
    ),
    _frame(
        "partially-replaced-by",
        rf"\b{_PART}\b.{{0,120}}? {_HAS_BEEN} {_REPLACED} by (?P<others>.+)",
        "CG94 introduction",
    ),
    _frame(
        "replaced-by",
        rf"{THIS} {_HAS_BEEN} {_REPLACED} by (?P<others>.+)",
        "old pages, 2014 to 2026",
    ),
    _frame(
        "replaced-by",
        rf"^(?:(?:has been|was) )?{_REPLACED} by:? (?P<others>.+)",
        "status lines of old pages",
    ),
    _frame(
        "replaced-by",
        rf"{THIS} {_HAS_BEEN} (?:incorporated|merged) (?:in|into|with) (?P<others>.+)",
        "old pages",
    ),
    _frame("partially-replaces", rf"{THIS} {_PARTLY} (?:{_REPLACES}) (?P<others>.+)", "feed names"),
    _frame(
        "partially-replaces",
        rf"(?:{THIS}|\band|;|,) (?:also )?(?:{_REPLACES}) {_PART}\b(?P<others>.+)",
        "PH46 successor, CG94",
    ),
    _frame(
        "partially-replaces",
        rf"\brecommendations? [\d.]+.{{0,40}}? (?:{_REPLACES}) (?P<others>.+)",
        "CG94 introduction",
    ),
    _frame(
        "replaces",
        rf"(?:{THIS}|^) (?:also )?(?:{_REPLACES}) (?P<others>.+)",
        "new pages, 2003 to 2026",
    ),
    _frame("replaces", rf"^(?:{_REPLACES}):? (?P<others>.+)", "status lines of new pages"),
    _frame(
        "read-with",
        (
            r"(?:read|used|considered|viewed) (?:in conjunction|together|alongside"
            r"|along) ?(?:with)? (?P<others>.+)"
        ),
        "overviews",
    ),
    _frame("based-on", rf"{THIS} (?:is|was) based on (?P<others>.+)", "quality standards"),
    _frame(
        "basis-of", rf"{THIS} (?:is|forms|was) the basis (?:of|for) (?P<others>.+)", "feed names"
    ),
)
"""Asked in order; the words that one frame took are not offered to the next."""
