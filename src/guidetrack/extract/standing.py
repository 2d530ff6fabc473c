"""
Status: whether the guidance stands, in the publisher's own words.

Withdrawing is an act and is stated as done. "NICE may withdraw the guidance",
"should be withdrawn" and a device withdrawn from the market are none, and a page
that is missing says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidetrack.extract.relationships import Statement
from guidetrack.extract.sentences import sentences
from guidetrack.extract.stated import LISTS
from guidetrack.sources.document import ParsedDocument

_SUBJECT = (
    r"(?:(?:this|the|our|NICE'?s?|(?:NICE )?(?:interventional procedures?"
    r"|medical technolog(?:y|ies)|diagnostics?"
    r"|HealthTech|technology appraisal|clinical)) )+"
    r"(?:(?:NICE|interventional|procedures?|medical|technolog\w+|diagnostics?|HealthTech"
    r"|clinical|appraisal|quality|evidence) )*"
    r"(?:guidance|guideline|document|advice|standard|summary|appraisal|briefing|evaluation)"
    r"(?: (?:on|for) [^.;,]{1,160}?)?(?: ?[(\[]?[A-Z]{2,8} ?\d{1,5}[)\]]?| \d{1,5})?"
)
_ADVERBS = r"(?: (?:now|therefore|been|since|also|being|subsequently|accordingly))*"


@dataclass(frozen=True, slots=True)
class Standing:
    """A status and the sentence that states it."""

    status: str
    stated: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A way in which a status is stated."""

    status: str
    pattern: re.Pattern[str]
    source: str


def _frame(status: str, pattern: str, source: str) -> Frame:
    return Frame(status, re.compile(pattern, re.IGNORECASE), source)


FRAMES: tuple[Frame, ...] = (
    _frame(
        "published",
        rf"{_SUBJECT} (?:has|was|is){_ADVERBS} (?:reinstated|republished)\b",
        "reinstated guidance",
    ),
    _frame(
        "temporarily-withdrawn",
        (
            rf"(?:{_SUBJECT}|\bit) (?:has|was|is|have){_ADVERBS} (?:temporarily (?:been "
            r")?(?:withdrawn|suspended)|(?:withdrawn|suspended) temporarily)\b"
        ),
        "feed statuses",
    ),
    _frame(
        "temporarily-withdrawn",
        r"\b(?:NICE|we) (?:has|have)(?: now)? temporarily withdrawn (?:this|the|its|our)\b",
        "feed statuses",
    ),
    _frame(
        "withdrawn",
        rf"{_SUBJECT} (?:has|was|is|have){_ADVERBS} withdrawn\b",
        "withdrawal notices, 2008 to 2025",
    ),
    _frame(
        "withdrawn",
        (
            r"\b(?:NICE|we) (?:has|have)(?: now| therefore)? withdrawn (?:this|the|its"
            r"|our) (?:\w+ ){0,4}?(?:guidance|guideline|advice|document)\b"
        ),
        "withdrawal notices",
    ),
    _frame(
        "withdrawn",
        (
            r"^(?:guidance )?withdrawn(?: guidance)?(?: on| in|:)?(?: (?:\d{1,2} )?[A-Z][a-z]+ "
            r"\d{4})?\.?$"
        ),
        "status lines",
    ),
    _frame("retired", rf"{_SUBJECT} (?:has|was|is|have){_ADVERBS} retired\b", "retired products"),
    _frame(
        "terminated",
        (
            rf"(?:{_SUBJECT}|\bthis (?:evaluation|appraisal)) (?:has|was|is"
            rf"|have){_ADVERBS} terminated\b|\bterminated appraisal\b"
        ),
        "terminated appraisals",
    ),
)
"""First match of a sentence counts."""

_SPEAKS = re.compile(r"withdraw|suspend|retire|terminat|reinstat|republish", re.IGNORECASE)
"""A paragraph without any of these states no status."""
_NOT_DONE = re.compile(
    r"\b(?:may|might|could|should|would|will|can|if|unless|until|whether|consider(?:s|ed"
    r"|ing)?|propos(?:es?|ed|ing))\b"
    r"(?:(?!therefore).)*$",
    re.IGNORECASE,
)
_KNOWN = {
    "published": "published",
    "withdrawn": "withdrawn",
    "temporarilywithdrawn": "temporarily-withdrawn",
    "retired": "retired",
    "terminated": "terminated",
}
_ADDRESS = re.compile(r"/guidance/(retired|terminated)/", re.IGNORECASE)


def find_standing(document: ParsedDocument, statements: Sequence[Statement]) -> Standing:
    """
    The latest status stated; `published` where nothing else is.

    A status the table does not know is kept as written.
    """
    stated = document.fact("status")
    if stated:
        known = _KNOWN.get(re.sub(r"[\s-]", "", stated).lower())
        words = document.fact("status-stated")
        if words is None and document.fact("page") not in LISTS:
            words = stated
        return Standing(known or stated, None if known == "published" else words)
    address = _ADDRESS.search(document.fact("url") or document.source.url or "")
    latest = Standing(address[1].lower() if address else "published", None)
    for statement in _in_time(each for each in statements if _SPEAKS.search(each.text)):
        for sentence in sentences(statement.text):
            status = _status_of(sentence)
            if status:
                latest = Standing(status, None if status == "published" else sentence)
    return latest


def _in_time(statements: Iterable[Statement]) -> list[Statement]:
    """Undated statements first, then the dated ones, oldest first."""
    return sorted(statements, key=lambda each: str(each.when or ""))


def _status_of(sentence: str) -> str | None:
    for frame in FRAMES:
        match = frame.pattern.search(sentence)
        if match and not _NOT_DONE.search(sentence[: match.end()]):
            return frame.status
    return None
