"""
The wordings of recommendation categories, 2003 to 2026, as a table.

One row is one way of saying it, with the kind of document it was seen in. The
order is the order of tests: evidence generation, special arrangements, research,
do not use, standard arrangements, not recommended, recommended, can be used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from guidetrack.guidance.category import Category


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of one category."""

    category: Category
    pattern: re.Pattern[str]
    source: str
    """Where the wording was seen."""
    unless: re.Pattern[str] | None = None
    """A sentence with these words means something else."""


def _rule(category: Category, pattern: str, source: str, unless: str | None = None) -> Rule:
    return Rule(
        category,
        re.compile(_spaced(pattern), re.IGNORECASE | re.DOTALL),
        source,
        re.compile(_spaced(unless), re.IGNORECASE | re.DOTALL) if unless else None,
    )


def _spaced(pattern: str) -> str:
    """A space in a row of the table is any run of spaces; a hyphen is any dash or a space."""
    return pattern.replace(" ", r"\s+").replace("~", "[-\u2010\u2011\u2012\u2013 ]?")


_BE = r"(?:is|are|was|were|be|been|being)"
_MORE = r"(?:more|further|additional|better|new)"
_DONE = r"(?:used|done|carried out|performed|undertaken|offered|considered|provided|adopted)"
_GOOD = (
    r"(?:(?:an?|the|some|good|high|better|quality|well~designed|well~conducted|well~controlled|robust|formal"
    r"|appropriate|approved|ethically|properly|controlled|randomi[sz]ed|randomi[sz]ation|clinical|prospective"
    r"|multi~?cent(?:re|er)|ongoing|further|national|comparative|scientific|observational|suitable|rigorous|large"
    r"|ethics|committee~approved|NHS|current|relevant)[- ,]+(?:and )?)*"
)
_RESEARCH = (
    rf"(?:the )?(?:(?:context|setting|confines|framework|auspices) of )?{_GOOD}"
    r"(?:research|(?:clinical |randomi[sz]ed |controlled )*(?:trials?|stud(?:y|ies)))\b"
)
_WITHIN = r"(?:in|within|as part of|under|for|as)"
_NOT_ENOUGH = r"(?:not (?:currently |yet )?(?:enough|sufficient|adequate)|insufficient|inadequate|limited|too little)"
_ADOPTION = (
    r"(?:routine(?:ly)? |widespread |its |their |the )*(?:adopt(?:ion|ing|ed)?|(?:clinical )?use)\b"
)
_CASE = r"the case for (?:the )?(?:routine(?:ly)? )?(?:adoption|adopting|use|using)"
_NOT_A_USE = (
    r"\b(?:information|leaflets?|website|web pages?|tool|audit|research|training|register|registry|database"
    r"|data collection|follow~?up|monitoring of|review|supervision|discussion|counselling|publication"
    r"|entry|consent|evaluation|guidance|guideline|studies|trials?|submission|caution|patient selection)\b"
    r"[^.]{0,60}? (?:is|are|be|should be) (?:\w+ )?(?:recommended|encouraged|used)\b"
)

RULES: tuple[Rule, ...] = (
    # Evidence generation
    _rule(
        "evidence-generation",
        rf"while (?:{_MORE} )?(?:evidence|data) (?:is|are|continues? to be)(?: being)? (?:generated|collected|gathered)",
        "health technology evaluations, 2023 on",
    ),
    _rule(
        "evidence-generation",
        r"(?:during|for|throughout|within) (?:the|an?|its|their) (?:\w+~year |\d+~year )?evidence~generation (?:period|phase|plan)",
        "health technology evaluations, 2023 on",
    ),
    _rule(
        "evidence-generation",
        r"(?:during|for|throughout|within|under|with) (?:the |an? )?managed access(?: period| agreement)?",
        "technology appraisals and HealthTech guidance, 2022 on",
    ),
    _rule(
        "evidence-generation",
        r"(?:can|may|should(?: only)?) be used(?: in the NHS)?(?: only)? (?:with|subject to) (?:further |more )?evidence generation",
        "HealthTech guidance, 2025 on",
    ),
    # Special arrangements
    _rule(
        "special-arrangements",
        r"\b(?:not|inadequate|insufficient|unless|never|limited|uncertain|poor)\b.*?\bwithout (?:the need for )?(?:\w+ )?special arrangements",
        "interventional procedures, 2003 to 2006: a double negative",
    ),
    _rule(
        "special-arrangements",
        r"\bwith (?:the |appropriate |additional )?special arrangements",
        "interventional procedures, 2007 on",
        r"\b(?:no longer|not (?:need|require))\b[^.]*special arrangements",
    ),
    _rule(
        "special-arrangements",
        r"special arrangements (?:are|must be|should be|have been|being)(?: put)? (?:in place|made)",
        "interventional procedures, 2003 on",
        r"\b(?:no longer|find out what)\b",
    ),
    _rule(
        "special-arrangements",
        r"(?:under|subject to|requires?|needs?|using|only if there are) (?:the |appropriate )?special arrangements (?:for|in)",
        "interventional procedures, 2007 on",
        r"\b(?:no longer|not (?:need|require))\b[^.]*special arrangements",
    ),
    # Research only
    _rule(
        "research-only",
        rf"\bonly (?:to )?(?:be )?(?:{_DONE} )?(?:[^.,;:]{{0,80}}? )??{_WITHIN} {_RESEARCH}",
        "interventional procedures, 2007 on",
        r"\bspecial arrangements\b|\bonly in (?:\w+ )?(?:units?|cent(?:re|er)s?|hospitals?)\b",
    ),
    _rule(
        "research-only",
        rf"{_DONE} only (?:[^.,;:]{{0,60}}? )??{_WITHIN} {_RESEARCH}",
        "interventional procedures, 2003 to 2006 and 2022 on",
        r"\bspecial arrangements\b",
    ),
    _rule(
        "research-only",
        rf"\buse (?!of )[^.]{{1,160}}? only {_WITHIN} {_RESEARCH}",
        "interventional procedures, 2022 on: Use ... only in research",
    ),
    _rule(
        "research-only",
        rf"(?:restricted|limited|confined|reserved) (?:to|for) (?:use (?:in|within) )?{_RESEARCH}",
        "interventional procedures",
    ),
    _rule(
        "research-only",
        rf"should not be {_DONE} (?:[^.;:]{{0,80}}? )??(?:outside(?: of)?|except {_WITHIN}|other than {_WITHIN}|unless {_WITHIN}"
        rf"|unless (?:it is|they are) (?:part of|in|within)) {_RESEARCH}",
        "interventional procedures",
    ),
    _rule(
        "research-only",
        rf"{_MORE} (?:research|evidence) (?:is|are) (?:needed|required|necessary)\b.*?\bbefore\b.*?\b(?:can|could|should|may|is|are|being|be)\b"
        r".*?(?:used|funded|adopted|offered|recommended|considered|use)",
        "health technology evaluations and HealthTech guidance, 2023 on",
    ),
    _rule(
        "research-only",
        rf"(?:recommended|recommends?) (?:\w+ )?(?:only )?for (?:use )?(?:only )?{_WITHIN} {_RESEARCH}|(?:is|are) recommended only {_WITHIN} {_RESEARCH}",
        "diagnostics and technology appraisals",
    ),
    # Do not use
    _rule(
        "do-not-use",
        r"\b(?:should|must|is to|are to) (?:not|never) (?:currently |now )?be (?:routinely )?(?:used|done|carried out|performed|undertaken|offered)\b(?!"
        r" (?:without|until|unless|alone|outside|as (?:an? )?(?:substitute|replacement)|instead))",
        "interventional procedures, 2003 on",
        r"\b(?:scores?|results?|data|terms?|register|questionnaires?|leaflets?|outcome measures?|names?)\b (?:\w+ ){0,3}?(?:should|must) (?:not|never)"
        r"|should not be routinely",
    ),
    _rule(
        "do-not-use",
        r"(?:^|[.:;] |, )(?:so,? |therefore,? )?do not use\b",
        "interventional procedures, 2022 on",
    ),
    # Standard arrangements
    _rule(
        "standard-arrangements",
        r"\b(?:normal|standard|usual) arrangements",
        "interventional procedures, 2003 on (normal until 2013, then standard)",
        r"\bwhat standard arrangements mean\b|\b(?:not|in)adequate\b[^.]*\bwith (?:normal|standard) arrangements",
    ),
    _rule(
        "standard-arrangements",
        r"(?:is|are|appears?)(?: to be)? (?:adequate|sufficient)\b.*?\b(?:use|used|using)\b.*?\bwithout (?:the need for )?special arrangements",
        "interventional procedures, 2003 to 2006",
    ),
    # Not recommended
    _rule(
        "not-recommended",
        r"\b(?:is|are|cannot be|can not be|not be) (?:(?:not|therefore|currently|routinely|yet) )*(?:not )?recommended\b",
        "technology appraisals and diagnostics",
        r"^(?!.*(?:\bnot\b|\bcannot\b)).*$|\bnot only\b|"
        + _NOT_A_USE.replace("recommended|encouraged|used", "not recommended"),
    ),
    _rule(
        "not-recommended",
        rf"{_NOT_ENOUGH}\b.*?\bto (?:support (?:{_CASE}|(?:the )?(?:routine )?adoption)|recommend\b)",
        "medical technologies and diagnostics guidance",
        r"\bto recommend (?:against|specific|an? (?:specific|particular))",
    ),
    _rule(
        "not-recommended",
        rf"{_CASE}[^.]*? (?:is|are) (?:not|un)(?: currently| fully)? ?(?:supported|proven)|(?:does|do) not (?:currently )?support {_CASE}",
        "medical technologies guidance",
    ),
    _rule(
        "not-recommended",
        r"\b(?:NICE|we|the committee) (?:does|do|did|has|cannot|is unable to)(?: not)? recommend\b",
        "technology appraisals",
        r"^(?!.*(?:\bnot\b|\bcannot\b|\bunable\b)).*$",
    ),
    _rule(
        "not-recommended",
        r"(?:should|is|are) not (?:be )?(?:routinely )?(?:adopted|funded|commissioned)\b",
        "medical technologies guidance",
    ),
    # Recommended
    _rule(
        "recommended",
        r"\b(?:is|are) (?:\w+ly )?(?:also )?recommended,?(?: [^.;]{0,120}?,?)? (?:as (?:an? )?(?:possible |alternative |cost~effective |treatment |first~line |further |additional )*(?:treatments? )?options?|within (?:its|their)(?: \w+)? marketing authori[sz]ations?)\b",
        "technology appraisals and diagnostics guidance",
    ),
    _rule(
        "recommended",
        r"\b(?:is|are) (?:conditionally |also |therefore )?recommended(?: only)? (?:for|as|in|to|if|within|when|,)",
        "technology appraisals and diagnostics guidance",
        _NOT_A_USE + r"|\b(?:it|which) is recommended\b",
    ),
    _rule(
        "recommended",
        rf"{_CASE}\b[^.]*? (?:is|are) (?:partially |fully |well )?supported|supports? {_CASE}",
        "medical technologies guidance",
        r"\bnot\b",
    ),
    _rule(
        "recommended",
        r"\b(?:NICE|the committee) recommends (?!that\b|research|further|more|collect|audit|a )",
        "technology appraisals",
    ),
    # Can be used
    _rule(
        "can-be-used",
        r"\bcan (?:also |now |only )?be (?:routinely )?used\b(?:,[^.;]{0,160}?,)?(?: (?:routinely|safely))? ?(?:in the NHS|as (?:an? )?(?:\w+ )?(?:treatment )?options?|within (?:its|their)|to (?:treat|manage|diagnose|detect|monitor|assess|help)|for (?:treating|managing|people|adults|the)|with)\b",
        "HealthTech guidance and technology appraisals, 2024 on",
        r"\b(?:before|until|whether|if|unless|so that)\b[^.]*\bcan be used\b|\b(?:tools?|information|resources?|data|audit|register|results?|templates?|checklists?|evidence) can be used\b|\bcan be used in conjunction\b",
    ),
    _rule(
        "can-be-used",
        r"^use\b(?! of\b)[^.]{3,200}? as (?:an? )?(?:\w+ )?options?\b",
        "HealthTech guidance, 2024 on",
    ),
)
"""Asked in this order for each sentence; the first that matches decides."""
