"""
What is to be fetched: requests, and the plan that a list of references makes.

A plan is plain data in a stable order, all pages of one guidance together, so that
an interrupted run can be taken up and two runs over the same list ask the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from guidetrack.errors import ConfigError, SourceError
from guidetrack.guidance.reference import Reference
from guidetrack.sources.fetching.address import normalise

Purpose = Literal["overview", "chapter", "document", "feed", "index"]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Request:
    """One address to fetch, once."""

    address: str
    purpose: Purpose = "document"
    reference: Reference | None = None
    """The guidance that the answer has to be about, where one is meant."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """
    An address with places to fill.

    `{reference}` is the number as NICE writes it in addresses (`htg9046`),
    `{REFERENCE}` as it is printed (`HTG9046`). Without a place it is one address.
    """

    address: str
    purpose: Purpose = "overview"


@dataclass(frozen=True, slots=True)
class Validators:
    """What the publisher called the copy that is held, for asking whether it is still good."""

    etag: str | None = None
    last_modified: str | None = None
    """As received; HTTP's own format."""


NO_VALIDATORS = Validators()


def plan(references: Iterable[Reference], patterns: Sequence[Pattern]) -> tuple[Request, ...]:
    """
    Lay out what to fetch: each pattern without a place once, then reference by reference.

    Every address stands once, in the order given.

    Raises:
        ConfigError: a pattern has an unknown place, or is no address of the web.
    """
    for pattern in patterns:
        _check(pattern)
    fixed = [each for each in patterns if not _PLACEHOLDER.search(each.address)]
    open_ones = [each for each in patterns if _PLACEHOLDER.search(each.address)]
    requests = [Request(normalise(each.address), each.purpose) for each in fixed]
    for reference in references:
        requests.extend(_fill(each, reference) for each in open_ones)
    once: dict[str, Request] = {}
    for request in requests:
        once.setdefault(request.address, request)
    return tuple(once.values())


def _check(pattern: Pattern) -> None:
    unknown = set(_PLACEHOLDER.findall(pattern.address)) - {"reference", "REFERENCE"}
    if unknown:
        raise ConfigError(
            f"the address {pattern.address} has a place that nothing fills: {min(unknown)!r}",
            hint="Places are {reference}, as in htg9046, and {REFERENCE}, as in HTG9046.",
        )
    try:
        _fill(pattern, Reference("HTG", 9001))
    except SourceError as problem:
        raise ConfigError(str(problem), hint=problem.hint) from problem


def _fill(pattern: Pattern, reference: Reference) -> Request:
    printed = str(reference)
    filled = pattern.address.replace("{reference}", printed.lower())
    address = normalise(filled.replace("{REFERENCE}", printed))
    return Request(address, pattern.purpose, reference)


def chapters(
    overview: Request, names: Iterable[str], *, pattern: str = "/chapter/{chapter}"
) -> tuple[Request, ...]:
    """
    Requests for the chapters of a guidance, by their names in addresses.

    A pattern that begins with a stroke continues the address of the overview.

    Raises:
        SourceError: a name makes no address.
    """
    base = overview.address.partition("?")[0].rstrip("/") if pattern.startswith("/") else ""
    reference = str(overview.reference).lower() if overview.reference else ""
    whole = base + pattern.replace("{reference}", reference)
    return tuple(
        Request(normalise(whole.replace("{chapter}", name)), "chapter", overview.reference)
        for name in names
    )
