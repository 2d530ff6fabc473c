"""
A citation joined with where its number leads: what a governance team is given.

The suggestion keeps the old number beside the new one, because readers of a policy know
the old one, and because a new number alone hides which programme it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from guidetrack.citations.finder import Citation
from guidetrack.citations.forms import Form
from guidetrack.citations.judging import Certainty
from guidetrack.citations.phrases import Phrase
from guidetrack.lineage import Resolution
from guidetrack.lineage.resolution import Reassess
from guidetrack.sources.document import Unreadable

_ADDRESS = "https://www.nice.org.uk/guidance/"
_ENDED = {
    "withdrawn": "was withdrawn",
    "temporarily-withdrawn": "is withdrawn for the time being",
    "retired": "was retired",
    "terminated": "was terminated",
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A citation in a file, and what became of what it cites."""

    file: str
    place: str
    """Where in the file, as whoever has it open would say: `row 7, column Code`."""
    text: str
    """The words that cite, as written."""
    reference: str | None
    """None where a programme is named without a number."""
    certainty: Certainty
    status: str
    """As in a resolution: current, migrated, superseded, withdrawn, unknown, ..."""
    current: tuple[str, ...]
    reassess: Reassess
    suggestion: str | None
    """What to write instead; None where nothing is to be done or nothing is known."""
    reason: str = ""
    """Why the citation is ambiguous."""
    excerpt: str = ""
    """The text around, cut short: registers hold names of people."""
    form: Form | Literal["bare", "programme"] = "joined"
    """How it is written; `bare` where the column gives the number its prefix, `programme`
    where a programme is named without a number."""

    @property
    def address_before(self) -> str:
        """Where the cited guidance is, or was, on NICE's site."""
        return address_of(self.reference) if self.reference else ""

    @property
    def addresses_now(self) -> tuple[str, ...]:
        """Where to look now."""
        return tuple(map(address_of, self.current))


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """What scanning files gave."""

    findings: Sequence[Finding]
    """In the order of the files and of their text; there may be very many."""
    unreadable: tuple[Unreadable, ...]
    """Files that could not be read, or only in part."""
    files: int
    """How many were read, wholly or in part."""
    skipped: tuple[tuple[str, int], ...] = ()
    """Why files and folders were passed over on purpose, and how many: `hidden`, `temporary`,
    `of programs`, `unchanged`."""


def build_finding(
    file: str, place: str, citation: Citation, resolution: Resolution, *, excerpt: str = ""
) -> Finding:
    """Join a citation with where its number leads."""
    return Finding(
        file=file,
        place=place,
        text=citation.text,
        reference=resolution.reference,
        certainty=citation.certainty,
        status=resolution.status,
        current=resolution.current,
        reassess=resolution.reassess,
        suggestion=suggest(resolution),
        reason=citation.reason,
        excerpt=excerpt,
        form=citation.form,
    )


def build_phrase_finding(file: str, place: str, phrase: Phrase, *, excerpt: str = "") -> Finding:
    """Say that a programme is named without a number; that is never stale."""
    return Finding(
        file=file,
        place=place,
        text=phrase.text,
        reference=None,
        certainty="likely",
        status="unknown",
        current=(),
        reassess="check",
        suggestion=f"a programme without a number; see whether HTG is meant beside {phrase.prefix}",
        excerpt=excerpt,
        form=phrase.form,
    )


def is_stale(finding: Finding) -> bool:
    """Whether something surely or likely cited is known not to be current."""
    return finding.certainty != "ambiguous" and finding.status not in {"current", "unknown"}


def suggest(resolution: Resolution) -> str | None:
    """
    Say what to cite instead: `HTG46 (formerly IPG75)`.

    None where the number is current, or where nobody knows.
    """
    number, status = resolution.reference, resolution.status
    others = tuple(each for each in resolution.current if each != number)
    if status in {"current", "unknown", "disappeared"}:
        return None
    if not others:
        return f"{number} {_ENDED.get(status, 'has ended')}; nothing current takes its place"
    listed = " and ".join(filter(None, [", ".join(others[:-1]), others[-1]]))
    if status == "migrated":
        return f"{listed} (formerly {number})"
    if status == "partially-superseded":
        return f"{number} and {listed} (which replaces a part of it)"
    return f"{listed} (in place of {number})"


def address_of(reference: str) -> str:
    """Where guidance is, or was, on NICE's site."""
    return f"{_ADDRESS}{reference.lower()}"
