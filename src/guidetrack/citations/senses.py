"""
What else the letters of a prefix stand for in a hospital, and what says that they mean guidance.

Data and not code: whoever meets another sense adds a row. "IPG 2" in a neurology policy
is an implantable pulse generator, "NG 12" a tube and "TA 7" a room, and only the words
around can tell; so each sense is the words that give it away, and the reason shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from guidetrack.guidance.programmes import SPELLINGS


@dataclass(frozen=True, slots=True)
class Sense:
    """Another meaning of a prefix, and the words that give it away."""

    reason: str
    """Why the words may be no guidance; shown beside an ambiguous citation."""
    words: re.Pattern[str]
    """Any of them near the prefix."""
    prefixes: frozenset[str] | None = None
    """The prefixes that have this sense; None where it may be any."""
    even_joined: bool = False
    """Whether prefix and number are written together in this sense too (`ES6`, `MIB-1`)."""


def _sense(
    reason: str, words: str, *prefixes: str, even_joined: bool = False, exact: bool = False
) -> Sense:
    flags = 0 if exact else re.IGNORECASE
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", flags)
    return Sense(reason, pattern, frozenset(prefixes) or None, even_joined)


SENSES: tuple[Sense, ...] = (
    _sense(
        "an implanted device is spoken of",
        r"implant\w*|batter(?:y|ies)|(?:neuro)?stimulators?|generators?|rechargeable",
    ),
    _sense("a tube is spoken of", r"(?:naso-?gastric|feeding)?\s?tubes?|nasogastric"),
    _sense("a place is spoken of", r"rooms?|floor|corridor|car park"),
    _sense("acidity is spoken of", "pH", exact=True),
    _sense("acidity is spoken of", r"acid\w*|alkalin\w*|aspirates?|blood gas(?:es)?", "PH"),
    _sense("a length or a size is spoken of", r"fr|french gauge|litmus|bore|enteral feeds?", "NG"),
    _sense("an injection is spoken of", r"subcut\w*|inject\w*|doses?|heparin", "SC"),
    _sense("a tumour marker is spoken of", r"chromogranin\w*|compass|bearing", "CG"),
    _sense("urine is spoken of", r"specific gravity|urin\w*|dipsticks?", "SG"),
    _sense("a blood test is spoken of", r"troponin\w*|high[- ]sensitivity", "HST"),
    _sense("a joint is spoken of", r"joints?|interphalangeal|fingers?", "PIP"),
    _sense("a drug in trials is spoken of", r"FDA|investigational", "IND"),
    _sense("fuel is spoken of", r"miles per gallon|fuel", "MPG"),
    _sense("sleep is spoken of", r"polysomno\w*|sleep study", "PSG"),
    _sense("a lipid in blood is spoken of", r"triglycerid\w*|lipids?|pancreatitis", "HTG"),
    _sense("a meeting is spoken of", r"agenda|minutes|meetings?|[ap]m", "MTG"),
    _sense("a vaccine is spoken of", r"adjuvants?|saponins?", "QS", even_joined=True),
    _sense("cells are spoken of", r"glia\w*|pericytes?|proteoglycans?", "NG", even_joined=True),
    _sense(
        "a disease or an enzyme is spoken of",
        r"\w*oxaluri\w*|hyaluronidase",
        "PH",
        even_joined=True,
    ),
    _sense("a microbe is spoken of", r"strains?|candida", "SC", even_joined=True),
    _sense(
        "a programming language is spoken of",
        r"javascript|ecmascript|babel|transpil\w*",
        "ES",
        even_joined=True,
    ),
    _sense(
        "a stain is spoken of",
        r"ki-?67|antibod(?:y|ies)|immunohisto\w*|proliferation index|clone",
        "MIB",
        even_joined=True,
    ),
)
"""All other senses, the more frequent first."""

_NUMBERED = r"(?:no\.?|nos\.?|numbers?|codes?|tag)"
ORDERED = re.compile(
    r"\b(?:(?:part|model|serial|catalogue|cat\.?|order|stock|asset|batch|lot|invoice|grant|drawing"
    rf"|cost centre)(?:\s+{_NUMBERED})?|(?:product|item|device|job|budget|account)\s+{_NUMBERED}"
    r"|SKU|P/N|S/N)\s*[:#]?\s*\(?$",
    re.IGNORECASE,
)
"""What stands in front of the number of a thing that is ordered."""

PLACED = re.compile(
    r"\b(?:rooms?|ward|bay|bed|theatre|desk|gate|flight|bleep|pager|ext(?:ension|\.)?)\s*$",
    re.IGNORECASE,
)
"""What stands in front of the short number of a place or a telephone."""

POSTCODE = re.compile(r"(?:NG|TA|PH|DG|SG)[0-9]{1,2}\s?[0-9][ABD-HJLNP-UW-Z]{2}(?!\w)")
"""A postcode of Nottingham, Taunton, Perth, Dumfries or Stevenage."""
NUMBER_PLATE = re.compile(r"[A-Z]{2}[0-9]{2}\s?[A-Z]{3}(?!\w)")
VEHICLE = re.compile(r"\b(?:cars?|vans?|vehicles?|park(?:ed|ing)|registration)\b", re.IGNORECASE)

VARIANT = re.compile(r"-[A-Z](?!\w)")
"""What follows the number of a part that comes in several kinds."""

UNIT = re.compile(
    r"\s*(?:%|\u00b0|(?:mg|mcg|\u00b5g|ng|g|kg|ml|mls|l|mm|cm|m|fr|ch|mmhg|cmh2o|kpa|mmol|cells"
    r"|iu|units?|v|ma|hz|mph|bpm|min(?:ute)?s?|hours?|days?|nights?|weeks?|months?|pm|am)\b)",
    re.IGNORECASE,
)
"""A unit right behind a number makes it a quantity."""

_INSTITUTE = r"National Institute for (?:Health|Clinical)\b[\w ]{0,40}"
MEANS_GUIDANCE = re.compile(
    rf"\bNICE\b|\bN\.I\.C\.E\.|\b[Gg]uid(?:ance|eline|elines)\b|{_INSTITUTE}"
)
"""Words in a sentence that make a number in it one of guidance."""

PUBLISHED = re.compile(rf"\s*\W{{0,2}}(?:[0-9]{{1,3}}\W{{1,3}})?(?:NICE|{_INSTITUTE})\s*[.(]")
"""How an entry in a list of literature begins whose publisher is NICE."""

INTRODUCED = re.compile(
    r"\b(?:NICE|[Nn]ice|N\.I\.C\.E\.)(?:['\u2019]s)?(?:\s+(?:guidance|guidelines?|reference|ref\.?|no\.?))?"
    r"\s*[:(\[\u2013-]?\s*$"
)
"""NICE named right in front: no other sense is left."""


def _programme_words() -> dict[str, re.Pattern[str]]:
    names: dict[str, set[str]] = {}
    for spelling, prefix in SPELLINGS.items():
        names.setdefault(prefix, set()).add(re.escape(spelling.removesuffix(" guidance")))
    return {
        prefix: re.compile(rf"\b(?:{'|'.join(sorted(words))})", re.IGNORECASE)
        for prefix, words in names.items()
    }


PROGRAMME_WORDS: dict[str, re.Pattern[str]] = _programme_words()
"""Prefix to the name of its programme as a sentence may write it out."""

SHARED_NAMES = frozenset(
    {
        "antimicrobial prescribing guideline",
        "cancer service guideline",
        "clinical guideline",
        "corporate document",
        "diagnostic guidance",
        "diagnostics guidance",
        "early value assessment",
        "evidence summary",
        "key therapeutic topic",
        "local government briefing",
        "medicines practice guideline",
        "patient safety guidance",
        "patient safety solution",
        "process and methods",
        "process and methods guide",
        "public health guidance",
        "public health guideline",
        "public involvement programme",
        "quality standard",
        "safe staffing guideline",
        "social care guideline",
    }
)
"""Names of programmes that a hospital may give to papers of its own ("clinical guideline 12")."""
