"""
Clinical codes: the document's own list, with its groups.

Registers and audits are built on these codes. Only the list counts: notes name
other codes to explain a rule, and are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guidetrack.extract.outline import Part
from guidetrack.guidance.record import Code

_CODE = r"[A-Z]\d{2}(?:\.(?:\d{1,2}|-|X))?"
_ENTRY = re.compile(rf"(?P<code>{_CODE})(?:[:\s|\u2013-]+(?P<text>\S.*)|)", re.DOTALL)
_SUPPLEMENTARY = re.compile(
    (
        r"(?:An? )?(?:supplementary|additional|secondary|subsidiary"
        rf"|site) codes? (?:from )?(?P<list>{_CODE}\b.*)"
    ),
    re.IGNORECASE | re.DOTALL,
)
_LISTED = re.compile(
    rf"(?P<code>{_CODE})\s+(?P<text>.+?)(?=(?:,| or| and)\s+{_CODE}|\s+(?:would|should|can"
    r"|may|is|are|will)\b"
    r"|[.;]|$)",
    re.DOTALL,
)
_GROUP = re.compile(r"(?P<name>[A-Z][^:]{0,80}):")
_NO_GROUP = re.compile(
    r"(?:notes?|includes?|excludes?|plus|and|or|either|in addition|then)\b", re.IGNORECASE
)
_SYSTEM = re.compile(
    r"(?P<system>OPCS|ICD)[\s-]*(?P<release>\d{1,2})(?:(?P<point>\.\d{1,2})"
    r"|\s*\(?version (?P<version>\d{1,2}\.\d{1,2})\)?)?",
    re.IGNORECASE,
)


def is_code_line(text: str) -> bool:
    """Whether a line is of the list itself and not a note on it."""
    if _ENTRY.fullmatch(text) or _SUPPLEMENTARY.fullmatch(text):
        return True
    return _group_name(text) is not None


def find_codes(parts: Sequence[Part]) -> tuple[Code, ...]:
    """Every code of the document's code lists, once for each group, in order."""
    found: list[Code] = []
    system: str | None = None
    version: str | None = None
    for index, part in enumerate(parts):
        if part.role != "codes":
            continue
        stated = _SYSTEM.search(part.heading or "")
        below = bool(index) and parts[index - 1].role == "codes" and not stated
        if not below or stated:
            system, version = _system(stated)
        group = part.heading if below and part.heading else None
        found.extend(_codes_of(part, system, version, group))
    return tuple(dict.fromkeys(found))


def _system(match: re.Match[str] | None) -> tuple[str | None, str | None]:
    if match is None:
        return None, None
    release, point = match["release"], match["point"]
    version = release + point if point else match["version"]
    return f"{match['system'].upper()}-{release}", version


def _codes_of(
    part: Part, system: str | None, version: str | None, group: str | None
) -> Iterator[Code]:
    for line in part.lines:
        name = _group_name(line.text)
        if name:
            group = name
            continue
        for code, text in _entries(line.text):
            yield Code(system=system, version=version, group=group, code=code, description=text)


def _group_name(text: str) -> str | None:
    match = _GROUP.fullmatch(text)
    return match["name"] if match and not _NO_GROUP.match(text) else None


def _entries(text: str) -> Iterator[tuple[str, str]]:
    supplementary = _SUPPLEMENTARY.fullmatch(text)
    if supplementary:
        for match in _LISTED.finditer(supplementary["list"]):
            yield match["code"], match["text"].strip()
        return
    entry = _ENTRY.fullmatch(text)
    if entry:
        yield entry["code"], (entry["text"] or "").strip()
