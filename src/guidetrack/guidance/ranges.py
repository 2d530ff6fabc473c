"""
Many references in few words: `IPG1-79` is IPG1, IPG2 and so on to IPG79, and nothing else.

A weekly run sees thousands of references as they were, nearly all of them one after
another. Named one by one they would be most of what ten years of a store weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from guidetrack.guidance.reference import IN_ORDER, Reference

_RANGE = re.compile(r"([A-Z]{2,8})([0-9]{1,5})(?:-([0-9]{1,5}))?")


def to_ranges(references: Iterable[Reference]) -> list[str]:
    """Name references in their order, each run of following numbers as one: `IPG1-79`, `NG5`."""
    runs: list[tuple[Reference, int]] = []
    for each in sorted(dict.fromkeys(references), key=IN_ORDER):
        first, last = runs[-1] if runs else (None, 0)
        if first is not None and (each.prefix, each.number) == (first.prefix, last + 1):
            runs[-1] = (first, each.number)
        else:
            runs.append((each, each.number))
    return [str(first) if first.number == last else f"{first}-{last}" for first, last in runs]


def in_ranges(ranges: Iterable[str], reference: Reference) -> bool:
    """Whether one of the ranges covers the reference; what is no range covers nothing."""
    prefix, number = reference.prefix, reference.number
    for each in ranges:
        if each.startswith(prefix) and (match := _RANGE.fullmatch(each)) and match[1] == prefix:
            first = int(match[2])
            if first <= number <= int(match[3] or first):
                return True
    return False
