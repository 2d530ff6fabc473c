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


def _compiled(pattern: str) -> re.Pattern[str]:
    """In the table a space is any run of spaces, `~` a dash or space, `...` a few words."""
    spelled = pattern.replace("...", _SOME).replace(" ", r"\s+").replace("~", _DASH)
    return re.compile(spelled, re.IGNORECASE | re.DOTALL)


def _rule(category: Category, source: str, *pattern: str, unless: str | None = None) -> Rule:
    return Rule(
        category, _compiled("".join(pattern)), source, _compiled(unless) if unless else None
    )


_SOME = ".{0,300}?"
_DASH = "[-\u2010\u2011\u2012\u2013\u00a0 ]?"

_PROCEDURES = "interventional procedures guidance"
_TECHNOLOGIES = "medical technologies guidance, 2011 on"
_DIAGNOSTICS = "diagnostics guidance, 2011 on"
_APPRAISALS = "technology appraisal guidance"
_EVALUATIONS = "health technology evaluations, 2023 on"
_HEALTHTECH = "HealthTech guidance, 2025 on"

_MORE = r"(?:more|further|additional|better|new)"
_GENERATED = r"(?:generated|collected|gathered|developed)"
_DONE = (
    r"(?:used|done|carried out|performed|undertaken|offered|considered|provided|adopted|delivered)"
)
_QUALITIES = (
    r"(?:(?:an?|the|some|and|good|high|better|quality|well|designed|conducted|controlled"
    r"|robust|formal"
    r"|appropriate|approved|ethically|ethics|committee|properly|randomi[sz]ed|clinical|prospective"
    r"|multi~?cent(?:re|er)|ongoing|further|national|comparative|scientific|observational|suitable"
    r"|rigorous|large|NHS|current|relevant|medical)[-\u2010-\u2013, ]+)*"
)
_RESEARCH = (
    r"(?:the )?(?:(?:context|setting|confines|framework|auspices) of )?"
    rf"{_QUALITIES}(?:research|trials?|stud(?:y|ies))\b"
)
_WITHIN = r"(?:in|within|as part of|under)"
_POPULATION = (
    r"(?:(?:in|for|to|on) (?:(?!that\b|which\b|where\b|cent(?:re|er)|units?\b|hospitals?\b"
    r"|clinic)[\w'\u2019-]+ ){1,12}?)??"
)
_ADOPTION = r"(?:routine(?:ly)? |widespread |its |the )*adopt(?:ion|ing|ed)\b"
_CASE = rf"(?:the )?case for {_ADOPTION}"
_NO = r"(?:does not|do not|did not|cannot|is unable to|are unable to)"
_NO_TREATMENT = (
    r"\b(?:information|leaflets?|websites?|web pages?|tools?|audit|research|training|register"
    r"|registry|database|data collection|follow~?up|review|supervision|discussion|counselling"
    r"|publication|entry|consent|evaluation|guidance|guideline|studies|trials?|submission|caution"
    r"|patient selection|an(?:a)?esthesia|sedation|prophylaxis|approach|team|assessment|imaging"
    r"|advice|involvement|referral|NICE'?\u2019?s)\b"
)
"""What is recommended in passing, and is no technology, procedure, drug or test."""
_COMPLEMENT = (
    r"(?:if|when|within|for (?:routine )?(?:use|adoption)|(?:for|to|in|as) (?:an? |the |early |"
    r"routine )*(?:treat\w*|prevent\w*|diagnos\w*|detect\w*|assess\w*|guid\w+|test\w*|monitor\w*"
    r"|manag\w+|help|rule~out|combination|NHS|adults?|child\w*|people|patients?|women|men"
    r"|adjuncts?))\b"
)
_OPTION = (
    r"as (?:an? )?(?:possible |alternative |cost~effective |treatment |first~line |further |"
    r"additional |initial )*(?:treatment )?options?\b"
)
_LICENCE = r"within (?:its|their)(?: \w+)? marketing authori[sz]ations?\b"

RULES: tuple[Rule, ...] = (
    _rule(
        "evidence-generation",
        _EVALUATIONS,
        (
            rf"\bwhile (?:{_MORE} )?(?:evidence|data) (?:is|are|continues? to be)(?: being)? "
            rf"{_GENERATED}"
        ),
    ),
    _rule(
        "evidence-generation",
        _EVALUATIONS,
        r"\b(?:during|for|throughout|within) (?:the|an?|its|their) (?:\w+~year )?",
        r"evidence~generation (?:period|phase)",
    ),
    _rule(
        "evidence-generation",
        _APPRAISALS + ", 2022 on",
        r"\b(?:during|for|throughout|within|under|with) (?:the |an? |its )?managed access\b",
    ),
    _rule(
        "evidence-generation",
        _HEALTHTECH,
        r"\b(?:used?|recommended)\b...\bwith (?:more |further )?evidence~generation\b",
    ),
    _rule(
        "special-arrangements",
        _PROCEDURES + ", 2003 to 2006: a double negative",
        r"\b(?:not|inadequate|insufficient|unless|never|limited|uncertain|poor)\b...",
        r"\bwithout (?:the need for )?(?:\w+ )?special arrangements",
    ),
    _rule(
        "special-arrangements",
        _PROCEDURES + ", 2007 on",
        r"\bwith (?:the |appropriate |additional )?special arrangements",
        unless=r"\b(?:no longer|not (?:need|require))\b...special arrangements",
    ),
    _rule(
        "special-arrangements",
        _PROCEDURES,
        r"\bspecial arrangements (?:are|must be|should be|have been)(?: put)? (?:in place|made)",
        unless=r"\bno longer\b",
    ),
    _rule(
        "special-arrangements",
        _PROCEDURES,
        r"\b(?:under|subject to|requires?|needs?) (?:the |appropriate )?special arrangements for\b",
        unless=r"\b(?:no longer|not (?:need|require))\b...special arrangements",
    ),
    _rule(
        "research-only",
        _PROCEDURES + ", 2007 on",
        rf"\bonly (?:to )?be {_DONE} {_POPULATION}{_WITHIN} {_RESEARCH}",
    ),
    _rule(
        "research-only",
        _PROCEDURES + ", 2003 to 2006 and 2022 on",
        rf"\b(?:{_DONE}|use) only {_POPULATION}{_WITHIN} {_RESEARCH}",
    ),
    _rule(
        "research-only",
        _PROCEDURES + ", 2022 on: Use ... only in research",
        rf"\buse (?!of )[^.]{{1,160}}? only {_WITHIN} {_RESEARCH}",
    ),
    _rule(
        "research-only",
        _PROCEDURES,
        rf"\b(?:restricted|limited|confined|reserved) (?:to|for) (?:use {_WITHIN} )?{_RESEARCH}",
    ),
    _rule(
        "research-only",
        _PROCEDURES,
        rf"\bshould not be {_DONE} (?:[^.;:]{{0,80}}? )??(?:outside(?: of)?|(?:except|other than"
        rf"|unless)(?: it is| they are)?(?: {_WITHIN})?) {_RESEARCH}",
    ),
    _rule(
        "research-only",
        _PROCEDURES + ", 2003 to 2006",
        (
            r"\bnot\b...\bus(?:e|ed|ing)\b...\b(?:outside(?: of)?|(?:except"
            rf"|other than) {_WITHIN}) {_RESEARCH}"
        ),
    ),
    _rule(
        "research-only",
        _EVALUATIONS + ", and " + _HEALTHTECH,
        (
            rf"\b{_MORE} (?:research|evidence) (?:is|are) (?:needed|required"
            r"|necessary)\b...\bbefore\b..."
        ),
        r"\b(?:used?|using|funded|adopted|offered|recommended|considered)\b",
    ),
    _rule(
        "research-only",
        _DIAGNOSTICS,
        rf"\brecommended (?:only )?(?:for use )?(?:only )?(?:{_WITHIN}|for use in) {_RESEARCH}",
        unless=rf"{_NO_TREATMENT}...\b(?:is|are) recommended\b",
    ),
    _rule(
        "do-not-use",
        _PROCEDURES + ", 2003 on",
        (
            r"\b(?:should|must) (?:not|never|no longer) (?:currently |now )?be"
            r" (?:used|(?:done|carried out|performed|undertaken)(?=[.,;]|$| (?:in|for|on)\b))"
        ),
        r"(?! (?:by|without|until|unless|alone|outside|except|instead",
        r"|as (?:an? )?(?:substitute|replacement))\b)",
        unless=r"\b(?:scores?|results?|data|terms?|register|questionnaires?|leaflets?|measures?"
        r"|names?)\b (?:\w+ ){0,3}?(?:should|must) (?:not|never)",
    ),
    _rule(
        "do-not-use",
        _PROCEDURES + ", 2022 on",
        r"(?:^|(?<=[,:;\u2013\u2014]\s)|(?<=\b(?:so|or)\s))(?:therefore,? |so,? )?do not use\b",
    ),
    _rule(
        "standard-arrangements",
        _PROCEDURES + ", 2003 on (normal until 2013, then standard)",
        r"\b(?:normal|standard|usual) arrangements",
        unless=r"\bwhat (?:normal|standard) arrangements mean\b"
        r"|\b(?:not (?:appear )?adequate|inadequate) (?:to support|for)\b...\bwith (?:normal"
        r"|standard)\b",
    ),
    _rule(
        "standard-arrangements",
        _PROCEDURES + ", 2003 to 2006",
        r"\b(?:is|are|appears?)(?: to be)? (?:adequate|sufficient)\b...\bus(?:e|ed|ing)\b...",
        r"\bwithout (?:the need for )?special arrangements",
    ),
    _rule(
        "not-recommended",
        _APPRAISALS + ", and " + _DIAGNOSTICS,
        r"\b(?:(?:is|are) (?:therefore |currently )?not (?:\w+ )?|(?:cannot|can not|should not) ",
        r"be (?:\w+ )?)recommended\b(?! only\b)",
        unless=rf"{_NO_TREATMENT}...\b(?:is|are) not\b|\bnot only recommended\b",
    ),
    _rule(
        "not-recommended",
        _TECHNOLOGIES + ", and " + _DIAGNOSTICS,
        r"\b(?:not (?:currently |yet )?(?:enough|sufficient|adequate)|insufficient|inadequate|too ",
        rf"little)\b...\bto (?:support (?:{_CASE}|{_ADOPTION})|recommend\b)",
        unless=r"\bto recommend (?:against|(?:an? )?(?:specific|particular|one))\b",
    ),
    _rule(
        "not-recommended",
        _TECHNOLOGIES,
        rf"\b{_CASE}...\b(?:is|are) (?:currently |therefore )?(?:not|un)(?: currently| fully)? ?",
        r"(?:supported|proven)",
    ),
    _rule(
        "not-recommended",
        _TECHNOLOGIES,
        rf"\b(?:does|do|did) not (?:currently |yet )?support {_CASE}",
    ),
    _rule("not-recommended", _APPRAISALS, rf"\b(?:NICE|we|the committee) {_NO} recommend\b"),
    _rule(
        "recommended",
        _APPRAISALS + ", and " + _DIAGNOSTICS,
        r"\b(?:is|are) (?:\w+ly )?(?:also )?recommended(?:, [^.;]{0,120}?,)? ",
        rf"(?:[^.;,]{{0,80}}? )??(?:{_OPTION}|{_LICENCE})",
    ),
    _rule(
        "recommended",
        _APPRAISALS + ", and " + _DIAGNOSTICS,
        r"\b(?:is|are) (?:conditionally |also |therefore )?recommended",
        rf"(?:,[^.;]{{0,160}}?,)? (?:only )?{_COMPLEMENT}",
        unless=(
            rf"{_NO_TREATMENT}...\b(?:is|are) (?:\w+ )?recommended\b|\b(?:it"
            r"|which) is recommended\b"
        ),
    ),
    _rule(
        "recommended",
        _TECHNOLOGIES,
        rf"\b{_CASE}...\b(?:is|are) (?:partially |partly |fully |well )?supported\b"
        rf"|\bsupports? {_CASE}",
    ),
    _rule(
        "recommended",
        _APPRAISALS,
        r"\b(?:NICE|the committee) recommends (?!that\b|research|further|more|collect|audit|a )",
    ),
    _rule(
        "can-be-used",
        _HEALTHTECH + ", and " + _APPRAISALS + ", 2024 on",
        r"\bcan (?:also |now )?be used(?:, [^.;]{0,160}?,)? ",
        rf"(?:[^.;,]{{0,80}}? )??(?:in the NHS\b|{_OPTION}|{_LICENCE}|to treat\b|for treating\b)",
        unless=r"\b(?:before|until|whether|unless|so that)\b...\bcan be used\b|\b(?:tools?"
        r"|information"
        r"|resources?|data|audit|register|results?|templates?|checklists?|evidence) can be used\b",
    ),
    _rule("can-be-used", _HEALTHTECH, rf"^use\b(?! of\b)[^.]{{3,200}}? {_OPTION}"),
)
"""Asked in this order for each sentence; the first that matches decides."""
