"""
What came of a request: values in the stream, never exceptions.

The kinds keep apart what must never be confused: the publisher's page, the
publisher's word that nothing changed, the publisher's word that the page went
elsewhere, the publisher's "not found", and our failure to learn any of these.
Only the first has content.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import SourceDocument
from guidetrack.sources.fetching.request import NO_VALIDATORS, Request, Validators

FailureKind = Literal[
    "address",
    "host",
    "robots",
    "network",
    "time",
    "truncated",
    "encoding",
    "size",
    "total",
    "status",
    "redirects",
    "silent-host",
]
"""Why nothing was learnt: the address is none; the host is not allowed; robots.txt says no;
no connection; too slow; cut short; packed in an unknown way; too large; the run is; an
unexpected status; a redirect without end; the host failed too often in this run."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step that a host sent us on."""

    status: int
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    request: Request
    retrieved_at: dt.datetime
    """By the clock handed in, when the last answer had arrived."""
    redirects: tuple[Redirect, ...] = ()
    """Evidence, first to last; never content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(_Outcome):
    """The page, with status 200, under the address asked for or one of the same guidance."""

    document: SourceDocument
    """Named as asked for; its `url` is where it was found."""
    validators: Validators = NO_VALIDATORS
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified(_Outcome):
    """The copy held is still good (304)."""

    validators: Validators = NO_VALIDATORS
    status: int = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(_Outcome):
    """The address leads away from the guidance asked for: evidence, and no content."""

    target: str
    """The first address of the chain that names other guidance, else its end."""
    reference: Reference | None
    """The guidance that the target names; None for a list, a front page or a log-in page."""
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound(_Outcome):
    """The publisher has no such page (404, 410), and no retired or terminated one either."""

    tried: tuple[str, ...]
    """Every address that was asked."""
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(_Outcome):
    """Nothing was learnt about the guidance."""

    kind: FailureKind
    problem: str
    """One sentence for people, without anything secret."""
    transient: bool
    """Whether the same request may succeed later without anybody doing anything."""
    status: int | None = None


Result = Fetched | NotModified | Moved | NotFound | Failed
"""What one request came to."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, for whoever shows it."""

    done: int
    planned: int
    """Grows when pages lead to further ones."""
    current: Request | None
    """What is being fetched or waited for; None at the end."""
    waiting: float
    """Seconds about to be waited for the host's sake; 0 where nothing is waited for."""
    remaining: float | None
    """Seconds the rest will probably take; None before the first answer."""
