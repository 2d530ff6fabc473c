"""
Headings: what they are called, and which unmarked lines are some.

Guidance converted from PDF can lack any mark of a heading. Then the contents
page, the number and the length tell, and for the closing sections, which bear no
number, their names.
"""

from __future__ import annotations

import re
from typing import Literal

from guidetrack.extract.furniture import heading_form
from guidetrack.extract.numbering import Number, as_number

Role = Literal[
    "front", "recommendations", "responsibility", "updates", "endorsement", "codes", "section"
]

_ROLES: tuple[tuple[Role, str], ...] = (
    ("recommendations", r"(?:recommendations?|guidance)"),
    ("responsibility", r"your responsibility"),
    (
        "updates",
        (
            r"(?:update information|updates?|(?:minor )?(?:changes|updates) (?:since"
            r"|after) publication"
            r"|changes? (?:since|after) publication|update history)"
        ),
    ),
    ("endorsement", r"endors(?:ing|ed by)(?: organisations?| bod(?:y|ies))?|endorsements?"),
    (
        "codes",
        (
            r"(?:(?:clinical )?coding(?: recommendations?| information)?|(?:opcs"
            r"|icd)[\s-]*\d*(?:\.\d+)?"
            r"(?: \(?version [\d.]+\)?)?(?: procedure)?(?: codes?(?:\(s\))?| classification)?"
            r"|(?:procedure |clinical )?codes?(?:\(s\))?(?: for this procedure)?)"
        ),
    ),
)
"""What a heading makes of the lines under it; first match counts."""
_ROLE_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_NAMES = re.compile(
    r"(?:description|the (?:procedure|condition|technology|evidence|test|tests|technologies)"
    r"|current treatments?|(?:current )?indications?(?: and current treatments?)?"
    r"|outline of the procedure|efficacy|safety|(?:other|committee) comments|further information"
    r"|sources of evidence|information for (?:patients|the public|people)|about this guidance"
    r"|related nice guidance|committee considerations|unmet need"
    r"|the committee'?s discussion|overview"
    r"|evidence|what (?:evidence|research) (?:generation )?is needed|clinical need and practice"
    r"|why the committee made (?:this|these) recommendations?|why this is important|get involved"
    r"|committee members(?: and NICE project team)?|terms used in this (?:guideline|guidance)"
    r"|recommendations? for (?:further )?research|(?:the )?(?:clinical|economic) evidence"
    r"|evidence generation and monitoring|potential benefits of use in the NHS(?: with evidence"
    r" generation)?|managing the risk.{0,60}|review of (?:this )?guidance|implementation|context"
    r"|rationale and impact|finding more information.{0,60})",
    re.IGNORECASE,
)
_END_OF_SENTENCE = (".", ":", ";", ",", "?", "!")
_LONGEST_NUMBERED = 15
_LONGEST_UNNUMBERED = 10


def role_of(text: str, number: str | None) -> Role | None:
    """What the heading makes of the lines under it, or None where its name says nothing."""
    form = heading_form(text)
    for role, pattern in _ROLE_PATTERNS:
        if pattern.fullmatch(form):
            return role if role != "recommendations" or number in {None, "1"} else None
    return None


def is_named(text: str) -> bool:
    """Whether the words are those of a heading that many documents have."""
    return bool(_NAMES.fullmatch(heading_form(text))) or role_of(text, None) is not None


def may_be_numbered_heading(number: str, words: str, last: Number | None) -> bool:
    """Whether a short numbered line without a full stop reads like a section's heading."""
    parts = as_number(number)
    if words.endswith(_END_OF_SENTENCE) or not words[0].isupper():
        return False
    if len(words.split()) > _LONGEST_NUMBERED:
        return False
    return len(parts) > 1 or last is None or last[0] <= parts[0] <= last[0] + 3


def may_be_unnumbered_heading(words: str) -> bool:
    """Whether a line without number and full stop is short enough for a heading."""
    if words.endswith((*_END_OF_SENTENCE, ")")) or not words[0].isupper():
        return False
    return len(words.split()) <= _LONGEST_UNNUMBERED
