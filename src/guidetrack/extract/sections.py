"""
Sections: everything a document says beside its recommendations.

They are kept flat and in the order of the page, numbered paragraphs and
unnumbered ones alike, because the explanation of a recommendation may change
while the recommendation does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from guidetrack.extract.codes import is_code_line
from guidetrack.extract.outline import Part
from guidetrack.extract.updates import is_isbn_line
from guidetrack.guidance.record import Paragraph, Section

_BODY = re.compile(
    r"(?:This guidance|This guideline|This document) (?:has been|was"
    r"|is) endorsed by (?P<names>.+?)\.?"
    r"|Endorsed by:? (?P<short>.+?)\.?"
)
_AND = re.compile(
    r",? and (?=(?:the )?(?:Royal|British|Healthcare|NHS|National|Society|Association"
    r"|Public|Scottish"
    r"|Welsh|Health|College|Faculty|Department|Institute|International|European|UK|Social|Care)\b)"
    r"|(?:, |; )(?=(?:the )?[A-Z])"
)


def find_sections(parts: Sequence[Part]) -> tuple[Section, ...]:
    """The sections other than section 1 and those with a place of their own in the record."""
    found = []
    for part in parts:
        if part.role not in {"section", "codes"} or part.in_recommendations:
            continue
        paragraphs = tuple(
            Paragraph(number=line.number, text=line.text)
            for line in part.lines
            if not _stands_elsewhere(part, line.text)
        )
        if part.role == "section" or paragraphs:
            found.append(Section(number=part.number, heading=part.heading, paragraphs=paragraphs))
    return tuple(section for section in found if section.heading or section.paragraphs)


def _stands_elsewhere(part: Part, text: str) -> bool:
    return is_isbn_line(text) or (part.role == "codes" and is_code_line(text))


def find_endorsements(parts: Sequence[Part]) -> tuple[str, ...]:
    """The bodies that endorse the guidance, in the order printed."""
    names: list[str] = []
    for part in parts:
        if part.role != "endorsement":
            continue
        for line in part.lines:
            match = _BODY.fullmatch(line.text)
            if match:
                names.extend(_AND.split(match["names"] or match["short"]))
            elif line.kind == "item":
                names.append(line.text.rstrip(".;,"))
    return tuple(dict.fromkeys(re.sub(r"^the (?=[A-Z])", "", name.strip()) for name in names))
