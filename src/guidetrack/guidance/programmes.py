"""
The prefixes of guidance references, with the names their programmes go by.

A table and not an enum: NICE adds programmes without notice (its own product
list still lacked HTG when HTG was in use), so an unknown prefix is kept as
written and never an error. A new prefix is one row here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Programme:
    """One guidance programme."""

    prefix: str
    """Capital letters in front of the number, for example `IPG`."""

    name: str
    """The programme as NICE prints it above a title."""

    spellings: tuple[str, ...] = ()
    """Other wordings in front of a number, lower case, plural and singular alike."""


_TABLE = (
    Programme("APG", "Antimicrobial prescribing guideline"),
    Programme("CG", "Clinical guideline"),
    Programme("COV", "COVID-19 rapid guideline", ("covid-19 rapid evidence summary",)),
    Programme("CSG", "Cancer service guideline"),
    Programme("DG", "Diagnostics guidance", ("diagnostic guidance",)),
    Programme("ECD", "Corporate document"),
    Programme("ES", "Evidence summary"),
    Programme("ESNM", "Evidence summary: new medicine", ("evidence summary new medicine",)),
    Programme(
        "ESUOM",
        "Evidence summary: unlicensed or off-label medicine",
        ("evidence summary unlicensed or off-label medicine",),
    ),
    Programme(
        "HST", "Highly specialised technologies guidance", ("highly specialised technology",)
    ),
    Programme("HTE", "Health technology evaluation", ("early value assessment",)),
    Programme("HTG", "HealthTech guidance", ("health tech guidance",)),
    Programme("IND", "NICE indicator"),
    Programme(
        "IPG",
        "Interventional procedures guidance",
        ("interventional procedure guidance", "interventional procedure consultation"),
    ),
    Programme("KTT", "Key therapeutic topic"),
    Programme("LGB", "Local government briefing"),
    Programme("MIB", "Medtech innovation briefing"),
    Programme("MPG", "Medicines practice guideline"),
    Programme(
        "MTG",
        "Medical technologies guidance",
        ("medical technology guidance",),
    ),
    Programme("NG", "NICE guideline"),
    Programme("PH", "Public health guideline", ("public health guidance",)),
    Programme("PIP", "Public involvement programme"),
    Programme("PMG", "Process and methods guide", ("process and methods",)),
    Programme("PSG", "Patient safety guidance", ("patient safety solution",)),
    Programme("QS", "Quality standard"),
    Programme("SC", "Social care guideline"),
    Programme("SG", "Safe staffing guideline"),
    Programme(
        "TA",
        "Technology appraisal guidance",
        ("technology appraisal", "technology appraisals guidance"),
    ),
)

PROGRAMMES: dict[str, Programme] = {row.prefix: row for row in _TABLE}
"""Prefix to programme, for every prefix known today."""


def programme_name(prefix: str) -> str | None:
    """Name the programme of a prefix, or None where the prefix is unknown."""
    row = PROGRAMMES.get(prefix)
    return row.name if row else None


_NAMED_ONLY_WITH_NICE = frozenset({"guideline", "indicator"})
"""Words too common to mean a programme unless "NICE" stands in front of them."""


def _fold(text: str) -> str:
    """Lower case, single spaces, without a leading "NICE" or "NICE's"."""
    words = re.sub(r"[\s\u00a0]+", " ", text.strip().casefold())
    bare = re.sub(r"^nice(?:'s|\u2019s)? (?=\w)", "", words)
    return words if bare in _NAMED_ONLY_WITH_NICE else bare


def _spelled(row: Programme) -> set[str]:
    folded = {_fold(name) for name in (row.name, *row.spellings)}
    singular = {re.sub(r"\bprocedures\b", "procedure", name) for name in folded}
    return folded | singular | {re.sub(r"\btechnologies\b", "technology", n) for n in folded}


SPELLINGS: dict[str, str] = {
    spelling: row.prefix for row in _TABLE for spelling in sorted(_spelled(row))
}
"""Every folded wording of a programme name to its prefix."""


def prefix_of_programme(name: str) -> str | None:
    """
    The prefix of a programme named in words, or None.

    Case, plural, spacing and a leading "NICE" do not matter:
    `NICE interventional procedure guidance` is IPG.
    """
    return SPELLINGS.get(_fold(name))
